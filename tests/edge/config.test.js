// Settings: everything that is wrong with them is said at once, and nothing secret is repeated.
import assert from "node:assert/strict";
import { test } from "node:test";
import { configOf } from "../../edge/config.js";
import { sandboxKeys } from "../../edge/sandbox/index.js";

const local = { local: true };

test("without settings the sandbox plays both providers, and lets in whoever knows its keys, here only", async () => {
  for (const here of [true, false]) {
    const { providers, tokens, sandbox } = await configOf({}, { local: here });
    assert.deepEqual([tokens, typeof sandbox?.fetch], [[], "function"]);
    for (const [format, credential] of Object.entries(sandboxKeys)) {
      assert.deepEqual([providers[format].credential, providers[format].opens], [credential, here]);
    }
  }
});

test("a provider has an address, a credential and secrets; the other may be played", async () => {
  const { providers, sandbox } = await configOf(
    {
      PAYLINK_TXN_URL: "https://api.sandbox.txn.io",
      PAYLINK_TXN_KEY: "txn_cmp_secret",
      PAYLINK_TXN_WEBHOOK_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw whsec_b2xk",
    },
    local,
  );
  assert.deepEqual(providers.txn, {
    baseUrl: "https://api.sandbox.txn.io",
    credential: "txn_cmp_secret",
    opens: false,
    webhookSecrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_b2xk"],
  });
  assert.equal(typeof sandbox?.fetch, "function");
});

test("tokens have names and scopes, and only their digests are kept", async () => {
  const { tokens } = await configOf(
    {
      PAYLINK_TOKEN: "the-token-of-the-owner",
      PAYLINK_TOKENS: JSON.stringify([
        { name: "till", scopes: ["read"], token: "the-token-of-the-till" },
        { name: "shop", scopes: ["close"], sha256: "a".repeat(64) },
      ]),
    },
    local,
  );
  assert.deepEqual(
    tokens.map(({ name, scopes }) => [name, scopes]),
    [
      ["owner", ["read", "create", "close"]],
      ["till", ["read"]],
      ["shop", ["close"]],
    ],
  );
  assert.ok(!JSON.stringify(tokens).includes("the-token"));
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
    PAYLINK_ORIGINS: "https://shop.example.com/, nonsense",
    PAYLINK_PER_MINUTE: "many",
  };
  await assert.rejects(configOf(env, local), (error) => {
    const lines = error.message.split("\n");
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
      "PAYLINK_ORIGINS: `nonsense`",
      "PAYLINK_PER_MINUTE",
    ]) {
      assert.ok(
        lines.some((line) => line.includes(name)),
        `${name}\n${error.message}`,
      );
    }
    for (const secret of ["hunter", "a key with", "short"])
      assert.ok(!error.message.includes(secret), secret);
    return true;
  });
  const text = configOf({ PAYLINK_TOKENS: "{" }, local);
  await assert.rejects(text, /PAYLINK_TOKENS: expected a JSON array/);
});
