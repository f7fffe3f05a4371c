// Settings: everything that is wrong with them is said at once, and nothing secret is repeated.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { formats, init } from "paylink";
import { SCOPES } from "../../edge/callers.js";
import { PROVIDER_SETTINGS, prefixOf, SETTINGS } from "../../edge/config/settings.js";
import { ConfigError, configOf } from "../../edge/config.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";

await init();
const FORMATS = formats().map(({ id }) => id);
const local = { local: true };
const remote = { local: false };
const TOKEN = { PAYLINK_TOKEN: "the-token-of-the-owner" };
const TXN = { PAYLINK_TXN_URL: "https://api.sandbox.txn.io", PAYLINK_TXN_KEY: "txn_cmp_secret" };
const CONNECT = { PAYLINK_CONNECT_URL: "https://connect.example", PAYLINK_CONNECT_KEY: "a-key" };
const EVERY = Object.fromEntries(
  FORMATS.flatMap((format) => [
    [`${prefixOf(format)}URL`, "https://provider.example"],
    [`${prefixOf(format)}KEY`, "a-user:a-password"],
  ]),
);
const WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** The lines of what is wrong; none if the settings can be used. */
const wrongOf = async (env, on = local) => {
  try {
    await configOf(env, on);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, error);
    return error.message.split("\n");
  }
};

test("F6: without settings on the loopback address the sandbox plays every provider that it can", async () => {
  const { providers, tokens, sandbox } = await configOf({}, local);
  assert.deepEqual([tokens, typeof sandbox?.fetch], [[], "function"]);
  const playable = FORMATS.filter((format) => sandboxKeys[format]);
  assert.deepEqual(Object.keys(providers), playable);
  for (const [format, credential] of Object.entries(sandboxKeys)) {
    const { played, opens } = providers[format];
    assert.deepEqual([providers[format].credential, played, opens], [credential, true, true]);
  }
});

test("F6: where others can reach it, the sandbox plays only if it is asked for, and its keys open nothing", async () => {
  assert.match((await wrongOf(TOKEN, remote)).join(), /PAYLINK_CONNECT_URL.*PAYLINK_SANDBOX=1/);
  const asked = await configOf({ ...TOKEN, PAYLINK_SANDBOX: "1" }, remote);
  for (const format of Object.keys(sandboxKeys)) {
    assert.deepEqual(
      [asked.providers[format].played, asked.providers[format].opens],
      [true, false],
    );
  }
});

test("F6: a provider that is not configured is absent, and played only if the sandbox is asked for", async () => {
  for (const on of [local, remote]) {
    for (const more of [{}, { PAYLINK_SANDBOX: "0" }, { PAYLINK_SANDBOX: "" }]) {
      const { providers, sandbox } = await configOf({ ...TOKEN, ...TXN, ...more }, on);
      assert.deepEqual([Object.keys(providers), sandbox], [["txn"], undefined]);
      assert.equal(providers.txn.played, undefined);
    }
    const both = await configOf({ ...TOKEN, ...TXN, PAYLINK_SANDBOX: "1" }, on);
    assert.deepEqual([both.providers.txn.played, both.providers.connect.played], [undefined, true]);
    const none = await configOf({ ...TOKEN, ...EVERY, PAYLINK_SANDBOX: "1" }, on);
    assert.equal(none.sandbox, undefined, "there is nothing for it to play");
  }
});

test("a provider that the sandbox cannot play is configured, or absent", async () => {
  const played = { ...local, keys: { connect: sandboxKeys.connect } };
  for (const env of [{}, { PAYLINK_SANDBOX: "1" }]) {
    assert.deepEqual(Object.keys((await configOf(env, played)).providers), ["connect"]);
  }
  const both = await configOf({ ...TXN, PAYLINK_SANDBOX: "1" }, played);
  const { connect, txn } = both.providers;
  assert.deepEqual(
    [connect.played, txn.played, txn.baseUrl],
    [true, undefined, TXN.PAYLINK_TXN_URL],
  );
  // The sandbox has no key for it, so this one is meant for a real provider.
  const key = { PAYLINK_SANDBOX: "1", PAYLINK_TXN_KEY: "txn_cmp_secret" };
  assert.match((await wrongOf(key, played)).join(), /^PAYLINK_TXN_KEY is set, but PAYLINK_TXN_URL/);
  const none = { ...local, keys: {} };
  assert.deepEqual(await wrongOf({ ...TXN, PAYLINK_SANDBOX: "1" }, none), []);
});

