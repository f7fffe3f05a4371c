// An inbound request as input of the core.

import { boundedBody, MAX_CALL_BYTES } from "./body.js";

/** @typedef {{method: string, path: string, headers: Headers, body: Uint8Array<ArrayBuffer>}} Inbound */

/**
 * @param {Request} raw
 * @param {number} [maxBytes] of its body
 * @returns {Promise<Inbound>}
 * @throws {import("./body.js").BodyTooLarge}
 */
export async function inbound(raw, maxBytes = MAX_CALL_BYTES) {
  return { ...headOf(raw), body: await boundedBody(raw, maxBytes) };
}

/** Everything except the body. @param {Request} raw @returns {Omit<Inbound, "body">} */
export function headOf(raw) {
  const url = new URL(raw.url);
  return { method: raw.method, path: url.pathname + url.search, headers: raw.headers };
}
