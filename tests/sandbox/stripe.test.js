// What Stripe's sessions have of their own: forms, keys that keep failures, payments that take days, events.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { init, interpretResponse, planClose, read, readWebhook } from "paylink";
import { DAY, LINKS, NOW, PROVIDERS, SECOND, sandboxFor, taken } from "./sandbox.js";

await init();

const { open, other, completed } = LINKS.stripe;
const HOOK = "https://shop.example.com/hooks";
const DEBIT = "cs_test_c1Vp7dY3wGb2Cj7SkUx6HvRc9Qe5Sn1ZdNj4Ew2Fr5Jj8Mm2Yy7Bb6Uu1";
const key = (text) => ({ headers: { "idempotency-key": text } });

test("a session is what its form asked for", async () => {
  const { sandbox, create } = sandboxFor();
  await sandbox.clock({ advanceMs: 123 });
  const { json } = await create("stripe");
  const { amount_total, currency, client_reference_id, metadata, created, expires_at } = json;
  assert.deepEqual(
    { amount_total, currency, client_reference_id, metadata, created, expires_at },
    {
      amount_total: 10_000,
      currency: "eur",
      client_reference_id: "order-17",
      metadata: { room: "4" },
      created: NOW / 1000,
      expires_at: (NOW + DAY) / 1000,
    },
  );
  assert.match(json.url, new RegExp(`/${json.id}$`));
  assert.equal(json.client_secret, null);
});

test("a session in a page of the shop's own has a client secret and no URL", async () => {
  const { create } = sandboxFor();
  const { json } = await create("stripe", `${PROVIDERS.stripe.create}&ui_mode=embedded_page`);
  assert.equal(json.url, null);
  assert.match(json.client_secret, new RegExp(`^${json.id}_secret_\\w+$`));
});

test("an ended session has no URL", async () => {
  const { close } = sandboxFor();
  const { json } = await close("stripe", open);
  assert.deepEqual([json.status, json.url], ["expired", null]);
});

test("the last id is the cursor, and has_more says whether there is another page", async () => {
  const { list } = sandboxFor();
  const first = (await list("stripe", "?limit=10")).json;
  assert.deepEqual([first.object, first.data.length, first.has_more], ["list", 10, true]);
  const last = first.data.at(-1).id;
  const second = (await list("stripe", `?limit=10&starting_after=${last}`)).json;
  assert.deepEqual([second.data.length, second.has_more], [4, false]);
});

describe("keys", () => {
  test("the same request gets the same answer, another one with the key is 400", async () => {
    const { close } = sandboxFor();
    const first = await close("stripe", open, key("k"));
    assert.equal((await close("stripe", open, key("k"))).text, first.text);
    const { status, json } = await close("stripe", other, key("k"));
    assert.deepEqual([status, json.error.type], [400, "idempotency_error"]);
  });

  test("a 500 is kept under its key, and given to every repeat; another key works", async () => {
    const { sandbox, close } = sandboxFor();
    await taken(sandbox.addFault({ fault: "server_error" }));
    const first = await close("stripe", open, key("k"));
    const again = await close("stripe", open, key("k"));
    assert.deepEqual([first.status, again.status, again.text], [500, 500, first.text]);
    assert.equal((await close("stripe", open, key("other"))).status, 200);
  });

  test("a refusal of the request itself is kept, too", async () => {
    const { close } = sandboxFor();
    const first = await close("stripe", completed, key("k"));
    assert.equal(first.status, 400);
    assert.equal((await close("stripe", completed, key("k"))).text, first.text);
  });
});

describe("webhooks", () => {
  const telling = async () => {
    const told = [];
    const it = sandboxFor({
      fetch: async (request) => {
        told.push({ headers: request.headers, body: await request.text() });
        return new Response(null, { status: 204 });
      },
    });
    const { secret } = await taken(it.sandbox.addWebhook({ format: "stripe", url: HOOK }));
    const types = () => told.map(({ body }) => JSON.parse(body).type);
    return { ...it, told, secret, types };
  };

  test("the signature is over time and body, with all characters of the secret as key", async () => {
    const { sandbox, told, secret } = await telling();
    await taken(sandbox.event("stripe", open, { event: "paid" }));
    await taken(sandbox.clock({ advanceMs: 0 }));
    const [{ headers, body }] = told;
    const mac = createHmac("sha256", secret)
      .update(`${NOW / 1000}.${body}`)
      .digest("hex");
    assert.match(secret, /^whsec_/);
    assert.equal(headers.get("stripe-signature"), `t=${NOW / 1000},v1=${mac}`);
    const event = readWebhook({ format: "stripe", headers, body, secret, now: NOW });
    const { type, link, verified } = event.value;
    assert.deepEqual(
      [type, verified, link.id, link.status, link.paymentStatus],
      ["checkout.session.completed", true, open, "completed", "paid"],
    );
    assert.match(event.value.id, /^evt_/);
  });

  test("an end without payment is told as such", async () => {
    const { close, sandbox, types } = await telling();
    await close("stripe", open);
    await taken(sandbox.clock({ advanceMs: 0 }));
    assert.deepEqual(types(), ["checkout.session.expired"]);
  });

  test("a debit is complete and unpaid at once, and paid or failed after days", async () => {
    const { sandbox, read: shown, types, told } = await telling();
    // The second offers a debit.
    await taken(sandbox.event("stripe", other, { event: "paid" }));
    const { json } = await shown("stripe", other);
    assert.deepEqual([json.status, json.payment_status], ["complete", "unpaid"]);
    await taken(sandbox.clock({ advanceMs: 3 * DAY }));
    assert.equal((await shown("stripe", other)).json.payment_status, "paid");
    const own = types().filter((_, at) => JSON.parse(told[at].body).data.object.id === other);
    assert.deepEqual(own, [
      "checkout.session.completed",
      "checkout.session.async_payment_succeeded",
    ]);
  });

  test("a debit can be made to fail", async () => {
    const { sandbox, read: shown, types } = await telling();
    const { payment_intent: id } = (await shown("stripe", DEBIT)).json;
    const payment = await taken(sandbox.child("payment_intents", id));
    assert.equal(payment.status, "processing");
    await taken(sandbox.moveChild("payment_intents", id, { status: "requires_payment_method" }));
    await taken(sandbox.clock({ advanceMs: SECOND }));
    assert.deepEqual(types(), ["checkout.session.async_payment_failed"]);
    assert.equal((await shown("stripe", DEBIT)).json.payment_status, "unpaid");
  });
});

test("the core understands a kept failure as one that needs another key", async () => {
  const { sandbox, close, read: shown } = sandboxFor();
  const link = read((await shown("stripe", open)).json, { format: "stripe" }).value;
  const planned = planClose("close", link, { now: NOW, idempotencyKey: "k" }).value;
  await taken(sandbox.addFault({ fault: "server_error" }));
  const { status, headers, text } = await close("stripe", open, key("k"));
  const { outcome, retry } = interpretResponse(planned, { status, headers, body: text });
  assert.deepEqual([outcome, retry.advice], ["unclear", "read_first"]);
});