test("F6: without any provider it does not start, and says both ways", async () => {
  for (const [env, on] of [
    [{ PAYLINK_SANDBOX: "0" }, local],
    [TOKEN, remote],
    [TOKEN, { host: "workers", local: false }],
  ]) {
    const [line, ...more] = await wrongOf(env, on);
    assert.match(line, /set PAYLINK_CONNECT_URL and PAYLINK_CONNECT_KEY.*PAYLINK_SANDBOX=1/);
    assert.deepEqual(more, []);
  }
});

test("on Workers the sandbox needs its binding", async () => {
  const env = { ...TOKEN, PAYLINK_SANDBOX: "1" };
  const workers = { host: "workers", local: false };
  assert.match((await wrongOf(env, workers)).join("\n"), /bind SANDBOX/);
  const sandbox = () => ({ fetch: async () => new Response() });
  assert.equal((await configOf(env, { ...workers, sandbox })).providers.txn.played, true);
});

test("a provider has an address, a credential and secrets", async () => {
  const secrets = [WHSEC, "whsec_b2xk"];
  const env = { ...TXN, PAYLINK_TXN_WEBHOOK_SECRET: secrets.join(" ") };
  assert.deepEqual((await configOf(env, local)).providers.txn, {
    baseUrl: "https://api.sandbox.txn.io",
    credential: "txn_cmp_secret",
    opens: false,
    webhookSecrets: secrets,
  });
});

test("F6, F16: a key, a secret or a flag without its address is an error", async () => {
  for (const [name, value] of [
    ["KEY", "prod-key-only"],
    ["OPEN", "1"],
    ["WEBHOOK_SECRET", WHSEC],
  ]) {
    const [line, ...more] = await wrongOf({ ...CONNECT, [`PAYLINK_TXN_${name}`]: value });
    assert.match(line, new RegExp(`^PAYLINK_TXN_${name} is set, but PAYLINK_TXN_URL is not`));
    assert.deepEqual(more, []);
  }
  // What a sandbox that was asked for takes as well; a key of its own it has.
  const played = { PAYLINK_SANDBOX: "1", PAYLINK_TXN_OPEN: "1", PAYLINK_TXN_WEBHOOK_SECRET: WHSEC };
  const { providers } = await configOf({ ...TOKEN, ...played }, remote);
  assert.deepEqual([providers.txn.opens, providers.txn.webhookSecrets], [true, [WHSEC]]);
  assert.match(
    (await wrongOf({ ...played, PAYLINK_TXN_KEY: "key" })).join(),
    /^PAYLINK_TXN_KEY is/,
  );
  const [line] = await wrongOf({ PAYLINK_TXN_URL: "https://api.example.com" });
  assert.match(line, /PAYLINK_TXN_KEY has to be/);
});

test("tokens have names and scopes, and only their digests are kept", async () => {
  const { tokens } = await configOf(
    {
      ...TOKEN,
      PAYLINK_TOKENS: JSON.stringify([
        { name: "till", scopes: ["read"], token: "the-token-of-the-till" },
        { name: "shop", scopes: SCOPES, sha256: "a".repeat(64) },
        // The one that takes its place.
        { name: "shop", scopes: SCOPES, sha256: "b".repeat(64) },
      ]),
    },
    local,
  );
  assert.deepEqual(
    tokens.map(({ name, scopes }) => [name, scopes]),
    [
      ["owner", SCOPES],
      ["till", ["read"]],
      ["shop", SCOPES],
      ["shop", SCOPES],
    ],
  );
  assert.ok(!JSON.stringify(tokens).includes("the-token"));
});

test("F16, F21: a token has a name of its own kind, one text, and scopes that exist", async () => {
  const wrong = (...tokens) => wrongOf({ ...TOKEN, PAYLINK_TOKENS: JSON.stringify(tokens) });
  const token = "the-token-of-the-till";
  const till = { name: "till", scopes: ["read"], token };
  for (const name of ["webhook txn", "connect account", "Till", "-till", "a".repeat(65), "tïll"]) {
    assert.match((await wrong({ ...till, name })).join(), /number 1: a name is 1 to 64/, name);
  }
  for (const name of ["t", "7", "till.2_b-c", "a".repeat(64)]) {
    assert.deepEqual(await wrong({ ...till, name }), [], name);
  }
  const digest = "0f2d6cf0b1d0a3a6e1a5e0e2b45a9a0b54a3c1b3d6f1ae2a9c6bb2fd0f4c8b11";
  for (const [second, pattern] of [
    [{ ...till, name: "other" }, /number 2 is the same token as PAYLINK_TOKENS: number 1/],
    [{ ...till, token: TOKEN.PAYLINK_TOKEN }, /number 2 is the same token as PAYLINK_TOKEN:/],
    [{ ...till, scopes: ["write"] }, /number 2: scopes are read/],
    [{ ...till, scopes: [] }, /number 2: scopes are read/],
    [{ ...till, token: ` ${token}x` }, /number 2: the token begins or ends with white space/],
    [{ ...till, scope: "read" }, /number 2: expected only name, scopes/],
    [{ ...till, sha256: digest }, /number 2: expected either sha256/],
  ]) {
    assert.match((await wrong(till, second)).join("\n"), pattern, JSON.stringify(second));
  }
  const twice = { name: "shop", scopes: ["read"], sha256: digest };
  assert.match((await wrong(twice, twice)).join(), /number 2 is the same token/);
});

