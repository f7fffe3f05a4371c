// The API over all providers: lists, reads, what is kept, what is pasted, and making links.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decide } from "paylink";
import { described } from "../../edge/described.js";
import { FORMATS } from "../providers/index.js";
import { DAY, edge, effects, NOW, OPEN, OPEN_TXN, txnRequest } from "./edge.js";

const key = (text) => ({ "idempotency-key": `"${text}"` });
const json = async (answer) => (await answer).json();

test("a list is narrowed by what the links are and by what may be done with them", async () => {
  const { call } = edge();
  const list = async (query) => (await json(call("GET", `/v1/links?${query}`))).links;
  const all = await list("");
  const of = (fits) => all.filter(({ value }) => fits(value)).map(({ value }) => value.id);
  const ids = (links) => links.map(({ value }) => value.id);
  assert.deepEqual(
    ids(await list("format=txn")),
    of(({ format }) => format === "txn"),
  );
  assert.deepEqual(
    ids(await list("status=open,in_progress")),
    of(({ status }) => status === "open" || status === "in_progress"),
  );
  assert.deepEqual(ids(await list("reference=order-58213")), [OPEN_TXN]);
  const closable = ids(await list("can=close"));
  assert.deepEqual(
    closable,
    of((link) => decide("close", link, { now: NOW }).canTry),
  );
  const cancels = (id) => described(id).close === "cancel";
  assert.deepEqual(
    ids(await list("can=cancel")),
    ids((await list("can=close")).filter(({ format }) => cancels(format))),
  );
  const from = new Date(NOW - 5 * DAY).toISOString();
  const to = new Date(NOW - DAY).toISOString();
  const between = await list(`createdFrom=${from}&createdTo=${encodeURIComponent(to)}`);
  assert.deepEqual(
    ids(between),
    of(({ createdAt }) => createdAt >= from.slice(0, 19) && Date.parse(createdAt) <= NOW - DAY),
  );
  assert.ok(between.length > 0);
});

test("a list goes on where it stopped, at each provider, until both have no more", async () => {
  const { call } = edge();
  const whole = (await json(call("GET", "/v1/links"))).links.map(({ value }) => value.id);
  const seen = [];
  let pages = 0;
  for (let next = ""; next !== undefined; pages += 1) {
    const page = await json(call("GET", `/v1/links?limit=5${next && `&cursor=${next}`}`));
    assert.ok(page.links.length <= 5 * FORMATS.length);
    seen.push(...page.links.map(({ value }) => value.id));
    next = page.next;
  }
  assert.ok(pages >= 3, `${pages} pages`);
  assert.deepEqual(seen.toSorted(), whole.toSorted());
});

test("a provider that is down for a page is asked for that page again", async () => {
  let down = false;
  const { call } = edge({
    disturb: (request) => {
      if (down && request.url.includes("/api/")) return new Response("", { status: 500 });
    },
  });
  const first = await json(call("GET", "/v1/links?limit=5"));
  down = true;
  const second = await json(call("GET", `/v1/links?limit=5&cursor=${first.next}`));
  assert.deepEqual(
    second.unavailable.map(({ format, problem }) => [format, problem.code]),
    [["txn", "upstream_failed"]],
  );
  down = false;
  const third = await json(call("GET", `/v1/links?limit=5&cursor=${second.next}`));
  const formats = new Set(third.links.map(({ format }) => format));
  assert.ok(formats.has("txn"));
  const ids = [first, second, third].flatMap(({ links }) => links.map(({ value }) => value.id));
  assert.equal(new Set(ids).size, ids.length, "nothing twice");
});

test("a query that is not understood is refused with everything that is wrong", async () => {
  const { call } = edge();
  const answer = await call(
    "GET",
    "/v1/links?status=gone&limit=0&limit=1&nonsense=%60%00x&createdFrom=yesterday&cursor=***",
  );
  const { status, issues } = await answer.json();
  assert.deepEqual(
    [status, issues.map(({ code, params }) => [code, params.parameter])],
    [
      400,
      [
        ["parameter_malformed", "status"],
        ["parameter_malformed", "limit"],
        ["parameter_duplicate", "limit"],
        ["parameter_unknown", "nonsense"],
        ["parameter_malformed", "createdFrom"],
        ["parameter_malformed", "cursor"],
      ],
    ],
  );
  for (const cursor of ["bm9uc2Vuc2U", "W10", "IngieA", "eyJjb25uZWN0Ijo3fQ"]) {
    assert.equal((await call("GET", `/v1/links?cursor=${cursor}`)).status, 400, cursor);
  }
});

