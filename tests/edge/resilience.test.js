// When a provider is slow, down, or in a flood: nothing is sent in vain, and nobody waits for ever.
import assert from "node:assert/strict";
import { test } from "node:test";
import { breakerOf } from "../../edge/breaker.js";
import { metricsOf } from "../../edge/metrics.js";
import { upstreamOf } from "../../edge/upstream.js";
import { edge, effects, failingOnce, OPEN, OPEN_TXN, SOON, txnRequest } from "./edge.js";

const refusedToConnect = () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  throw Object.assign(new TypeError("fetch failed"), { cause });
};

test("after failures in a row nothing is sent for a while, then one call finds out", () => {
  let time = 0;
  const breaker = breakerOf({ now: () => time, failures: 3, restMs: 1000 });
  for (let at = 0; at < 3; at += 1) {
    assert.equal(breaker.admit(), 0);
    breaker.tell(false);
  }
  assert.deepEqual([breaker.admit(), breaker.state()], [1000, "open"]);
  time = 999;
  assert.equal(breaker.admit(), 1);
  time = 1000;
  assert.equal(breaker.state(), "trying");
  assert.equal(breaker.admit(), 0, "one may try");
  assert.equal(breaker.admit(), 1000, "and nobody beside it");
  breaker.tell(false);
  assert.equal(breaker.state(), "open");
  time = 2000;
  assert.equal(breaker.admit(), 0);
  breaker.tell(true);
  assert.deepEqual([breaker.admit(), breaker.state()], [0, "closed"]);
});

test("W7: failures about one link count once, those about nothing in particular each", () => {
  const breaker = breakerOf({ now: () => 0, failures: 3 });
  for (let time = 0; time < 10; time += 1) breaker.tell(false, "/links/poisonous");
  breaker.tell(false, "/links/another");
  assert.equal(breaker.state(), "closed");
  breaker.tell(false, "/links/third");
  assert.equal(breaker.state(), "open");
  const refused = breakerOf({ now: () => 0, failures: 3 });
  for (let time = 0; time < 3; time += 1) refused.tell(false);
  assert.equal(refused.state(), "open");
});

for (const [format, id] of [
  ["connect", OPEN],
  ["txn", OPEN_TXN],
]) {
  test(`W7: one poisonous link pauses nobody, ${format}`, async () => {
    const { call, calls } = edge({
      disturb: (request) =>
        request.url.includes("poison") ? new Response("", { status: 500 }) : undefined,
    });
    for (let time = 0; time < 8; time += 1)
      assert.equal((await call("GET", `/v1/links/${format}/poison`)).status, 502);
    assert.equal(calls.length, 16);
    assert.equal((await call("GET", `/v1/links/${format}/${id}`)).status, 200);
  });

  test(`W7: no close pays for what only reads, ${format}`, async () => {
    const { call } = edge({
      disturb: (request) =>
        /poison|\?/.test(request.url) ? new Response("", { status: 500 }) : undefined,
    });
    for (let at = 0; at < 6; at += 1) await call("GET", `/v1/links/${format}/poison-${at}`);
    await call("GET", "/v1/links");
    const paused = await call("GET", `/v1/links/${format}/${id}`);
    assert.equal((await paused.json()).code, "upstream_paused");
    const metrics = await (await call("GET", "/metrics")).text();
    assert.ok(metrics.includes(`circuit_open{format="${format}",circuit="reads"} 1`), metrics);
    assert.ok(metrics.includes(`circuit_open{format="${format}",circuit="effects"} 0`));
    const close = await call("POST", `/v1/links/${format}/${id}/close`);
    assert.deepEqual([close.status, (await close.json()).outcome], [200, "done"]);
  });

  test(`K7: a provider that is busy says for how long, also to who only reads, ${format}`, async () => {
    for (const status of [429, 503]) {
      const { call, calls } = edge({
        disturb: () => new Response("", { status, headers: { "retry-after": "7" } }),
      });
      const shown = await call("GET", `/v1/links/${format}/${id}`);
      const { code } = await shown.json();
      const told = [shown.status, code, shown.headers.get("retry-after")];
      assert.deepEqual(told, [503, "upstream_busy", "7"]);
      assert.equal(calls.length, 1, "it is not asked again at once");
      const { unavailable } = await (await call("GET", `/v1/links?format=${format}`)).json();
      assert.equal(unavailable[0].problem.code, "upstream_busy");
      const close = await call("POST", `/v1/links/${format}/${id}/close`);
      const { code: why, outcome } = await close.json();
      const closed = [close.status, why, outcome, close.headers.get("retry-after")];
      assert.deepEqual(closed, [503, "upstream_busy", "not_sent", "7"]);
    }
  });
}

