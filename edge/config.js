// Providers from the environment: `PAYLINK_<FORMAT>_URL` and `PAYLINK_<FORMAT>_KEY`. Whatever has no
// URL is played by the sandbox.

/**
 * @import {FormatId} from "paylink"
 * @import {Provider} from "./upstream.js"
 */

import { createSandbox, sandboxKeys } from "./sandbox/index.js";

/**
 * @param {Record<string, string | undefined>} env
 * @param {() => number} now
 * @returns {Record<FormatId, Provider>}
 */
export function providersFrom(env, now) {
  const sandbox = createSandbox({ now });
  const providers = Object.fromEntries(
    Object.entries(sandboxKeys).map(([format, key]) => {
      const name = `PAYLINK_${format.toUpperCase()}`;
      const baseUrl = env[`${name}_URL`];
      if (!baseUrl) {
        return [
          format,
          { baseUrl: "http://sandbox.invalid", credential: key, fetch: sandbox.fetch },
        ];
      }
      const credential = env[`${name}_KEY`];
      if (!credential) throw new Error(`${name}_URL is set, but ${name}_KEY is not`);
      return [format, { baseUrl, credential }];
    }),
  );
  return /** @type {Record<FormatId, Provider>} */ (providers);
}
