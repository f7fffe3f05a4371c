// Deliveries: signed, retried on the documented schedule in the sandbox's time, told apart by their id.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { init, readWebhook } from "paylink";
import { HOUR, LINKS, MINUTE, NOW, SECOND, sandboxFor, taken } from "./sandbox.js";

await init();

const HOOK = "https://shop.example.com/hooks";

/** A sandbox that tells somebody who answers as the test wants. */
async function telling({ format = "txn", answer = () => 204, hook = {}, ...options } = {}) {
  const told = [];
  const it = sandboxFor({
    fetch: async (request) => {
      const { method, url, headers } = request;
      const one = { method, url, headers: Object.fromEntries(headers), body: await request.text() };
      told.push(one);
      const answered = await answer(one, told.length, request);
      return typeof answered === "number" ? new Response(null, { status: answered }) : answered;
    },
    ...options,
  });
  const webhook = await taken(it.sandbox.addWebhook({ format, url: HOOK, ...hook }));
  const open = () => it.sandbox.event("txn", LINKS.txn.open, { event: "opened" });
  const push = (advanceMs) => taken(it.sandbox.clock({ advanceMs }));
  const deliveries = async () => (await taken(it.sandbox.deliveries())).deliveries;
  return { ...it, told, webhook, open, push, deliveries };
}

const since = (instant) => Date.parse(instant) - NOW;

