// More of the public reports in `cases.test.js`: the variants that take a longer course.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deliver, invoice, journal, providers, SHARED, signed } from "./deliveries.js";
import { DAY, edge, effects, OPEN, OPEN_TXN, txnRequest } from "./edge.js";

const FORMATS = /** @type {const} */ (["connect", "txn"]);
const LINKS = { connect: OPEN, txn: OPEN_TXN };
const PAID = { connect: "COMPLETED", txn: "completed" };
const LEASE = 61_000;
const keyed = (key) => ({ "idempotency-key": `"${key}"` });
const read = async (answer) => ({
  ...(await (await answer).json()),
  status: (await answer).status,
});
const keptOf = async ({ call }, format, id) => {
  const path = `/v1/links?source=kept&format=${format}&limit=100`;
  const { links } = await read(call("GET", path));
  return links.find(({ value }) => value.id === id);
};
const entriesOf = ({ call }, format, id) =>
  journal(call, `/v1/links/${format}/${id}/events?order=oldest_first&limit=200`);

/** A link over the reference, as its provider makes it, and what its payer brings forth. */
async function made(here, key, more = {}) {
  const { link } = await read(here.call("POST", "/v1/links/txn", keyed(key), txnRequest(more)));
  const event = (name) => here.sandbox.event("txn", link.id, { event: name });
  let child;
  return {
    id: link.id,
    event,
    async open() {
      const opened = await event("opened");
      child = opened.value.link.data.relationships.target.data;
      return child;
    },
    move: (status, more = {}) => here.sandbox.moveChild(child.type, child.id, { status, ...more }),
    document: async () => JSON.stringify((await here.sandbox.child(child.type, child.id)).value),
  };
}
let messages = 0;
/** Each delivery has an id of its own, and the time at which it is sent. */
const deliverTo = ({ app, clock }, body) => {
  clock.now += 1000;
  messages += 1;
  return read(deliver(app, "txn", body, signed(body, { id: `msg_${messages}`, at: clock.now })));
};

// The payment is the provider's own: the link is completed there, and it answers what it answers then.
for (const format of FORMATS) {
  test(`VivaPayments/API#2360: what was paid between the look and the close is refused, in a job and on the provider's own path, too, ${format}`, async () => {
    const ways = {
      "the call": async ({ call }) => {
        const path = `/v1/links/${format}/${LINKS[format]}/close`;
        return (await read(call("POST", path, keyed("k")))).outcome;
      },
      "a job": async ({ call }) => {
        const links = [{ format, id: LINKS[format] }];
        const job = await read(call("POST", "/v1/jobs", {}, { links }));
        const lines = await (await call("POST", `/v1/jobs/${job.id}/run`)).text();
        return JSON.parse(lines.split("\n")[0]).outcome;
      },
      "its own path": async ({ call, cancel }) => {
        const path = `/api/public/v1/payment_links/${OPEN_TXN}/expiration`;
        const headers = { "content-type": "application/vnd.api+json" };
        const answer = await (format === "connect"
          ? cancel(OPEN, "k")
          : call("POST", path, headers));
        return answer.status === 409 || answer.status === 422 ? "refused" : answer.status;
      },
    };
    for (const [way, close] of Object.entries(ways)) {
      const here = edge({
        disturb: async ({ method }) => {
          if (method !== "POST") return;
          if (format === "txn") await here.sandbox.event("txn", OPEN_TXN, { event: "opened" });
          await here.sandbox.event(format, LINKS[format], { event: "paid" });
        },
      });
      assert.ok(["refused", "conflict"].includes(await close(here)), way);
      assert.equal((await keptOf(here, format, LINKS[format])).value.rawStatus, PAID[format], way);
      const entries = await entriesOf(here, format, LINKS[format]);
      const answered = entries.filter(({ type }) => type === "close_answered");
      assert.ok(
        answered.every(({ detail }) => !["done", "already_done"].includes(detail.outcome)),
        way,
      );
    }
  });
}

