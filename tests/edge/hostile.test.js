// Hostile texts through every entrance of the edge: paths, queries, headers, bodies, deliveries, the
// sandbox's controls, raw bytes at a real server. The operations and their entrances are those of the
// OpenAPI document, so that a new one is tried as well.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { createSandbox } from "../../edge/sandbox/index.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { all, usual } from "../contract/asking.js";
import { contractEdge, documentOf, requestOf, resolved } from "../contract/contract.js";
import { PATIENCE_MS } from "../patience.js";
import { NOW, OPEN, SOON, TOKEN } from "./edge.js";
import { BODIES, VALUES as every, FEW, isUnpolluted, placesOf, TEXTS } from "./hostile.js";
import { startNode, token } from "./servers.js";

/** What is that long is refused by its length. */
const { "1 MB": _, ...VALUES } = every;

const OWNER = { authorization: `Bearer ${TOKEN}` };

/** A store that counts what is written; what was answered to a key is apart. */
function countingStore(now) {
  const store = memoryStore({ now });
  const written = { times: 0 };
  const at = (name) => {
    const place = store.at(name);
    const write = (changes) => {
      if (!name.startsWith("keys-")) written.times += 1;
      return place.write(changes);
    };
    return { ...place, write };
  };
  return { store: { ...store, at }, written };
}

function hostileEdge() {
  const { store, written } = countingStore(() => NOW);
  return { ...contractEdge({ store, sandbox: createSandbox({ now: () => NOW }) }), written };
}

const document = await documentOf(hostileEdge());
const parametersOf = ({ parameters = [] }) => parameters.map((each) => resolved(document, each));

/** What is allowed in words for people: nothing that hides, turns or moves what stands beside it. */
const HIDING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Refused before anybody may write something down. */
const BEFORE = new Set([400, 401, 403, 405, 413, 415]);

let asked = 0;

/**
 * What holds for every answer.
 * @param {{app: {request: Function}, written?: {times: number}}} edge
 * @param {string} at
 * @param {RequestInit} init
 * @param {{hostile?: string, where: string}} told
 */