describe("txn", () => {
  test("each change of a child is told as its own document, signed, and verifies", async () => {
    const { sandbox, told, webhook, open, push } = await telling();
    const { link } = await taken(open());
    const { id } = link.data.relationships.target.data;
    await push(SECOND);
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "paid" }));
    await push(SECOND);
    await taken(sandbox.moveChild("invoices", id, { status: "completed" }));
    await push(0);
    const events = told.map(({ method, url, headers, body }, at) => {
      assert.deepEqual([method, url], ["POST", HOOK]);
      assert.equal(headers["content-type"], "application/vnd.api+json");
      const now = NOW + at * SECOND;
      const event = readWebhook({ format: "txn", headers, body, secret: webhook.secret, now });
      assert.ok(event.ok, JSON.stringify(event.issues));
      assert.equal(headers["svix-timestamp"], String(now / 1000));
      return event.value;
    });
    assert.deepEqual(
      events.map(({ verified, child }) => [verified, child.id, child.status]),
      [
        [true, id, "pending"],
        [true, id, "processing"],
        [true, id, "completed"],
      ],
    );
    assert.equal(new Set(events.map((event) => event.id)).size, 3);
    const shown = await taken(sandbox.child("invoices", id));
    assert.deepEqual(JSON.parse(told[2].body), shown, "as its read call has it");
  });

  test("a signature of another secret, body or time does not verify", async () => {
    const { told, webhook, open, push } = await telling();
    await taken(open());
    await push(0);
    const [{ headers, body }] = told;
    const verified = (more) =>
      readWebhook({ format: "txn", headers, body, secret: webhook.secret, now: NOW, ...more }).ok;
    assert.ok(verified());
    assert.ok(!verified({ secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }));
    assert.ok(!verified({ body: body.replace("pending", "completed") }));
    assert.ok(!verified({ now: NOW + 6 * MINUTE }));
  });

  test("nothing is told of the link itself", async () => {
    const { told, close, push } = await telling();
    await close("txn", LINKS.txn.open);
    await push(0);
    assert.deepEqual(told, []);
  });

  test("what time does to a child is told at that time", async () => {
    const { told, open, push } = await telling();
    await taken(open());
    await push(8 * 24 * HOUR);
    const told1 = told.map(({ headers, body }) => [
      Number(headers["svix-timestamp"]) * SECOND - NOW,
      JSON.parse(body).data.attributes.status,
    ]);
    const own = told1.filter(([at]) => [0, 20 * MINUTE, 168 * HOUR].includes(at));
    assert.deepEqual(own, [
      [0, "pending"],
      [20 * MINUTE, "expired"],
      [168 * HOUR, "cancelled"],
    ]);
  });

  test("the documented schedule, to the millisecond: eight attempts, one id, one body, each signed anew", async () => {
    const { told, webhook, open, push, deliveries } = await telling({ answer: () => 500 });
    await taken(open());
    await push(28 * HOUR);
    const [delivery] = await deliveries();
    const waits = [
      0,
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      10 * HOUR,
    ];
    let at = 0;
    const due = waits.map((wait) => (at += wait));
    assert.deepEqual(
      delivery.attempts.map((attempt) => [since(attempt.at), attempt.status]),
      due.map((instant) => [instant, 500]),
    );
    assert.deepEqual([delivery.state, delivery.nextAt], ["failed", null]);
    const same = told.filter(({ headers }) => headers["svix-id"] === delivery.messageId);
    assert.equal(same.length, 8);
    assert.equal(new Set(same.map(({ body }) => body)).size, 1);
    for (const [index, { headers, body }] of same.entries()) {
      const now = NOW + due[index];
      assert.ok(readWebhook({ format: "txn", headers, body, secret: webhook.secret, now }).ok);
    }
    await push(1000 * HOUR);
    const [later] = await deliveries();
    assert.equal(later.attempts.length, 8);
  });

  test("between two attempts it says when the next is due, and nothing happens a millisecond earlier", async () => {
    const { told, open, push, deliveries } = await telling({ answer: () => 503 });
    await taken(open());
    await push(0);
    assert.equal(since((await deliveries())[0].nextAt), 5 * SECOND);
    await push(5 * SECOND - 1);
    assert.equal(told.length, 1);
    await push(1);
    assert.equal(told.length, 2);
    assert.equal(since((await deliveries())[0].nextAt), 5 * SECOND + 5 * MINUTE);
  });

  test("any 2xx is taken, and nothing else is", async () => {
    for (const [status, state] of [
      [200, "delivered"],
      [202, "delivered"],
      [299, "delivered"],
      [302, "waiting"],
      [400, "waiting"],
      [410, "waiting"],
    ]) {
      const { open, push, deliveries } = await telling({ answer: () => status });
      await taken(open());
      await push(0);
      assert.equal((await deliveries())[0].state, state, `${status}`);
    }
  });

  test("a receiver that comes back is told on the next attempt, and no more", async () => {
    const { told, open, push, deliveries } = await telling({
      answer: (_, count) => {
        if (count === 1) throw new TypeError("fetch failed");
        if (count === 2) throw new DOMException("late", "TimeoutError");
        return 204;
      },
    });
    await taken(open());
    await push(6 * MINUTE);
    assert.equal(told.length, 3);
    const [delivery] = await deliveries();
    assert.deepEqual(
      delivery.attempts.map(({ status, error }) => status ?? error),
      ["unreachable", "timeout", 204],
    );
    assert.equal(delivery.state, "delivered");
  });

  test("sent again by hand: a duplicate, and an old one behind a new one, under their own ids", async () => {
    const { sandbox, told, webhook, open, push, deliveries } = await telling();
    await taken(open());
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "paid" }));
    await push(HOUR);
    const [pending] = await deliveries();
    const again = await taken(sandbox.resend(pending.id));
    assert.deepEqual([again.state, again.attempts.length], ["delivered", 2]);
    const statuses = told.map(({ body }) => JSON.parse(body).data.attributes.status);
    assert.deepEqual(statuses.filter((status) => status !== "expired").slice(0, 3), [
      "pending",
      "processing",
      "pending",
    ]);
    const last = told.at(-1);
    assert.equal(last.headers["svix-id"], pending.messageId);
    const { headers, body } = last;
    assert.ok(
      readWebhook({ format: "txn", headers, body, secret: webhook.secret, now: NOW + HOUR }).ok,
    );
  });

  test("what is taken when it is sent by hand is not sent by the schedule any more", async () => {
    let down = true;
    const { sandbox, told, open, push, deliveries } = await telling({
      answer: () => (down ? 500 : 200),
    });
    await taken(open());
    await push(0);
    down = false;
    await taken(sandbox.resend((await deliveries())[0].id));
    await push(19 * MINUTE);
    assert.equal(told.length, 2);
  });

  test("a secret of one's own is used; one that is made is shown once", async () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const own = await telling({ hook: { secret } });
    assert.equal(own.webhook.secret, secret);
    const made = await telling();
    assert.match(made.webhook.secret, /^whsec_[A-Za-z0-9+/]{32}$/);
    for (const { sandbox } of [own, made]) {
      assert.ok(!JSON.stringify(await sandbox.webhooks()).includes("whsec_"));
      assert.ok(!JSON.stringify(await sandbox.what()).includes("whsec_"));
    }
  });

  test("two who are told are told the same under one id, and one's trouble is not the other's", async () => {
    const { sandbox, told, open, push, deliveries } = await telling({
      answer: ({ url }) => (url === HOOK ? 500 : 204),
    });
    await taken(sandbox.addWebhook({ format: "txn", url: "http://127.0.0.1:9/hooks" }));
    await taken(open());
    await push(0);
    const [one, two] = await deliveries();
    assert.deepEqual([one.state, two.state], ["waiting", "delivered"]);
    assert.equal(one.messageId, two.messageId);
    assert.notEqual(told[0].headers["svix-signature"], told[1].headers["svix-signature"]);
  });

  test("one who is no longer told gets nothing, not even what was waiting", async () => {
    const { sandbox, told, webhook, open, push, deliveries } = await telling({ answer: () => 500 });
    await taken(open());
    await push(0);
    await taken(sandbox.removeWebhook(webhook.id));
    await push(10 * HOUR);
    assert.equal(told.length, 1);
    assert.equal((await deliveries())[0].state, "dropped");
  });

  test("for a receiver that knows only the host's time, that is what is signed", async () => {
    const { told, webhook, open, push } = await telling({
      hook: { timestamp: "host" },
      now: () => 1_800_000_000_000,
    });
    await taken(open());
    await push(0);
    const [{ headers, body }] = told;
    assert.equal(headers["svix-timestamp"], "1800000000");
    const now = 1_800_000_000_000;
    assert.ok(readWebhook({ format: "txn", headers, body, secret: webhook.secret, now }).ok);
  });

  test("the order is kept while all goes well: the next is sent when the one before was answered", async () => {
    const log = [];
    const { sandbox, open, push } = await telling({
      answer: async ({ body }) => {
        const { status } = JSON.parse(body).data.attributes;
        log.push(`${status} came`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        log.push(`${status} taken`);
        return 204;
      },
    });
    await taken(open());
    await taken(sandbox.event("txn", LINKS.txn.open, { event: "paid" }));
    await push(0);
    assert.deepEqual(log, ["pending came", "pending taken", "processing came", "processing taken"]);
  });
});

