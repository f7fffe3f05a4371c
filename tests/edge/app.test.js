// What takes a clock or an upstream of one's own: the application as a function.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { FORMATS } from "../providers/index.js";
import {
  DAY,
  edge,
  effects,
  failingOnce,
  OPEN,
  OPEN_TXN,
  SOON,
  TOKEN,
  txnRequest,
  until,
} from "./edge.js";

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
  await until(() => effects(calls) === 1);
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

test("after failures of the provider the next with the key looks first, and then does it", async () => {
  let broken = true;
  const keys = [];
  const { cancel, calls } = edge({
    disturb: (request) => {
      if (request.method === "POST") keys.push(request.headers.get("x-idempotency-key"));
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
    // Looked at after the last try, and before the next.
    ["GET", "POST", "POST", "POST", "POST", "GET", "GET", "POST"],
  );
  assert.equal(new Set(keys).size, 1, "each try is the very same request");
});

test("a failure after the effect is not repeated: the link is found closed, and shown", async () => {
  const { cancel, calls } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return undefined;
      await effect();
      return new Response("<html>bad gateway", { status: 502 });
    },
  });
  const first = await cancel(OPEN, "k");
  const tries = effects(calls);
  const answers = [first, await cancel(OPEN, "k")];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(JSON.parse(texts[0]).status, "CANCELLED");
  assert.equal(texts[0], texts[1], "byte for byte");
  assert.equal(effects(calls), tries);
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
  assert.deepEqual([locked.status, (await locked.json()).code], [504, "upstream_late"]);
  clock.now += 1;
  const tries = effects(calls);
  const found = await cancel(OPEN, "k");
  assert.deepEqual([found.status, (await found.json()).status], [200, "CANCELLED"]);
  assert.equal(effects(calls), tries);
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
  await until(() => !first);
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
  const jsonApi = {
    authorization: `Bearer ${sandboxKeys.txn}`,
    "content-type": "application/vnd.api+json",
  };
  const body = JSON.stringify(txnRequest({ reference: undefined }));
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
    FORMATS.map((format) => [format, 502]),
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
  const others = FORMATS.filter((format) => format !== "txn");
  assert.deepEqual([...new Set(list.links.map(({ format }) => format))], others);
  assert.deepEqual(
    list.unavailable.map(({ format }) => format),
    ["txn"],
  );
});

/** What happens happens, and whoever asked hears of a failure. */
const loseAnswers = async (request, effect) => {
  if (request.method !== "POST") return undefined;
  await effect();
  return new Response("<html>", { status: 504 });
};

test("where a provider knows no keys, a lost answer is found by reading", async () => {
  const { call, calls } = edge({ disturb: loseAnswers });
  const answer = await call("POST", `/v1/links/txn/${OPEN_TXN}/close`);
  const { outcome, link } = await answer.json();
  assert.deepEqual([answer.status, outcome, link.rawStatus], [200, "done", "expired"]);
  assert.equal(effects(calls), 1);
});

test("where reading does not tell, it is unclear, and the link is held until it cannot be at work", async () => {
  const { call, calls, clock } = edge({
    disturb: (request) => {
      if (request.method === "POST") return new Response("<html>", { status: 504 });
    },
  });
  const answer = await call("POST", `/v1/links/txn/${OPEN_TXN}/close`);
  const { outcome, retry } = await answer.json();
  assert.deepEqual([answer.status, outcome, retry.advice], [502, "unclear", "read_first"]);
  const close = () => call("POST", `/v1/links/txn/${OPEN_TXN}/close`);
  const rival = close();
  // Whoever waits for it sees the clock, too.
  clock.now += 60_000;
  assert.equal((await (await rival).json()).outcome, "unclear");
  assert.equal(effects(calls), 2);
});

test("where a provider knows keys, a lost answer is asked for with the very same request, then read", async () => {
  const { call, calls } = edge({ disturb: loseAnswers });
  const answer = await call("POST", `/v1/links/connect/${OPEN}/close`);
  assert.deepEqual([answer.status, (await answer.json()).outcome], [200, "done"]);
  assert.equal(effects(calls), 4);
  const deaf = edge({
    disturb: (request) =>
      request.method === "POST" ? new Response("", { status: 502 }) : undefined,
  });
  const open = await deaf.call("POST", `/v1/links/connect/${OPEN}/close`);
  const { outcome, retry } = await open.json();
  assert.deepEqual([open.status, outcome, retry.advice], [503, "retry", "same_request"]);
  assert.ok(open.headers.get("retry-after") >= 1);
});

