// Credentials in headers: HTTP Basic, and a scheme that two providers share. No provider of the core has either, so
// the core's descriptions are changed here.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Hono } from "hono";
import { init, planRead } from "paylink";
import { credentialHeader, credentialTexts } from "paylink/client";
import { identify, refusal, tokenOf } from "../../edge/callers.js";
import { ConfigError, configOf } from "../../edge/config.js";
import { presentedIn, unusable } from "../../edge/credentials.js";
import { described } from "../../edge/described.js";
import { metricsOf } from "../../edge/metrics.js";
import { upstreamOf } from "../../edge/upstream.js";

await init();

const BARE = { header: "x-api-key" };
const BEARER = { header: "authorization", scheme: "Bearer" };
const BASIC = { header: "authorization", scheme: "Basic" };
const ACCOUNT = "rzp_test_key:the:secret-of-it";
const TOKEN = "a-token-that-only-reads";

/** The credentials of the two formats, for one test. */
const has = (connect, txn = BEARER) => {
  described("connect").credential = connect;
  described("txn").credential = txn;
};
beforeEach(() => has(BARE));

const basic = (text) => `Basic ${Buffer.from(text).toString("base64")}`;

test("a credential is written and read by its scheme", () => {
  for (const [slot, credential, value] of [
    [BARE, "a-key", "a-key"],
    [BEARER, "a-key", "Bearer a-key"],
    [BASIC, "Aladdin:open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="],
    [BASIC, "test:123£", "Basic dGVzdDoxMjPCow=="],
    [BASIC, "key:", "Basic a2V5Og=="],
    [BASIC, ACCOUNT, basic(ACCOUNT)],
  ]) {
    assert.equal(credentialHeader(slot, credential), value);
    assert.equal(presentedIn(slot, value), credential);
  }
  assert.equal(presentedIn(BASIC, basic(ACCOUNT).replace("Basic", "bAsIc ")), ACCOUNT);
});

test("a header of another scheme, or that is not Basic, has no credential", () => {
  for (const value of [
    undefined,
    null,
    "",
    "Basic",
    "Basic ",
    "Bearer a-key",
    ACCOUNT,
    "Basic not-base64!",
    "Basic /////w==",
    basic("without-a-colon"),
    `${basic(ACCOUNT)} ${basic(ACCOUNT)}`,
  ]) {
    assert.equal(presentedIn(BASIC, value), undefined, value);
  }
  assert.equal(presentedIn(BARE, undefined), undefined);
  assert.equal(presentedIn(BEARER, basic(ACCOUNT)), undefined);
});

test("a Basic credential is a user and a password without control characters", () => {
  for (const usable of [ACCOUNT, "key:", "user:a b ü"])
    assert.equal(unusable(BASIC, usable), undefined);
  for (const other of [
    "rzp_test_key",
    "",
    ":",
    ":secret",
    "us\ter:secret",
    "user:sec\u0000ret",
    "user:\u0085",
  ])
    assert.match(unusable(BASIC, other), /`user:password` without control characters/, other);
  assert.equal(unusable(BEARER, "rzp_test_key"), undefined);
});

test("a Basic credential that cannot be sent is reported with the settings, without its text", async () => {
  has(BASIC);
  const env = { PAYLINK_CONNECT_URL: "https://connect.example", PAYLINK_CONNECT_KEY: "key-secret" };
  await assert.rejects(configOf(env, { local: true }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, /^PAYLINK_CONNECT_KEY: expected `user:password`[^\n]*$/);
    return !error.message.includes("key-secret");
  });
  const { providers, secrets } = await configOf(
    { ...env, PAYLINK_CONNECT_KEY: ACCOUNT },
    { local: true },
  );
  assert.equal(providers.connect.credential, ACCOUNT);
  assert.deepEqual(secrets, [ACCOUNT, basic(ACCOUNT).slice(6), "the:secret-of-it"]);
});

test("a Basic credential is sent encoded, and none of its forms is in what the edge passes on", async () => {
  const shown = [];
  const upstream = upstreamOf(
    "connect",
    {
      baseUrl: "http://upstream.invalid",
      credential: ACCOUNT,
      async fetch(request) {
        const value = request.headers.get("authorization");
        shown.push(value);
        return new Response(`${value} ${ACCOUNT} password=the:secret-of-it`);
      },
    },
    { now: Date.now, metrics: metricsOf(), log: () => {} },
  );
  const plan = planRead("connect", "a-link");
  const { reply } = await upstream.send({ ...plan.value, credential: BASIC });
  assert.deepEqual(shown, [basic(ACCOUNT)]);
  assert.match(new TextDecoder().decode(reply.body), /^Basic \*+ \*+ password=\*+$/);
  assert.deepEqual(credentialTexts(BASIC, "key:"), ["key:", "a2V5Og==", "key"]);
});

