// What people are told is so, at both providers: what the other files about it (`recovery`, `attention`, `kept`,
// `placing`, `keys`) have at one provider or on one path only.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { deliver, journal, providers, SHARED } from "./deliveries.js";
import { edge, effects, NOW, OPEN, OPEN_TXN, txnRequest } from "./edge.js";

const FORMATS = /** @type {const} */ (["connect", "txn"]);
const LINKS = { connect: OPEN, txn: OPEN_TXN };
const CLOSED = { connect: "CANCELLED", txn: "expired" };
const PAID = { connect: "COMPLETED", txn: "completed" };
const LEASE = 61_000;
const keyed = (key) => ({ "idempotency-key": `"${key}"` });
const reset = () => {
  throw new TypeError("fetch failed", { cause: new Error("reset") });
};

const read = async (answer) => {
  const { status, headers } = await answer;
  return { ...(await (await answer).json()), status, wait: headers.get("retry-after") };
};
const keptOf = async ({ call }, format, id) => {
  const path = `/v1/links?source=kept&format=${format}&limit=100`;
  const { links } = await (await call("GET", path)).json();
  return links.find(({ value }) => value.id === id);
};

/** What asks for a link at each provider, with what tells two requests apart. */
const REQUESTS = {
  connect: (description) => ({ orderId: "o-1", description }),
  txn: (description) => txnRequest({ reference: "r", amount: description }),
};
const isCreate = ({ method, url }) => method === "POST" && /payment.links$/.test(url);

/** An edge whose provider is not reached by calls that make a link, while `down`. */
function losing(options = {}) {
  const state = { down: false };
  const here = edge({
    ...options,
    disturb: (request) => (state.down && isCreate(request) ? reset() : undefined),
  });
  const create = (format, key, body) =>
    read(here.call("POST", `/v1/links/${format}`, keyed(key), body));
  return { ...here, state, create };
}

for (const format of FORMATS) {
  test(`T1: a create that never arrived is answered with no link that was there before, ${format}`, async () => {
    const { create, state, clock, call } = losing();
    const old = await create(format, "old", REQUESTS[format]("5"));
    assert.equal(old.status, 201);
    state.down = true;
    const lost = await create(format, "k", REQUESTS[format]("100"));
    assert.ok(["unclear", "retry"].includes(lost.outcome), JSON.stringify(lost));
    state.down = false;
    clock.now += LEASE;
    const again = await create(format, "k", REQUESTS[format]("100"));
    assert.notEqual(again.link?.id, old.link.id);
    if (format === "txn") {
      // No key tells its provider which is meant: nothing is sent, and what holds the reference is named.
      assert.deepEqual([again.status, again.outcome], [409, "unclear"]);
      assert.deepEqual(
        again.holders.map(({ id, amount }) => [id, amount.value]),
        [[old.link.id, "5.00"]],
      );
    } else {
      assert.deepEqual([again.status, again.outcome], [201, "done"]);
      assert.equal(again.link.description, "100");
      const shown = await read(call("GET", `/v1/links/${format}/${again.link.id}`));
      assert.equal(shown.link.description, "100");
    }
  });
}

/** What became of the old link before the new one was asked for, though it was asked for alike. */
const TOUCHED = { "has expired": "expired", "was paid": "paid" };
for (const [what, event] of Object.entries(TOUCHED)) {
  test(`T1: a link that ${what} is not passed off as one that was just made, though it was asked for alike`, async () => {
    const { create, state, clock, sandbox } = losing();
    const old = await create("txn", "old", REQUESTS.txn("100"));
    if (event === "paid") await sandbox.event("txn", old.link.id, { event: "opened" });
    clock.now += 1000;
    assert.ok((await sandbox.event("txn", old.link.id, { event })).ok);
    state.down = true;
    assert.equal((await create("txn", "k", REQUESTS.txn("100"))).outcome, "unclear");
    state.down = false;
    clock.now += LEASE;
    const again = await create("txn", "k", REQUESTS.txn("100"));
    assert.deepEqual([again.status, again.code, again.outcome], [409, "reference_held", "unclear"]);
    assert.deepEqual([again.link, again.holders[0].id], [undefined, old.link.id]);
  });
}

test("T1: on the provider's own path, too, each call without a key makes a link of its own", async () => {
  const { state, call } = losing();
  const own = () =>
    call(
      "POST",
      "/api/public/v1/payment_links",
      { authorization: `Bearer ${sandboxKeys.txn}`, "content-type": "application/vnd.api+json" },
      JSON.stringify(txnRequest({ reference: "r" })),
    );
  const first = await read(own());
  state.down = true;
  assert.ok((await own()).status >= 500);
  state.down = false;
  const again = await read(own());
  assert.equal(again.status, 201);
  assert.notEqual(again.data.id, first.data.id);
});

