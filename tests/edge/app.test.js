// What takes a clock or an upstream of one's own: the application as a function.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createApp } from "../../edge/app.js";
import { createSandbox, sandboxKeys } from "../../edge/sandbox/index.js";
import { memoryStore } from "../../edge/stores/memory.js";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse("2026-06-18T12:00:00Z");
const OPEN = "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01";
const SOON = "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803";

/** An edge over the sandbox, with a clock to push and an upstream to disturb. */
function edge({ disturb } = {}) {
  const clock = { now: NOW };
  const now = () => clock.now;
  const sandbox = createSandbox({ now });
  const calls = [];
  const upstream = async (request) => {
    calls.push(`${request.method} ${new URL(request.url).pathname}`);
    return (await disturb?.(request, () => sandbox.fetch(request))) ?? sandbox.fetch(request);
  };
  const providers = Object.fromEntries(
    Object.entries(sandboxKeys).map(([format, credential]) => [
      format,
      { baseUrl: "http://upstream.invalid", credential, fetch: upstream },
    ]),
  );
  const app = createApp({ providers, store: memoryStore(), now, auth: { token: "t" } });
  const call = (method, path, headers = {}, body = undefined) =>
    app.request(path, { method, headers: { authorization: "Bearer t", ...headers }, body });
  const cancel = (id, key) =>
    call("POST", `/payment-links/${id}/cancel`, {
      "x-api-key": sandboxKeys.connect,
      ...(key && { "x-idempotency-key": key }),
    });
  return { clock, calls, call, cancel };
}

const effects = (calls) => calls.filter((call) => call.startsWith("POST")).length;

test("a key is forgotten after 24 hours, and not before", async () => {
  const { clock, cancel, calls } = edge();
  const first = await (await cancel(OPEN, "k")).text();
  clock.now += DAY - 1;
  const replayed = await cancel(OPEN, "k");
  assert.deepEqual([replayed.status, await replayed.text()], [200, first]);
  assert.equal(effects(calls), 1);
  clock.now += 1;
  assert.equal((await cancel(OPEN, "k")).status, 409);
});

test("while the first call runs, a second is locked and a different one is a mismatch", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const { cancel, calls } = edge({
    disturb: async (request) => {
      if (request.method === "POST") await held;
    },
  });
  const first = cancel(OPEN, "k");
  while (effects(calls) === 0) await new Promise(setImmediate);
  const locked = await cancel(OPEN, "k");
  assert.deepEqual([locked.status, (await locked.json()).code], [409, "idempotency_key_locked"]);
  assert.equal(locked.headers.get("retry-after"), "1");
  const other = await cancel(SOON, "k");
  assert.equal((await other.json()).code, "idempotency_key_mismatch");
  release();
  assert.equal((await first).status, 200);
  assert.equal(effects(calls), 1);
});

test("many identical calls at once have one effect", async () => {
  const { cancel, calls } = edge();
  const answers = await Promise.all(Array.from({ length: 200 }, () => cancel(OPEN, "k")));
  const statuses = answers.map(({ status }) => status);
  assert.equal(effects(calls), 1);
  assert.ok(statuses.every((status) => status === 200 || status === 409));
  assert.ok(statuses.includes(200));
});

test("after a failure of the provider the next with the key looks first, and then does it", async () => {
  let broken = true;
  const { cancel, calls } = edge({
    disturb: (request) => {
      if (broken && request.method === "POST") {
        return new Response("<html>bad gateway", { status: 502 });
      }
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 502);
  const other = await cancel(SOON, "k");
  assert.equal((await other.json()).code, "idempotency_key_mismatch");
  broken = false;
  assert.equal((await cancel(OPEN, "k")).status, 200);
  assert.deepEqual(
    calls.map((call) => call.split(" ")[0]),
    ["GET", "POST", "GET", "POST"],
  );
});

test("a failure after the effect is not repeated: the link is found closed, and shown", async () => {
  const { cancel, calls } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      await effect();
      return new Response("<html>bad gateway", { status: 502 });
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 502);
  const answers = [await cancel(OPEN, "k"), await cancel(OPEN, "k")];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(JSON.parse(texts[0]).status, "CANCELLED");
  assert.equal(texts[0], texts[1], "byte for byte");
  assert.equal(effects(calls), 1);
});

test("what nobody answered in time may still arrive: the key is held for its lease, then looked into", async () => {
  const { cancel, calls, clock } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      await effect();
      throw new DOMException("late", "TimeoutError");
    },
  });
  const late = await cancel(OPEN, "k");
  assert.deepEqual([late.status, (await late.json()).code], [504, "upstream_late"]);
  clock.now += 59_999;
  const locked = await cancel(OPEN, "k");
  assert.equal((await locked.json()).code, "idempotency_key_locked");
  clock.now += 1;
  const found = await cancel(OPEN, "k");
  assert.deepEqual([found.status, (await found.json()).status], [200, "CANCELLED"]);
  assert.equal(effects(calls), 1);
});

test("a caller that slept through its lease gives the answer of whoever took over", async () => {
  let release;
  const asleep = new Promise((resolve) => (release = resolve));
  let first = true;
  const { cancel, clock } = edge({
    disturb: async (request) => {
      if (request.method !== "POST" || !first) return undefined;
      first = false;
      await asleep;
    },
  });
  const slow = cancel(OPEN, "k");
  while (first) await new Promise(setImmediate);
  clock.now += 60_000;
  const taken = await cancel(OPEN, "k");
  assert.equal(taken.status, 200);
  release();
  const woken = await slow;
  assert.deepEqual([woken.status, await woken.text()], [200, await taken.text()]);
});

