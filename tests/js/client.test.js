// `paylink/client` over real sockets: what is sent, when it is sent again, and what is known afterwards.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import {
  formats,
  init,
  interpretResponse,
  PaylinkError,
  planClose,
  planCreate,
  planList,
  planRead,
  readList,
} from "paylink";
import { attempt, credentialHeader, readBody, retryDelay, send } from "paylink/client";

await init();

const FORMATS = formats().map(({ id }) => id);

/** A list of each provider, and its first link as a document of its own. */
const samples = Object.fromEntries(
  formats().map(({ id: format, statuses }) => {
    const file = new URL(`../../src/provider/${format}/examples.json`, import.meta.url);
    const list = readFileSync(file, "utf8");
    const { value } = readList(list, { format, sources: true });
    const { source: document, value: first } = value.links[0];
    const { word: rawStatus } = statuses.find(({ status }) => status === "open");
    return [format, { list, document, id: first.id, state: { format, id: first.id, rawStatus } }];
  }),
);

const SECRET = "the-user:the-secret-of-the-merchant";
const now = "2024-06-01T12:00:00Z";

/** Answers each request with the next act of the row that its path names. */
const rows = new Map();
let server;
let baseUrl;
before(async () => {
  server = createServer(async (request, response) => {
    const body = await new Response(request).text();
    const { method, url, headers } = request;
    const row = rows.get(url.split("/")[1]);
    row.got.push({ method, url, headers, body, at: performance.now() });
    const act = row.acts.shift() ?? { status: 500 };
    row.heard?.();
    if (act.status === undefined) return act.hang ? undefined : request.socket.destroy();
    response.writeHead(act.status, act.headers);
    response.end(act.body ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** A provider that acts so, one act for each request. */
function provider(...acts) {
  const name = `row-${rows.size}`;
  const row = { acts, got: [] };
  rows.set(name, row);
  return { row, at: { baseUrl: `${baseUrl}/${name}`, credential: SECRET } };
}

const closing = (format, idempotencyKey) =>
  planClose("close", samples[format].state, { now, idempotencyKey }).value;
const plansOf = (format) => [
  closing(format, "a-key"),
  closing(format),
  planRead(format, samples[format].id).value,
  planList(format, { limit: 2 }).value,
];

for (const format of FORMATS) {
  test(`a plan is sent as it is, with the credential in its place: ${format}`, async () => {
    for (const plan of plansOf(format)) {
      const { row, at } = provider({ status: 401 });
      const { outcome, sent, attempts } = await send(plan, at);
      assert.deepEqual([outcome, sent, attempts], ["reauthorise", true, 1]);
      const [{ method, url, headers, body }] = row.got;
      assert.deepEqual([method, body], [plan.method, plan.body ?? ""]);
      assert.equal(url, new URL(at.baseUrl).pathname + plan.path);
      const { header } = plan.credential;
      const wanted = { ...plan.headers, [header]: credentialHeader(plan.credential, SECRET) };
      for (const [name, value] of Object.entries(wanted)) assert.equal(headers[name], value, name);
    }
  });

  test(`an answer means what the core says, and a link or a list is read: ${format}`, async () => {
    const { document, list, id } = samples[format];
    const { at } = provider({ status: 200, body: document }, { status: 200, body: list });
    const read = await send(planRead(format, id).value, at);
    assert.deepEqual([read.outcome, read.link?.id, read.attempts], ["done", id, 1]);
    assert.equal(new TextDecoder().decode(read.response.body), document);
    const { value: plan } = planList(format, { limit: 2 });
    const page = await send(plan, at);
    assert.equal(page.outcome, "done", JSON.stringify(page.issues));
    assert.equal(page.list.links.length > 0, true);
  });
}

/** Numbers by chance, the same each time. */
function chance(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
// A wait of no length where the header says so, so that many repeats take no time.
const ACTS = [
  { status: 429, headers: { "retry-after": "0" } },
  { status: 503, headers: { "retry-after": "0" } },
  { status: 500, body: "{}" },
  { status: 409, body: "{}" },
  { status: 400, body: "{}" },
  { status: 404, body: "{}" },
  { status: 404, body: "<html>" },
  { status: 302, headers: { location: "http://127.0.0.1:1/" } },
  { status: 202, body: "" },
  { status: 200, body: "{" },
  {},
];

test("a call is repeated exactly as long as the core advises it, and the last answer counts", async () => {
  const pick = chance(7);
  const runs = Array.from({ length: 100 }, async () => {
    const plans = plansOf(FORMATS[pick(FORMATS.length)]);
    const plan = { ...plans[pick(plans.length)] };
    plan.retry = { ...plan.retry, firstMs: 1, longestMs: 1, attempts: 1 + pick(4) };
    const acts = Array.from({ length: 4 }, () => ACTS[pick(pick(3) > 0 ? 2 : ACTS.length)]);
    const asked = { ...plan, operation: undefined };
    const meanings = acts.map(({ status, headers = {}, body = "" }) =>
      interpretResponse(asked, status === undefined ? null : { status, headers, body }),
    );
    const final = meanings.findIndex(
      ({ retry }, index) => retry.advice !== "same_request" || index + 1 === plan.retry.attempts,
    );
    const { row, at } = provider(...acts);
    const { outcome, retry, attempts, failure, sent } = await send(plan, at);
    const where = JSON.stringify([plan.format, plan.operation, plan.retry.attempts, acts]);
    assert.deepEqual([attempts, row.got.length], [final + 1, final + 1], where);
    assert.deepEqual([outcome, retry], [meanings[final].outcome, meanings[final].retry], where);
    assert.deepEqual([failure, sent], [acts[final].status ? undefined : "network", true], where);
    // No attempt before its time.
    for (let next = 1; next < attempts; next += 1) {
      const { afterMs = 0 } = meanings[next - 1].retry;
      const waited = row.got[next].at - row.got[next - 1].at;
      assert.ok(waited > afterMs - 5, `${waited} of ${afterMs}: ${where}`);
    }
    return attempts;
  });
  const attempts = await Promise.all(runs);
  assert.deepEqual([...new Set(attempts)].sort(), [1, 2, 3, 4]);
});

test("the wait doubles up to the longest, and is never shorter than what the provider asks", () => {
  const policy = { firstMs: 500, longestMs: 8000 };
  for (let attempts = 1; attempts < 40; attempts += 1) {
    const full = Math.min(8000, 500 * 2 ** (attempts - 1));
    const delay = retryDelay(policy, attempts);
    assert.ok(delay >= 0.75 * full && delay <= full, `${attempts}: ${delay}`);
    assert.equal(retryDelay(policy, attempts, 9000), 9000);
  }
});

test("a wait longer than the time that is left is not begun", async () => {
  const { row, at } = provider({ status: 429, headers: { "retry-after": "3600" } });
  const { outcome, retry, attempts } = await send(closing("connect"), at);
  assert.deepEqual([outcome, retry.afterMs, attempts, row.got.length], ["retry", 3_600_000, 1, 1]);
});

test("without a response in time the outcome is unknown, and is not called a failure", async () => {
  for (const format of FORMATS) {
    const { row, at } = provider({ hang: true }, { hang: true });
    const plan = closing(format);
    const { outcome, retry, failure, sent } = await send(plan, { ...at, totalMs: 300 });
    const known = interpretResponse(plan, null);
    assert.deepEqual([outcome, retry.advice], [known.outcome, known.retry.advice]);
    assert.deepEqual([failure, sent, row.got.length], ["timeout", true, 1]);
  }
});

test("the caller's signal ends the call and the wait at once, and it is said what may have happened", async () => {
  const stop = new AbortController();
  const hanging = provider({ hang: true });
  hanging.row.heard = () => stop.abort();
  const { signal } = stop;
  const called = await send(closing("txn"), { ...hanging.at, signal });
  assert.deepEqual([called.outcome, called.failure, called.sent], ["unclear", "aborted", true]);
  assert.equal(called.retry.advice, "read_first");

  const before = await send(closing("txn"), { ...hanging.at, signal });
  assert.deepEqual([before.failure, before.sent, hanging.row.got.length], ["aborted", false, 1]);

  const later = new AbortController();
  const busy = provider({ status: 429, headers: { "retry-after": "50" } });
  const fetched = async (request) => {
    const response = await fetch(request);
    setTimeout(() => later.abort(), 20);
    return response;
  };
  const waited = await send(closing("txn"), { ...busy.at, fetch: fetched, signal: later.signal });
  assert.deepEqual([waited.outcome, waited.failure, waited.sent], ["retry", "aborted", true]);
  assert.equal(busy.row.got.length, 1);
});

test("what was never sent is known not to have been", async () => {
  const gone = createServer();
  await new Promise((resolve) => gone.listen(0, "127.0.0.1", resolve));
  const at = { baseUrl: `http://127.0.0.1:${gone.address().port}`, credential: SECRET };
  await new Promise((resolve) => gone.close(resolve));
  const { failure, sent } = await send(closing("txn"), at);
  assert.deepEqual([failure, sent], ["network", false]);
  const got = await attempt(closing("txn"), at);
  assert.deepEqual([got.failure, got.code, got.sent], ["network", "ECONNREFUSED", false]);
});

test("a response that is too large is not read to its end", async () => {
  const { at } = provider({ status: 200, body: "x".repeat(5000) });
  const got = await send(closing("connect", "a-key"), { ...at, maxBytes: 4999 });
  assert.deepEqual([got.outcome, got.failure, got.sent], ["unclear", "too_large", true]);
  assert.equal(got.attempts, 1, "a repeat would be answered with the same");
  assert.equal(await readBody(new Response("12345"), 4), null);
  assert.equal((await readBody(new Response("12345"), 5)).length, 5);
});

test("a redirect is not followed: the credential would go elsewhere", async () => {
  const other = provider({ status: 200 });
  const { at } = provider({ status: 307, headers: { location: other.at.baseUrl } });
  assert.equal((await send(closing("txn"), at)).outcome, "unclear");
  assert.equal(other.row.got.length, 0);
});

test("the credential is in no answer and in no message", async () => {
  for (const { id, credential } of formats()) {
    const value = credentialHeader(credential, SECRET);
    const { at } = provider({
      status: 400,
      body: JSON.stringify({ message: value, title: SECRET }),
    });
    const answer = await send(closing(id), at);
    const { response } = answer;
    const shown = JSON.stringify(answer) + new TextDecoder().decode(response.body);
    for (const secret of [SECRET, value.split(" ").at(-1)]) assert.ok(!shown.includes(secret), id);
    assert.match(shown, /\*{8}/);
  }
  const bad = ["", undefined, 5, `${SECRET}\n${SECRET}`, `${SECRET}\u{1F511}`];
  for (const credential of bad) await misused({ baseUrl, credential }, /^credential: /);
  const addresses = ["", "txn.pro", "file:///x", `http://user:${SECRET.slice(9)}@127.0.0.1/`];
  for (const baseUrl of addresses) await misused({ baseUrl, credential: SECRET }, /^baseUrl: /);
});

test("what is no plan is refused, and nothing is sent without the core", async () => {
  const { row, at } = provider({ status: 200 });
  await misused(at, /^plan: expected a plan, the `value` of an answer$/, planRead("txn", "a"));
  const plan = JSON.stringify(planRead("txn", "a").value);
  const script = `import { send } from "paylink/client";
    const error = await send(${plan}, ${JSON.stringify(at)}).catch((thrown) => thrown);
    console.log(error.code);`;
  const args = ["--input-type=module", "-e", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
  });
  assert.deepEqual([stdout.trim(), row.got.length], ["not_initialised", 0]);
});

/** An invalid call throws, and quotes nothing. */
async function misused(at, says, plan = planRead("txn", "a").value) {
  const error = await send(plan, at).then(
    () => assert.fail("it was sent"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof PaylinkError, String(error));
  assert.equal(error.code, "invalid_argument");
  assert.match(error.message, says);
  assert.ok(!`${error.message} ${error.cause ?? ""}`.includes("secret"), error.message);
}

test("a link is created", async () => {
  const { row, at } = provider({ status: 201, body: samples.connect.document });
  const plan = planCreate({ orderId: "o-1" }, { format: "connect", idempotencyKey: "k-1" });
  const made = await send(plan.value, at);
  assert.deepEqual([made.outcome, made.link?.id], ["done", samples.connect.id]);
  assert.deepEqual(JSON.parse(row.got[0].body), { orderId: "o-1" });
});