test("a cancel that answers ACTIVE is a finding, not a success", async () => {
  let calls = 0;
  const { call } = edge({
    disturb: async (_, effect) => {
      calls += 1;
      const answer = await (await effect()).json();
      // The second and third answer: the close, and the look at what it did.
      return Response.json(calls > 1 ? { ...answer, status: "ACTIVE" } : answer);
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

test("what a provider is sent comes back whole: a body whose answer would not is refused", async () => {
  const { call, calls } = edge();
  const made = async (length) => {
    const description = "é".repeat(length);
    const answer = await call(
      "POST",
      "/v1/links/connect",
      { "idempotency-key": `"${length}"` },
      { orderId: "o", description },
    );
    return [answer.status, (await answer.json()).link?.description === description];
  };
  assert.deepEqual(await made(30_000), [201, true]);
  const sent = calls.length;
  assert.deepEqual(await made(35_000), [413, false]);
  assert.equal(calls.length, sent);
});

test("a body beyond the limit is refused", async () => {
  const { call } = edge();
  const headers = { "x-api-key": sandboxKeys.connect, "content-type": "application/json" };
  const body = JSON.stringify({ much: "x".repeat(1024 * 1024) });
  const answer = await call("POST", `/payment-links/${OPEN}/cancel`, headers, body);
  assert.deepEqual([answer.status, (await answer.json()).code], [413, "json_too_large"]);
});

test("on a provider's own path a link that could not be read is not closed unread", async () => {
  let broken = true;
  const { calls, call, cancel } = edge({
    disturb: (request) => {
      if (broken && request.method === "GET") return new Response("", { status: 502 });
    },
  });
  const first = await cancel(OPEN, "k");
  assert.deepEqual([first.status, (await first.json()).code], [502, "upstream_failed"]);
  assert.equal(effects(calls), 0);
  assert.deepEqual((await (await call("GET", "/v1/events")).json()).events, []);
  broken = false;
  assert.equal((await cancel(OPEN, "k")).status, 200);
});

test("where nobody can show a link its close is passed on: held, written down, with the caller's own key hidden", async () => {
  const keys = [];
  const isCalled = Promise.withResolvers();
  const mayAnswer = Promise.withResolvers();
  const { calls, call } = edge({
    disturb: async (request) => {
      if (request.method === "GET") return new Response("", { status: 404 });
      keys.push(request.headers.get("x-idempotency-key"));
      isCalled.resolve();
      await mayAnswer.promise;
    },
  });
  const cancel = () =>
    call("POST", `/payment-links/${OPEN}/cancel`, {
      "x-api-key": TOKEN,
      "x-idempotency-key": "of-the-caller",
    });
  const first = cancel();
  await isCalled.promise;
  assert.equal((await cancel()).status, 409);
  mayAnswer.resolve();
  assert.equal((await first).status, 200);
  assert.equal(effects(calls), 1);
  assert.ok(keys.every((key) => key && key !== "of-the-caller"));
  const { events } = await (await call("GET", "/v1/events?order=oldest_first")).json();
  assert.deepEqual(
    events.map(({ type, detail }) => [type, detail.verdict ?? detail.outcome]),
    [
      ["close_decided", "uncertain"],
      ["close_answered", "done"],
    ],
  );
});

test("what was closed before a crash is shown as it is known, where its provider shows nothing", async () => {
  let lost = true;
  const { calls, clock, call, cancel } = edge({
    providers: { connect: { webhookSecrets: ["what-connect-shows-us"] } },
    disturb: async (request, effect) => {
      if (request.method === "GET") return new Response("", { status: 404 });
      if (!lost) return;
      await effect();
      throw new TypeError("fetch failed");
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 502);
  lost = false;
  const data = {
    paymentLinkId: OPEN,
    url: "https://checkout.example.com/x",
    status: "CANCELLED",
    createdAt: "2026-06-16T12:00:00Z",
    updatedAt: "2026-06-18T12:00:00Z",
  };
  const told = { eventId: "e-1", type: "payment_link.updated", occurredAt: data.updatedAt, data };
  const shows = { "x-api-key": "what-connect-shows-us", authorization: "" };
  assert.equal((await call("POST", "/webhooks/connect", shows, told)).status, 200);
  const sent = effects(calls);
  clock.now += 61_000;
  const again = await cancel(OPEN, "k");
  assert.deepEqual([again.status, (await again.json()).status], [200, "CANCELLED"]);
  assert.equal(effects(calls), sent);
});

test("a call that is turned away takes nothing back: the try before it may have done it", async () => {
  let tries = 0;
  const { cancel } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return;
      tries += 1;
      if (tries > 1) return new Response("", { status: 429, headers: { "retry-after": "0" } });
      await effect();
      return new Response("", { status: 500 });
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 429);
  const again = await cancel(OPEN, "k");
  assert.deepEqual([again.status, (await again.json()).status], [200, "CANCELLED"]);
});

test("what may still arrive is waited for, though the store failed when that was to be written down", async () => {
  const { call, calls } = edge({
    store: failingOnce("close_answered"),
    disturb: (request) => {
      if (request.method === "POST") return new Response("", { status: 502 });
    },
  });
  const close = () => call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": '"k"' });
  const first = await close();
  const { code, outcome } = await first.json();
  assert.deepEqual([first.status, code, outcome], [503, "outcome_not_kept", "unclear"]);
  const again = await close();
  const told = await again.json();
  assert.deepEqual([told.code, told.outcome], ["outcome_not_kept", "unclear"]);
  assert.equal(effects(calls), 1);
});

test("while the provider says that it is at it, nobody else sends a close", async (t) => {
  let lateMs = 0;
  const now = performance.now.bind(performance);
  t.mock.method(performance, "now", () => now() + lateMs);
  const locked = { code: "idempotency_key_locked", message: "still running" };
  const { call, calls } = edge({
    disturb: (request) => {
      if (request.method === "POST") return Response.json(locked, { status: 409 });
    },
  });
  const close = () => call("POST", `/v1/links/connect/${OPEN}/close`, { prefer: "wait=0" });
  await close();
  const sent = effects(calls);
  const again = close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Longer than anybody waits for a rival.
  lateMs = 11_000;
  assert.equal((await (await again).json()).code, "close_running");
  assert.equal(effects(calls), sent);
});

test("another link in an answer's place is not kept as seen", async () => {
  const other = {
    paymentLinkId: "another-link",
    url: "https://checkout.example.com/x",
    status: "CANCELLED",
    createdAt: "2026-06-16T12:00:00Z",
    updatedAt: "2026-06-18T12:00:00Z",
  };
  const { call } = edge({
    disturb: (request) => {
      if (request.method === "POST") return Response.json(other);
    },
  });
  await call("POST", `/v1/links/connect/${OPEN}/close`);
  const { links } = await (await call("GET", "/v1/links?source=kept&format=connect")).json();
  assert.deepEqual(
    links.map(({ value }) => value.id),
    [OPEN],
  );
});