for (const format of FORMATS) {
  const path = `/v1/links/${format}/${LINKS[format]}`;

  test(`T2: after a close that nobody answered, what is known from before is told as that, ${format}`, async () => {
    let isDown = false;
    const here = edge({
      disturb: async (request, effect) => {
        if (request.method === "POST") {
          isDown = true;
          await effect();
        }
        return isDown ? reset() : undefined;
      },
    });
    const { call, clock } = here;
    const { document } = await read(call("GET", path));
    clock.now += 30_000;
    const closed = await read(call("POST", `${path}/close`, keyed("k")));
    assert.ok(["unclear", "retry"].includes(closed.outcome), JSON.stringify(closed));
    assert.equal(closed.link, undefined);
    clock.now += 60_000;
    const shown = await read(call("GET", path));
    assert.deepEqual(
      [shown.source, shown.seenAt, shown.link.status, shown.unavailable.code],
      ["kept", new Date(NOW + 30_000).toISOString(), "open", "upstream_unreachable"],
    );
    assert.deepEqual(shown.document, document);
    const list = await read(call("GET", `/v1/links?format=${format}`));
    assert.deepEqual([list.links, list.unavailable[0].format], [[], format]);
    const kept = await keptOf(here, format, LINKS[format]);
    assert.deepEqual([kept.origin, kept.seenAt], ["provider", shown.seenAt]);
    isDown = false;
    const again = await read(call("GET", path));
    assert.deepEqual([again.source, again.link.rawStatus], ["provider", CLOSED[format]]);
  });

  test(`T2: a close that rests on what was kept says so, also in a job, ${format}`, async () => {
    let isHidden = false;
    const { call } = edge({
      disturb: () => (isHidden ? new Response("", { status: 404 }) : undefined),
    });
    assert.equal((await read(call("POST", `${path}/close`))).source, undefined);
    isHidden = true;
    const again = await read(call("POST", `${path}/close`));
    assert.deepEqual([again.outcome, again.source], ["already_done", "kept"]);
    const links = [{ format, id: LINKS[format] }];
    const job = await read(call("POST", "/v1/jobs", {}, { links }));
    const run = await (await call("POST", `/v1/jobs/${job.id}/run`)).text();
    const [line] = run.split("\n").map((text) => JSON.parse(text || "{}"));
    assert.deepEqual([line.outcome, line.source], ["already_done", "kept"]);
  });

  test(`T4: a link that is shown with another ending than before is a conflict, told once; the first is kept, ${format}`, async () => {
    let status;
    const here = edge({
      disturb: async (request, effect) => {
        if (status === undefined || request.method !== "GET") return undefined;
        const document = await (await effect()).json();
        if (format === "connect") document.status = status;
        else document.data.attributes.status = status;
        return Response.json(document);
      },
    });
    assert.equal((await read(here.call("POST", `${path}/close`))).outcome, "done");
    status = PAID[format];
    for (const _ of [1, 2, 3]) {
      here.clock.now += 60_000;
      const shown = await read(here.call("GET", path));
      assert.equal(shown.link.rawStatus, PAID[format], "what its provider shows now");
    }
    const entries = await journal(here.call, `${path}/events?order=oldest_first`);
    const conflicts = entries.filter(({ type }) => type === "link_conflict");
    assert.deepEqual(
      conflicts.map(({ detail: { from, observed } }) => [from, observed]),
      [[CLOSED[format], PAID[format]]],
    );
    assert.equal((await keptOf(here, format, LINKS[format])).value.rawStatus, CLOSED[format]);
  });

  test(`T8: a provider's words show the characters that are not seen, ${format}`, async () => {
    const words = "no \u202egpj.exe and a\u200bb";
    const body = {
      connect: { message: words, code: "failed_precondition" },
      txn: { errors: [{ status: "400", title: words, detail: words }] },
    }[format];
    const { call } = edge({
      disturb: ({ method }) =>
        method === "POST" ? Response.json(body, { status: 400 }) : undefined,
    });
    const answer = await read(call("POST", `${path}/close`, keyed("k")));
    assert.equal(answer.outcome, "refused");
    const told = [answer.detail, answer.title, ...answer.issues.map(({ message }) => message)];
    assert.ok(
      told.some((text) => text.includes("no \\u{202e}gpj.exe")),
      told.join("\n"),
    );
    assert.doesNotMatch(told.join("\n"), /[\u200b\u202a-\u202e]/);
  });

  test(`T8: a status word shows the characters that are not seen, wherever it is a reason, ${format}`, async () => {
    const { call } = edge({
      disturb: async (_, effect) => {
        const document = await (await effect()).json();
        const shown = format === "connect" ? document : document.data.attributes;
        shown.status = "\u202eEVITCA";
        return Response.json(document);
      },
    });
    const shown = await read(call("GET", path));
    const closed = await read(call("POST", `${path}/close`));
    const reasons = [...shown.decisions, closed.decision].flatMap((each) => each.reasons);
    const told = [closed.detail, ...reasons.map(({ message }) => message)].join("\n");
    assert.match(told, /\\u\{202e\}EVITCA/);
    assert.doesNotMatch(told, /\u202e/);
  });
}