test("while a provider cannot show a link, it is shown as it was last seen, and says so", async () => {
  let down = false;
  const { call, clock } = edge({
    disturb: () => {
      if (down) return new Response("", { status: 500 });
    },
  });
  const path = `/v1/links/connect/${OPEN}`;
  const live = await json(call("GET", path));
  assert.deepEqual([live.source, live.seenAt], ["provider", new Date(NOW).toISOString()]);
  down = true;
  clock.now += 60_000;
  const kept = await json(call("GET", path));
  assert.deepEqual([kept.source, kept.seenAt], ["kept", live.seenAt]);
  assert.deepEqual(kept.link, live.link);
  assert.equal(kept.unavailable.code, "upstream_failed");
  const close = await call("POST", `${path}/close`);
  assert.deepEqual([close.status, (await close.json()).outcome], [502, "not_sent"]);
  const unseen = await call("GET", "/v1/links/connect/never-seen");
  assert.ok([502, 503].includes(unseen.status), `${unseen.status}`);
});

test("what a provider shows and nobody can read is the provider's fault, and said in full", async () => {
  const { call } = edge({
    disturb: (request) => {
      if (request.method !== "GET") return undefined;
      const one = { paymentLinkId: OPEN, status: 7 };
      return request.url.includes(OPEN) ? Response.json(one) : new Response("<html>");
    },
  });
  const path = `/v1/links/connect/${OPEN}`;
  for (const answer of [await call("GET", path), await call("POST", `${path}/close`)]) {
    const { code, issues } = await answer.json();
    assert.deepEqual([answer.status, code], [502, "upstream_unreadable"]);
    assert.ok(issues.some(({ pointer }) => pointer === "/status"));
  }
  const list = await json(call("GET", "/v1/links?format=connect"));
  assert.equal(list.unavailable[0].problem.status, 502);
});

test("what is kept can be listed by itself, page by page", async () => {
  const { call, calls } = edge();
  await call("GET", "/v1/links");
  const before = calls.length;
  const ids = [];
  for (let next = ""; next !== undefined; ) {
    const page = await json(
      call("GET", `/v1/links?source=kept&limit=7${next && `&cursor=${next}`}`),
    );
    ids.push(...page.links.map(({ value }) => value.id));
    next = page.next;
  }
  assert.equal(calls.length, before, "no provider was asked");
  const whole = (await json(call("GET", "/v1/links"))).links.map(({ value }) => value.id);
  assert.deepEqual(ids.toSorted(), whole.toSorted());
  const open = await json(call("GET", "/v1/links?source=kept&format=txn&status=open"));
  assert.ok(open.links.length > 0);
  assert.ok(open.links.every(({ value }) => value.format === "txn" && value.status === "open"));
});

test("pasted payloads of either provider are read, decided and remembered; bad ones say why", async () => {
  const { call } = edge();
  const document = (await json(call("GET", `/v1/links/connect/${OPEN}`))).document;
  const foreign = { ...document, paymentLinkId: "pasted-1", status: "ACTIVE" };
  const list = { items: [foreign, { paymentLinkId: 7 }, { ...document, status: "COMPLETED" }] };
  const answer = await call("POST", "/v1/imports", {}, list);
  assert.equal(answer.status, 200);
  const { links } = await answer.json();
  assert.deepEqual(
    links.map(({ ok }) => ok),
    [true, false, true],
  );
  assert.deepEqual([links[0].standing, links[0].decisions[0].verdict], ["advance", "allowed"]);
  assert.ok(links[1].issues.length > 1);
  // What a provider showed is not moved by what somebody pasted.
  assert.deepEqual([links[2].standing, links[2].known], ["advance", "ACTIVE"]);
  const kept = await json(call("GET", "/v1/links?source=kept&format=connect"));
  const byId = Object.fromEntries(kept.links.map((link) => [link.value.id, link]));
  assert.deepEqual([byId["pasted-1"].origin, byId[OPEN].value.rawStatus], ["import", "ACTIVE"]);
  const single = await json(call("POST", "/v1/imports?format=connect", {}, foreign));
  assert.equal(single.links[0].standing, "same");
  const neither = await call("POST", "/v1/imports", {}, { hello: "world" });
  assert.deepEqual([neither.status, (await neither.json()).code], [400, "format_unknown"]);
});

test("what is pasted may be long, and may name a link twice: the further one is the link", async () => {
  const { call } = edge();
  const document = (await json(call("GET", `/v1/links/connect/${OPEN}`))).document;
  const link = (id, more) => ({ ...document, paymentLinkId: id, ...more });
  const many = Array.from({ length: 2500 }, (_, at) => link(`many-${at}`));
  const large = { description: "x".repeat(50_000) };
  const items = [
    ...many,
    ...Array.from({ length: 100 }, (_, at) => link(`large-${at}`, large)),
    link("twice", { status: "CANCELLED" }),
    link("twice"),
  ];
  for (const standing of ["advance", "same"]) {
    const answer = await call("POST", "/v1/imports?format=connect", {}, { items });
    const { links } = await answer.json();
    assert.deepEqual([answer.status, links.length], [200, items.length]);
    assert.deepEqual(new Set(links.slice(0, -1).map((each) => each.standing)), new Set([standing]));
    assert.deepEqual([links.at(-1).standing, links.at(-1).known], ["stale", "CANCELLED"]);
  }
});