test("mollie/WooCommerce#668: what is delivered of the abandoned link of an order says nothing of the paid one", async () => {
  const here = edge({ providers });
  const abandoned = await made(here, "first", { reference: "o-1" });
  const paid = await made(here, "second", { reference: "o-1" });
  for (const link of [abandoned, paid]) await link.open();
  await paid.event("paid");
  await paid.move("completed");
  assert.equal((await deliverTo(here, await paid.document())).result, "link_read");
  here.clock.now += 28 * DAY;
  await abandoned.event("expired");
  assert.equal((await deliverTo(here, await abandoned.document())).result, "link_read");
  // What is kept is looked at first: a list of the providers would put it right.
  for (const source of ["kept", "providers"]) {
    const path = `/v1/links?format=txn&limit=100&reference=o-1&source=${source}`;
    const { links } = await read(here.call("GET", path));
    const shown = links.map(({ value }) => [value.id, value.status, value.child.rawStatus]);
    const wanted = [
      [abandoned.id, "expired", "cancelled"],
      [paid.id, "completed", "completed"],
    ];
    assert.deepEqual(shown.sort(), wanted.sort(), source);
  }
  const entries = await entriesOf(here, "txn", paid.id);
  assert.ok(entries.every(({ type }) => type !== "link_conflict" && type !== "paid_after_end"));
});

const LATE = [
  ["Invoice", "full"],
  ["Invoice", "underpaid"],
  ["Invoice", "overpaid"],
  ["Payout", undefined],
];
for (const [paymentType, statusContext] of LATE) {
  test(`btcpayserver/btcpayserver#6656: a link that is paid after it has ended stays ended, and that it was paid is told, ${paymentType} ${statusContext ?? ""}`, async () => {
    const here = edge({ providers });
    const link = await made(here, "k", { paymentType });
    await link.open();
    await here.call("GET", `/v1/links/txn/${link.id}`);
    await link.event("expired");
    assert.equal((await deliverTo(here, await link.document())).result, "link_read");
    if (paymentType === "Invoice") await link.move("processing");
    await link.move("completed", statusContext && { statusContext });
    assert.equal((await deliverTo(here, await link.document())).result, "link_read");
    // Reading does not open it again, and does not tell it again.
    for (const _ of [1, 2]) {
      const shown = await read(here.call("GET", `/v1/links/txn/${link.id}`));
      assert.deepEqual(
        [shown.link.status, shown.link.child.rawStatus, shown.attention],
        ["expired", "completed", ["paid_after_end"]],
      );
      assert.equal(
        shown.decisions.find(({ action }) => action === "close").verdict,
        "already_done",
      );
    }
    assert.deepEqual((await keptOf(here, "txn", link.id)).attention, ["paid_after_end"]);
    const late = (await entriesOf(here, "txn", link.id)).filter(
      ({ type }) => type === "paid_after_end",
    );
    assert.equal(late.length, 1);
    assert.equal(late[0].detail.child.statusContext, statusContext);
  });
}

const SORRY = {
  responseInfo: {
    responseCode: 500,
    responseMessage: "Something went wrong, please try again later.",
  },
};
/** What the link has become when the call is made again with the key: how the provider shows it, what is told. */
const THEN = [
  ["COMPLETED", "refused"],
  ["CANCELLED", "done"],
  [undefined, "retry"],
];
describe("vippsas/vipps-ecom-api#198", { concurrency: true }, () => {
  for (const [status, outcome] of THEN) {
    test(`after 500 at each try the call is made again with its key, and the link has the last word: ${status ?? "500 for ever"}`, async () => {
      const keys = new Set();
      let shows;
      const here = edge({
        disturb: async (request, effect) => {
          if (request.method === "POST") {
            keys.add(request.headers.get("x-idempotency-key"));
            return Response.json(SORRY, { status: 500 });
          }
          if (!shows) return undefined;
          return Response.json({ ...(await (await effect()).json()), status: shows });
        },
      });
      const close = () => read(here.call("POST", `/v1/links/connect/${OPEN}/close`, keyed("k")));
      const first = await close();
      assert.equal(first.outcome, "retry");
      assert.ok(effects(here.calls) >= 3);
      shows = status;
      here.clock.now += LEASE;
      const again = await close();
      assert.equal(again.outcome, outcome, JSON.stringify(again));
      assert.equal(again.link?.rawStatus, status);
      assert.equal(keys.size, 1);
      const known = await keptOf(here, "connect", OPEN);
      assert.equal(known.value.rawStatus, status ?? "ACTIVE");
    });
  }
});