describe("connect, as far as its documents go", () => {
  test("each change of a link is told in the documented envelope, with the key and no signature", async () => {
    const { told, close, push } = await telling({ format: "connect" });
    const closed = await close("connect", LINKS.connect.open);
    await push(0);
    const [{ headers, body }] = told;
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers["x-api-key"], "sandbox-connect-key");
    assert.ok(Object.keys(headers).every((name) => !name.startsWith("svix")));
    const { data, ...envelope } = JSON.parse(body);
    assert.deepEqual(
      { ...envelope, eventId: "" },
      { eventId: "", type: "payment_link.updated", occurredAt: "2026-06-18T12:00:00Z" },
    );
    assert.deepEqual(data, closed.json);
    const event = readWebhook({ format: "connect", headers, body, now: NOW });
    assert.deepEqual(
      [event.value.verified, event.value.link.status, event.value.id],
      [false, "cancelled", envelope.eventId],
    );
  });

  test("a link that lapses is told of at that time; the event's id stays on every attempt", async () => {
    const { told, push } = await telling({
      format: "connect",
      answer: (_, count) => (count === 1 ? 500 : 200),
    });
    await push(5 * MINUTE);
    assert.equal(told.length, 2);
    const [first, second] = told.map(({ body }) => JSON.parse(body));
    assert.deepEqual(first, second);
    assert.deepEqual([first.data.status, since(first.occurredAt)], ["EXPIRED", 4 * MINUTE]);
  });
});

describe("while the clock runs", () => {
  test("an attempt is made at once, the next after five seconds, and children expire by themselves", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW });
    const { told, open, deliveries } = await telling({
      answer: (_, count) => (count === 1 ? 500 : 204),
      at: undefined,
      frozen: false,
    });
    /** Until nothing is under way: what waits, waits for a later time. */
    const tick = async (ms) => {
      context.mock.timers.tick(ms);
      const later = ({ state, nextAt }) => state !== "waiting" || Date.parse(nextAt) > Date.now();
      while (!(await deliveries()).every(later)) await new Promise(setImmediate);
    };
    await taken(open());
    await tick(0);
    assert.equal(told.length, 1);
    await tick(4999);
    assert.equal(told.length, 1);
    await tick(1);
    assert.equal(told.length, 2);
    assert.equal((await deliveries())[0].state, "delivered");
    await tick(20 * MINUTE);
    const statuses = told.map(({ body }) => JSON.parse(body).data.attributes.status);
    assert.ok(statuses.includes("expired"), statuses.join());
  });

  test("a clock that stands still delivers what is due all the same", async () => {
    let heard;
    const first = new Promise((resolve) => (heard = resolve));
    const { open } = await telling({
      answer: () => {
        heard();
        return 204;
      },
    });
    await taken(open());
    await first;
  });
});
