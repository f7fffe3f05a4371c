// Every documented call at both providers, and every way in which it is refused, as their customers see it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  errorBody,
  init,
  interpretResponse,
  planClose,
  read,
  readCreateRequest,
  readError,
  readList,
} from "paylink";
import { credentialHeader } from "paylink/client";
import { described } from "../../edge/described.js";
import { assertJsonApi } from "../json-api.js";
import { COUNTS, DAY, FORMATS, LINKS, NOW, PROVIDERS, sandboxFor } from "./sandbox.js";

await init();

for (const format of FORMATS) {
  const provider = PROVIDERS[format];
  const { open, completed } = LINKS[format];
  const count = COUNTS[format];

  describe(`${format}, what is done`, () => {
    test("create answers 201 with the link, open, that read then shows", async () => {
      const { create, read: shown } = sandboxFor();
      const made = await create(format);
      assert.deepEqual([made.status, made.type], [provider.made, provider.mediaType]);
      const link = read(made.json, { format });
      assert.ok(link.ok);
      assert.deepEqual(
        [link.value.status, link.value.createdAt.slice(0, 19)],
        ["open", "2026-06-18T12:00:00"],
      );
      const again = await shown(format, link.value.id);
      assert.deepEqual([again.status, again.text], [200, made.text]);
    });

    test("a link that is over when it is made is expired at the next call", async () => {
      if (!provider.over) return;
      const { create, read: shown } = sandboxFor();
      const made = await create(format, provider.over("order-over"));
      assert.equal(made.status, provider.made, made.text);
      const { id } = read(made.json, { format }).value;
      const link = read((await shown(format, id)).json, { format }).value;
      assert.equal(link.status, "expired");
      assert.ok(link.updatedAt === undefined || link.updatedAt >= link.createdAt, link.updatedAt);
    });

    test("close answers 200 with the link closed, and the core calls that done", async () => {
      const { close, read: shown } = sandboxFor();
      const before = read((await shown(format, open)).json, { format });
      const planned = planClose("close", before.value, { now: NOW });
      const answer = await close(format, open);
      assert.deepEqual([answer.status, answer.type], [200, provider.mediaType]);
      assert.equal(provider.statusIn(answer.json), provider.closed);
      const { status, headers, text } = answer;
      assert.equal(
        interpretResponse(planned.value, { status, headers, body: text }).outcome,
        "done",
      );
      assert.equal((await shown(format, open)).text, text);
    });

    test("list shows every link, the newest first", async () => {
      const { all } = sandboxFor();
      const answer = await all(format);
      assert.deepEqual([answer.status, answer.type], [200, provider.mediaType]);
      const { ok, value } = readList(answer.json, { format });
      assert.ok(ok);
      assert.equal(value.links.length, count);
      const made = value.links.map(({ value: { createdAt } }) => createdAt);
      assert.deepEqual(made, made.toSorted().toReversed());
    });

    test("each answer has the sandbox's own time", async () => {
      const { sandbox, read: shown } = sandboxFor();
      await sandbox.clock({ advanceMs: DAY });
      const { headers } = await shown(format, completed);
      assert.equal(headers.get("date"), "Fri, 19 Jun 2026 12:00:00 GMT");
    });
  });

  describe(`${format}, what is refused`, () => {
    const calls = {
      create: ["POST", provider.all, provider.create],
      read: ["GET", provider.one(open)],
      list: ["GET", provider.all],
      close: ["POST", provider.close(open)],
    };
    const sent = (operation, headers) => {
      const [method, path, body] = calls[operation];
      const own = Object.fromEntries(
        Object.entries({
          ...provider.headers,
          ...(body && { "content-type": provider.requestType }),
          ...headers,
        }).filter(([, value]) => value !== undefined),
      );
      return sandboxFor().call(method, path, { headers: own, body });
    };
    const [credential] = Object.keys(provider.headers);
    const bad = credentialHeader(described(format).credential, "nobody:guess");

    for (const operation of Object.keys(calls)) {
      test(`${operation} without a credential, or with a wrong one, is 401 in the provider's shape`, async () => {
        for (const value of [undefined, bad]) {
          const { status, type, json, text } = await sent(operation, { [credential]: value });
          assert.deepEqual([status, type], [401, provider.mediaType]);
          assert.ok(!text.includes("guess"), "a credential is never repeated");
          assert.ok(!readError(json, { format, status }).foreign, text);
          if (provider.unauthorised) assert.deepEqual(json, provider.unauthorised);
        }
      });

      test(`${operation} that wants another kind of answer is 406`, async () => {
        assert.equal((await sent(operation, { accept: "text/html" })).status, 406);
      });

      test(`${operation} with a body of the wrong kind is refused`, async () => {
        const [method, path] = calls[operation];
        const { status } = await sandboxFor().call(method, path, {
          headers: { ...provider.headers, "content-type": "text/plain" },
          body: method === "GET" ? undefined : "{}",
        });
        // A read has no body whose kind could be wrong.
        assert.equal(status, method === "GET" ? 200 : 415);
      });
    }

    test("a method that a path does not have is 405, and says which it has", async () => {
      for (const [path, allow] of [
        [provider.all, ["GET", "POST"]],
        [provider.one(open), ["GET"]],
        [provider.close(open), ["POST"]],
      ]) {
        const { status, headers, type } = await sandboxFor().as(format, "DELETE", path);
        assert.deepEqual([status, type], [405, provider.mediaType]);
        assert.deepEqual(headers.get("allow").split(", ").sort(), allow);
      }
    });

    test("a link that nobody knows is refused as such, to read and to close", async () => {
      const { read: shown, close } = sandboxFor();
      for (const answer of [await shown(format, "nobody"), await close(format, "nobody")]) {
        const { status, json } = answer;
        assert.equal(status, provider.statusOf("link_not_found"));
        assert.equal(JSON.stringify(json), errorBody([{ code: "link_not_found" }], format).body);
      }
    });

    test("a link that has ended is refused, whichever way it ended, and stays as it was", async () => {
      const { close, read: shown } = sandboxFor();
      for (const name of ["completed", "expired", "cancelled", "odd"]) {
        const id = LINKS[format][name];
        if (id === undefined) continue;
        const before = (await shown(format, id)).text;
        const answer = await close(format, id);
        assert.equal(answer.status, provider.statusOf("transition_refused"), name);
        const { code, message } = readError(answer.json, { format, status: answer.status });
        assert.equal(code, provider.refused);
        assert.match(message, /has ended|already|unknown status|has a status of/);
        assert.equal((await shown(format, id)).text, before);
      }
    });

    test("a request to make a link has all its mistakes named at once", async () => {
      const { create } = sandboxFor();
      const [body, places] = provider.mistaken;
      const answer = await create(format, body);
      assert.equal(answer.status, 400);
      for (const place of places) assert.ok(answer.text.includes(`"${place}"`), place);
      const { issues } = readCreateRequest(body, { format });
      assert.ok(issues.length > places.length);
      for (const { message } of issues) {
        assert.ok(answer.text.includes(JSON.stringify(message).slice(1, -1)), message);
      }
      const { counts } = await countsOf(sandboxFor());
      assert.equal(counts[format], count);
    });

    test("a body that is no JSON is 400, and one where none belongs too", async () => {
      const { create, close } = sandboxFor();
      assert.equal((await create(format, "{")).status, 400);
      // Any text is a form.
      if (!/json/.test(provider.requestType)) return;
      const odd = { body: "nope", headers: { "content-type": provider.requestType } };
      assert.equal((await close(format, open, odd)).status, 400);
    });

    test("a query that the documents know is held to them", async () => {
      const { list } = sandboxFor();
      for (const query of provider.queries) {
        const answer = await list(format, query);
        assert.equal(answer.status, 400, query);
        assert.ok(answer.text.includes(query.match(/[\w[\]]+/)[0]), answer.text);
      }
    });
  });
}

