// Bodies with a size limit. No body is read before its caller is known.

import { readBody } from "paylink/client";

/**
 * A provider's response repeats the request, up to three times as long if it escapes non-ASCII characters, and
 * responses are limited to 256 KiB. A longer request would have its effect and an unreadable response.
 */
export const MAX_CALL_BYTES = 64 * 1024;
/** The largest job. */
export const MAX_JOB_BYTES = 1024 * 1024;
/** Imports have the core's own limit. */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of a body; the bytes can be restored if they are UTF-8. @param {Uint8Array | ArrayBuffer} body */
export const textOf = (body) => decoder.decode(body);

/** The body of a request exceeds the limit of its route. */
export class BodyTooLarge extends Error {
  name = "BodyTooLarge";

  /** @param {number} maxBytes */
  constructor(maxBytes) {
    super(`the body is larger than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/**
 * The body of a request; the application answers the error.
 * @param {Request} request
 * @param {number} maxBytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {BodyTooLarge}
 */
export async function boundedBody(request, maxBytes) {
  const body = await readBody(request, maxBytes);
  if (body === null) throw new BodyTooLarge(maxBytes);
  return body;
}
