// A walk over all operations and everything that they may answer, each answer held to the document.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { tokenOf } from "../../edge/callers.js";
import { errorOf } from "../../edge/contract/schemas/providers.js";
import { story } from "../../edge/contract/story.js";
import { described } from "../../edge/described.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { NOW, OPEN_TXN, TOKEN, until } from "../edge/edge.js";
import { FORMATS, PROVIDERS } from "../providers/index.js";
import {
  all,
  ask,
  each,
  fits,
  fresh,
  guarded,
  isDelivery,
  isProviders,
  jobIn,
  keyed,
  NO_JOB,
  seen,
  statusOf,
  usual,
} from "./asking.js";
import { contractEdge, requestOf, SHOWING, shownWith } from "./contract.js";

const DONE = "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29";
const PENDING = "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925";

const DELIVERIES = FORMATS.map((format) => `${format}Deliver`);
const makingAt = (format) => `create${format.charAt(0).toUpperCase()}${format.slice(1)}Link`;
const MAKING = FORMATS.map(makingAt);
const KEYLESS = FORMATS.filter((format) => !described(format).idempotency).map(makingAt);

/** Whose path an operation of a provider has. */
const formatOf = ({ security }) => Object.keys(security[0])[0];

/** Everything but what says how the server is. */
const limited = all.filter(({ responses }) => responses[429]);

test("every example's call", async () => {
  const edge = contractEdge();
  const told = {};
  for (let at = 0; at < story(told).length; at += 1) {
    const { name, of, ...step } = story(told)[at];
    const { status, body } = await ask(edge, of, { headers: {}, query: {}, ...step });
    told[name] = { status, body };
  }
  for (const operationId of ["readMetrics", "readOpenApi", "listProblems", "showSignIn"])
    assert.equal(await statusOf(edge, operationId), 200);
});

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const FOREIGN = { origin: "https://evil.example.com" };

test("a browser signs in and out, and is told why not", async () => {
  const edge = contractEdge();
  assert.equal(await statusOf(edge, "showSignIn", { query: { code: "used" } }), 401);
  const signIn = (more) => ask(edge, "signIn", { text: `token=${TOKEN}`, headers: FORM, ...more });
  const { status, headers } = await signIn();
  assert.equal(status, 303);
  assert.equal((await signIn({ text: "token=guess" })).status, 401);
  assert.equal((await signIn({ headers: { ...FORM, ...FOREIGN } })).status, 403);
  const cookie = headers.get("set-cookie").split(";")[0];
  const signOut = (more) => statusOf(edge, "signOut", { headers: { cookie, ...more } });
  assert.equal(await signOut(FOREIGN), 403);
  assert.equal(await signOut({ origin: "http://localhost" }), 303);
});

test("who shows nothing, something unknown, or what may not do it, is told so", async () => {
  const nobody = "a-token-that-may-do-nothing";
  const edge = contractEdge({
    tokens: [await tokenOf("owner", TOKEN), await tokenOf("nobody", nobody, [])],
  });
  for (const operation of guarded) {
    const { operationId } = operation;
    const showing = async (secret) => ({
      headers: { ...usual(operationId).headers, ...(await shownWith(operation, secret)) },
    });
    assert.equal(await statusOf(edge, operationId, { drop: SHOWING }), 401, operationId);
    const guess = await showing("nobody:guess");
    assert.equal(await statusOf(edge, operationId, guess), 401, operationId);
    if (isDelivery(operation)) continue;
    const nobodyAt = ({ security }) => ("razorpay" in security[0] ? `anybody:${nobody}` : nobody);
    const asksForScope = operation.security[0].token?.length !== 0;
    const refused = asksForScope ? 403 : 200;
    assert.equal(
      await statusOf(edge, operationId, await showing(nobodyAt(operation))),
      refused,
      operationId,
    );
  }
  const foreign = guarded.filter(({ security }) => security.some(({ session }) => session));
  const { cookie } = await signedIn(edge);
  for (const { operationId } of foreign) {
    const change = { drop: ["authorization"], headers: { cookie, ...FOREIGN, ...fresh() } };
    assert.equal(await statusOf(edge, operationId, change), 403, operationId);
  }
});

/** A browser's session at an edge. */
async function signedIn({ app }) {
  const sent = { method: "POST", headers: FORM, body: `token=${TOKEN}` };
  const answer = await app.request("/sign-in", sent);
  return { cookie: answer.headers.get("set-cookie").split(";")[0] };
}