test("F12, F16: a webhook secret that nothing could be verified with is an error", async () => {
  const unusable = [
    "not-a-whsec",
    "whsec_",
    `v1,${WHSEC}`,
    `"${WHSEC}"`,
    `${WHSEC}\n`,
    ` ${WHSEC}`,
    `${WHSEC} oops`,
  ];
  for (const secret of unusable) {
    const lines = await wrongOf({ ...TXN, PAYLINK_TXN_WEBHOOK_SECRET: secret });
    assert.equal(lines.length, 1, `${JSON.stringify(secret)}: ${lines}`);
    assert.match(lines[0], /^PAYLINK_TXN_WEBHOOK_SECRET: /);
    assert.ok(!lines[0].includes("MfKQ9r8GK"), "a secret is not repeated");
  }
  // Each provider writes its secrets its own way.
  for (const [format, right, wrong] of [
    ["STRIPE", "whsec_any+text=at/all", "any-text-at-all"],
    ["RAZORPAY", "any-text-at-all", ""],
  ]) {
    const name = `PAYLINK_${format}_WEBHOOK_SECRET`;
    assert.deepEqual(await wrongOf({ ...EVERY, [name]: right }), []);
    const lines = await wrongOf({ ...EVERY, [name]: wrong });
    assert.equal(lines.length, wrong ? 1 : 0, lines.join());
  }
  const connect = (secret) => wrongOf({ ...CONNECT, PAYLINK_CONNECT_WEBHOOK_SECRET: secret });
  assert.match((await connect("too-short")).join(), /at least 16 visible ASCII/);
  assert.match((await connect("sixteen-and-more-é")).join(), /at least 16 visible ASCII/);
  assert.match((await connect("sixteen-and-more short")).join(), /number 2 expected at least 16/);
  assert.deepEqual(await connect("sixteen-and-more a-second-of-sixteen"), []);
});

test("F16: each setting that cannot be meant is named, with what was expected", async () => {
  for (const [name, values] of Object.entries({
    PORT: ["abc", "99999", "-1", "8787.5", " 8787"],
    PAYLINK_HOSTS: ["pay.example.com:443", "https://pay.example.com", "a/b", "::1", "a,b:80"],
    PAYLINK_PER_MINUTE: ["0", "many", "-3", "1e3"],
    PAYLINK_SKEW_MS: ["x", "-1"],
    PAYLINK_DRAIN_MS: ["25s"],
    PAYLINK_CONNECTIONS: ["0"],
    PAYLINK_LOG: ["true", "yes"],
    PAYLINK_SANDBOX: ["on"],
    PAYLINK_TRUSTED_PROXIES: ["proxy.example", "10.0.0.0/33", "::1/129", "1.2.3", "300.0.0.1"],
    PAYLINK_ORIGINS: ["https://shop.example.com/", "shop.example.com", "null", "*"],
    PAYLINK_TOKEN: ["short", " the-token-of-the-owner", "the-token-of-the-owner\n"],
    PAYLINK_TOKENS: ["{", "{}", "null"],
    PAYLINK_TXN_OPEN: ["true", "yes"],
    PAYLINK_TXN_KEY: ["a key", "key\n", "kéy"],
    PAYLINK_TXN_URL: ["nonsense", "http://api.example.com", "https://u:p@h", "https://h/?x=1"],
  })) {
    for (const value of values) {
      const lines = await wrongOf({ ...TXN, [name]: value });
      assert.equal(lines.length, 1, `${name}=${value}: ${lines}`);
      assert.ok(lines[0].startsWith(`${name}: `), lines[0]);
    }
  }
  const { node } = await configOf({ ...TXN, PORT: "", HOST: "", PAYLINK_HOSTS: "A.example,[::1]" });
  assert.deepEqual(
    [node.port, node.hostname, node.hosts],
    [8787, "127.0.0.1", ["a.example", "[::1]"]],
  );
});

