// Lists that providers do not end, and what a walk through `/v1/links` makes of them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { edge, txnRequest } from "./edge.js";

const JSON_TYPE = { "content-type": "application/json" };

const connectLink = (id) => ({
  paymentLinkId: id,
  url: `https://pay.example.com/${id}`,
  status: "ACTIVE",
  createdAt: "2026-06-18T07:00:00Z",
  updatedAt: "2026-06-18T07:00:00Z",
});

/** An edge whose Connect list is made here. @param {(cursor: string | null, n: number) => object} page */
function connectList(page) {
  let asked = 0;
  const it = edge({
    disturb(request) {
      const url = new URL(request.url);
      if (request.method !== "GET" || url.pathname !== "/payment-links") return undefined;
      asked += 1;
      const body = JSON.stringify(page(url.searchParams.get("cursor"), asked));
      return new Response(body, { headers: JSON_TYPE });
    },
  });
  return { ...it, asked: () => asked };
}

/** Follows `next` to the end, as a caller does that trusts it. */
async function walked(call, query, { between = async () => {}, most = 50 } = {}) {
  const pages = [];
  for (let next = ""; next !== undefined; ) {
    assert.ok(pages.length < most, `no end after ${most} pages`);
    const answer = await call("GET", `/v1/links?${query}${next && `&cursor=${next}`}`);
    const page = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(page));
    pages.push(page);
    next = page.next;
    await between(pages.length);
  }
  return {
    pages,
    ids: pages.flatMap(({ links }) => links.map(({ value }) => value.id)),
    codes: pages.flatMap(({ notes = [] }) =>
      notes.flatMap(({ format, notes }) => notes.map(({ code }) => `${format} ${code}`)),
    ),
  };
}

const [A, B, C] = ["a", "b", "c"].map((id) => connectLink(`link-${id}`));

describe("K2: a list that its provider never ends", () => {
  const ways = {
    "the same cursor for ever": () => ({ items: [A, B], pagination: { nextCursor: "same" } }),
    "a cursor that leads back": (cursor) => ({
      items: cursor === "two" ? [C] : [A, B],
      pagination: { nextCursor: cursor === "two" ? "one" : "two" },
    }),
    "always another cursor, nothing new": (_, n) => ({
      items: [A, B],
      pagination: { nextCursor: `page-${n}` },
    }),
    "empty pages with another cursor each": (cursor, n) => ({
      items: cursor === null ? [A] : [],
      pagination: { nextCursor: `page-${n}` },
    }),
  };
  for (const [way, page] of Object.entries(ways)) {
    test(`${way}: the walk ends with a note`, async () => {
      const { call, asked } = connectList(page);
      const { codes, ids, pages } = await walked(call, "format=connect");
      // A circle is noticed within three times as many pages as it has.
      assert.ok(asked() <= 9, `${asked()} calls`);
      assert.deepEqual(codes, ["connect list_repeats"]);
      assert.ok(pages.at(-1).notes[0].notes[0].message, "it is said in words");
      const shown = new Set(ids);
      for (const { paymentLinkId } of page(null, 1).items) assert.ok(shown.has(paymentLinkId));
    });
  }

  test("a page number that is ignored: the walk ends with a note", async () => {
    let asked = 0;
    const { call } = edge({
      disturb(request, effect) {
        const url = new URL(request.url);
        if (request.method !== "GET" || !url.pathname.endsWith("/payment_links")) return undefined;
        asked += 1;
        url.searchParams.set("page", "1");
        return effect(new Request(url, request));
      },
    });
    const { codes } = await walked(call, "format=txn&limit=12");
    assert.ok(asked <= 4, `${asked} calls`);
    assert.deepEqual(codes, asked === 1 ? [] : ["txn list_repeats"]);
  });

  for (const [what, pagination] of Object.entries({
    "no pagination": null,
    "a number": { nextCursor: 5 },
    "a text instead of pagination": "more",
  })) {
    test(`a cursor that cannot be used (${what}): links are shown, the list ends, with a note`, async () => {
      const { call, asked } = connectList(() => ({ items: [A], pagination }));
      const { codes, ids, pages } = await walked(call, "format=connect");
      assert.deepEqual([ids, asked(), pages[0].unavailable], [[A.paymentLinkId], 1, []]);
      assert.deepEqual(
        codes,
        what === "no pagination" && codes.length === 0 ? [] : ["connect cursor_unusable"],
      );
    });
  }

  test("while a provider is down its walk waits, and still ends afterwards", async () => {
    let down = false;
    const { call } = connectList(() => {
      if (down) throw new TypeError("it is down");
      return { items: [A], pagination: { nextCursor: "same" } };
    });
    const { codes, pages } = await walked(call, "format=connect", {
      between: async (at) => {
        down = at === 1;
      },
    });
    assert.equal(pages[1].unavailable.length, 1);
    assert.deepEqual(codes, ["connect list_repeats"]);
  });
});

