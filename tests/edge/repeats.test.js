// What is kept under a key, for how long, and in which space: refusals are not, long answers are shortened, a
// lease that cannot be real is cut.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenOf } from "../../edge/callers.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { edge, effects, NOW, OPEN, OPEN_TXN, SOON, TOKEN, txnRequest } from "./edge.js";

const DONE = "b7c6d5e4-f3a2-4b1c-8d9e-0f1a2b3c4d06";
const HOUR = 60 * 60 * 1000;
const keyed = (key, more = {}) => ({ "idempotency-key": `"${key}"`, ...more });
const status = async (answer) => (await answer).status;

test("F15: a refusal for which nothing left is not kept: a repeat is judged anew", async () => {
  let gone = true;
  const { call, calls } = edge({
    disturb: (request) => {
      if (gone && request.method === "GET") return new Response("", { status: 404 });
    },
  });
  const close = () => call("POST", `/v1/links/txn/${OPEN_TXN}/close`, keyed("k"));
  assert.equal(await status(close()), 404);
  gone = false;
  const again = await close();
  assert.deepEqual([again.status, (await again.json()).outcome], [200, "done"]);
  assert.equal(effects(calls), 1);
  const repeat = await close();
  assert.deepEqual([repeat.status, (await repeat.json()).outcome], [200, "done"]);
  assert.equal(effects(calls), 1);
});

test("F15: nothing is kept of a request that is refused before anything is sent, on any path", async () => {
  const kept = memoryStore({ now: () => NOW });
  /** @type {Set<string>} */
  const written = new Set();
  const store = {
    at: (place) => ({
      ...kept.at(place),
      write: async (changes) => {
        for (const { key, next } of changes) {
          if (!place.startsWith("keys-")) continue;
          if (next === null) written.delete(key);
          else written.add(key);
        }
        return kept.at(place).write(changes);
      },
    }),
  };
  const { call, calls } = edge({ store });
  const own = { "x-api-key": sandboxKeys.connect, "x-idempotency-key": "own" };
  const typed = { "content-type": "application/json" };
  const refused = [
    call("POST", `/v1/links/connect/${DONE}/close`, keyed("1")),
    call("POST", "/v1/links/txn/no-such-link/close", keyed("2")),
    call("POST", "/v1/links/txn", keyed("3"), txnRequest({ amount: 7 })),
    call("POST", "/v1/links/visa", keyed("4"), txnRequest()),
    call("POST", "/v1/jobs", keyed("5"), { links: [{}, {}] }),
    call("POST", `/payment-links/${DONE}/cancel`, own),
    call("POST", "/payment-links", { ...own, ...typed, "x-idempotency-key": "own-2" }, { no: 1 }),
  ];
  for (const answer of await Promise.all(refused)) {
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
  }
  assert.equal(effects(calls), 0);
  assert.deepEqual([...written], []);
  // A job that is made is an effect, though nothing leaves for a provider.
  const job = () => call("POST", "/v1/jobs", keyed("6"), { links: [{ format: "txn", id: "x" }] });
  const jobs = [await job(), await job()].map((answer) => answer.text());
  assert.equal(await jobs[0], await jobs[1]);
  assert.equal(written.size, 1);
});

test("F15: ten thousand bad links of a job are told, with a key as without", async () => {
  const { call } = edge();
  const links = Array.from({ length: 10_000 }, () => ({}));
  for (const headers of [{}, keyed("j1"), keyed("j1")]) {
    const answer = await call("POST", "/v1/jobs", headers, { links });
    assert.equal(answer.status, 400);
  }
});