test("F6, F16: a name that no setting has is an error, with the nearest one that is", async () => {
  for (const [name, nearest] of Object.entries({
    PAYLINK_TXN_URl: "PAYLINK_TXN_URL",
    PAYLINK_TXN_UR: "PAYLINK_TXN_URL",
    paylink_txn_key: "PAYLINK_TXN_KEY",
    PAYLINK_TRUSTED_PROXY: "PAYLINK_TRUSTED_PROXIES",
    PAYLINK_CONECT_KEY: "PAYLINK_CONNECT_KEY",
    PAYLINK_WEBHOOK: "docs/running.md lists the settings",
    PAYLINK_VISA_URL: "docs/running.md lists the settings",
  })) {
    const lines = await wrongOf({ ...TXN, [name]: "a-secret-in-the-wrong-place" });
    assert.equal(lines.length, 1);
    assert.ok(
      lines[0].startsWith(`${name} is not a setting`) && lines[0].includes(nearest),
      lines[0],
    );
    assert.ok(!lines[0].includes("a-secret"));
  }
  // Of the sandbox's own server, and of the tools that start everything.
  const others = Object.entries(SETTINGS).filter(([, { on }]) => on !== "all" && on !== "node");
  assert.ok(others.length >= 4);
  const set = Object.fromEntries(others.map(([name]) => [name, "7"]));
  assert.deepEqual(await wrongOf({ ...TXN, ...set }), []);
  const workers = { host: "workers", local: false };
  assert.deepEqual(await wrongOf({ ...TXN, PAYLINK_DB: "edge.db" }, workers), [
    "PAYLINK_DB is a setting of the Node server only: remove it",
  ]);
});

test("everything that is wrong is said at once, without a secret", async () => {
  const env = {
    PAYLINK_CONNECT_URL: "http://api.example.com",
    PAYLINK_CONNECT_KEY: "a key with spaces",
    PAYLINK_TXN_URL: "https://user:hunter2@api.example.com/?x=1",
    PAYLINK_TOKEN: "short",
    PAYLINK_TOKENS: JSON.stringify([
      { name: "", scopes: ["everything"], token: "hunter3" },
      "nonsense",
    ]),
    PAYLINK_ORIGINS: "https://shop.example.com/, https://user:hunter4@shop.example.com",
    PAYLINK_PER_MINUTE: "many",
  };
  const lines = await wrongOf(env);
  for (const name of [
    "PAYLINK_CONNECT_URL",
    "PAYLINK_CONNECT_KEY",
    "PAYLINK_TXN_URL",
    "PAYLINK_TXN_KEY",
    "PAYLINK_TOKEN:",
    "PAYLINK_TOKENS: number 1 has no name",
    "PAYLINK_TOKENS: number 1: scopes",
    "PAYLINK_TOKENS: number 1: expected either",
    "PAYLINK_TOKENS: number 2",
    "PAYLINK_ORIGINS: `https://shop.example.com/`",
    "PAYLINK_ORIGINS: number 2",
    "PAYLINK_PER_MINUTE",
  ]) {
    assert.ok(
      lines.some((line) => line.includes(name)),
      `${name}\n${lines.join("\n")}`,
    );
  }
  for (const secret of ["hunter", "a key with", "short"])
    assert.ok(!lines.join("\n").includes(secret), secret);
});

test("where others can reach it, it does not start without a token", async () => {
  const env = { ...TXN, HOST: "0.0.0.0" };
  for (const more of [{}, { PAYLINK_TOKENS: "[]" }]) {
    assert.match(
      (await wrongOf({ ...env, ...more }, {})).join(),
      /set PAYLINK_TOKEN or PAYLINK_TOKENS/,
    );
  }
  assert.deepEqual(await wrongOf({ ...env, ...TOKEN }, {}), []);
});

test("docs/running.md has a line for each setting, and for nothing else", async () => {
  const page = await readFile(new URL("../../docs/running.md", import.meta.url), "utf8");
  const [, section] = page.split(/^## Settings$/m);
  const [table] = section.split(/^## /m);
  const named = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([A-Z_<>]+)`/g)].map(([, name]) => name),
  );
  const ours = Object.entries(SETTINGS).filter(([, { on }]) => on === "all" || on === "node");
  const theirs = Object.keys(PROVIDER_SETTINGS).map((suffix) => `PAYLINK_<FORMAT>_${suffix}`);
  assert.deepEqual(named.sort(), [...theirs, ...ours.map(([name]) => name)].sort());
  assert.equal(prefixOf("txn"), "PAYLINK_TXN_");
});
