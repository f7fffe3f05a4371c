// Who gets in, and to what.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { formats } from "paylink";
import { tokenOf } from "../../edge/callers.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";
import { edge, OPEN, OPEN_TXN, TOKEN } from "./edge.js";

const tokens = [
  await tokenOf("looker", "a-token-that-only-reads", ["read"]),
  await tokenOf("closer", "a-token-that-closes-too", ["read", "close"]),
  await tokenOf("maker", "a-token-that-makes-links", ["read", "create"]),
];
const bearer = (token) => ({ authorization: `Bearer ${token}` });
const LOOKER = bearer("a-token-that-only-reads");
const CLOSER = bearer("a-token-that-closes-too");
const MAKER = bearer("a-token-that-makes-links");
const key = (text) => ({ "idempotency-key": `"${text}"` });

test("without a credential nothing is open but the health check", async () => {
  const { app } = edge({ tokens, assets: (c) => c.text("the dashboard") });
  for (const path of ["/healthz", "/readyz"]) assert.equal((await app.request(path)).status, 200);
  const paths = [
    "/",
    "/index.html",
    "/v1/links",
    `/v1/links/connect/${OPEN}`,
    "/v1/events",
    "/v1/jobs/x",
    "/metrics",
    "/openapi.json",
    "/problems/link_not_found",
    "/nowhere",
    "/payment-links",
    `/api/public/v1/payment_links/${OPEN_TXN}`,
  ];
  for (const path of paths) {
    const headers = { "content-type": "application/vnd.api+json" };
    assert.equal((await app.request(path, { headers })).status, 401, path);
  }
  for (const path of ["/v1/imports", "/v1/jobs", "/webhooks/connect", "/webhooks/txn"]) {
    const body = '{"eventId": "e", "type": "t", "occurredAt": "2026-06-18T12:00:00Z", "data": {}}';
    assert.equal((await app.request(path, { method: "POST", body })).status, 401, path);
  }
});

test("a token may do what its scopes say, on our paths and on the providers' own", async () => {
  const { call } = edge({ tokens });
  const status = async (...args) => (await call(...args)).status;
  const close = `/v1/links/connect/${OPEN}/close`;
  const body = { orderId: "o-1" };
  assert.equal(await status("GET", "/v1/links", LOOKER), 200);
  const refused = await call("POST", close, LOOKER);
  assert.equal(refused.status, 403);
  const problem = await refused.json();
  assert.deepEqual(
    [problem.code, problem.detail],
    ["scope_missing", "this credential may not close payment links"],
  );
  assert.equal(await status("POST", "/v1/links/connect", { ...CLOSER, ...key("1") }, body), 403);
  assert.equal(await status("POST", "/v1/links/connect", { ...MAKER, ...key("1") }, body), 201);
  assert.equal(await status("POST", close, CLOSER), 200);

  const expire = `/api/public/v1/payment_links/${OPEN_TXN}/expiration`;
  const jsonApi = { "content-type": "application/vnd.api+json" };
  const own = await call("POST", expire, { ...LOOKER, ...jsonApi });
  assert.equal(own.status, 403);
  assert.equal((await own.json()).errors[0].code, "scope_missing");
  assert.equal(await status("POST", expire, { ...CLOSER, ...jsonApi }), 200);
});

test("a token of ours stands for the provider's credential, which never leaves the edge", async () => {
  const seen = [];
  const { call } = edge({
    tokens,
    disturb: (request) => {
      seen.push(request.headers.get("x-api-key"));
    },
  });
  const answer = await call("POST", `/payment-links/${OPEN}/cancel`, {
    authorization: "",
    "x-api-key": "a-token-that-closes-too",
  });
  assert.equal(answer.status, 200);
  assert.deepEqual(new Set(seen), new Set([sandboxKeys.connect]));
  assert.ok(!(await answer.text()).includes(sandboxKeys.connect));
});

test("a provider's own credential opens that provider's paths, if the operator says so, and nothing else", async () => {
  const path = `/payment-links/${OPEN}`;
  const own = { authorization: "", "x-api-key": sandboxKeys.connect };
  const open = edge({ tokens });
  assert.equal((await open.call("GET", path, own)).status, 200);
  assert.equal((await open.call("GET", "/v1/links", own)).status, 401);
  assert.equal((await open.call("GET", "/metrics", own)).status, 401);
  const wrong = { ...own, "x-api-key": sandboxKeys.txn };
  assert.equal((await open.call("GET", path, wrong)).status, 401);
  const closed = edge({ tokens, providers: { connect: { opens: false } } });
  assert.equal((await closed.call("GET", path, own)).status, 401);
  assert.equal(closed.calls.length, 0, "nobody unknown reaches a provider");
});