test("who asks too often is told when to come again", async () => {
  const edge = contractEdge({ limits: { perMinute: 0 } });
  for (const { operationId } of limited) {
    const { status, headers } = await ask(edge, operationId, { told: NO_JOB });
    assert.deepEqual([status, headers.get("retry-after")], [429, "60"], operationId);
  }
});

test("what fails here is a 500 that says nothing of it", async () => {
  const broken = {
    name: "broken",
    scopes: [],
    get sha256() {
      throw new Error("a secret of the inside");
    },
  };
  const edge = contractEdge({ tokens: [broken] });
  for (const operation of guarded.filter((operation) => !isDelivery(operation))) {
    const { operationId } = operation;
    const { status, body } = await ask(edge, operationId, { told: NO_JOB });
    assert.equal(status, 500, operationId);
    assert.ok(!JSON.stringify(body).includes("secret"), operationId);
  }
  const form = { text: "token=guess", headers: FORM };
  assert.equal(await statusOf(edge, "signIn", form), 500);
  // Who delivers is asked for by nobody; its key is looked up.
  const store = { at: () => ({ get: async () => ["no JSON"] }) };
  const cookie = { headers: { cookie: "paylink_session=x" } };
  for (const operationId of [...DELIVERIES, "showSignIn", "signOut"])
    assert.equal(await statusOf(contractEdge({ store }), operationId, cookie), 500, operationId);
});

test("a store that fails is a 503 wherever something has to be kept", async () => {
  const fails = () => Promise.reject(new Error("the disk is full"));
  const edge = contractEdge({
    store: { at: () => ({ get: fails, write: fails, list: fails }) },
    // What is shown needs no store; what was seen does.
    disturb: ({ method }) => (method === "GET" ? new Response("", { status: 500 }) : undefined),
  });
  // A session is kept, too.
  const cookie = { drop: ["authorization"], headers: { cookie: "paylink_session=x", ...fresh() } };
  const own = limited.filter((operation) => !isProviders(operation) && !isDelivery(operation));
  await each(own, async ({ operationId }) => {
    assert.equal(await statusOf(edge, operationId, { told: NO_JOB, ...cookie }), 503, operationId);
  });
  const reads = ["readMe", "readMetrics", "readOpenApi", "listProblems", "readProblem"];
  const keeps = guarded.filter(
    (operation) =>
      operation.responses[503] &&
      !reads.includes(operation.operationId) &&
      !(isProviders(operation) && operation.method === "GET"),
  );
  await each(keeps, async ({ operationId }) => {
    const change = operationId === "listLinks" ? { query: { source: "kept" } } : {};
    assert.equal(await statusOf(edge, operationId, { told: NO_JOB, ...change }), 503, operationId);
  });
  assert.equal(await statusOf(edge, "checkReadiness"), 503);
  assert.equal(await statusOf(edge, "checkHealth"), 200);
});

test("who sends too much is told how much may be sent", async () => {
  const edge = contractEdge();
  const text = JSON.stringify({ much: "x".repeat(9 * 1024 * 1024) });
  for (const { operationId } of all.filter(({ responses }) => responses[413]))
    assert.equal(await statusOf(edge, operationId, { text }), 413, operationId);
  const links = Array.from({ length: 10_001 }, (_, at) => ({ format: "txn", id: `${at}` }));
  assert.equal(await statusOf(edge, "createJob", { body: { links }, headers: fresh() }), 413);
});

test("what is no query, no key, no id or no request is refused", async () => {
  const edge = contractEdge();
  const own = all.filter((operation) => !isProviders(operation));
  for (const { operationId, parameters = [], requestBody } of own) {
    const has = (name) =>
      parameters.some((each) => each.name === name || each.$ref?.endsWith(name));
    const wrong = [];
    if (has("limit") || has("Limit")) wrong.push({ query: { limit: "0", nonsense: "1" } });
    if (has("Key") || has("Idempotency-Key")) {
      wrong.push({ headers: { "Idempotency-Key": "unquoted" } });
      wrong.push({ headers: { "Idempotency-Key": `"${"k".repeat(257)}"` } });
    }
    // What is signed is another text.
    const isSigned = described
      .all()
      .some(({ id, signing }) => signing && operationId === `${id}Deliver`);
    if (requestBody?.content["application/json"] && !isSigned) {
      for (const text of ["nope", "[]", "{}", '{"a":1,"a":2}'])
        wrong.push({ text, headers: fresh() });
    }
    for (const change of wrong) {
      const { status, body } = await ask(edge, operationId, change);
      assert.deepEqual(
        [status, body.status],
        [400, 400],
        `${operationId} ${JSON.stringify(change)}`,
      );
    }
  }
  assert.equal(await statusOf(edge, "runJob", { query: { concurrency: 0 } }), 400);
  // A verified delivery of whatever content is taken; what cannot be read as JSON at all is none.
  const deep = JSON.parse("[".repeat(200) + "]".repeat(200));
  for (const operationId of DELIVERIES)
    assert.equal(await statusOf(edge, operationId, { body: { hello: deep } }), 400, operationId);
});