test("F15: a key whose first call may have acted is looked into, whatever a later one is refused with", async () => {
  let shows = true;
  let lost = true;
  const { call, calls, clock } = edge({
    disturb: async (request, effect) => {
      if (request.method === "GET") return shows ? undefined : new Response("", { status: 404 });
      if (!lost) return;
      await effect();
      throw new TypeError("fetch failed");
    },
  });
  const create = () => call("POST", "/v1/links/txn", keyed("k"), txnRequest());
  assert.equal(await status(create()), 502);
  const close = () => call("POST", `/v1/links/txn/${OPEN_TXN}/close`, keyed("c"));
  // It is closed, and no read shows it.
  shows = false;
  assert.equal(await status(close()), 404, "never shown, so nothing was sent");
  shows = true;
  await call("GET", `/v1/links/txn/${OPEN_TXN}`);
  shows = false;
  assert.equal(await status(close()), 502);
  lost = false;
  shows = true;
  clock.now += 61_000;
  const sent = effects(calls);
  assert.deepEqual((await (await close()).json()).outcome, "done");
  assert.equal(await status(create()), 201);
  assert.equal(effects(calls), sent);
});

/** A provider's answer with this many members that no model has, and texts that no store takes as they are. */
const wide = async (effect, members) => {
  const document = await (await effect()).json();
  const more = Object.fromEntries(Array.from({ length: members }, (_, at) => [`m${at}`, 7]));
  const odd = { nul: "\u0000", quotes: '"\\'.repeat(1_000) };
  return Response.json({ ...document, ...odd, ...more });
};

for (const [name, path, headers] of [
  ["on /v1", `/v1/links/connect/${OPEN}/close`, keyed("k")],
  [
    "on the provider's own path",
    `/payment-links/${OPEN}/cancel`,
    { "x-api-key": TOKEN, "x-idempotency-key": "k" },
  ],
]) {
  test(`F10: an answer that is too long to keep is kept, and its repeats are the same, ${name}`, async () => {
    const { call, calls, log } = edge({
      disturb: (request, effect) => (request.method === "POST" ? wide(effect, 9_000) : undefined),
    });
    const first = await call("POST", path, headers);
    const text = await first.text();
    assert.equal(first.status, 200, text.slice(0, 300));
    assert.ok(text.includes("CANCELLED"));
    for (const _ of [1, 2]) {
      const again = await call("POST", path, headers);
      assert.deepEqual([again.status, await again.text()], [200, text]);
    }
    assert.equal(effects(calls), 1);
    assert.deepEqual(
      log.filter(({ level }) => level === "error"),
      [],
    );
  });
}

test("F10: what cannot be kept whole says that it is shortened", async () => {
  const { shortenedResponse } = await import("../../edge/shorten.js");
  const headers = { "content-type": "application/json", location: `/${"x".repeat(9_000)}` };
  const link = { format: "connect", id: "x", status: "cancelled", rawStatus: "CANCELLED" };
  const long = (length) => "\u0001\ud800é".repeat(length);
  const notes = Array.from({ length: 9_000 }, (_, at) => ({ code: "c", message: long(40), at }));
  const details = Array.from({ length: 2_000 }, () => ({ message: long(300) }));
  for (const told of [
    { outcome: "done", link, notes },
    { outcome: "done", link: { ...link, metadata: { a: long(300_000) } }, notes },
    { outcome: "refused", code: "c", issues: notes, error: { status: 409, details }, link },
    { outcome: "done", link: { ...link, url: long(300_000) }, notes, decision: { verdict: "x" } },
  ]) {
    const body = JSON.stringify(told);
    const short = shortenedResponse({ status: 200, headers, body });
    const kept = JSON.parse(short.body);
    assert.ok(JSON.stringify(short).length < 900_000);
    assert.deepEqual(
      [kept.outcome, kept.link.id, kept.link.rawStatus, kept.shortened],
      [told.outcome, "x", "CANCELLED", true],
    );
  }
  const opaque = shortenedResponse({ status: 404, headers, body: "\u0001".repeat(256 * 1024) });
  assert.equal(opaque.status, 404);
  assert.ok(JSON.stringify(opaque).length < 900_000);
  const small = { status: 200, headers, body: JSON.stringify({ outcome: "done", link }) };
  assert.equal(shortenedResponse(small), small);
});