async function lawful(edge, at, init, { hostile = "", where }) {
  asked += 1;
  const before = edge.written?.times;
  const answer = await edge.app.request(at, init);
  const { status, headers } = answer;
  const text = await answer.text();
  const said = `${where}: ${status} ${text.slice(0, 300)}`;
  assert.ok(status >= 200 && status < 500, said);
  assert.ok(isUnpolluted(), said);
  const type = headers.get("content-type") ?? "";
  if (status >= 400) {
    // A browser that signs in gets a page.
    if (where.startsWith("signIn") || where.startsWith("showSignIn")) {
      assert.match(type, /^(text\/html|application\/problem\+json)/, said);
      return { status, headers, text };
    }
    assert.match(type, /^application\/(problem\+json|json|vnd\.api\+json)(;|$)/, said);
    const body = JSON.parse(text);
    assert.ok("code" in body || Array.isArray(body.errors) || "error" in body, said);
    if (type.startsWith("application/problem+json")) assert.equal(body.status, status, said);
    // Every mistake is said, and none of them at length.
    const most = 64 * 1024 + 64 * (init.body?.length ?? 0);
    assert.ok(text.length < most, `${where}: ${text.length} characters about mistakes`);
    for (const words of wordsOf(body))
      assert.ok(!HIDING.test(words), `${where}: ${JSON.stringify(words)}`);
  }
  if (type.startsWith("text/html") && /[<>"]/.test(hostile))
    assert.ok(!text.includes(hostile), `${said} has it as HTML`);
  assert.equal(headers.get("x-content-type-options"), "nosniff", said);
  assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'/, said);
  assert.ok(!headers.has("x-injected") && !headers.has("set-cookie"), said);
  for (const [name, value] of headers) {
    const harmless = name === "location" ? /^\/v1\/[\w\-/%.~!'()*]+$/ : /^[\x20-\x7e]*$/;
    assert.match(value, harmless, `${where}: ${name}`);
    assert.ok(!/injected/i.test(value) || name === "location", `${where}: ${name}: ${value}`);
  }
  if (BEFORE.has(status) && before !== undefined)
    assert.equal(edge.written.times, before, `${said} wrote something down`);
  return { status, headers, text };
}

/** What a problem says in words. */
const wordsOf = (body) =>
  [
    ...[body, body.error ?? {}],
    ...[...(body.issues ?? []), ...(body.details ?? []), ...(body.errors ?? [])],
  ].flatMap(({ title, detail, message, description }) =>
    [title, detail, message, description].filter((words) => typeof words === "string"),
  );

/** A call of an operation, as who may do everything. */
async function callOf(operation, change = {}) {
  const told = { "job made": { body: { id: "0190163d-8694-739b-aea5-966c26f8ad91" } } };
  const step = { headers: {}, ...usual(operation.operationId, told), ...change };
  const { path, ...init } = await requestOf(operation, step);
  return { path, init, step };
}

/** Not everything can be a header's value; what cannot is encoded, as its sender would have to. */
function headerOf(text) {
  try {
    new Headers({ x: text });
    return text;
  } catch {
    return encodeURIComponent(text.toWellFormed());
  }
}

/** What stands in a URL: a text as it is, where that is possible, and encoded. */
const inPath = (text) => [encodeURIComponent(text.toWellFormed()), text.replace(/[?#]/g, "")];

test("in a path: every name in it, encoded and as it is", async () => {
  const edge = hostileEdge();
  for (const operation of all) {
    const names = parametersOf(operation).filter((each) => each.in === "path");
    for (const { name } of names) {
      for (const [kind, text] of Object.entries(TEXTS)) {
        const { path, init, step } = await callOf(operation);
        for (const shown of inPath(text)) {
          const at = operation.path.replaceAll(/\{(\w+)\}/g, (_, each) =>
            each === name ? shown : encodeURIComponent(step.path?.[each] ?? "x"),
          );
          const where = `${operation.operationId}, ${name}: ${kind}`;
          const { status, text: said } = await lawful(edge, at, init, { hostile: text, where });
          // The name of nothing, unless it leads to another path of ours.
          // A close of it was asked for, and the provider knows no such link: its journal says so.
          const isNothing = status !== 200 || /^\{"events":\[/.test(said);
          const leads = /^(?:\.{0,2}|)$/.test(text) || shown !== inPath(text)[0];
          assert.ok(isNothing || leads, `${where} of ${path}: ${said.slice(0, 200)}`);
        }
      }
    }
  }
  // As it was: nothing that was named above is a link.
  const fresh = await hostileEdge().call("GET", `/v1/links/connect/${SOON}`);
  const now = await edge.call("GET", `/v1/links/connect/${SOON}`);
  assert.deepEqual(await now.json(), await fresh.json());
});

test("in a query: every parameter, one that nobody knows, and what is no query", async () => {
  const edge = hostileEdge();
  for (const operation of all) {
    const names = parametersOf(operation).filter((each) => each.in === "query");
    const { path, init } = await callOf(operation, { query: {} });
    for (const [kind, text] of Object.entries(TEXTS)) {
      const where = `${operation.operationId}, ${kind}`;
      const encoded = encodeURIComponent(text.toWellFormed());
      const tried = names.map(({ name }) => `${name}=${encoded}`);
      if (names.length > 0 || operation.method === "GET") tried.push(`${encoded}=1`, encoded);
      for (const query of tried)
        await lawful(edge, `${path}?${query}`, init, {
          hostile: text,
          where: `${where}: ${query}`,
        });
    }
  }
});

test("in a header: every one that is read, here or on the way", async () => {
  const edge = hostileEdge();
  const own = new Set(
    all.flatMap((each) =>
      parametersOf(each).flatMap(({ in: at, name }) => (at === "header" ? [name] : [])),
    ),
  );
  const names = [
    ...own,
    ...["authorization", "cookie", "x-api-key", "x-request-id", "origin", "referer", "accept"],
    ...["content-type", "content-encoding", "content-length", "transfer-encoding", "range"],
    ...[
      "svix-id",
      "svix-timestamp",
      "svix-signature",
      "x-idempotency-key",
      "prefer",
      "if-none-match",
    ],
    ...[
      "forwarded",
      "x-forwarded-for",
      "x-forwarded-host",
      "x-http-method-override",
      "x-original-url",
    ],
    ...[
      "sec-fetch-site",
      "sec-fetch-mode",
      "access-control-request-method",
      "__proto__",
      "user-agent",
    ],
  ];
  const operations = ["readLink", "closeLink", "createConnectLink", "connectClose", "txnCreate"];
  const deliveries = ["connectDeliver", "txnDeliver"];
  const everywhere = [...operations, ...deliveries];
  const decisive = /^(authorization|cookie|x-api-key|svix-signature|(x-)?idempotency-key)$/;
  for (const [nth, operationId] of everywhere.entries()) {
    const operation = all.find((each) => each.operationId === operationId);
    for (const [at, name] of [...new Set(names.map((each) => each.toLowerCase()))].entries()) {
      for (const [of, [kind, text]] of Object.entries(TEXTS).entries()) {
        // What decides nothing is tried with each text once, at one operation or another.
        if (!decisive.test(name) && (at + of) % everywhere.length !== nth) continue;
        const { path, init } = await callOf(operation);
        const headers = { ...init.headers };
        for (const known of Object.keys(headers))
          if (known.toLowerCase() === name) delete headers[known];
        const where = `${operationId}, ${name}: ${kind}`;
        const sent = [...Object.entries(headers), [name, headerOf(text)]];
        await lawful(edge, path, { ...init, headers: sent }, { hostile: text, where });
      }
    }
  }
});

test("in a body: any text, any bytes, any depth, where one is read and where none is", async () => {
  const edge = hostileEdge();
  for (const operation of all.filter(({ method }) => method === "POST")) {
    for (const [kind, body] of Object.entries(BODIES)) {
      const { path, init } = await callOf(operation);
      const where = `${operation.operationId}, ${kind}`;
      const { status } = await lawful(edge, path, { ...init, body }, { where });
      const expected = operation.requestBody?.required ? 400 : 200;
      assert.ok(status >= expected, where);
    }
  }
});

test("in a body: any value in the place of each, and members that objects have already", async () => {
  const edge = hostileEdge();
  let made = 0;
  for (const operation of all) {
    const { step } = await callOf(operation);
    if (!step.body) continue;
    for (const { at, isNew, with: changed } of placesOf(step.body)) {
      for (const [kind, value] of Object.entries(VALUES)) {
        if (isNew && !FEW.has(kind)) continue;
        made += 1;
        const { path, init } = await callOf(operation, { body: changed(value) });
        const keyed = { "idempotency-key": `"h-${made}"`, "x-idempotency-key": `h-${made}` };
        const headers = { ...init.headers, ...(init.headers["Idempotency-Key"] && keyed) };
        delete headers["Idempotency-Key"];
        const where = `${operation.operationId}, ${at || "all"}: ${kind}`;
        await lawful(edge, path, { ...init, headers }, { where });
      }
    }
  }
  assert.ok(made > 2000, `${made}`);
});

test("in the sandbox's controls", async () => {
  const edge = hostileEdge();
  const { calls } = await (await edge.call("GET", "/sandbox")).json();
  assert.ok(calls.length > 10);
  const document = {
    event: "paid",
    advanceMs: 1,
    fault: "slow",
    format: "connect",
    ms: 1,
    times: 1,
  };
  for (const { method, path } of calls.filter(({ path }) => path !== "/sandbox/reset")) {
    const where = `${method} ${path}`;
    const to = (text) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(text.toWellFormed()));
    const headers = { ...OWNER, "content-type": "application/json" };
    for (const [kind, text] of Object.entries(TEXTS)) {
      if (path.includes("{"))
        await lawful(
          edge,
          to(text),
          { method, headers: OWNER },
          { hostile: text, where: `${where}: ${kind}` },
        );
    }
    if (method !== "POST") continue;
    for (const [kind, body] of Object.entries(BODIES))
      await lawful(edge, to("x"), { method, headers, body }, { where: `${where}: ${kind}` });
    for (const { at, isNew, with: changed } of placesOf(document)) {
      for (const [kind, value] of Object.entries(VALUES)) {
        if (isNew && !FEW.has(kind)) continue;
        const body = JSON.stringify(changed(value));
        await lawful(
          edge,
          to("x"),
          { method, headers, body },
          { where: `${where} ${at}: ${kind}` },
        );
      }
    }
  }
});

/** Ways to write a path so that somebody on the way takes it for another. */
const DISGUISED = [
  "/v1/links",
  "//v1/links",
  "/./v1/links",
  "/healthz/../v1/links",
  "/healthz/%2e%2e/v1/links",
  "/healthz%2f..%2fv1/links",
  "/healthz;/../v1/links",
  "/healthz\\..\\v1\\links",
  "/v1/links/",
  "/v1//links",
  "/V1/LINKS",
  "/%76%31/links",
  "/v1%2flinks",
  "/v1/links%00",
  "/v1/links;a=b",
  "/v1/links?/healthz",
  "/v1/links#/healthz",
  `/v1/links/connect/${OPEN}`,
  "/metrics",
  "/metrics/",
  "/sandbox",
  "/sandbox/",
  "/openapi.json",
  "/webhooks/../v1/links",
  "/problems/../v1/events",
  "/payment-links",
  "/payment-links/",
  "/api/public/v1/payment_links",
];

test("whatever a path looks like, who shows nothing sees nothing", async () => {
  const edge = hostileEdge();
  const overrides = [
    {},
    { "x-original-url": "/healthz", "x-rewrite-url": "/healthz" },
    { "x-http-method-override": "GET", "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
    { forwarded: "for=127.0.0.1;host=localhost", "x-forwarded-host": "localhost", via: "1.1 me" },
    { "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate" },
    { authorization: "Bearer " },
    { authorization: "Bearer undefined" },
    { "x-api-key": "" },
    { cookie: "paylink_session=" },
    { cookie: "paylink_session=__proto__; paylink_session=" },
    { authorization: "Basic Og==" },
    { authorization: `bearer ${"0".repeat(64)}` },
  ];
  for (const at of DISGUISED) {
    for (const headers of overrides) {
      for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) {
        const where = `${method} ${at} ${JSON.stringify(headers)}`;
        const init = {
          method,
          headers: { "content-type": "application/vnd.api+json", ...headers },
        };
        const answer = await edge.app.request(at, init);
        const text = await answer.text();
        assert.ok(answer.status >= 400 || answer.status === 204, `${where}: ${answer.status}`);
        // The page for signing in repeats where it goes on.
        const shown = text.replace(/name="next" value="[^"]*"/, "");
        assert.ok(!shown.includes(OPEN) && !shown.includes("paylink_"), where);
      }
    }
  }
  assert.deepEqual(edge.calls, [], "nobody unknown reaches a provider");
  assert.equal(edge.written.times, 0, "nor is anything written down");
});

describe("at a real server, byte by byte", () => {
  let server;
  before(async () => {
    server = await startNode();
  });
  after(() => server?.stop());

  /** @param {string | Buffer} bytes @returns {Promise<string>} all that came back until it was over */
  const exchange = (bytes) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const chunks = [];
      const socket = connect(Number(port), hostname, () => socket.write(bytes));
      socket.on("data", (chunk) => chunks.push(chunk));
      socket.setTimeout(PATIENCE_MS, () =>
        socket.destroy(new Error(`no end: ${bytes.slice(0, 80)}`)),
      );
      socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
      socket.on("error", (error) =>
        "code" in error && error.code === "ECONNRESET" ? resolve("") : reject(error),
      );
    });

  const head = (line, ...more) =>
    [line, "Host: 127.0.0.1", "Connection: close", ...more, "", ""].join("\r\n");
  const owner = `Authorization: Bearer ${token}`;

  test("what is no HTTP, or two things at once, is refused, and opens nothing", async () => {
    const smuggled = `GET /v1/links HTTP/1.1\r\nHost: 127.0.0.1\r\n${owner}\r\n\r\n`;
    const post = (...more) => head("POST /v1/imports HTTP/1.1", owner, ...more);
    for (const [what, bytes] of Object.entries({
      "two lengths": `${post("Content-Length: 0", "Content-Length: 5")}hello`,
      "a length and chunks": `${post("Content-Length: 4", "Transfer-Encoding: chunked")}0\r\n\r\n${smuggled}`,
      "chunks of another name": `${post("Transfer-Encoding: xchunked")}0\r\n\r\n${smuggled}`,
      "a length with a sign": `${post("Content-Length: +5")}hello`,
      "a negative length": `${post("Content-Length: -1")}`,
      "a chunk without a length": `${post("Transfer-Encoding: chunked")}zz\r\nhello\r\n0\r\n\r\n`,
      "a line that goes on": head("GET /v1/links HTTP/1.1", owner, "X-A: b\r\n\tX-Injected: 1"),
      "a bare CR": head("GET /v1/links HTTP/1.1", owner, "X-A: b\rX-Injected: 1"),
      "NUL in a header": head("GET /v1/links HTTP/1.1", owner, "X-A: b\u0000c"),
      "a space before the colon": head("GET /v1/links HTTP/1.1", `${owner}`, "X-A : b"),
      "a header without a name": head("GET /v1/links HTTP/1.1", owner, ": b"),
      "long headers": head("GET /v1/links HTTP/1.1", owner, `X-A: ${"a".repeat(100_000)}`),
      "many headers": head(
        "GET /v1/links HTTP/1.1",
        ...Array.from({ length: 5_000 }, (_, at) => `X-${at}: 1`),
      ),
      "no host": "GET /v1/links HTTP/1.1\r\nConnection: close\r\n\r\n",
      "another protocol": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "no protocol": "GET /v1/links\r\n\r\n",
      "only bytes": Buffer.from([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3]),
    })) {
      const answer = await exchange(bytes);
      assert.doesNotMatch(answer, /^HTTP\/1\.1 (2|3|5)/, `${what}: ${answer.slice(0, 200)}`);
      assert.doesNotMatch(answer, /x-injected/i, what);
      assert.ok(!answer.includes(OPEN), what);
    }
  });

  test("no path leaves the two folders that are served", async () => {
    const climbs = [
      "..",
      "%2e%2e",
      "%2E.",
      "..%00",
      "%252e%252e",
      "..;",
      "%c0%ae%c0%ae",
      "..\\",
      "%5c..",
      "\uff0e\uff0e",
    ];
    const targets = [
      "Cargo.toml",
      "edge/node.js",
      "package.json",
      "etc/passwd",
      ".git/config",
      "tests/edge/edge.js",
    ];
    for (const from of ["/", "/paylink/", "/paylink/wasm/", "/inspector/", "//"]) {
      for (const up of climbs) {
        for (const slash of ["/", "%2f", "\\", "%5c"]) {
          for (const target of targets) {
            const at = `${from}${`${up}${slash}`.repeat(3)}${target}`;
            const answer = await exchange(Buffer.from(head(`GET ${at} HTTP/1.1`, owner), "utf8"));
            const [status] = answer.split("\r\n");
            const told = `${at}: ${answer.slice(0, 120)}`;
            assert.doesNotMatch(answer, /\[package\]|root:x:|createApp|\[core\]|sandboxKeys/, told);
            // `package.json` is one of the package's files.
            if (!/package\.json$/.test(at)) assert.match(status, /^HTTP\/1\.1 4\d\d/, told);
          }
        }
      }
    }
  });

  test("a target that is no path of ours stays here", async () => {
    for (const target of [
      "http://evil.example/v1/links",
      "//evil.example/",
      "*",
      "evil.example:443",
      "/\\evil.example",
      "http:///v1/links",
      "/%0d%0aX-Injected:%201",
    ]) {
      for (const method of ["GET", "POST", "CONNECT", "TRACE", "OPTIONS", "BREW", "get"]) {
        const answer = await exchange(head(`${method} ${target} HTTP/1.1`, "X-Canary: abc"));
        assert.doesNotMatch(
          answer,
          /^HTTP\/1\.1 (2(?!04)|3|5)/,
          `${method} ${target}: ${answer.slice(0, 200)}`,
        );
        assert.doesNotMatch(answer, /\r\n(x-injected|location)|X-Canary/i, `${method} ${target}`);
      }
    }
  });

  test("and after all of it the server answers as before", async () => {
    const headers = { authorization: `Bearer ${token}` };
    const { links } = await (await fetch(`${server.url}/v1/links`, { headers })).json();
    assert.ok(links.length >= 24);
    assert.ok(links.every(({ ok }) => ok));
  });
});

test("so many requests were made", () => {
  assert.ok(asked > 12_000, `${asked}`);
  console.log(`${asked} hostile requests, every answer lawful`);
});