test("F3: a compressed answer is refused on every host, unread, and a close of it is looked into", async () => {
  for (const [format, id] of [
    ["connect", OPEN],
    ["txn", OPEN_TXN],
  ]) {
    let acts = true;
    const { call, calls } = edge({
      disturb: async (request, effect) => {
        assert.equal(request.headers.get("accept-encoding"), "identity");
        if (request.method === "GET") return;
        if (acts) await effect();
        const body = new ReadableStream(
          {
            pull() {
              assert.fail("it is read");
            },
          },
          { highWaterMark: 0 },
        );
        return new Response(body, { headers: { "content-encoding": "gzip" } });
      },
    });
    const done = await call("POST", `/v1/links/${format}/${id}/close`);
    assert.deepEqual([done.status, (await done.json()).outcome], [200, "done"]);
    assert.equal(effects(calls), 1);
    acts = false;
    const other = format === "connect" ? SOON : "e9b7d5c3-a1f0-4e8d-b6c4-a2908e7d6c23";
    const unclear = await call("POST", `/v1/links/${format}/${other}/close`);
    const { code, outcome } = await unclear.json();
    assert.deepEqual([unclear.status, code, outcome], [502, "upstream_unreadable", "unclear"]);
  }
});

test("one that tries and is never heard of again does not keep the others out for ever", () => {
  let time = 0;
  const breaker = breakerOf({ now: () => time, failures: 1, restMs: 1000 });
  breaker.tell(false);
  time = 1000;
  assert.equal(breaker.admit(), 0);
  time = 2000;
  assert.equal(breaker.admit(), 0);
});

test("while a provider is down its calls fail at once and say for how long; the other's go on", async () => {
  const { call, calls, clock } = edge({
    disturb: (request) => {
      if (new URL(request.url).pathname.startsWith("/api")) refusedToConnect();
    },
  });
  const close = () => call("POST", `/v1/links/txn/${OPEN_TXN}/close`);
  while ((await close()).status !== 503) assert.ok(calls.length < 5);
  const before = calls.length;
  assert.equal(before, 5, "five failures in a row");
  const paused = await close();
  const problem = await paused.json();
  assert.deepEqual(
    [paused.status, problem.code, problem.outcome],
    [503, "upstream_paused", "not_sent"],
  );
  assert.equal(paused.headers.get("retry-after"), "10");
  assert.equal(calls.length, before, "nothing was sent");
  assert.equal((await call("POST", `/v1/links/connect/${OPEN}/close`)).status, 200);
  const metrics = await (await call("GET", "/metrics")).text();
  assert.match(metrics, /paylink_upstream_circuit_open\{format="txn",circuit="effects"\} 1/);
  assert.match(metrics, /paylink_upstream_circuit_open\{format="connect",circuit="effects"\} 0/);
  clock.now += 10_000;
  await close();
  assert.equal(calls.length > before, true, "one call finds out");
});

