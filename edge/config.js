// The edge's settings, from the environment. Everything that is wrong with them is said at once, and
// nothing that is secret is repeated.

/**
 * @import {FormatId} from "paylink"
 * @import {Scope, Token} from "./callers.js"
 * @import {Provider} from "./upstream.js"
 */

import { SCOPES, tokenOf } from "./callers.js";
import { createSandbox, sandboxKeys } from "./sandbox/index.js";

/** @typedef {Record<string, string | undefined>} Env */

/** @typedef {{fetch: (request: Request) => Promise<Response>}} Played */

/** The settings cannot be used; the message has a line for each reason. */
export class ConfigError extends Error {
  name = "ConfigError";
}

/**
 * @typedef {object} Config
 * @property {Record<FormatId, Provider>} providers
 * @property {Token[]} tokens
 * @property {string[]} origins
 * @property {number | undefined} perMinute
 * @property {number} skewMs
 * @property {Played | undefined} sandbox where it plays a provider
 */

/**
 * | variable | what |
 * |---|---|
 * | `PAYLINK_<FORMAT>_URL`, `_KEY` | a provider: the base of its API, and the credential there; without them the sandbox plays it |
 * | `PAYLINK_<FORMAT>_WEBHOOK_SECRET` | what its deliveries are verified with; several, with spaces between, while they are rotated |
 * | `PAYLINK_<FORMAT>_OPEN` | `1`: who shows the provider's own credential is let in on the provider's own paths |
 * | `PAYLINK_TOKENS` | JSON: `[{"name": …, "scopes": ["read", "create", "close"], "sha256": …}]`; `token` instead of `sha256` |
 * | `PAYLINK_TOKEN` | one token that may do everything |
 * | `PAYLINK_ORIGINS` | pages of other origins that may call, with commas between |
 * | `PAYLINK_PER_MINUTE` | requests of one caller |
 * | `PAYLINK_SKEW_MS` | by how much the clock here may differ from the providers' |
 *
 * @param {Env} env
 * @param {{local: boolean, sandbox?: () => Played}} host
 *   `local`: nobody but this machine's users can reach it
 * @returns {Promise<Config>}
 */
export async function configOf(env, { local, sandbox = () => createSandbox() }) {
  /** @type {string[]} */
  const wrong = [];
  const tokens = await tokensOf(env, wrong);
  /** @type {Played | undefined} */
  let played;
  /** @type {[string, Provider][]} */
  const providers = [];
  for (const [format, key] of Object.entries(sandboxKeys)) {
    const name = `PAYLINK_${format.toUpperCase()}`;
    const webhookSecrets = (env[`${name}_WEBHOOK_SECRET`] ?? "").split(" ").filter(Boolean);
    if (env[`${name}_URL`]) {
      const { [`${name}_URL`]: baseUrl = "", [`${name}_KEY`]: credential = "" } = env;
      wrong.push(...urlProblems(`${name}_URL`, baseUrl));
      if (!/^[\x21-\x7e]+$/.test(credential)) {
        wrong.push(`${name}_URL is set, so ${name}_KEY has to be: visible ASCII characters`);
      }
      const opens = env[`${name}_OPEN`] === "1";
      providers.push([format, { baseUrl, credential, opens, webhookSecrets }]);
    } else {
      played ??= sandbox();
      const { fetch } = played;
      const baseUrl = "http://sandbox.invalid";
      // Everybody knows these keys.
      const opens = local || env[`${name}_OPEN`] === "1";
      providers.push([format, { baseUrl, credential: key, opens, webhookSecrets, fetch }]);
    }
  }
  const origins = (env.PAYLINK_ORIGINS ?? "")
    .split(",")
    .map((origin) => origin.trim())
    .filter(Boolean);
  for (const origin of origins) {
    if (URL.parse(origin)?.origin !== origin) {
      wrong.push(`PAYLINK_ORIGINS: \`${origin}\` is no origin, such as https://shop.example.com`);
    }
  }
  const perMinute = wholeOf(env, "PAYLINK_PER_MINUTE", wrong);
  const skewMs = wholeOf(env, "PAYLINK_SKEW_MS", wrong) ?? 0;
  if (wrong.length > 0) throw new ConfigError(wrong.join("\n"));
  return {
    providers: /** @type {Record<FormatId, Provider>} */ (Object.fromEntries(providers)),
    tokens,
    origins,
    perMinute,
    skewMs,
    sandbox: played,
  };
}

/** @param {string} name @param {string} text */
function urlProblems(name, text) {
  const url = URL.parse(text);
  if (!url) return [`${name} is no URL`];
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    return [`${name}: a credential goes there, so it has to be https (http on this machine only)`];
  }
  return url.username || url.password || url.search || url.hash
    ? [`${name}: expected a base, without user name, password, query and fragment`]
    : [];
}

/** @param {Env} env @param {string[]} wrong @returns {Promise<Token[]>} */
async function tokensOf({ PAYLINK_TOKEN, PAYLINK_TOKENS }, wrong) {
  const owner = PAYLINK_TOKEN ? [await tokenOf("owner", PAYLINK_TOKEN)] : [];
  if (PAYLINK_TOKEN && PAYLINK_TOKEN.length < SHORTEST) {
    wrong.push(`PAYLINK_TOKEN: expected at least ${SHORTEST} characters`);
  }
  if (!PAYLINK_TOKENS) return owner;
  let listed;
  try {
    listed = JSON.parse(PAYLINK_TOKENS);
  } catch {
    listed = null;
  }
  if (!Array.isArray(listed)) {
    wrong.push("PAYLINK_TOKENS: expected a JSON array");
    return owner;
  }
  const tokens = await Promise.all(
    listed.map(async (each, at) => {
      const { name, scopes, sha256, token } = Object(each);
      const where = `PAYLINK_TOKENS: number ${at + 1}`;
      const known = Array.isArray(scopes) && scopes.every((scope) => SCOPES.includes(scope));
      if (typeof name !== "string" || name === "") wrong.push(`${where} has no name`);
      if (!known) wrong.push(`${where}: scopes are ${SCOPES.join(", ")}`);
      const secret = typeof token === "string" && token.length >= SHORTEST;
      const digest = typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
      if (secret === digest) {
        wrong.push(
          `${where}: expected either sha256 in hexadecimal, or a token of ${SHORTEST} characters`,
        );
      }
      const allowed = /** @type {Scope[]} */ (known ? scopes : []);
      return secret
        ? tokenOf(String(name), token, allowed)
        : { name: String(name), scopes: allowed, sha256: String(sha256) };
    }),
  );
  return [...owner, ...tokens];
}

/** Nobody guesses sixteen random characters. */
const SHORTEST = 16;

/** @param {Env} env @param {string} name @param {string[]} wrong */
function wholeOf(env, name, wrong) {
  const text = env[name];
  if (!text) return undefined;
  if (!/^\d{1,9}$/.test(text)) wrong.push(`${name}: expected a whole number`);
  return Number(text);
}