/** @param {ReturnType<typeof sandboxFor>} it */
async function countsOf({ sandbox }) {
  const { value } = await sandbox.what();
  const counts = Object.fromEntries(
    Object.entries(value.providers).map(([format, { links }]) => [
      format,
      Object.values(links).reduce((sum, count) => sum + count, 0),
    ]),
  );
  return { counts };
}

test("nobody's path is a problem with the right status", async () => {
  const { call } = sandboxFor();
  const answer = await call("GET", "/nowhere");
  assert.deepEqual([answer.status, answer.type], [404, "application/problem+json"]);
});

describe("keys at connect", () => {
  const key = (text) => ({ headers: { "x-idempotency-key": text } });

  test("the same request gets the same answer, byte for byte, and is done once", async () => {
    const { create, close, list } = sandboxFor();
    const first = await create("connect", undefined, key("k-1"));
    const again = await create("connect", undefined, key("k-1"));
    assert.deepEqual([again.status, again.text], [201, first.text]);
    assert.equal((await list("connect")).json.items.length, 13);
    const closed = await close("connect", LINKS.connect.open, key("k-2"));
    assert.equal((await close("connect", LINKS.connect.open, key("k-2"))).text, closed.text);
  });

  test("another request with the key is 409, and does nothing", async () => {
    const { close, read: shown } = sandboxFor();
    await close("connect", LINKS.connect.open, key("k"));
    const other = await close("connect", LINKS.connect.other, key("k"));
    assert.deepEqual([other.status, other.json.code], [409, "idempotency_key_mismatch"]);
    assert.equal((await shown("connect", LINKS.connect.other)).json.status, "ACTIVE");
  });

  test("a refusal is kept as well; after 24 hours of the sandbox's time the key is forgotten", async () => {
    const { sandbox, close } = sandboxFor();
    const first = await close("connect", LINKS.connect.completed, key("k"));
    assert.equal(first.status, 409);
    await sandbox.clock({ advanceMs: DAY - 1 });
    const other = () => close("connect", LINKS.connect.other, key("k"));
    assert.equal((await other()).json.code, "idempotency_key_mismatch");
    await sandbox.clock({ advanceMs: 1 });
    assert.equal((await other()).status, 200);
  });

  test("a key that is too long or empty is refused by name", async () => {
    const { close } = sandboxFor();
    for (const text of ["k".repeat(257), ""]) {
      const { status, json } = await close("connect", LINKS.connect.open, key(text));
      assert.deepEqual([status, json.details[0].property], [400, "x-idempotency-key"]);
    }
  });

  test("txn has none: two creates are two links", async () => {
    const { create, list } = sandboxFor();
    for (const _ of [1, 2]) await create("txn", undefined, key("k"));
    assert.equal((await list("txn")).json.data.length, 14);
  });
});

