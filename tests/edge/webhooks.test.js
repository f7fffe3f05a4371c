// Deliveries: verified, taken once, and never able to move a link back.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import {
  CHILD,
  deliver,
  invoice,
  journal,
  OTHER,
  PENDING,
  providers,
  SECRET,
  SHARED,
  signed,
} from "./deliveries.js";
import { DAY, edge, NOW, OPEN } from "./edge.js";

test("a delivery of a link's child has the link read again", async () => {
  const { app, call, calls } = edge({ providers });
  await call("GET", `/v1/links/txn/${PENDING}`);
  const before = calls.length;
  const body = invoice("completed");
  const answer = await deliver(app, "txn", body, signed(body));
  assert.deepEqual(
    [answer.status, await answer.json()],
    [200, { event: "msg_1", result: "link_read" }],
  );
  assert.equal(calls.length, before + 1);
  const entry = (await journal(call)).find(({ type }) => type === "delivery");
  assert.deepEqual(
    [entry.who, entry.link, entry.detail.child.rawStatus, entry.detail.verified],
    ["txn", PENDING, "completed", true],
  );
});

test("the same event again is the same answer, and nothing happens", async () => {
  const { app, call, calls } = edge({ providers });
  await call("GET", `/v1/links/txn/${PENDING}`);
  const body = invoice("completed");
  const first = await (await deliver(app, "txn", body, signed(body))).text();
  const before = calls.length;
  // Signed anew, as a redelivery is.
  const again = await deliver(app, "txn", body, signed(body, { at: NOW + 60_000, secret: OTHER }));
  assert.deepEqual([again.status, await again.text()], [200, first]);
  assert.equal(calls.length, before);
  const both = signed(body, { id: "msg_2" });
  const answers = await Promise.all([1, 2, 3].map(() => deliver(app, "txn", body, both)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(calls.length, before + 1);
  assert.equal((await journal(call)).filter(({ type }) => type === "delivery").length, 2);
});

test("what is not signed with our secret, or was signed at another time, is refused", async () => {
  const { app, calls } = edge({ providers });
  const body = invoice("completed");
  const refused = async (headers, text = body) => {
    const answer = await deliver(app, "txn", text, headers);
    return [answer.status, (await answer.json()).code];
  };
  assert.deepEqual(await refused({}), [401, "signature_missing"]);
  const good = signed(body);
  assert.deepEqual(await refused(good, body.replace("completed", "rejected")), [
    401,
    "signature_refused",
  ]);
  assert.deepEqual(await refused(signed(body, { at: NOW - 6 * 60_000 })), [
    401,
    "timestamp_refused",
  ]);
  assert.deepEqual(await refused({ ...good, "svix-timestamp": "yesterday" }), [
    400,
    "timestamp_malformed",
  ]);
  const hex = createHmac("sha256", SECRET).update(body).digest("hex");
  assert.deepEqual(await refused({ ...good, "svix-signature": `sha256=${hex}` }), [
    401,
    "signature_refused",
  ]);
  assert.equal(calls.length, 0);
  const none = edge();
  const answer = await deliver(none.app, "txn", body, good);
  assert.equal(answer.status, 401, "without a secret nothing is believed");
});

test("where a provider signs nothing, it has to show the secret", async () => {
  const { app } = edge({ providers });
  const body = JSON.stringify({
    eventId: "2f6b1a52-5a39-4b8e-9d6b-6c1f0a7e5501",
    type: "order.updated",
    occurredAt: "2026-06-18T11:59:59Z",
    data: { orderId: "o-1" },
  });
  const status = async (headers) => (await deliver(app, "connect", body, headers)).status;
  assert.equal(await status({}), 401);
  assert.equal(await status({ "X-API-Key": "guess" }), 401);
  assert.equal(await status({ "X-API-Key": sandboxKeys.connect }), 401);
  assert.equal(await status({ "X-API-Key": SHARED }), 200);
});

test("a late delivery never moves a link back, and a contradiction is written down", async () => {
  const { app, call } = edge({ providers });
  const document = async () =>
    (await (await call("GET", `/v1/links/connect/${OPEN}`)).json()).document;
  const open = await document();
  const told = async (data, eventId, occurredAt) => {
    const body = JSON.stringify({ eventId, type: "payment_link.updated", occurredAt, data });
    return deliver(app, "connect", body, { "X-API-Key": SHARED });
  };
  await call("POST", `/v1/links/connect/${OPEN}/close`);
  const closed = await document();
  // What was true before comes late, twice.
  for (const event of ["e-1", "e-2"]) {
    assert.equal((await told(open, event, "2026-06-18T11:00:00Z")).status, 200);
  }
  const kept = await (await call("GET", "/v1/links?source=kept&format=connect")).json();
  const link = kept.links.find(({ value }) => value.id === OPEN);
  assert.equal(link.value.rawStatus, "CANCELLED");
  await told({ ...closed, status: "COMPLETED" }, "e-3", "2026-06-18T12:00:00Z");
  const entries = await journal(call, `/v1/links/connect/${OPEN}/events?order=oldest_first`);
  assert.deepEqual(
    entries.map(({ type, detail }) => [type, detail.verdict ?? detail.outcome]),
    [
      ["close_decided", "allowed"],
      ["close_answered", "done"],
      ["link_changed", "advance"],
      ["delivery", "stale"],
      ["delivery", "stale"],
      ["link_conflict", "conflict"],
      ["delivery", "conflict"],
    ],
  );
});

test("a delivery that cannot be placed now is not taken, so that it comes again", async () => {
  let broken = 0;
  const { app, call } = edge({
    providers,
    disturb: () => {
      if (broken) return new Response("", { status: broken });
    },
  });
  await call("GET", `/v1/links/txn/${PENDING}`);
  const body = invoice("completed");
  // A link that was seen before is not gone because its provider does not find it once.
  for (broken of [500, 404])
    assert.equal((await deliver(app, "txn", body, signed(body))).status, 502, `${broken}`);
  broken = 0;
  const again = await deliver(app, "txn", body, signed(body));
  assert.deepEqual([again.status, (await again.json()).result], [200, "link_read"]);
});

test("a child of a link that nobody has seen is written down, and that is all", async () => {
  const { app, call, calls } = edge({ providers });
  const body = invoice("completed", "0b9d4a52-5a39-4b8e-9d6b-6c1f0a7e5501");
  const answer = await deliver(app, "txn", body, signed(body));
  assert.deepEqual([answer.status, (await answer.json()).result], [200, "link_not_known"]);
  assert.equal(calls.length, 0);
  assert.equal((await journal(call))[0].type, "delivery");
});

test("nobody's webhook is a 404, and an answer to one says nothing else", async () => {
  const { app } = edge({ providers });
  const answer = await deliver(app, "visa", "{}", {});
  assert.deepEqual([answer.status, (await answer.json()).code], [404, "route_unknown"]);
});

test("F18, F12: one id is taken once for seven days, whatever body it comes with", async () => {
  const { app, call, calls, clock } = edge({ providers });
  await call("GET", `/v1/links/txn/${PENDING}`);
  const deliveries = async () =>
    (await journal(call)).filter(({ type }) => type.startsWith("delivery"));
  const body = invoice("completed");
  const send = async (text = body) => {
    const answer = await deliver(app, "txn", text, signed(text, { at: clock.now }));
    return [answer.status, (await answer.json()).result];
  };
  assert.deepEqual(await send(), [200, "link_read"]);
  const sent = calls.length;
  for (const days of [1.5, 3, 2.4]) {
    clock.now += days * DAY;
    assert.deepEqual(await send(), [200, "link_read"]);
  }
  assert.equal((await deliveries()).length, 1);
  // Acknowledged and written down, once for each body, and nothing is done.
  for (const other of ["rejected", "rejected", "cancelled", "rejected"]) {
    assert.deepEqual(await send(invoice(other)), [200, "differs"]);
  }
  assert.deepEqual(
    (await deliveries()).map(({ type, detail }) => [type, detail.event, detail.child.rawStatus]),
    [
      ["delivery", "msg_1", "completed"],
      ["delivery_differs", "msg_1", "rejected"],
      ["delivery_differs", "msg_1", "cancelled"],
    ],
  );
  assert.equal(calls.length, sent);
  clock.now += 0.2 * DAY;
  assert.deepEqual(await send(), [200, "link_read"]);
  assert.equal(calls.length, sent + 1);
});

test("F13: guesses from the same address keep no delivery out, and deliveries have a count of their own", async () => {
  const { app } = edge({ providers, limits: { perMinute: 50, addressOf: () => "a proxy" } });
  const guess = async () => {
    const headers = { authorization: "Bearer a-guess-of-a-token" };
    return (await app.request("/v1/links", { headers })).status;
  };
  const statuses = [];
  for (let n = 0; n < 60; n += 1) statuses.push(await guess());
  assert.deepEqual([statuses[49], statuses[50]], [401, 429]);
  for (let n = 0; n < 60; n += 1) {
    assert.equal((await deliver(app, "txn", "{}", { "svix-signature": "v1,AAAA" })).status, 401);
  }
  const event = (n) => {
    const body = invoice("completed", `${CHILD.slice(0, -2)}${n}`);
    return deliver(app, "txn", body, signed(body, { id: `msg_${n}` }));
  };
  for (let n = 10; n < 60; n += 1) assert.equal((await event(n)).status, 200, `${n}`);
  const over = await event(60);
  assert.deepEqual([over.status, over.headers.get("retry-after")], [429, "60"]);
});

test("F18: a hundred equal deliveries at once are one", async () => {
  const { app, call, calls } = edge({
    providers,
    disturb: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  await call("GET", `/v1/links/txn/${PENDING}`);
  const sent = calls.length;
  const body = invoice("completed");
  const headers = signed(body);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => deliver(app, "txn", body, headers)),
  );
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(texts).size, 1);
  assert.equal(calls.length, sent + 1);
  assert.equal((await journal(call)).filter(({ type }) => type === "delivery").length, 1);
});

/** A body that counts how much of it is read, and has no end. */
const endless = () => {
  const told = { bytes: 0 };
  const pull = (controller) => {
    const chunk = new Uint8Array(16 * 1024).fill(0x20);
    told.bytes += chunk.length;
    controller.enqueue(chunk);
  };
  const body = new ReadableStream({ pull }, { highWaterMark: 0 });
  return { told, body };
};
const stream = (app, format, body, headers) =>
  app.request(`/webhooks/${format}`, { method: "POST", headers, body, duplex: "half" });

test("F2: nothing of a delivery is read before its headers show that it may be the provider's", async () => {
  const { app } = edge({ providers });
  for (const [format, headers] of [
    ["connect", {}],
    ["connect", { "x-api-key": "a guess" }],
    ["txn", {}],
    ["txn", { "svix-id": "msg_1", "svix-signature": "v1,x" }],
    ["txn", { ...signed("x"), "svix-timestamp": "yesterday" }],
    ["visa", {}],
  ]) {
    const { told, body } = endless();
    const answer = await stream(app, format, body, headers);
    assert.ok([400, 401, 404].includes(answer.status), `${format}: ${answer.status}`);
    assert.equal(told.bytes, 0, format);
    assert.ok((await answer.text()).length < 1_000);
  }
});

test("F4: of a delivery no more than 64 KiB are read", async () => {
  const { app } = edge({ providers });
  for (const [format, headers] of [
    ["txn", signed("x")],
    ["connect", { "x-api-key": SHARED }],
  ]) {
    const { told, body } = endless();
    const answer = await stream(app, format, body, headers);
    assert.deepEqual([answer.status, (await answer.json()).code], [413, "json_too_large"]);
    assert.ok(told.bytes <= 96 * 1024, `${told.bytes}`);
    const declared = await deliver(app, format, " ".repeat(64 * 1024 + 1), headers);
    assert.equal(declared.status, 413);
  }
});

test("F2: a body that is not signed is not parsed, however much is wrong with it", async () => {
  const { app } = edge({ providers });
  const junk = `{${'"eventId":1,'.repeat(5_000)}"a":1}`;
  const refused = await deliver(app, "txn", junk, signed("another body"));
  assert.deepEqual([refused.status, (await refused.json()).code], [401, "signature_refused"]);
  const anonymous = await deliver(app, "connect", junk, {});
  assert.deepEqual([anonymous.status, (await anonymous.json()).code], [401, "credential_missing"]);
});

test("F11: an event of an unknown kind is taken, and one line of the journal", async () => {
  const { app, call } = edge({ providers });
  const event = {
    eventId: "e-9",
    type: "zebra.seen",
    occurredAt: "2026-06-18T11:00:00Z",
    data: {},
  };
  for (const _ of [1, 2]) {
    const answer = await deliver(app, "connect", JSON.stringify(event), { "X-API-Key": SHARED });
    assert.deepEqual(
      [answer.status, await answer.json()],
      [200, { event: "e-9", result: "nothing_to_do" }],
    );
  }
  const [entry, ...more] = await journal(call);
  assert.deepEqual([entry.type, entry.detail.kind, more.length], ["delivery", "zebra.seen", 0]);
});

test("F11: a resource of an unknown type is taken at the provider that signs, too", async () => {
  const { app, call } = edge({ providers });
  const zebra = { id: CHILD, type: "zebras", attributes: { status: "striped" } };
  const body = JSON.stringify({ data: zebra });
  const answer = await deliver(app, "txn", body, signed(body));
  assert.deepEqual(
    [answer.status, await answer.json()],
    [200, { event: "msg_1", result: "nothing_to_do" }],
  );
  assert.equal((await journal(call)).length, 1);
});

test("F12: a server without a secret says so, to a sender that shows one", async () => {
  const { app, log } = edge();
  const shown = await deliver(app, "connect", "{}", { "X-API-Key": "a guess" });
  assert.equal((await shown.json()).code, "secret_missing");
  assert.equal((await deliver(app, "connect", "{}", {})).status, 401);
  const signedBy = await deliver(app, "txn", "{}", signed("{}"));
  assert.equal((await signedBy.json()).code, "secret_missing");
  const codes = log.filter(({ event }) => event === "delivery_refused").map((line) => line.codes);
  assert.deepEqual(codes, [["secret_missing"], ["credential_missing"], ["secret_missing"]]);
});

test("a delivery that is refused is a line of the log, without a word of its own", async () => {
  const { app, log } = edge({ providers });
  await deliver(app, "txn", "a secret of somebody", signed("x"));
  const line = log.find(({ event }) => event === "delivery_refused");
  assert.deepEqual([line.level, line.format, line.codes], ["warn", "txn", ["signature_refused"]]);
  assert.ok(!JSON.stringify(log).includes("a secret of somebody"));
});

test("a contradiction is written down once, and a new one again", async () => {
  const word = { connect: "ACTIVE" };
  const { call } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "GET") return;
      const answer = await (await effect()).json();
      const shown = { ...answer, status: word.connect, updatedAt: "2026-06-18T12:00:00Z" };
      return Response.json(word.connect === "ACTIVE" ? answer : shown);
    },
  });
  await call("POST", `/v1/links/connect/${OPEN}/close`);
  const conflicts = async () =>
    (await journal(call))
      .filter(({ type }) => type === "link_conflict")
      .map(({ detail }) => [detail.from, detail.observed]);
  const show = async (status) => {
    word.connect = status;
    await call("GET", `/v1/links/connect/${OPEN}`);
  };
  for (const status of ["COMPLETED", "COMPLETED", "EXPIRED", "COMPLETED", "EXPIRED"]) {
    await show(status);
  }
  assert.deepEqual(await conflicts(), [
    ["CANCELLED", "COMPLETED"],
    ["CANCELLED", "EXPIRED"],
  ]);
  const metrics = await (await call("GET", "/metrics")).text();
  assert.match(metrics, /paylink_observations_total\{format="connect",verdict="conflict"\} 5/);
});