test("callers with the same idempotency key do not see each other's answers", async () => {
  const { call, calls } = edge({
    tokens: [...tokens, await tokenOf("other", "a-token-of-somebody-else")],
  });
  const close = (who) =>
    call("POST", `/v1/links/connect/${OPEN}/close`, { ...who, ...key("same") });
  const first = await (await close(CLOSER)).json();
  const second = await (await close(bearer("a-token-of-somebody-else"))).json();
  assert.deepEqual([first.outcome, second.outcome], ["done", "already_done"]);
  assert.equal(calls.filter((made) => made.startsWith("POST")).length, 1);
});

test("a new token of the same name takes over the old one's keys", async () => {
  const rotated = [
    await tokenOf("till", "the-old-token-of-it"),
    await tokenOf("till", "the-new-token-of-it"),
  ];
  const { call } = edge({ tokens: rotated });
  const close = (token) =>
    call("POST", `/v1/links/connect/${OPEN}/close`, { ...bearer(token), ...key("k") });
  const first = await (await close("the-old-token-of-it")).text();
  assert.equal(await (await close("the-new-token-of-it")).text(), first);
});

test("a credential in a header is the one that counts, whatever a cookie says", async () => {
  const { app } = edge();
  const form = new URLSearchParams({ token: TOKEN }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const signedIn = await app.request("/sign-in", { method: "POST", headers, body: form });
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  const read = async (headers) => (await app.request("/v1/links", { headers })).status;
  assert.equal(await read({ cookie }), 200);
  assert.equal(await read({ cookie, authorization: "Bearer guess" }), 401);
  assert.equal(await read({ cookie: `paylink_session=${TOKEN}` }), 401);
});

test("pages of other origins may call if the operator lists them", async () => {
  const { app } = edge({ tokens, origins: ["https://shop.example.com"] });
  const preflight = (origin) =>
    app.request("/v1/links", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
  const listed = await preflight("https://shop.example.com");
  assert.equal(listed.headers.get("access-control-allow-origin"), "https://shop.example.com");
  assert.match(listed.headers.get("access-control-allow-headers"), /idempotency-key/);
  const other = await preflight("https://evil.example.com");
  assert.equal(other.headers.get("access-control-allow-origin"), null);
  const headers = { ...LOOKER, origin: "https://shop.example.com" };
  const answer = await app.request("/v1/links", { headers });
  assert.equal(answer.headers.get("access-control-allow-origin"), "https://shop.example.com");
  assert.match(answer.headers.get("access-control-expose-headers"), /retry-after/);
});

test("each caller has its own allowance, and who is not known is counted by address", async () => {
  const { app } = edge({
    tokens,
    limits: { perMinute: 3, addressOf: (c) => c.req.header("x-from") },
  });
  const get = (headers) => app.request("/v1/events", { headers });
  for (let at = 0; at < 3; at += 1) assert.equal((await get(LOOKER)).status, 200);
  const over = await get(LOOKER);
  assert.equal(over.status, 429);
  assert.match(over.headers.get("retry-after"), /^\d+$/);
  assert.match(over.headers.get("ratelimit"), /remaining=0/);
  assert.match((await over.json()).detail, /too many requests: at most 3 in 60 seconds/);
  assert.equal((await get(CLOSER)).status, 200);
  const guess = (from) => get({ authorization: "Bearer guess", "x-from": from });
  for (let at = 0; at < 3; at += 1) assert.equal((await guess("192.0.2.1")).status, 401);
  assert.equal((await guess("192.0.2.1")).status, 429);
  assert.equal((await guess("192.0.2.2")).status, 401);
  assert.equal((await app.request("/healthz")).status, 200);
});

test("nothing secret is in what is logged, and every line says whose request it was", async () => {
  const { call, log } = edge({ tokens });
  await call("POST", `/v1/links/connect/${OPEN}/close?token=oops`, { ...CLOSER, ...key("k-e-y") });
  await call("GET", "/v1/links", bearer("guess-of-a-token"));
  await call("POST", "/webhooks/txn", { "svix-signature": "v1,c2lnbmF0dXJl" }, { secret: "words" });
  await call("GET", `/payment-links/${OPEN}`, {
    authorization: "",
    "x-api-key": sandboxKeys.connect,
  });
  const text = JSON.stringify(log);
  for (const secret of [
    "a-token-that",
    "guess-of",
    sandboxKeys.connect,
    "k-e-y",
    "c2lnbmF0dXJl",
    "oops",
    "words",
    "Bearer",
  ]) {
    assert.ok(!text.includes(secret), secret);
  }
  const requests = log.filter(({ event }) => event === "request");
  assert.equal(requests.length, 4);
  assert.deepEqual(
    requests.map(({ who }) => who),
    ["closer", undefined, undefined, "connect account"],
  );
  for (const { requestId, route, ms } of requests)
    assert.ok(requestId && route && ms >= 0, JSON.stringify(log));
});

test("a request keeps the id that it came with, if it is one", async () => {
  const { call } = edge();
  const given = await call("GET", "/healthz", { "x-request-id": "trace-7" });
  assert.equal(given.headers.get("x-request-id"), "trace-7");
  const odd = await call("GET", "/healthz", { "x-request-id": "a b<c>" });
  assert.notEqual(odd.headers.get("x-request-id"), "a b<c>");
});

test("what is counted is counted by the route, not by the path, and by the provider on its own paths", async () => {
  const { call } = edge();
  await call("GET", `/v1/links/connect/${OPEN}`);
  await call("GET", "/v1/links/connect/another");
  await call("GET", "/healthz");
  await call("GET", `/payment-links/${OPEN}`, { "x-api-key": sandboxKeys.connect });
  await call("GET", "/nowhere");
  const metrics = await (await call("GET", "/metrics")).text();
  const counted = metrics.split("\n").filter((line) => /^paylink_http_requests_total/.test(line));
  const label = (text) => text.match(/route="(.*?)"/)[1];
  assert.deepEqual(counted.map(label).toSorted(), [
    "*",
    "/connect",
    "/healthz",
    "/v1/links/:format/:id",
    "/v1/links/:format/:id",
  ]);
});

test("a path of ours says which methods it has, to whom it would have answered", async () => {
  const { app, call } = edge();
  for (const [method, path, allow] of [
    ["DELETE", "/v1/links", "GET, HEAD"],
    ["GET", "/v1/links/connect", "POST"],
    ["PUT", `/v1/links/connect/${OPEN}`, "GET, HEAD"],
    ["GET", `/v1/links/connect/${OPEN}/close`, "POST"],
    ["GET", "/v1/jobs", "POST"],
    ["POST", "/healthz", "GET, HEAD"],
    ["GET", "/webhooks/txn", "POST"],
  ]) {
    const answer = await call(method, path);
    const { code } = await answer.json();
    assert.deepEqual(
      [answer.status, code, answer.headers.get("allow")],
      [405, "method_not_allowed", allow],
      `${method} ${path}`,
    );
  }
  assert.equal((await app.request("/v1/jobs")).status, 401);
});

test("what is compared is digests, as many whatever was guessed and however much of it is right", async () => {
  const SHARED = "what-connect-shows-us-in-a-header";
  const providers = { connect: { webhookSecrets: [SHARED, `${SHARED}-before`] } };
  const { app } = edge({ tokens, providers });
  const event = '{"eventId":"e","type":"t","occurredAt":"2026-06-18T12:00:00Z","data":{}}';
  const calls = {
    token: [
      "a-token-that-only-reads",
      (authorization) =>
        app.request("/v1/events", { headers: { authorization: `Bearer ${authorization}` } }),
    ],
    credential: [
      sandboxKeys.connect,
      (key) => app.request(`/payment-links/${OPEN}`, { headers: { "x-api-key": key } }),
    ],
    delivery: [
      SHARED,
      (key) =>
        app.request("/webhooks/connect", {
          method: "POST",
          body: event,
          headers: { "x-api-key": key },
        }),
    ],
  };
  // Either side of each comparison: of three tokens, a provider's credential, two secrets of deliveries. A
  // bearer may be one of ours or of each provider that takes bearers.
  const bearers = formats().filter(({ credential: { scheme } }) => scheme === "Bearer").length;
  const compared = {
    token: 2 * (3 + bearers * (3 + 1)),
    credential: 2 * (3 + 1),
    delivery: 2 * (3 + 1 + 2),
  };
  for (const [what, [right, call]] of Object.entries(calls)) {
    for (const guess of [
      right.slice(0, -1),
      `${right}x`,
      `x${right.slice(1)}`,
      "x",
      "x".repeat(5_000),
    ]) {
      const spy = mock.method(crypto.subtle, "digest");
      const { status } = await call(guess);
      const lengths = spy.mock.calls.map(({ arguments: [, bytes] }) => bytes.byteLength);
      spy.mock.restore();
      assert.equal(status, 401, what);
      // Made a digest of: the guess, each secret; and, to be compared, digests.
      const secrets = [SHARED, `${SHARED}-before`, ...Object.values(sandboxKeys)];
      const whole = new Set([guess.length, ...secrets.map(({ length }) => length)]);
      assert.equal(lengths.filter((length) => length === 64).length, compared[what], what);
      assert.deepEqual(
        lengths.filter((length) => length !== 64 && !whole.has(length)),
        [],
        what,
      );
    }
  }
});