test("what nobody knows is not found", async () => {
  const edge = contractEdge();
  const asks = (ids, change) =>
    each(ids, async (id) => {
      const asked = await ask(edge, id, { headers: fresh(), ...change });
      assert.equal(asked.status, 404, id);
    });
  await asks(["readLink", "closeLink"], { path: { format: "txn", id: "no-such-link" } });
  for (const format of FORMATS) {
    for (const id of [`${format}Read`, `${format}Close`]) {
      const found = await statusOf(edge, id, { path: { id: "nope" }, headers: fresh() });
      assert.equal(found, PROVIDERS[format].statusOf("link_not_found"), id);
    }
  }
  const foreign = { path: { format: "visa", id: "1" } };
  await asks(["readLink", "closeLink", "listLinkEvents"], foreign);
  await asks(["readJob", "runJob"], { told: NO_JOB });
  await asks(["readProblem"], { path: { code: "nonsense" } });
});

test("another method is a 405, as a problem or in the provider's face", async () => {
  const edge = contractEdge();
  const told = await jobIn(edge);
  for (const operation of all) {
    const { path } = await requestOf(operation, usual(operation.operationId, told));
    const answer = await edge.call("DELETE", path);
    const face = isProviders(operation) ? errorOf(formatOf(operation)) : "Problem";
    assert.equal(answer.status, 405, path);
    assert.ok(answer.headers.get("allow").split(", ").includes(operation.method), path);
    fits(`/components/schemas/${face}`, await answer.json(), path);
  }
});

test("on the providers' own paths each refusal is in the provider's face", async () => {
  const edge = contractEdge();
  for (const operation of all.filter(isProviders)) {
    const { operationId, method, path, responses, requestBody } = operation;
    const [type] = Object.keys(requestBody?.content ?? responses[200].content);
    const status = (change, headers = {}) =>
      statusOf(edge, operationId, { ...change, headers: { ...fresh(), ...headers } });
    assert.equal(await status({}, { accept: "text/html" }), 406, operationId);
    if (responses[415]) {
      const text = method === "POST" ? "{}" : undefined;
      assert.equal(await status({ text }, { "content-type": "text/plain" }), 415, operationId);
    }
    const body = { text: "[]" };
    const wrong = path.includes("{id}") ? { at: path.replace("{id}", "%ff") } : body;
    const limit = PROVIDERS[formatOf(operation)].parameter("limit");
    if (operationId.endsWith("List")) wrong.query = { [limit]: "0" };
    if (method === "GET") delete wrong.text;
    assert.equal(await status(wrong, { "content-type": type }), 400, operationId);
  }
  assert.equal(await statusOf(edge, "txnClose", { path: { id: DONE } }), 422);
  assert.equal(await statusOf(edge, "closeLink", { path: { format: "txn", id: DONE } }), 409);
});

/** Every call to a provider ends so; or only those that change something. */
const upstream = (answer, only = () => true) =>
  contractEdge({ disturb: (request) => (only(request) ? answer(request) : undefined) });
const changes = ({ method }) => method === "POST";

test("a provider that cannot be reached, is late, or is down is told apart", async () => {
  const refused = () => {
    const cause = Object.assign(new Error(), { code: "ECONNREFUSED" });
    throw Object.assign(new TypeError("fetch failed"), { cause });
  };
  const late = () => {
    throw new DOMException("late", "TimeoutError");
  };
  // A delivery only asks for a link that was seen before.
  const asking = all.filter((each) => each.responses[504] && !isDelivery(each));
  await each(asking, async ({ operationId }) => {
    assert.equal(await statusOf(upstream(refused), operationId), 502, operationId);
    assert.equal(await statusOf(upstream(late), operationId), 504, operationId);
    const down = upstream(refused);
    // Who only reads and who changes something are paused apart.
    const calls = FORMATS.flatMap((format) => [
      ["GET", `/v1/links?format=${format}`],
      ["POST", `/v1/links/${format}/x/close`],
    ]);
    const tried = calls.flatMap((call) => Array.from({ length: 3 }, () => down.call(...call)));
    await Promise.all(tried);
    const paused = await ask(down, operationId);
    assert.equal(paused.status, 503, operationId);
    assert.ok(Number(paused.headers.get("retry-after")) > 0, operationId);
  });
  let answer = () => undefined;
  const edge = contractEdge({ disturb: () => answer() });
  await ask(edge, "readLink", { path: { format: "txn", id: PENDING } });
  answer = late;
  assert.equal(await statusOf(edge, "txnDeliver"), 504);
  answer = () => new Response("", { status: 404 });
  assert.equal(await statusOf(edge, "txnDeliver"), 502);
});