const tokens = [await tokenOf("looker", TOKEN, ["read"])];
const session = { id: "a-session", until: Date.now() + 1000, token: tokens[0] };

/** Who a request is from, for an operator with these credentials. */
async function whoIs(headers, { credentials = { connect: ACCOUNT }, origins = [] } = {}) {
  const upstreams = Object.entries(credentials).map(([format, credential]) => ({
    format,
    provider: { credential, opens: true },
  }));
  const sessions = { find: async (id) => (id === session.id ? session : undefined) };
  const app = new Hono();
  app.use(identify({ tokens, upstreams, sessions, hosts: [], origins }));
  app.all("*", (c) => c.json(c.get("identity")));
  const answer = await app.request("http://edge.example/", { method: "POST", headers });
  return answer.json();
}

test("the operator's Basic credential opens its provider's paths, and a token may be its password", async () => {
  has(BASIC);
  const account = await whoIs({ authorization: basic(ACCOUNT) });
  assert.deepEqual([account.caller.name, account.caller.at], ["connect account", "connect"]);
  assert.equal(refusal(account, "close", "connect"), undefined);
  assert.equal(refusal(account, "close", "txn").code, "credential_refused");
  for (const user of ["", "paylink"]) {
    const { caller } = await whoIs({ authorization: basic(`${user}:${TOKEN}`) });
    assert.deepEqual([caller.name, caller.at], ["looker", undefined]);
  }
  for (const other of ["rzp_test_key:another", "rzp_test_key:", ":the:secret-of-it"]) {
    assert.equal((await whoIs({ authorization: basic(other) })).caller, undefined, other);
  }
  const raw = await whoIs({ authorization: `Basic ${ACCOUNT}` });
  assert.equal(raw.caller, undefined, "it is compared decoded");
});

test("two providers with one scheme: a credential is compared with that of each", async () => {
  has(BEARER, BEARER);
  const credentials = { connect: "the-key-of-connect", txn: "the-key-of-txn" };
  for (const [format, credential] of Object.entries(credentials)) {
    const headers = { authorization: `Bearer ${credential}` };
    const identity = await whoIs(headers, { credentials });
    assert.equal(identity.caller.at, format);
  }
  const { caller } = await whoIs({ authorization: `Bearer ${TOKEN}` }, { credentials });
  assert.equal(caller.name, "looker");
});

test("Basic and Bearer in one header, of different providers", async () => {
  has(BASIC, BEARER);
  const credentials = { connect: ACCOUNT, txn: "the-key-of-txn" };
  for (const [authorization, at] of [
    [basic(ACCOUNT), "connect"],
    ["Bearer the-key-of-txn", "txn"],
    [`Bearer ${ACCOUNT}`, undefined],
    [basic("x:the-key-of-txn"), undefined],
  ]) {
    assert.equal((await whoIs({ authorization }, { credentials })).caller?.at, at, authorization);
  }
});

test("a browser that sends Basic for a proxy keeps its session", async () => {
  has(BASIC);
  const cookie = `paylink_session=${session.id}`;
  const proxied = await whoIs({ authorization: basic("staff:of-the-proxy"), cookie });
  assert.deepEqual([proxied.session.id, proxied.caller.name], [session.id, "looker"]);
  const unknown = await whoIs({ authorization: basic("staff:of-the-proxy") });
  assert.deepEqual(unknown, { presented: false }, "as without a credential");
  const known = await whoIs({ authorization: basic(ACCOUNT), cookie });
  assert.deepEqual([known.session, known.caller.at], [undefined, "connect"]);
  const bearer = await whoIs({ authorization: "Bearer a-wrong-token-of-ours", cookie });
  assert.deepEqual(bearer, { presented: true }, "a wrong token is not replaced by a session");
});

test("Basic that a browser sends with a request of another site's page is ignored", async () => {
  has(BASIC);
  const authorization = basic(ACCOUNT);
  const shop = "https://shop.example";
  const forged = { authorization, origin: shop, "sec-fetch-site": "cross-site" };
  assert.equal((await whoIs(forged)).caller, undefined);
  assert.equal((await whoIs(forged, { origins: [shop] })).caller.at, "connect");
  const own = { authorization, origin: "http://edge.example", "sec-fetch-site": "same-origin" };
  assert.equal((await whoIs(own)).caller.at, "connect");
});