/** How a link is paid while it is open still, and what is warned of first. */
const MONEY = [
  ["Invoice", "full", "money_arrived", /^its invoice is `completed`: money has arrived$/],
  ["Invoice", "underpaid", "money_arrived", /^its invoice is `completed`: money has arrived$/],
  ["Invoice", "overpaid", "money_arrived", /^its invoice is `completed`: money has arrived$/],
  ["Payout", undefined, "money_sent", /^its payout is `completed`: /],
];
for (const [paymentType, statusContext, code, message] of MONEY) {
  test(`T3: that money has moved is the first warning before a close, and in its answer, ${paymentType} ${statusContext ?? ""}`, async () => {
    const { call, sandbox, clock } = edge();
    const { link } = await read(
      call("POST", "/v1/links/txn", keyed("k"), txnRequest({ paymentType })),
    );
    const opened = await sandbox.event("txn", link.id, { event: "opened" });
    const { type, id } = opened.value.link.data.relationships.target.data;
    const path = `/v1/links/txn/${link.id}`;
    const warnings = async () => {
      const { decisions } = await read(call("GET", path));
      return decisions.find(({ action }) => action === "close").warnings;
    };
    const before = await warnings();
    assert.ok(!before.some((each) => each.code === code));
    if (type === "invoices") await sandbox.moveChild(type, id, { status: "processing" });
    const moved = await sandbox.moveChild(type, id, {
      status: "completed",
      ...(statusContext && { statusContext }),
    });
    assert.ok(moved.ok, JSON.stringify(moved));
    const [first] = await warnings();
    assert.equal(first.code, code);
    assert.match(first.message, message);
    clock.now += 1000;
    const { decision } = await read(call("POST", `${path}/close`, keyed("close")));
    assert.equal(decision.warnings[0].code, code);
  });
}

test("T6: what is delivered of a link that nobody has read is known from then on, where a delivery shows the link", async () => {
  const here = edge({ providers });
  const body = { orderId: "o-1", description: "made" };
  const { link } = await read(here.call("POST", "/v1/links/connect", keyed("k"), body));
  const { value } = await here.sandbox.event("connect", OPEN, { event: "paid" });
  const ofMade = await here.sandbox.event("connect", link.id, { event: "paid" });
  for (const [id, data] of [
    [OPEN, value.link],
    [link.id, ofMade.value.link],
  ]) {
    const event = {
      eventId: `e-${id}`,
      type: "payment_link.updated",
      occurredAt: "2026-06-18T12:00:00Z",
      data,
    };
    const answer = await read(
      deliver(here.app, "connect", JSON.stringify(event), { "X-API-Key": SHARED }),
    );
    assert.deepEqual([answer.status, answer.result], [200, "link"]);
    assert.equal((await keptOf(here, "connect", id)).value.status, "completed");
  }
});

const OWN = {
  connect: [`/payment-links/${OPEN}/cancel`, { "x-api-key": sandboxKeys.connect }],
  txn: [
    `/api/public/v1/payment_links/${OPEN_TXN}/expiration`,
    {
      authorization: `Bearer ${sandboxKeys.txn}`,
      "content-type": "application/vnd.api+json",
    },
  ],
};
/** What is wrong, in the provider's own envelope. */
const codeIn = ({ code, errors }) => code ?? errors[0].code;
for (const format of FORMATS) {
  test(`T12: on the provider's own path what it has accepted is not told as done, nor sent again, ${format}`, async () => {
    const { call, calls, clock } = edge({
      disturb: ({ method }) => (method === "POST" ? new Response("", { status: 202 }) : undefined),
    });
    const [path, headers] = OWN[format];
    for (const _ of [1, 2, 3]) {
      const answer = await call("POST", path, headers);
      assert.equal(answer.status, 503);
      assert.equal(codeIn(await answer.json()), "upstream_accepted");
      assert.ok(Number(answer.headers.get("retry-after")) > 0);
      clock.now += LEASE;
    }
    assert.equal(effects(calls), 1);
  });
}

test("T11: on the provider's own path a repeat of an unclear close says the same, and when its lease ends", async () => {
  const { cancel, calls, clock } = edge({
    disturb: ({ method }) => (method === "POST" ? reset() : undefined),
  });
  const first = await read(cancel(OPEN, "k"));
  const sent = effects(calls);
  clock.now += 25_000;
  const again = await read(cancel(OPEN, "k"));
  assert.deepEqual([again.status, again.code], [first.status, first.code]);
  assert.ok(Number(again.wait) > 30 && Number(again.wait) <= 35, again.wait);
  assert.equal(effects(calls), sent);
});