test("what never left does not hold its key on a provider's own path", async () => {
  let down = true;
  const { cancel, calls } = edge({
    disturb: (request) => {
      if (down && request.method === "POST") refusedToConnect();
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 502);
  down = false;
  const tries = effects(calls);
  assert.equal((await cancel(OPEN, "k")).status, 200);
  assert.equal(effects(calls), tries + 1);
});

test("what never left does not hold its key: the next call with it begins anew", async () => {
  const unnamed = txnRequest({ reference: undefined });
  /** @type {[string, object?][]} */
  const ways = [
    [`/v1/links/connect/${OPEN}/close`],
    [`/v1/links/txn/${OPEN_TXN}/close`],
    ["/v1/links/txn", unnamed],
  ];
  for (const [path, body] of ways) {
    let down = true;
    const { call, calls } = edge({
      disturb: (request) => {
        if (down && request.method === "POST") refusedToConnect();
      },
    });
    const act = () => call("POST", path, { "idempotency-key": '"k"' }, body);
    const answer = await act();
    const { code, outcome } = await answer.json();
    const told = [answer.status, code, outcome];
    assert.deepEqual(told, [502, "upstream_unreachable", "not_sent"], path);
    down = false;
    const tries = effects(calls);
    const { status } = await act();
    assert.ok(status === 200 || status === 201, `${path}: ${status}`);
    assert.equal(effects(calls), tries + 1, path);
  }
});

test("a call is made again as the provider advises, and not before", async () => {
  let answers = 0;
  let first = 0;
  let second = 0;
  const { cancel, calls } = edge({
    disturb: (request) => {
      if (request.method !== "POST") return;
      answers += 1;
      if (answers === 1) {
        first = performance.now();
        return new Response("{}", { status: 429, headers: { "retry-after": "1" } });
      }
      second = performance.now();
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 200);
  assert.equal(effects(calls), 2);
  assert.ok(second - first >= 990, `${second - first}`);
});

test("a provider's own lock on the key is waited for", async () => {
  let answers = 0;
  const { cancel } = edge({
    disturb: (request) => {
      if (request.method !== "POST") return;
      answers += 1;
      if (answers > 2) return;
      const body = { message: "locked", code: "idempotency_key_locked" };
      return Response.json(body, { status: 409 });
    },
  });
  assert.equal((await cancel(OPEN, "k")).status, 200);
  assert.equal(answers, 3);
});

test("who asks for too long a wait is told when to come again", async () => {
  const { cancel } = edge({
    disturb: (request) => {
      if (request.method !== "POST") return;
      return new Response("{}", { status: 503, headers: { "retry-after": "3600" } });
    },
  });
  const answer = await cancel(OPEN, "k");
  assert.deepEqual([answer.status, answer.headers.get("retry-after")], [503, "3600"]);
});

test("an answer without end is cut, and a redirect is not followed", async () => {
  let asked = 0;
  const endless = edge({
    disturb: () => {
      const chunk = new Uint8Array(1024 * 1024);
      const pull = (controller) => {
        asked += 1;
        controller.enqueue(chunk);
      };
      return new Response(new ReadableStream({ pull }));
    },
  });
  const answer = await endless.call("GET", `/v1/links/connect/${OPEN}`);
  assert.equal(answer.status, 502);
  assert.ok(asked < 40, `${asked} MiB were read`);
  const redirected = edge({
    disturb: (request) => {
      if (request.method !== "POST") return;
      return new Response(null, { status: 307, headers: { location: "http://evil.example.com/" } });
    },
  });
  const closed = await redirected.call("POST", `/v1/links/connect/${SOON}/close`);
  assert.equal(closed.status, 502);
});

test("rivals for one link wait for each other; whoever comes second finds it done", async () => {
  const { call, calls } = edge({
    disturb: async (request) => {
      if (request.method === "POST") await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
  const close = (at) =>
    call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": `"key-${at}"` });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => close(at)));
  const outcomes = await Promise.all(answers.map(async (answer) => (await answer.json()).outcome));
  assert.equal(effects(calls), 1);
  assert.deepEqual(outcomes.toSorted(), [...Array(19).fill("already_done"), "done"]);
});

test("with `Prefer: wait` a thousand identical closes are one effect and a thousand equal answers", async () => {
  const { call, calls } = edge({
    disturb: async (request) => {
      if (request.method === "POST") await new Promise((resolve) => setTimeout(resolve, 50));
    },
  });
  const close = () =>
    call("POST", `/v1/links/txn/${OPEN_TXN}/close`, {
      "idempotency-key": '"thousand"',
      prefer: "wait=20",
    });
  const answers = await Promise.all(Array.from({ length: 1000 }, close));
  const texts = new Set(await Promise.all(answers.map((answer) => answer.text())));
  assert.deepEqual([effects(calls), texts.size], [1, 1]);
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(answers[0].headers.get("preference-applied"), "wait=20");
});

const failing = {
  at: () => ({
    get: async () => [null],
    write: async () => {
      throw new Error("disk full at /var/secret");
    },
    list: async () => [],
  }),
};

test("on a provider's own path every refusal looks as that provider's do, whoever refuses", async () => {
  const jsonApi = { "content-type": "application/vnd.api+json" };
  const expire = (call, body) =>
    call("POST", `/api/public/v1/payment_links/${OPEN_TXN}/expiration`, jsonApi, body);
  const error = async (answer) => {
    assert.equal(answer.headers.get("content-type"), "application/vnd.api+json");
    const [{ status, code }] = (await answer.json()).errors;
    assert.equal(status, answer.status);
    return [status, code];
  };
  const { call } = edge();
  const large = await expire(call, JSON.stringify({ much: "x".repeat(1024 * 1024) }));
  assert.deepEqual(await error(large), [413, "json_too_large"]);
  const limited = edge({ limits: { perMinute: 0 } });
  assert.deepEqual(await error(await expire(limited.call)), [429, "rate_limited"]);
  const broken = edge({ store: failing });
  assert.deepEqual(await error(await expire(broken.call)), [503, "store_unavailable"]);
  const own = await limited.call("GET", "/v1/links");
  assert.equal(own.headers.get("content-type"), "application/problem+json");
});

test("a store that fails is said so, and nothing is sent", async () => {
  const { call, calls, log } = edge({ store: failing });
  const answer = await call("POST", `/v1/links/connect/${OPEN}/close`);
  const problem = await answer.json();
  assert.deepEqual([answer.status, problem.code], [503, "store_unavailable"]);
  assert.ok(!JSON.stringify(problem).includes("secret"));
  assert.match(JSON.stringify(log), /disk full/);
  assert.equal(effects(calls), 0);
  // What can do without is done.
  assert.equal((await call("GET", `/v1/links/connect/${OPEN}`)).status, 200);
});

test("a store that forgets at once does not have anything done twice", async () => {
  const forgetful = {
    at: () => ({
      get: async () => [null],
      write: async ([{ held }]) => held === null,
      list: async () => [],
    }),
  };
  const { cancel, calls } = edge({ store: forgetful });
  assert.equal((await cancel(OPEN, "k")).status, 200);
  assert.equal(effects(calls), 1);
});

test("a try that has no whole number of milliseconds left is made all the same", async () => {
  const provider = {
    baseUrl: "http://upstream.invalid",
    credential: "a-credential",
    fetch: async () => new Response("{}"),
  };
  const upstream = upstreamOf("connect", provider, {
    now: Date.now,
    metrics: metricsOf(),
    log: () => {},
  });
  const credential = { header: "x-api-key" };
  const call = { method: "POST", path: "/payment-links/x/cancel", headers: {}, credential };
  const sent = await upstream.send({ ...call, operation: "close" }, 1234.5);
  assert.equal(sent.reply?.status, 200, JSON.stringify(sent.issues));
});

test("a link that took too long to show is not closed in haste: the same call may come again", async (t) => {
  let lateMs = 0;
  const now = performance.now.bind(performance);
  t.mock.method(performance, "now", () => now() + lateMs);
  const { call, calls } = edge({
    disturb: (request) => {
      if (request.method === "GET" && lateMs === 0) lateMs = 24_000;
    },
  });
  const close = () =>
    call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": '"late"' });
  const first = await close();
  assert.deepEqual([first.status, (await first.json()).code], [504, "upstream_late"]);
  assert.equal(effects(calls), 0);
  const again = await close();
  assert.equal(again.status, 200);
  assert.equal(effects(calls), 1);
});

for (const [code, later, why] of [
  ["upstream_failed", "nothing", "nobody can look"],
  ["upstream_contradicts", "before", "only an old copy is seen"],
]) {
  test(`what an earlier try did is not said to be refused where ${why}`, async () => {
    /** What the provider shows: the link as it is, a copy from before, or nothing. */
    let shows = "now";
    let before = "";
    let closes = 0;
    const { call, clock } = edge({
      disturb: async (request, effect) => {
        if (request.method === "POST") {
          closes += 1;
          if (closes > 1) {
            shows = later;
            return;
          }
          await effect();
          shows = "before";
          return new Response("", { status: 500 });
        }
        if (shows === "nothing") return new Response("", { status: 503 });
        if (shows === "now") before = await (await effect()).text();
        const headers = { "content-type": "application/vnd.api+json" };
        return new Response(before, { headers });
      },
    });
    const close = () =>
      call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": '"twice"' });
    const first = await close();
    assert.deepEqual([first.status, (await first.json()).outcome], [502, "unclear"]);
    clock.now += 61_000;
    // It is refused, for it is done.
    const second = await close();
    const told = await second.json();
    assert.deepEqual([second.status, told.outcome, told.code], [502, "unclear", code]);
    assert.equal(closes, 2);
    shows = "now";
    const third = await close();
    assert.deepEqual([third.status, (await third.json()).outcome], [200, "done"]);
    assert.equal(closes, 2);
  });
}

test("a link whose making could not be written down is not made again while lists do not show it", async () => {
  let listed = false;
  const { call, calls, clock } = edge({
    store: failingOnce("create_answered"),
    disturb: (request) => {
      if (request.method !== "GET" || listed) return;
      const headers = { "content-type": "application/vnd.api+json" };
      return new Response('{"data": []}', { headers });
    },
  });
  const body = txnRequest({ reference: "made-once" });
  const create = async () => {
    const answer = await call("POST", "/v1/links/txn", { "idempotency-key": '"once"' }, body);
    const { code, outcome, link } = await answer.json();
    return [answer.status, code ?? outcome, link?.reference];
  };
  assert.deepEqual(await create(), [503, "outcome_not_kept", undefined]);
  // It may well be that no list has it yet.
  assert.deepEqual(await create(), [503, "outcome_not_kept", undefined]);
  clock.now += 61_000;
  listed = true;
  assert.deepEqual(await create(), [201, "done", "made-once"]);
  assert.equal(effects(calls), 1);
});

test("who was told that another call closes the link may come again with the same key", async (t) => {
  let lateMs = 0;
  const now = performance.now.bind(performance);
  t.mock.method(performance, "now", () => now() + lateMs);
  const { promise: released, resolve: release } = Promise.withResolvers();
  const { promise: sent, resolve: sends } = Promise.withResolvers();
  const { call, calls } = edge({
    disturb: async (request) => {
      if (request.method !== "POST") return;
      sends();
      await released;
    },
  });
  const close = (key) =>
    call("POST", `/v1/links/txn/${OPEN_TXN}/close`, { "idempotency-key": `"${key}"` });
  const first = close("first");
  await sent;
  const second = close("second");
  await new Promise((resolve) => setTimeout(resolve, 5));
  // Longer than anybody waits for a rival.
  lateMs = 11_000;
  const busy = await second;
  assert.deepEqual([busy.status, (await busy.json()).code], [409, "close_running"]);
  assert.ok(busy.headers.get("retry-after"));
  release();
  assert.equal((await first).status, 200);
  const again = await close("second");
  assert.deepEqual([again.status, (await again.json()).outcome], [200, "already_done"]);
  assert.equal(effects(calls), 1);
});
