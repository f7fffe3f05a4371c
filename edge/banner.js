// The banner of a server after its start: its address, and example calls.

/**
 * @import {FormatId} from "paylink"
 * @import {Provider} from "./upstream.js"
 */

/** An example call of each provider that the sandbox simulates. @type {Record<string, (at: string, key: string) => string>} */
const CALLS = {
  connect: (at, key) => `
  curl -i -X POST ${at}/payment-links/6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01/cancel \\
    -H 'X-API-Key: ${key}' -H 'X-Idempotency-Key: my-first-key'`,
  txn: (at, key) => `
  curl -i -X POST ${at}/api/public/v1/payment_links/7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21/expiration \\
    -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/vnd.api+json'`,
};

/**
 * @param {object} server
 * @param {string} server.at
 * @param {string | undefined} server.link signs in one browser
 * @param {string | undefined} server.token as shown in commands
 * @param {Record<FormatId, Provider>} server.providers
 * @param {string | undefined} server.kept
 * @returns {string}
 */
export function banner({ at, link, token, providers, kept }) {
  const parts = [
    link
      ? `paylink is running. Open this link to sign in; it works once:\n\n  ${link}`
      : `paylink is running: ${at}`,
  ];
  parts.push(
    kept
      ? `What it has to remember is in ${kept}.`
      : "What it has to remember is in memory: PAYLINK_DB names a file that outlives it.",
  );
  const played = Object.entries(providers).filter(([, provider]) => provider.played);
  if (played.length > 0) {
    parts.push(`A sandbox plays ${played.map(([format]) => format).join(" and ")}.`);
    const calls = played.flatMap(([format, { opens, credential }]) => {
      const call = CALLS[format];
      return opens && call ? [call(at, credential)] : [];
    });
    if (calls.length > 0) parts.push(`Close a link as its provider has it:\n${calls.join("\n")}`);
    if (token) {
      parts.push(`The API over all providers:

  curl -s ${at}/v1/links -H "Authorization: Bearer ${token}"

An hour passes:

  curl -s ${at}/sandbox/clock -H "Authorization: Bearer ${token}" \\
    -H 'Content-Type: application/json' -d '{"advanceMs": 3600000}'`);
    }
  }
  parts.push("Stop with Ctrl-C.");
  return `\n${parts.join("\n\n").replaceAll(/^(?=.)/gm, "  ")}\n`;
}

/** An address as part of a URL. @param {string} hostname @param {number} port */
export const urlOf = (hostname, port) =>
  `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