describe("what is made is what was asked for", () => {
  test("connect: its description and metadata, seven days, whole seconds", async () => {
    const { sandbox, create } = sandboxFor();
    await sandbox.clock({ advanceMs: 123 });
    const { json } = await create("connect");
    assert.deepEqual(
      { ...json, paymentLinkId: "", url: "" },
      {
        paymentLinkId: "",
        url: "",
        status: "ACTIVE",
        description: "Deposit",
        expiresAt: "2026-06-25T12:00:00Z",
        createdAt: "2026-06-18T12:00:00Z",
        updatedAt: "2026-06-18T12:00:00Z",
        metadata: { room: 4 },
      },
    );
  });

  test("txn: amounts in full, milliseconds, null until something is chosen", async () => {
    const { sandbox, create } = sandboxFor();
    await sandbox.clock({ advanceMs: 123 });
    const { json } = await create("txn");
    const { attributes, relationships } = json.data;
    assert.deepEqual(
      { ...attributes, hostedPageUrl: "" },
      {
        amount: "100.00",
        currency: "EUR",
        accountCurrency: "EUR",
        network: null,
        networkName: null,
        reference: "order-17",
        hostedPageUrl: "",
        status: "created",
        approvalStatus: null,
        expiresAt: "2099-12-31T12:00:00.000Z",
        createdAt: "2026-06-18T12:00:00.123Z",
        paymentType: "Invoice",
        paymentMethods: ["on_chain"],
        payCurrencies: [],
        successRedirectUrl: null,
        unsuccessRedirectUrl: null,
      },
    );
    assert.deepEqual(relationships, { target: { data: null } });
    assertJsonApi(json);
    assert.equal(json.included, undefined);
  });
});

