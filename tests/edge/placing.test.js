// A delivery finds its link: by its child, by the merchant's reference, or when the link is seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deliver, invoice, journal, providers, signed } from "./deliveries.js";
import { DAY, edge, failingOnce, txnRequest } from "./edge.js";

const keyed = { "idempotency-key": '"made"' };

/** A link that was made here, opened by its payer and paid, while nobody looked. */
async function madeAndPaid(options = {}, more = {}) {
  const here = edge({ providers, ...options });
  const { call, sandbox, clock } = here;
  const made = await call("POST", "/v1/links/txn", keyed, txnRequest(more));
  const { link } = await made.json();
  clock.now += 1000;
  const opened = await sandbox.event("txn", link.id, { event: "opened" });
  const { type, id } = opened.value.link.data.relationships.target.data;
  const child = async () => JSON.stringify((await sandbox.child(type, id)).value);
  const begun = await child();
  for (const event of ["paid", "completed"]) {
    clock.now += 1000;
    await sandbox.event("txn", link.id, { event });
  }
  for (const status of ["completed"]) await sandbox.moveChild(type, id, { status });
  const paid = await child();
  const send = (body, message) =>
    deliver(here.app, "txn", body, signed(body, { id: message, at: clock.now }));
  return { ...here, id: link.id, childId: id, begun, paid, send };
}
const result = async (answer) => [answer.status, (await answer.json()).result];
const keptOf = async ({ call, id }) => {
  const { links } = await (await call("GET", "/v1/links?source=kept&format=txn&limit=100")).json();
  return links.find(({ value }) => value.id === id)?.value;
};

for (const paymentType of ["Invoice", "Payout"]) {
  test(`T6: what is delivered of a link that nobody has read since it was made finds it by its reference, ${paymentType}`, async () => {
    const here = await madeAndPaid({}, { paymentType });
    assert.equal((await keptOf(here)).status, "open");
    assert.deepEqual(await result(await here.send(here.begun, "m-1")), [200, "link_read"]);
    assert.deepEqual(await result(await here.send(here.paid, "m-2")), [200, "link_read"]);
    const kept = await keptOf(here);
    assert.deepEqual([kept.status, kept.child.rawStatus], ["completed", "completed"]);
    const entries = await journal(here.call, `/v1/links/txn/${here.id}/events?order=oldest_first`);
    const deliveries = entries.filter(({ type }) => type === "delivery");
    assert.deepEqual(
      deliveries.map(({ detail }) => detail.child.id),
      [here.childId, here.childId],
    );
  });
}

test("T6: of several links with one reference it is the one that shows the child", async () => {
  const here = await madeAndPaid();
  const again = { "idempotency-key": '"again"' };
  const other = await here.call("POST", "/v1/links/txn", again, txnRequest({ amount: "7" }));
  assert.equal(other.status, 201);
  assert.deepEqual(await result(await here.send(here.paid, "m-1")), [200, "link_read"]);
  assert.equal((await keptOf(here)).status, "completed");
  const { link } = await other.json();
  assert.equal((await keptOf({ ...here, id: link.id })).status, "open");
});

test("T6: a link with the same reference and another child, or none among several, is not taken", async () => {
  const here = await madeAndPaid();
  const stranger = invoice("completed", "another-child", { reference: "order-1" });
  assert.deepEqual(await result(await here.send(stranger, "m-1")), [200, "link_not_known"]);
});

test("T6: the only link with the reference is named before its provider shows the child, and joined then", async () => {
  let hidden = true;
  const here = await madeAndPaid({
    disturb: async (request, effect) => {
      if (!hidden || request.method !== "GET") return undefined;
      const told = JSON.parse(await (await effect()).text());
      for (const each of [told.data].flat())
        Object.assign(each.relationships.target, { data: null });
      return Response.json({ ...told, included: undefined });
    },
  });
  assert.deepEqual(await result(await here.send(here.paid, "m-1")), [200, "link_read"]);
  assert.equal((await keptOf(here)).child, undefined);
  hidden = false;
  await here.call("GET", `/v1/links/txn/${here.id}`);
  const entries = await journal(here.call, `/v1/links/txn/${here.id}/events?order=oldest_first`);
  const types = entries.map(({ type }) => type);
  assert.equal(types.filter((type) => type === "delivery_joined").length, 1);
  assert.ok(types.indexOf("delivery") < types.indexOf("delivery_joined"));
});

/** Without a reference nothing leads from the child to its link. */
const unnamed = { reference: undefined };
const SEEN = {
  "a read": ({ call, id }) => call("GET", `/v1/links/txn/${id}`),
  "a list": ({ call }) => call("GET", "/v1/links?limit=100"),
};
for (const [way, see] of Object.entries(SEEN)) {
  test(`T6: what has no link is kept, and joined once the link is seen by ${way}, in whichever order it came`, async () => {
    const here = await madeAndPaid({}, unnamed);
    for (const [body, at] of [
      [here.paid, 2],
      [here.begun, 1],
      [here.paid, 3],
    ])
      assert.deepEqual(await result(await here.send(body, `m-${at}`)), [200, "link_not_known"]);
    here.clock.now += 29 * DAY;
    for (const _ of [1, 2]) await see(here);
    const entries = await journal(here.call, `/v1/links/txn/${here.id}/events?order=oldest_first`);
    const joined = entries.filter(({ type }) => type === "delivery_joined");
    assert.deepEqual(joined.map(({ detail }) => detail.event).sort(), ["m-1", "m-2", "m-3"]);
    assert.equal((await keptOf(here)).child.rawStatus, "completed");
    assert.deepEqual(await here.store.at("orphans").list({ prefix: "", limit: 10 }), []);
  });
}

test("T6: what a waiting delivery says of the payment is known, though the link was shown by an old copy", async () => {
  let old;
  const here = await madeAndPaid(
    {
      disturb: async (request, effect) => {
        if (request.method !== "GET" || !old) return undefined;
        const told = JSON.parse(await (await effect()).text());
        for (const each of [told.data].flat()) each.attributes.status = "pending";
        for (const each of told.included ?? [])
          if (each.type === "invoices") each.attributes.status = "processing";
        return Response.json(told);
      },
    },
    unnamed,
  );
  old = true;
  assert.deepEqual(await result(await here.send(here.paid, "m-1")), [200, "link_not_known"]);
  await SEEN["a read"](here);
  const kept = await keptOf(here);
  assert.deepEqual([kept.rawStatus, kept.child.rawStatus], ["pending", "completed"]);
});

test("T6: a provider that cannot be asked for the reference has the delivery come again", async () => {
  let down = false;
  const here = await madeAndPaid({
    disturb: () => (down ? new Response("", { status: 500 }) : undefined),
  });
  down = true;
  assert.equal((await here.send(here.paid, "m-1")).status, 502);
  down = false;
  assert.deepEqual(await result(await here.send(here.paid, "m-1")), [200, "link_read"]);
});

test("T5: a delivery that waits for its link is taken only when it is kept", async () => {
  const { app, call, store } = edge({ providers, store: failingOnce("delivery") });
  const body = invoice("completed", "nobody-s-child");
  const send = () => deliver(app, "txn", body, signed(body));
  assert.equal((await send()).status, 503);
  assert.deepEqual(await result(await send()), [200, "link_not_known"]);
  const held = await store.at("orphans").list({ prefix: "txn/", limit: 10 });
  assert.equal(JSON.parse(held[0][1]).length, 1);
  assert.equal((await journal(call)).length, 1);
});