test("whatever a provider answers to a change, it is told", async () => {
  const told = [
    [400, 409],
    [401, 502],
    [404, 404],
    [409, 409],
    [503, 503],
    [200, 502],
    [302, 502],
  ];
  const asking = [...MAKING, "closeLink"];
  await each(
    asking.flatMap((operationId) => told.map((pair) => [operationId, ...pair])),
    async ([operationId, status, expected]) => {
      const said = { status, headers: { "retry-after": "60" } };
      const edge = upstream(() => Response.json({ message: "no", code: "no" }, said), changes);
      const found = await statusOf(edge, operationId);
      // Without a key at the provider, nobody can tell what became of a call that failed there.
      const unclear = KEYLESS.includes(operationId) && status === 503 ? 502 : expected;
      assert.equal(found, unclear, `${operationId} ${status}`);
    },
  );
});

/** An edge where whatever changes something waits, at the provider or in the store. */
function waiting() {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const state = { begun: 0, release };
  const waits = async () => {
    state.begun += 1;
    await held;
  };
  const store = memoryStore({ now: () => NOW });
  const at = (name) => {
    const place = store.at(name);
    const write = async (changes) => {
      await waits();
      return place.write(changes);
    };
    return /^(job-|journal)/.test(name) ? { ...place, write } : place;
  };
  return Object.assign(state, { edge: contractEdge({ disturb: waits, store: { at } }) });
}

/** The second of two equal calls, made while the first one runs. */
async function second(slow, operationId, headers, first) {
  const { begun } = slow;
  first.push(ask(slow.edge, operationId, { headers }));
  await until(() => slow.begun > begun);
  const { status, headers: said } = await ask(slow.edge, operationId, { headers });
  assert.equal(status, 409, operationId);
  assert.ok(Number(said.get("retry-after")) > 0, operationId);
}

test("repeats: one whose first still runs, and another request with its key", async () => {
  const slow = waiting();
  const first = [];
  const own = [...MAKING, "closeLink", "createJob"];
  const withKeys = FORMATS.filter((format) => described(format).idempotency);
  const theirs = withKeys.flatMap((format) => [`${format}Create`, `${format}Close`]);
  for (const operationId of [...own, ...theirs])
    await second(slow, operationId, keyed(operationId), first);
  slow.release();
  await Promise.all(first);
  const links = [{ format: "txn", id: "1" }];
  const other = { path: { format: "txn", id: OPEN_TXN }, body: { orderId: "o-2", links } };
  for (const operationId of own) {
    const { status } = await ask(slow.edge, operationId, { ...other, headers: keyed(operationId) });
    assert.equal(status, 422, operationId);
  }
});

test("rivals: one that waited in vain for another is told when to come again", async () => {
  const before = performance.now.bind(performance);
  let ahead = 0;
  mock.method(performance, "now", () => before() + ahead);
  // Patience is measured by this clock, so whoever waits has waited long.
  const hurry = setInterval(() => {
    ahead += 1000;
  }, 10);
  try {
    const closes = FORMATS.map((format) => `${format}Close`);
    for (const operationId of [...closes, ...DELIVERIES]) {
      const slow = waiting();
      const first = [];
      await second(slow, operationId, {}, first);
      slow.release();
      await Promise.allSettled(first);
    }
  } finally {
    clearInterval(hurry);
    mock.restoreAll();
  }
});

/** What no call can bring about now, and why the document has it all the same. */
const UNSEEN = Object.fromEntries(
  DELIVERIES.filter((operationId) => operationId !== "txnDeliver").flatMap((operationId) =>
    [502, 504].map((status) => [
      `${operationId} ${status}`,
      "only Txn's deliveries are about a payment alone, for which a link is read again",
    ]),
  ),
);

test("what the document says can be answered has been answered in this walk", () => {
  const unseen = all.flatMap(({ operationId, responses }) =>
    Object.keys(responses)
      .filter((status) => status !== "default" && !seen.has(`${operationId} ${status}`))
      .map((status) => `${operationId} ${status}`),
  );
  assert.deepEqual(unseen, Object.keys(UNSEEN));
});