test("a link is made once for each key, at its provider's own path", async () => {
  const { call, calls } = edge();
  const create = (body, key) =>
    call(
      "POST",
      "/payment-links",
      {
        "x-api-key": sandboxKeys.connect,
        "content-type": "application/json",
        "x-idempotency-key": key,
      },
      JSON.stringify(body),
    );
  const made = await create({ orderId: "o-1", description: "Deposit" }, "k");
  const text = await made.text();
  assert.deepEqual([made.status, JSON.parse(text).status], [201, "ACTIVE"]);
  assert.equal(await (await create({ orderId: "o-1", description: "Deposit" }, "k")).text(), text);
  assert.equal(effects(calls), 1);
  const wrong = await create({ orderId: "o-1", invoiceId: "i-1", description: 7 }, "k-2");
  assert.equal(wrong.status, 400);
  const { code, details } = await wrong.json();
  assert.deepEqual(
    [code, details.map((detail) => [detail.code, detail.property])],
    [
      "VALIDATION_ERROR",
      [
        ["TYPE_MISMATCH", "description"],
        ["EXACTLY_ONE", undefined],
      ],
    ],
  );
  const attributes = {
    amount: "100",
    currency: "EUR",
    paymentType: "Invoice",
    expires_at: new Date(NOW + DAY).toISOString(),
  };
  const jsonApi = {
    authorization: `Bearer ${sandboxKeys.txn}`,
    "content-type": "application/vnd.api+json",
  };
  const body = JSON.stringify({ data: { type: "payment_links", attributes } });
  const link = await call("POST", "/api/public/v1/payment_links", jsonApi, body);
  assert.equal(link.status, 201);
  const { data } = await link.json();
  assert.deepEqual([data.type, data.attributes.amount], ["paymentLinks", "100.00"]);
  const list = await (await call("GET", "/v1/links")).json();
  const ids = list.links.map(({ value }) => value.id);
  assert.ok(ids.includes(data.id) && ids.includes(JSON.parse(text).paymentLinkId));
});

test("a provider that cannot be reached is a 502 in its own face, and says nothing of the inside", async () => {
  const { cancel, call } = edge({
    disturb: () => {
      throw new TypeError("connect ECONNREFUSED 10.0.0.1:443 secret");
    },
  });
  const answer = await cancel(OPEN, "k");
  const text = await answer.text();
  assert.equal(answer.status, 502);
  assert.ok(!text.includes("secret") && text.includes("could not be reached"), text);
  const list = await (await call("GET", "/v1/links")).json();
  assert.deepEqual(list.links, []);
  assert.deepEqual(
    list.unavailable.map(({ format, problem }) => [format, problem.status]),
    [
      ["connect", 502],
      ["txn", 502],
    ],
  );
});

test("one provider's trouble does not hide the other's links", async () => {
  const { call } = edge({
    disturb: (request) => {
      if (new URL(request.url).pathname.startsWith("/api"))
        return new Response("", { status: 500 });
    },
  });
  const list = await (await call("GET", "/v1/links")).json();
  assert.ok(list.links.length >= 12 && list.links.every(({ format }) => format === "connect"));
  assert.deepEqual(
    list.unavailable.map(({ format }) => format),
    ["txn"],
  );
});

test("a lost answer is unclear where the provider knows no keys, and a retry where it does", async () => {
  const lose = {
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      await effect();
      return new Response("<html>", { status: 504 });
    },
  };
  const txn = edge(lose);
  const unclear = await txn.call(
    "POST",
    "/v1/links/txn/7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21/close",
  );
  const problem = await unclear.json();
  assert.deepEqual(
    [unclear.status, problem.outcome, problem.retry.advice],
    [502, "unclear", "read_first"],
  );
  const connect = edge(lose);
  const retry = await connect.call("POST", `/v1/links/connect/${OPEN}/close`);
  const again = await retry.json();
  assert.deepEqual(
    [retry.status, again.outcome, again.retry.advice],
    [503, "retry", "same_request"],
  );
});

test("a cancel that answers ACTIVE is a finding, not a success", async () => {
  const { call } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      const answer = await (await effect()).json();
      return Response.json({ ...answer, status: "ACTIVE" });
    },
  });
  const answer = await call("POST", `/v1/links/connect/${OPEN}/close`);
  assert.deepEqual([answer.status, (await answer.json()).outcome], [502, "unclear"]);
});

test("in the sandbox time passes: links lapse, and are refused from then on", async () => {
  const { clock, call, cancel } = edge();
  const status = async () =>
    (await (await call("GET", `/v1/links/connect/${SOON}`)).json()).link.status;
  assert.equal(await status(), "open");
  clock.now += 4 * 60_000;
  assert.equal(await status(), "expired");
  const refused = await cancel(SOON);
  assert.deepEqual(
    [refused.status, (await refused.json()).code],
    [409, "payment_link_not_cancellable"],
  );
});

test("a body beyond the limit is refused", async () => {
  const { call } = edge();
  const headers = { "x-api-key": sandboxKeys.connect, "content-type": "application/json" };
  const body = JSON.stringify({ much: "x".repeat(1024 * 1024) });
  const answer = await call("POST", `/payment-links/${OPEN}/cancel`, headers, body);
  assert.deepEqual([answer.status, (await answer.json()).code], [413, "json_too_large"]);
});
