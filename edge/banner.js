// What a server says when it has started: where it is, and what to try.

import { sandboxKeys } from "./sandbox/index.js";

/**
 * @param {{at: string, link?: string, token: string | undefined, sandboxed: boolean, kept: string | undefined}} server
 *   `link`: signs in one browser
 * @returns {string}
 */
export function banner({ at, link, token, sandboxed, kept }) {
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
  if (sandboxed) {
    parts.push(`A sandbox plays both providers. Cancel a link, expire another:

  curl -i -X POST ${at}/payment-links/6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01/cancel \\
    -H 'X-API-Key: ${sandboxKeys.connect}' -H 'X-Idempotency-Key: my-first-key'

  curl -i -X POST ${at}/api/public/v1/payment_links/7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21/expiration \\
    -H 'Authorization: Bearer ${sandboxKeys.txn}' -H 'Content-Type: application/vnd.api+json'

The API over both:

  curl -s ${at}/v1/links -H "Authorization: Bearer ${token}"

An hour passes:

  curl -s ${at}/sandbox/clock -H "Authorization: Bearer ${token}" -d '{"advanceMs": 3600000}'`);
  }
  parts.push("Stop with Ctrl-C.");
  return `\n${parts.join("\n\n").replaceAll(/^(?=.)/gm, "  ")}\n`;
}
