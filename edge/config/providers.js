// The providers from the settings: of those that the core knows, the ones with an address, and the ones that the sandbox
// simulates.

/**
 * @import {FormatId, FormatInfo} from "paylink"
 * @import {Played} from "../config.js"
 * @import {Provider} from "../upstream.js"
 * @import {Env} from "./settings.js"
 */

import { validate } from "paylink";
import { unusable } from "../credentials.js";
import { described } from "../described.js";
import { PROVIDER_SETTINGS, prefixOf, SHORTEST_SECRET, valuesOf } from "./settings.js";

/**
 * @typedef {object} Playing
 * @property {boolean | undefined} asked the value of `PAYLINK_SANDBOX`
 * @property {boolean} local
 * @property {Partial<Record<FormatId, string>>} sandboxKeys the credentials of the providers that it can simulate
 * @property {(() => Played) | undefined} sandbox creates it; undefined if the host does not support it
 */

/**
 * @param {Env} env
 * @param {Playing} playing
 * @param {string[]} wrong
 * @returns {{providers: Record<FormatId, Provider>, sandbox: Played | undefined}}
 */
export function providersOf(env, { asked, local, sandboxKeys, sandbox }, wrong) {
  const formats = described.all().map((info) => {
    const prefix = prefixOf(info.id);
    const set = Object.keys(PROVIDER_SETTINGS)
      .map((suffix) => prefix + suffix)
      .filter((name) => env[name]);
    const values = valuesOf(env, PROVIDER_SETTINGS, { host: "all", prefix }, wrong);
    return { info, prefix, set, values };
  });
  const untouched = formats.every(({ set }) => set.length === 0);
  // Only a first start on the loopback address gets a sandbox by default.
  const plays = asked ?? (local && untouched);
  const made = plays ? sandbox?.() : undefined;
  if (plays && !made) {
    wrong.push(
      "PAYLINK_SANDBOX is 1, but there is no sandbox here: bind SANDBOX to PaylinkSandbox",
    );
  }
  /** @type {[string, Provider][]} */
  const providers = [];
  let played = false;
  for (const { info, prefix, set, values } of formats) {
    const {
      URL: baseUrl,
      KEY: credential,
      OPEN: opens,
      WEBHOOK_SECRET: webhookSecrets = [],
    } = values;
    const why = credential === undefined ? undefined : unusable(info.credential, credential);
    if (why) wrong.push(`${prefix}KEY: ${why}`);
    refuseUnusable(info, webhookSecrets, `${prefix}WEBHOOK_SECRET`, wrong);
    const key = sandboxKeys[info.id];
    if (baseUrl !== undefined) {
      if (credential === undefined) {
        wrong.push(`${prefix}URL is set, so ${prefix}KEY has to be: the credential there`);
      }
      const provider = { baseUrl, credential: credential ?? "", opens: opens ?? false };
      providers.push([info.id, { ...provider, webhookSecrets }]);
      continue;
    }
    const isPlayed = plays && key !== undefined;
    for (const name of set) {
      // The sandbox has its own key, so a configured key is meant for a real provider.
      if (isPlayed && name !== `${prefix}KEY`) continue;
      wrong.push(
        `${name} is set, but ${prefix}URL is not: set the address of the provider's API, or remove ${name}`,
      );
    }
    if (!isPlayed || !made) continue;
    played = true;
    const { fetch } = made;
    // The sandbox's keys are public.
    const known = { credential: key, opens: local || (opens ?? false) };
    const provider = { baseUrl: "http://sandbox.invalid", ...known, webhookSecrets };
    providers.push([info.id, { ...provider, played: true, fetch }]);
  }
  if (untouched && !plays) {
    const [{ prefix } = { prefix: "" }] = formats;
    wrong.push(
      `no provider is set: set ${prefix}URL and ${prefix}KEY (or those of another provider), or PAYLINK_SANDBOX=1 to try it out with a sandbox that plays the providers`,
    );
  }
  return {
    providers: /** @type {Record<FormatId, Provider>} */ (Object.fromEntries(providers)),
    sandbox: played ? made : undefined,
  };
}

/**
 * Secrets that cannot verify any delivery.
 * @param {FormatInfo} info
 * @param {readonly string[]} secrets
 * @param {string} name
 * @param {string[]} wrong
 */
function refuseUnusable({ id, signing }, secrets, name, wrong) {
  for (const [at, secret] of secrets.entries()) {
    const where = secrets.length > 1 ? `${name}: number ${at + 1}` : `${name}:`;
    if (signing) {
      const valid = validate("webhook_secret", secret, { format: id });
      if (valid.ok) continue;
      const why = valid.issues.map(({ message }) => message);
      wrong.push(`${where} cannot be used: ${why.join("; ")}`);
    } else if (!/^[\x21-\x7e]+$/.test(secret) || secret.length < SHORTEST_SECRET) {
      wrong.push(`${where} expected at least ${SHORTEST_SECRET} visible ASCII characters`);
    }
  }
}
