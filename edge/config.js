// The settings of the edge, from the environment. All mistakes are reported at once, without secrets.
// `docs/running.md` lists the settings.

/**
 * @import {FormatId} from "paylink"
 * @import {Token} from "./callers.js"
 * @import {Env} from "./config/settings.js"
 * @import {Provider} from "./upstream.js"
 */

import { init } from "paylink";
import { credentialTexts } from "paylink/client";
import { providersOf } from "./config/providers.js";
import { refuseUnknown, SETTINGS, valuesOf } from "./config/settings.js";
import { tokensOf } from "./config/tokens.js";
import { described } from "./described.js";
import { isLoopback } from "./hosts.js";
import { createSandbox, sandboxKeys } from "./sandbox/index.js";

/** The sandbox. @typedef {{fetch: (request: Request) => Promise<Response>}} Played */

/** The settings are invalid; the message has a line for each mistake. */
export class ConfigError extends Error {
  name = "ConfigError";
}

/**
 * @typedef {object} Config
 * @property {Record<FormatId, Provider>} providers those with an address or simulated; others are
 *   absent
 * @property {Token[]} tokens
 * @property {string[]} origins
 * @property {number | undefined} perMinute
 * @property {number} skewMs
 * @property {Played | undefined} sandbox set if it simulates a provider
 */

/** The settings that only the Node server reads. @typedef {ReturnType<typeof nodeOf>} NodeConfig */

/** The edge may be reachable by others, so the sandbox does not deliver to private addresses. */
const edgeSandbox = () => createSandbox({ reach: "public" });

/**
 * @param {Env} env
 * @param {object} [on]
 * @param {boolean} [on.local] only this machine's users can reach it; default by `HOST`
 * @param {"node" | "workers"} [on.host]
 * @param {(() => Played) | undefined} [on.sandbox] creates it, if the host supports it
 * @param {Partial<Record<FormatId, string>>} [on.keys] the credentials of the providers that the sandbox can simulate
 * @returns {Promise<Config & {node: NodeConfig, secrets: string[]}>}
 * @throws {ConfigError}
 */
export async function configOf(env, on = {}) {
  await init();
  const { host = "node" } = on;
  const reads = host === "node" ? host : "all";
  /** @type {string[]} */
  const wrong = [];
  const formats = described.all().map(({ id }) => id);
  refuseUnknown(env, formats, reads, wrong);
  const values = valuesOf(env, SETTINGS, { host: reads }, wrong);
  const node = nodeOf(values);
  const local = on.local ?? isLoopback(node.hostname);
  const { sandbox: make = host === "node" ? edgeSandbox : undefined } = on;
  const { keys = sandboxKeys } = on;
  const playing = { asked: values.PAYLINK_SANDBOX, local, sandboxKeys: keys, sandbox: make };
  const { providers, sandbox } = providersOf(env, playing, wrong);
  const tokens = await tokensOf(values.PAYLINK_TOKEN, values.PAYLINK_TOKENS ?? [], wrong);
  if (host === "node" && !local && tokens.length === 0) {
    wrong.push(`on ${node.hostname} others can reach it: set PAYLINK_TOKEN or PAYLINK_TOKENS`);
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join("\n"));
  return {
    providers,
    tokens,
    origins: values.PAYLINK_ORIGINS ?? [],
    perMinute: values.PAYLINK_PER_MINUTE,
    skewMs: values.PAYLINK_SKEW_MS ?? 0,
    sandbox,
    node: { ...node, local },
    secrets: secretsOf(providers, values),
  };
}

/**
 * The values that must not occur in the log.
 * @param {Record<FormatId, Provider>} providers
 * @param {import("./config/settings.js").Values<typeof SETTINGS>} values
 * @returns {string[]}
 */
function secretsOf(providers, { PAYLINK_TOKEN: owner, PAYLINK_TOKENS: listed = [] }) {
  const formats = /** @type {[FormatId, Provider][]} */ (Object.entries(providers));
  const given = formats.flatMap(([format, { played, credential, webhookSecrets = [] }]) => [
    ...(played ? [] : credentialTexts(described(format).credential, credential)),
    ...webhookSecrets,
  ]);
  const tokens = listed.map((each) => Object(each).token);
  return [...given, owner, ...tokens].filter((text) => typeof text === "string" && text !== "");
}

/** @param {import("./config/settings.js").Values<typeof SETTINGS>} values */
const nodeOf = (values) => ({
  hostname: values.HOST ?? "127.0.0.1",
  port: values.PORT ?? 8787,
  local: false,
  /** The accepted host names; empty for all. */
  hosts: values.PAYLINK_HOSTS ?? [],
  trustedProxies: values.PAYLINK_TRUSTED_PROXIES ?? [],
  /** The most connections of one address. */
  connections: values.PAYLINK_CONNECTIONS ?? 512,
  /** The time for running requests to finish after the signal to stop. */
  drainMs: values.PAYLINK_DRAIN_MS ?? 25_000,
  /** Whether each request is logged; warnings and errors always are. */
  log: values.PAYLINK_LOG,
  db: values.PAYLINK_DB,
  /** The owner's token from the settings. */
  token: values.PAYLINK_TOKEN,
});