for (const [name, body] of [
  ["controls", "\u0001".repeat(250 * 1024)],
  ["bytes that are no UTF-8", new Uint8Array(250 * 1024).fill(0xff)],
  ["a long code", JSON.stringify({ code: "\u0001é\u0000".repeat(15_000), message: "x" })],
]) {
  test(`F10: a refusal made of ${name} is kept, and its repeats are the same`, async () => {
    const { call, calls, cancel } = edge({
      disturb: (request) =>
        request.method === "POST" ? new Response(body, { status: 403 }) : undefined,
    });
    const close = () => call("POST", `/v1/links/connect/${OPEN}/close`, keyed("k"));
    for (const act of [close, () => cancel(SOON, "k")]) {
      const first = await act();
      const text = await first.text();
      const before = effects(calls);
      const again = await act();
      assert.deepEqual([again.status, await again.text()], [first.status, text]);
      assert.ok([403, 502].includes(first.status), `${first.status}`);
      assert.ok(text.length > 0 && (first.status === 502 || effects(calls) === before));
    }
    assert.equal(await status(call("GET", "/v1/events?limit=200")), 200);
  });
}

test("F10: the result of a job is kept, however long its provider's words are", async () => {
  const message = "é".repeat(100_000);
  const { call } = edge({
    disturb: (request) => {
      if (request.method !== "POST") return;
      return Response.json({ code: "c".repeat(100_000), message }, { status: 403 });
    },
  });
  const links = Array.from({ length: 3 }, (_, at) => ({ format: "connect", id: `x-${at}` }));
  const job = await (await call("POST", "/v1/jobs", {}, { links })).json();
  const run = async () =>
    (await (await call("POST", `/v1/jobs/${job.id}/run`)).text()).trim().split("\n");
  for (const lines of [await run(), await run()]) {
    assert.equal(JSON.parse(lines.at(-1)).finished, true);
    assert.ok(lines.every((line) => line.length < 2_000));
  }
  assert.equal(await status(call("GET", `/v1/jobs/${job.id}?limit=1000`)), 200);
});

test("F10: a link that is too long is kept without its longest members, and not written anew at each read", async () => {
  let changed = 0;
  const kept = memoryStore({ now: () => NOW });
  const store = {
    at: (place) => ({
      ...kept.at(place),
      write: (changes) => {
        if (place === "links") changed += 1;
        return kept.at(place).write(changes);
      },
    }),
  };
  const { call } = edge({
    store,
    disturb: async (request, effect) => {
      if (request.method !== "GET" || !request.url.includes(OPEN)) return;
      const document = await (await effect()).json();
      const metadata = { note: "é".repeat(70_000) };
      return Response.json({ ...document, description: "x".repeat(70_000), metadata });
    },
  });
  const read = () => call("GET", `/v1/links/connect/${OPEN}`);
  assert.equal((await (await read()).json()).link.description.length, 70_000);
  await read();
  assert.equal(changed, 1);
  const { links } = await (await call("GET", "/v1/links?source=kept")).json();
  assert.deepEqual(
    links.map(({ value }) => [value.id, value.rawStatus, value.description]),
    [[OPEN, "ACTIVE", undefined]],
  );
});

