// The banner of a server after its start: its address, and example calls.

/**
 * @import {FormatId} from "paylink"
 * @import {Provider} from "./upstream.js"
 */

import { exampleOf } from "./sandbox/index.js";

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
    const names = new Intl.ListFormat("en-GB").format(played.map(([format]) => format));
    parts.push(`A sandbox plays ${names}.`);
    const calls = played.flatMap(([format, { opens }]) => (opens ? [exampleOf(format, at)] : []));
    if (calls.length > 0) {
      parts.push(`Close a link as its provider has it:\n\n${indented(calls.join("\n\n"))}`);
    }
    if (token) {
      parts.push(`The API over all providers:

  curl -s ${at}/v1/links -H "Authorization: Bearer ${token}"

An hour passes:

  curl -s ${at}/sandbox/clock -H "Authorization: Bearer ${token}" \\
    -H 'Content-Type: application/json' -d '{"advanceMs": 3600000}'`);
    }
  }
  parts.push("Stop with Ctrl-C.");
  return `\n${indented(parts.join("\n\n"))}\n`;
}

/** @param {string} text */
const indented = (text) => text.replaceAll(/^(?=.)/gm, "  ");

/** An address as part of a URL. @param {string} hostname @param {number} port */
export const urlOf = (hostname, port) =>
  `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