test("K2: a Txn link that is made between two pages: none comes twice, none is left out", async () => {
  const { call } = edge();
  const before = await walked(call, "format=txn");
  let made;
  const { ids } = await walked(call, "format=txn&limit=5", {
    between: async (at) => {
      if (at !== 1) return;
      const answer = await call(
        "POST",
        "/v1/links/txn",
        { "content-type": "application/vnd.api+json", "idempotency-key": '"between"' },
        txnRequest({ reference: "between-pages" }),
      );
      assert.equal(answer.status, 201, await answer.clone().text());
      made = (await answer.json()).link.id;
    },
  });
  assert.equal(new Set(ids).size, ids.length, "none twice");
  assert.deepEqual(ids.toSorted(), [...before.ids, made].toSorted());
});

test("K2: whoever wants the newest first asks for it", async () => {
  const { call } = edge();
  const at = async (order) =>
    (await walked(call, `format=txn&limit=5&${order}`)).pages
      .flatMap(({ links }) => links)
      .map(({ value }) => Date.parse(value.createdAt));
  const oldest = await at("order=oldest_first");
  assert.deepEqual(
    oldest,
    oldest.toSorted((one, other) => one - other),
  );
  assert.deepEqual(await at(""), oldest);
  const newest = await at("order=newest_first");
  assert.deepEqual(
    newest,
    oldest.toSorted((one, other) => other - one),
  );
  const refused = await call("GET", "/v1/links?order=best_first");
  assert.equal(refused.status, 400);
});

test("a cursor of somebody's own making is refused or read, and never fails", async () => {
  const { call } = edge();
  const forged = [
    { connect: "x" },
    { connect: { cursor: 5 } },
    { connect: { cursor: null, walk: 5 } },
    { connect: { cursor: null, walk: {} } },
    { connect: null },
    { connect: [] },
    {
      connect: { cursor: "x", walk: "no walk of the core's" },
      txn: { cursor: "x", walk: "\u0000" },
    },
    { txn: { cursor: "-1" } },
    { txn: { cursor: "2", walk: "x".repeat(2000) } },
    { nobody: { cursor: null } },
    JSON.parse('{"__proto__": {"cursor": null}}'),
  ];
  for (const each of forged) {
    const cursor = Buffer.from(JSON.stringify(each)).toString("base64url");
    const answer = await call("GET", `/v1/links?cursor=${cursor}`);
    assert.ok([200, 400].includes(answer.status), `${answer.status} ${JSON.stringify(each)}`);
  }
});

test("item 4: a list says which providers the sandbox plays", async () => {
  const played = (providers) => edge({ providers });
  const of = async ({ call }, query = "") =>
    (await (await call("GET", `/v1/links?${query}`)).json()).played;
  assert.equal(await of(played({})), undefined);
  const one = played({ txn: { played: true } });
  assert.deepEqual(await of(one), ["txn"]);
  assert.deepEqual(await of(one, "format=connect"), undefined);
  const both = played({ connect: { played: true }, txn: { played: true } });
  assert.deepEqual(await of(both), ["connect", "txn"]);
});