describe("pages", () => {
  /** Every id, page by page, as a client collects them. */
  async function collected({ list }, format, query) {
    const ids = [];
    let cursor;
    const at = PROVIDERS[format].parameter("cursor");
    for (let pages = 0; pages < 30; pages += 1) {
      const answer = await list(format, `?${query}${cursor ? `&${at}=${cursor}` : ""}`);
      const limit = Number(query.split("=")[1]);
      const { value } = readList(answer.json, { format, listing: { limit, cursor } });
      ids.push(...value.links.map((link) => link.value.id));
      cursor = value.nextCursor;
      if (!cursor) return ids;
    }
    throw new Error("the pages do not end");
  }

  for (const format of FORMATS) {
    const limit = PROVIDERS[format].parameter("limit");
    test(`${format}: a page has its usual number of links, and never more than 100`, async () => {
      const { list } = sandboxFor({ seed: { random: "the tests", count: 100 } });
      for (const [query, found] of [
        ["", PROVIDERS[format].usual],
        [`?${limit}=99`, 99],
        [`?${limit}=5000`, 100],
      ]) {
        assert.equal(PROVIDERS[format].listIn((await list(format, query)).json).length, found);
      }
    });

    test(`${format}: whatever their size, pages together are the list`, async () => {
      const it = sandboxFor({ seed: { random: "the tests", count: 8 } });
      const whole = await collected(it, format, `${limit}=100`);
      assert.equal(new Set(whole).size, COUNTS[format] + 8);
      for (const size of [1, 7, 10, 20, 25]) {
        assert.deepEqual(await collected(it, format, `${limit}=${size}`), whole, `${size}`);
      }
    });
  }

  test("connect: links that are made meanwhile shift nothing", async () => {
    const it = sandboxFor();
    const whole = await collected(it, "connect", "limit=100");
    const first = await it.list("connect", "?limit=5");
    await it.create("connect");
    const { nextCursor } = first.json.pagination;
    const second = await it.list("connect", `?limit=7&cursor=${nextCursor}`);
    const ids = [...first.json.items, ...second.json.items].map(
      ({ paymentLinkId }) => paymentLinkId,
    );
    assert.deepEqual(ids, whole);
    assert.equal(second.json.pagination.nextCursor, null);
  });

  test("txn: the reference, both ends of the time, and the order", async () => {
    const { list } = sandboxFor();
    const ids = async (query) => (await list("txn", query)).json.data.map(({ id }) => id);
    assert.deepEqual(await ids("?reference=order-58213"), [LINKS.txn.open]);
    assert.deepEqual(await ids("?reference=nobody"), []);
    const all = await ids("");
    assert.deepEqual(await ids("?order=created_at&order_type=asc"), all.toReversed());
    const { createdAt } = (await list("txn")).json.data[3].attributes;
    const encoded = encodeURIComponent(createdAt);
    assert.deepEqual(await ids(`?created_at_from=${encoded}`), all.slice(0, 4));
    assert.deepEqual(await ids(`?created_at_to=${encoded}`), all.slice(3));
    assert.deepEqual(await ids(`?created_at_from=${encoded}&created_at_to=${encoded}`), [all[3]]);
    const { json } = await list("txn", "?per_page=5&page=2&order_type=asc");
    const next = new URL(json.links.next);
    assert.deepEqual(
      [next.searchParams.get("page"), next.searchParams.get("order_type")],
      ["3", "asc"],
    );
    assert.deepEqual(
      json.data.map(({ id }) => id),
      all.toReversed().slice(5, 10),
    );
    assert.equal((await list("txn", "?page=9")).json.links.next, null);
  });
});
