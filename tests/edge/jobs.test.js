// Many links at once: bounded, told as they come, resumed where they stopped, none closed twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edge, effects, OPEN, OPEN_TXN, SOON, until } from "./edge.js";

const DONE = "b7c6d5e4-f3a2-4b1c-8d9e-0f1a2b3c4d06";
const LINKS = [
  { format: "connect", id: OPEN },
  { format: "connect", id: DONE },
  { format: "txn", id: OPEN_TXN },
  { format: "connect", id: "no-such-link" },
];

const make = async (call, links = LINKS, headers = {}) => {
  const answer = await call("POST", "/v1/jobs", headers, { links });
  return { answer, job: await answer.json() };
};
const run = async (call, job, query = "") => {
  const answer = await call("POST", `/v1/jobs/${job.id}/run${query}`);
  assert.equal(answer.headers.get("content-type"), "application/x-ndjson");
  return (await answer.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
};

test("a job tells what became of each link, and how many of each there were", async () => {
  const { call, calls } = edge();
  const { answer, job } = await make(call);
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("location"), `/v1/jobs/${job.id}`);
  assert.equal(effects(calls), 0, "making a job closes nothing");
  const lines = await run(call, job);
  const items = lines.slice(0, -1).sort((a, b) => a.n - b.n);
  assert.deepEqual(
    items.map(({ outcome, status, final }) => [outcome, status, final]),
    [
      ["done", 200, true],
      ["not_sent", 409, true],
      ["done", 200, true],
      // Connect documents no read call, so its own answer counts.
      ["not_found", 404, true],
    ],
  );
  assert.match(items[1].message, /has ended: it is completed/);
  assert.deepEqual(lines.at(-1), {
    job: job.id,
    finished: true,
    counts: { done: 2, not_sent: 1, not_found: 1 },
  });
  const kept = await (await call("GET", `/v1/jobs/${job.id}`)).json();
  assert.deepEqual(kept.counts, { done: 2, not_sent: 1, not_found: 1 });
  assert.deepEqual(
    kept.items.map(({ n, result }) => [n, result.outcome]),
    items.map(({ n, outcome }) => [n, outcome]),
  );
  const page = await (await call("GET", `/v1/jobs/${job.id}?limit=3`)).json();
  const rest = await (await call("GET", `/v1/jobs/${job.id}?after=${page.next}`)).json();
  assert.deepEqual([...page.items, ...rest.items], kept.items);
});

test("run again, it tells the same and sends nothing", async () => {
  const { call, calls } = edge();
  const { job } = await make(call);
  const first = await run(call, job);
  const sent = effects(calls);
  const again = await run(call, job);
  assert.equal(effects(calls), sent);
  const told = (lines) =>
    lines
      .slice(0, -1)
      .map(({ n, outcome }) => `${n} ${outcome}`)
      .sort();
  assert.deepEqual(told(again), told(first));
  assert.ok(again.slice(0, -1).every(({ before }) => before));
});

test("a reader that goes away stops it; the next goes on where it stopped", async () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const { call, calls } = edge({
    disturb: async (request) => {
      if (request.method === "POST" && !request.url.includes(OPEN)) await held;
    },
  });
  const { job } = await make(call, [
    { format: "connect", id: OPEN },
    { format: "connect", id: SOON },
    { format: "txn", id: OPEN_TXN },
  ]);
  const answer = await call("POST", `/v1/jobs/${job.id}/run?concurrency=1`);
  const reader = answer.body.getReader();
  const { value } = await reader.read();
  assert.equal(JSON.parse(new TextDecoder().decode(value)).outcome, "done");
  await until(() => effects(calls) === 2);
  await reader.cancel();
  release();
  // What had been begun is finished, nothing else.
  const seen = async () => (await (await call("GET", `/v1/jobs/${job.id}`)).json()).counts;
  await until(async () => (await seen()).done === 2);
  assert.deepEqual(await seen(), { done: 2, waiting: 1 });
  const lines = await run(call, job);
  assert.deepEqual(lines.at(-1).counts, { done: 3 });
  assert.equal(effects(calls), 3);
});

test("two that run it at once close nothing twice", async () => {
  const { call, calls } = edge();
  const { job } = await make(call);
  await Promise.all([run(call, job, "?concurrency=4"), run(call, job, "?concurrency=4")]);
  // Two are open, and of the one that Connect does not show it is asked.
  assert.equal(effects(calls), 3);
  const { counts } = await (await call("GET", `/v1/jobs/${job.id}`)).json();
  assert.deepEqual(counts, { done: 2, not_sent: 1, not_found: 1 });
});

test("no more links are closed at a time than it says", async () => {
  let now = 0;
  let most = 0;
  const { call } = edge({
    disturb: async (request) => {
      if (request.method !== "POST") return;
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 10));
      now -= 1;
    },
  });
  const list = await (await call("GET", "/v1/links?can=close")).json();
  const links = list.links.map(({ format, value }) => ({ format, id: value.id }));
  assert.ok(links.length > 8);
  const { job } = await make(call, links);
  await run(call, job, "?concurrency=3");
  assert.equal(most, 3);
});