test("W4: a lease that was taken by a clock that was ahead ends a minute after it is first seen", async (t) => {
  let waitedMs = 0;
  const now = performance.now.bind(performance);
  t.mock.method(performance, "now", () => now() + waitedMs);
  for (const path of [`/v1/links/txn/${OPEN_TXN}/close`, `/v1/links/connect/${OPEN}/close`]) {
    const store = memoryStore({ now: () => NOW });
    /** As where the process is killed in mid-call: nothing is written any more. */
    let isDead = false;
    const dying = {
      at: (name) => {
        const place = store.at(name);
        const unless = (call) => (isDead ? new Promise(() => {}) : call());
        return {
          get: (keys) => unless(() => place.get(keys)),
          list: (range) => unless(() => place.list(range)),
          write: (changes) => unless(() => place.write(changes)),
        };
      },
    };
    const { promise: sent, resolve } = Promise.withResolvers();
    const first = edge({
      store: dying,
      disturb: (request) => {
        if (request.method !== "POST") return;
        resolve();
        return new Promise(() => {});
      },
    });
    first.clock.now += 2 * HOUR;
    first.call("POST", path, keyed("k"));
    await sent;
    isDead = true;
    const second = edge({ store });
    const locked = await second.call("POST", path, keyed("k"));
    assert.equal(locked.status, 409);
    const rival = second.call("POST", path, keyed("other"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Longer than anybody waits for a rival.
    waitedMs += 11_000;
    const busy = await rival;
    assert.deepEqual([busy.status, busy.headers.get("retry-after")], [409, "60"]);
    second.clock.now += 59_999;
    assert.equal(await status(second.call("POST", path, keyed("k"))), 409);
    second.clock.now += 1;
    assert.equal(await status(second.call("POST", path, keyed("k"))), 200, path);
    assert.equal(effects(second.calls), 1);
  }
});

test("W4: a holder whose clock was set back does not act beyond its lease", async (t) => {
  let standsMs = 0;
  const now = performance.now.bind(performance);
  t.mock.method(performance, "now", () => now() + standsMs);
  const { promise: stands, resolve: isStanding } = Promise.withResolvers();
  const { promise: wakes, resolve: wake } = Promise.withResolvers();
  const kept = memoryStore({ now: () => NOW });
  // The process stands still when it has taken its key.
  const store = {
    at: (name) => ({
      ...kept.at(name),
      write: async (changes) => {
        const answer = await kept.at(name).write(changes);
        if (standsMs === 0 && name.startsWith("keys-")) {
          isStanding();
          await wakes;
        }
        return answer;
      },
    }),
  };
  const { call, calls, clock } = edge({ store });
  clock.now += 2 * HOUR;
  const close = call("POST", `/v1/links/txn/${OPEN_TXN}/close`, keyed("k"));
  await stands;
  // By the wall clock its lease lasts for two hours more; by its own it is over.
  clock.now -= 2 * HOUR;
  standsMs = 61_000;
  wake();
  assert.ok((await close).status >= 500);
  assert.equal(effects(calls), 0);
});

test("W21: a key whose call is over and unclear says when its lease ends", async () => {
  const { call, cancel, clock } = edge({
    disturb: async (request, effect) => {
      if (request.method !== "POST") return;
      await effect();
      throw new DOMException("late", "TimeoutError");
    },
  });
  const create = () => call("POST", "/v1/links/txn", keyed("k"), txnRequest());
  for (const act of [create, () => cancel(OPEN, "k")]) {
    assert.ok((await act()).status >= 500);
    clock.now += 20_000;
    const locked = await act();
    assert.deepEqual([locked.status, locked.headers.get("retry-after")], [504, "40"]);
  }
});

test("F21: callers, accounts, jobs and deliveries share no keys, whatever a token is named", async () => {
  const SHARED = "what-connect-shows-us";
  const named = async (name) => tokenOf(name, `a token of ${name}`.replaceAll(" ", "-"));
  const names = ["connect account", "account/connect", "webhook connect", "caller/owner"];
  const tokens = await Promise.all(["owner", ...names].map(named));
  const { app, calls } = edge({ tokens, providers: { connect: { webhookSecrets: [SHARED] } } });
  const post = (path, headers, body) => app.request(path, { method: "POST", headers, body });
  const cancel = (credential) =>
    post(`/payment-links/${OPEN}/cancel`, { "x-api-key": credential, "x-idempotency-key": "k" });
  assert.equal(await status(cancel(sandboxKeys.connect)), 200);
  for (const name of names) {
    const answer = await cancel(`a token of ${name}`.replaceAll(" ", "-"));
    assert.equal(answer.status, 409, `${name} gets nobody else's answer`);
  }
  assert.equal(effects(calls), 1);
  // Whoever has a token of that name takes no event away.
  const authorization = "Bearer a-token-of-webhook-connect";
  await post(`/v1/links/txn/${OPEN_TXN}/close`, { authorization, "idempotency-key": '"e-1"' });
  const event = { eventId: "e-1", type: "order.updated", occurredAt: "2026-06-18T11:00:00Z" };
  const body = JSON.stringify({ ...event, data: { orderId: "o" } });
  assert.equal(await status(post("/webhooks/connect", { "x-api-key": SHARED }, body)), 200);
});