for (const slow of [true, false]) {
  test(`woocommerce/woocommerce-paypal-payments#4489: nothing is lost of a payment that is delivered while its link ${slow ? "is being made" : "has no reference"}`, async () => {
    const here = edge({ providers });
    // What is made is there at once; the answer comes late, when it is slow.
    const fault = { fault: "slow", format: "txn", operation: "create", ms: 300 };
    if (slow) await here.sandbox.addFault(fault);
    const request = slow ? {} : { reference: undefined };
    const making = made(here, "k", request);
    let body;
    if (!slow) {
      const link = await making;
      await link.open();
      await link.event("paid");
      await link.move("completed");
      body = await link.document();
    } else {
      const { links } = await untilMade(here);
      const { id } = links[0].value;
      const opened = await here.sandbox.event("txn", id, { event: "opened" });
      const { type, id: childId } = opened.value.link.data.relationships.target.data;
      await here.sandbox.event("txn", id, { event: "paid" });
      await here.sandbox.moveChild(type, childId, { status: "completed" });
      body = JSON.stringify((await here.sandbox.child(type, childId)).value);
    }
    const early = await deliverTo(here, body);
    assert.deepEqual([early.status, early.result], [200, slow ? "link_read" : "link_not_known"]);
    // The answer to the create comes last, and is older. Without a reference it takes a look.
    const { id } = await making;
    if (!slow) await here.call("GET", `/v1/links/txn/${id}`);
    const kept = await keptOf(here, "txn", id);
    assert.deepEqual([kept.value.status, kept.value.child.rawStatus], ["completed", "completed"]);
    // The same payment once more, with a new id: nothing moves.
    assert.equal((await deliverTo(here, body)).result, "link_read");
    const types = (await entriesOf(here, "txn", id)).map(({ type }) => type);
    assert.ok(types.includes(slow ? "delivery" : "delivery_joined"), types.join());
    assert.ok(!types.includes("link_conflict"), types.join());
  });
}

/** The provider has it before it has answered. */
async function untilMade({ call }) {
  for (;;) {
    const found = await read(call("GET", "/v1/links?format=txn&limit=100&reference=order-1"));
    if (found.links.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("themeum/tutor#2360: deliveries out of order, of a payment whose link nobody has seen, and shown by a copy that lags", async () => {
  let lags = false;
  const here = edge({
    providers,
    disturb: async ({ method }, effect) => {
      if (method !== "GET" || !lags) return undefined;
      const document = await (await effect()).json();
      for (const each of document.included ?? []) each.attributes.status = "pending";
      return Response.json(document);
    },
  });
  const link = await made(here, "k", { reference: undefined });
  const { id } = await link.open();
  for (const status of ["completed", "processing", "pending"])
    assert.equal((await deliverTo(here, invoice(status, id))).result, "link_not_known");
  lags = true;
  await here.call("GET", `/v1/links/txn/${link.id}`);
  assert.equal((await keptOf(here, "txn", link.id)).value.child.rawStatus, "completed");
});

test("themeum/tutor#2360: how far a payment is its provider is asked, and no delivery is believed", async () => {
  const here = edge({ providers });
  const link = await made(here, "k");
  const { id } = await link.open();
  await here.call("GET", `/v1/links/txn/${link.id}`);
  await link.move("processing");
  for (const status of ["processing", "pending", "completed"]) {
    assert.equal((await deliverTo(here, invoice(status, id))).status, 200);
    const { value } = await keptOf(here, "txn", link.id);
    assert.equal(value.child.rawStatus, "processing");
  }
});

test("themeum/tutor#2360: deliveries of a link out of order, each said to be newer than the one before", async () => {
  const here = edge({ providers });
  const { document } = await read(here.call("GET", `/v1/links/connect/${OPEN}`));
  for (const [at, status] of ["COMPLETED", "ACTIVE", "ACTIVE"].entries()) {
    const occurredAt = `2026-06-18T12:0${at}:00Z`;
    const event = { eventId: `e-${at}`, type: "payment_link.updated", occurredAt };
    const body = JSON.stringify({ ...event, data: { ...document, status, updatedAt: occurredAt } });
    const answer = await deliver(here.app, "connect", body, { "X-API-Key": SHARED });
    assert.equal(answer.status, 200);
    assert.equal((await keptOf(here, "connect", OPEN)).value.rawStatus, "COMPLETED", `after ${at}`);
  }
});