test("a provider in trouble leaves links to be tried again", async () => {
  let broken = true;
  const { call } = edge({
    disturb: (request) => {
      if (broken && request.url.includes("payment-links/"))
        throw Object.assign(new TypeError("fetch failed"), {
          cause: Object.assign(new Error(), { code: "ECONNREFUSED" }),
        });
    },
  });
  const { job } = await make(call, LINKS.slice(0, 3));
  const first = await run(call, job);
  assert.deepEqual(first.at(-1).counts, { not_sent: 2, done: 1 });
  const waiting = first.slice(0, -1).filter(({ final }) => !final);
  assert.deepEqual(
    waiting.map(({ code }) => code),
    ["upstream_unreachable", "upstream_unreachable"],
  );
  broken = false;
  assert.deepEqual((await run(call, job)).at(-1).counts, { done: 2, not_sent: 1 });
});

test("a job that is made twice with one key is one job", async () => {
  const { call } = edge();
  const key = { "idempotency-key": '"job-1"' };
  const first = await make(call, LINKS, key);
  const second = await make(call, LINKS, key);
  assert.equal(second.job.id, first.job.id);
  assert.equal((await make(call, LINKS.slice(1), key)).answer.status, 422);
});

test("what is no list of links is refused with everything that is wrong", async () => {
  const { call } = edge();
  const problem = async (body) => {
    const answer = await call("POST", "/v1/jobs", {}, body);
    return [
      answer.status,
      ...(await answer.json()).issues.map(({ code, pointer }) => `${code} ${pointer}`),
    ];
  };
  assert.deepEqual(await problem("nope"), [400, "json_syntax "]);
  assert.deepEqual(await problem("[]"), [400, "type_mismatch "]);
  assert.deepEqual(await problem({}), [400, "member_missing /links"]);
  assert.deepEqual(await problem({ links: [] }), [400, "type_mismatch /links"]);
  assert.deepEqual(
    await problem({
      links: [7, { format: "visa", id: "", "a/b": 1 }, LINKS[0], LINKS[0]],
      more: 1,
    }),
    [
      400,
      "member_unexpected /more",
      "type_mismatch /links/0",
      "member_unexpected /links/1/a~1b",
      "type_mismatch /links/1/format",
      "type_mismatch /links/1/id",
      "type_mismatch /links/3",
    ],
  );
  const many = Array.from({ length: 10_001 }, (_, at) => ({ format: "connect", id: `${at}` }));
  assert.deepEqual(await problem({ links: many }), [413, "too_many_items /links"]);
  for (const path of ["/v1/jobs/nope", "/v1/jobs/0190163d-8694-739b-aea5-966c26f8ad91"])
    assert.equal((await call("GET", path)).status, 404);
  const query = await call("GET", "/v1/jobs/nope?limit=0&x=1");
  assert.deepEqual(
    (await query.json()).issues.map(({ code }) => code),
    ["parameter_malformed", "parameter_unknown"],
  );
});

test("F10: of many mistakes a hundred are told and the others counted, with a key as without", async () => {
  const { call } = edge();
  const body = { links: Array.from({ length: 10_000 }, () => ({})) };
  for (const headers of [{}, { "idempotency-key": '"j1"' }, { "idempotency-key": '"j1"' }]) {
    const answer = await call("POST", "/v1/jobs", headers, body);
    const text = await answer.text();
    const { issues, more } = JSON.parse(text);
    // Of each, that it has no format and no id; of all but the first, that it is a repeat.
    assert.deepEqual([answer.status, issues.length, more], [400, 100, 29_999 - 100]);
    assert.ok(text.length < 64 * 1024, `${text.length}`);
  }
  const few = await (await call("POST", "/v1/jobs", {}, { links: [{}] })).json();
  assert.deepEqual([few.issues.length, "more" in few], [2, false]);
});

test("F9: a job that the process's end interrupts says so in its last line, in a pause too", async () => {
  const stopping = new AbortController();
  const { call, calls } = edge({
    stopping: stopping.signal,
    disturb: (request) =>
      request.method === "POST"
        ? new Response("", { status: 429, headers: { "retry-after": "10" } })
        : undefined,
  });
  const { job } = await make(call, LINKS.slice(0, 1));
  const since = performance.now();
  const running = run(call, job);
  await until(() => effects(calls) === 1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  stopping.abort();
  const lines = await running;
  assert.deepEqual(lines.at(-1), { interrupted: true });
  assert.ok(performance.now() - since < 8000, "the pause was not waited for");
  assert.deepEqual(await run(call, job), [{ interrupted: true }], "nothing new is begun");
  assert.equal(effects(calls), 1);
});