test("an id is kept, whatever characters it has", async () => {
  const { call } = edge();
  const document = (await json(call("GET", `/v1/links/connect/${OPEN}`))).document;
  const odd = { ...document, paymentLinkId: "\u0000/\ud83d\ude00", paymentId: "p-1" };
  for (const standing of ["advance", "same"]) {
    const answer = await call("POST", "/v1/imports?format=connect", {}, odd);
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).links[0].standing, standing);
  }
});

test("a link is made once for each key, and says where it is", async () => {
  const { call, calls } = edge();
  const made = await call("POST", "/v1/links/txn", key("k"), txnRequest());
  const { outcome, link } = await made.json();
  assert.deepEqual([made.status, outcome, link.amount.value], [201, "done", "100.00"]);
  assert.equal(made.headers.get("location"), `/v1/links/txn/${link.id}`);
  const again = await call("POST", "/v1/links/txn", key("k"), txnRequest());
  assert.deepEqual([again.status, (await again.json()).link.id], [201, link.id]);
  assert.equal(effects(calls), 1);
  const other = await call("POST", "/v1/links/txn", key("k"), txnRequest({ amount: "101" }));
  assert.deepEqual([other.status, (await other.json()).code], [422, "idempotency_key_mismatch"]);
  const keyless = await call("POST", "/v1/links/txn", {}, txnRequest());
  assert.deepEqual([keyless.status, (await keyless.json()).code], [400, "idempotency_key_missing"]);
  const wrong = await call(
    "POST",
    "/v1/links/txn",
    key("w"),
    txnRequest({ amount: 7, currency: "?" }),
  );
  const problem = await wrong.json();
  assert.deepEqual(
    [problem.outcome, problem.issues.map(({ pointer }) => pointer)],
    ["not_sent", ["/data/attributes/amount", "/data/attributes/currency"]],
  );
  assert.equal((await call("POST", "/v1/links/visa", key("v"), txnRequest())).status, 404);
});

test("a link whose making nobody heard of is found by its reference, not made again", async () => {
  let lose = true;
  const { call, calls, clock } = edge({
    disturb: async (request, effect) => {
      if (!lose || request.method !== "POST") return undefined;
      await effect();
      throw new TypeError("fetch failed");
    },
  });
  const lost = await call("POST", "/v1/links/txn", key("k"), txnRequest());
  assert.deepEqual([lost.status, (await lost.json()).outcome], [502, "unclear"]);
  const locked = await call("POST", "/v1/links/txn", key("k"), txnRequest());
  assert.deepEqual([locked.status, (await locked.json()).code], [502, "upstream_unreachable"]);
  lose = false;
  clock.now += 60_000;
  const found = await call("POST", "/v1/links/txn", key("k"), txnRequest());
  const { outcome, link } = await found.json();
  assert.deepEqual([found.status, outcome, link.reference], [201, "done", "order-1"]);
  assert.equal(effects(calls), 1);
});

test("without a reference nobody can tell whether it was made, and it is not made again", async () => {
  const { call, calls, clock } = edge({
    disturb: async (request) => {
      if (request.method === "POST") throw new TypeError("fetch failed");
    },
  });
  const nameless = txnRequest({ reference: undefined });
  await call("POST", "/v1/links/txn", key("k"), nameless);
  clock.now += 60_000;
  const open = await call("POST", "/v1/links/txn", key("k"), nameless);
  assert.deepEqual([open.status, (await open.json()).outcome], [504, "unclear"]);
  assert.equal(effects(calls), 1);
});

test("the journal says who did what, and by whose rule", async () => {
  const { call } = edge();
  await call("POST", `/v1/links/connect/${OPEN}/close`, { "x-request-id": "trace-1" });
  await call("POST", `/v1/links/connect/${OPEN}/close`, { "x-request-id": "trace-2" });
  const { events } = await json(call("GET", `/v1/links/connect/${OPEN}/events`));
  assert.deepEqual(
    events.map(({ type, who, requestId }) => [type, who, requestId]),
    [
      ["close_decided", "owner", "trace-2"],
      ["link_changed", "owner", "trace-1"],
      ["close_answered", "owner", "trace-1"],
      ["close_decided", "owner", "trace-1"],
    ],
  );
  const [second, , answered, first] = events;
  assert.deepEqual(
    [first.detail.verdict, first.detail.basis, first.detail.source.document],
    ["allowed", "assumed", "Connect, Cancel payment link"],
  );
  assert.deepEqual(
    [second.detail.verdict, second.detail.reasons],
    ["already_done", ["already_in_status"]],
  );
  assert.deepEqual([answered.detail.outcome, answered.detail.status], ["done", 200]);
  const page = await json(call("GET", "/v1/events?order=oldest_first&limit=3"));
  const rest = await json(call("GET", `/v1/events?order=oldest_first&after=${page.next}`));
  assert.deepEqual([...page.events, ...rest.events], events.toReversed());
});
