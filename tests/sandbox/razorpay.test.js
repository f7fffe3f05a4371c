// What Razorpay's links have of their own: payments in parts, an expiry by default, bare lists, events.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { init, read, readWebhook } from "paylink";
import { DAY, LINKS, NOW, sandboxFor, taken } from "./sandbox.js";

await init();

const { open, other, pending, completed } = LINKS.razorpay;
const HOOK = "https://shop.example.com/hooks";
const PARTS = "plink_Qg7Tm3bW8uEz7A";
const ENDLESS = "plink_Qd4Qh7yT2rBw1X";

async function telling() {
  const told = [];
  const it = sandboxFor({
    fetch: async (request) => {
      told.push({ headers: request.headers, body: await request.text() });
      return new Response(null, { status: 204 });
    },
  });
  const { secret } = await taken(it.sandbox.addWebhook({ format: "razorpay", url: HOOK }));
  return { ...it, told, secret };
}

test("a link is what was asked for, and a time that is not set is 0", async () => {
  const { create } = sandboxFor();
  const { json } = await create("razorpay");
  const { amount, amount_paid, currency, reference_id, notes, expire_by, cancelled_at } = json;
  assert.deepEqual(
    { amount, amount_paid, currency, reference_id, notes, expire_by, cancelled_at },
    {
      amount: 10_000,
      amount_paid: 0,
      currency: "INR",
      reference_id: "order-17",
      notes: { room: "4" },
      expire_by: 0,
      cancelled_at: 0,
    },
  );
});

test("a link without an expiry of its own ends when the core says", async () => {
  const { sandbox, read: shown } = sandboxFor();
  const link = read((await shown("razorpay", ENDLESS)).json, { format: "razorpay" }).value;
  const ends = Date.parse(link.expiresAt);
  assert.ok(ends > NOW + 100 * DAY);
  await taken(sandbox.clock({ at: new Date(ends - 1).toISOString() }));
  assert.equal((await shown("razorpay", ENDLESS)).json.status, "created");
  await taken(sandbox.clock({ advanceMs: 1 }));
  const { json } = await shown("razorpay", ENDLESS);
  assert.deepEqual([json.status, json.expired_at], ["expired", ends / 1000]);
});

test("a part is paid, then the rest; in between the link cannot be cancelled", async () => {
  const { sandbox, read: shown, close } = sandboxFor();
  await taken(sandbox.event("razorpay", PARTS, { event: "opened" }));
  const { json } = await shown("razorpay", PARTS);
  assert.deepEqual([json.status, json.amount_paid], ["partially_paid", 30_000]);
  assert.equal((await close("razorpay", PARTS)).status, 400);
  await taken(sandbox.event("razorpay", PARTS, { event: "paid" }));
  const paid = (await shown("razorpay", PARTS)).json;
  assert.deepEqual(
    [paid.status, paid.amount_paid, paid.payments.map(({ amount }) => amount)],
    ["paid", 90_000, [30_000, 60_000]],
  );
});

test("a list is bare, and goes on by the number of links before it", async () => {
  const { list } = sandboxFor();
  const whole = (await list("razorpay", "?count=100")).json;
  assert.deepEqual(Object.keys(whole), ["payment_links"]);
  const page = (await list("razorpay", "?count=5&skip=5")).json;
  assert.deepEqual(page.payment_links, whole.payment_links.slice(5, 10));
  const named = (await list("razorpay", "?reference_id=bill-4402")).json;
  assert.deepEqual(
    named.payment_links.map(({ id }) => id),
    [other],
  );
});

test("two creates are two links: there are no keys", async () => {
  const { create, all } = sandboxFor();
  const before = (await all("razorpay")).json.payment_links.length;
  for (const _ of [1, 2])
    await create("razorpay", undefined, { headers: { "idempotency-key": "k" } });
  assert.equal((await all("razorpay")).json.payment_links.length, before + 2);
});

test("the signature is over the body, and the event's id is in a header", async () => {
  const { sandbox, told, secret } = await telling();
  await taken(sandbox.event("razorpay", open, { event: "paid" }));
  await taken(sandbox.clock({ advanceMs: 0 }));
  const [{ headers, body }] = told;
  const mac = createHmac("sha256", secret).update(body).digest("hex");
  assert.equal(headers.get("x-razorpay-signature"), mac);
  const { value } = readWebhook({
    format: "razorpay",
    headers,
    body,
    secret,
    now: NOW + 900 * DAY,
  });
  assert.deepEqual(
    [value.type, value.id, value.link.id, value.link.status, value.verified],
    ["payment_link.paid", headers.get("x-razorpay-event-id"), open, "completed", true],
  );
  const { contains, payload } = JSON.parse(body);
  assert.deepEqual(contains, ["payment_link", "order", "payment"]);
  assert.equal(payload.payment.entity.amount, 30_000);
});

test("every ending is told, and a part", async () => {
  const { sandbox, told, close } = await telling();
  await taken(sandbox.event("razorpay", PARTS, { event: "opened" }));
  await close("razorpay", open);
  await taken(sandbox.event("razorpay", other, { event: "lapsed" }));
  await taken(sandbox.event("razorpay", pending, { event: "paid" }));
  assert.equal((await sandbox.event("razorpay", completed, { event: "cancelled" })).ok, false);
  await taken(sandbox.clock({ advanceMs: 0 }));
  assert.deepEqual(
    told.map(({ body }) => JSON.parse(body).event),
    ["partially_paid", "cancelled", "expired", "paid"].map((what) => `payment_link.${what}`),
  );
  const expired = JSON.parse(told[2].body).payload.payment_link.entity;
  assert.deepEqual(
    [expired.expired_at, expired.updated_at === expired.created_at],
    [NOW / 1000, true],
  );
});
