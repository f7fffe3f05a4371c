// Bodies, bounded while they arrive. Nothing reads the body of a request before its caller is known.

/**
 * What goes on to a provider comes back in its answer, up to three times as long where that one escapes
 * what is not ASCII; and an answer is read up to 256 KiB. What is longer would be made, and nobody told.
 */
export const MAX_CALL_BYTES = 64 * 1024;
/** Jobs of many links. */
export const MAX_JOB_BYTES = 1024 * 1024;
/** What is pasted has the core's own limit. */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of a body, to the byte where it is UTF-8. @param {Uint8Array | ArrayBuffer} body */
export const textOf = (body) => decoder.decode(body);

/** The body of a request is larger than its route takes. */
export class BodyTooLarge extends Error {
  name = "BodyTooLarge";

  /** @param {number} maxBytes */
  constructor(maxBytes) {
    super(`the body is larger than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/**
 * @param {Request | Response} message
 * @param {number} maxBytes no more than this is read; the rest is cancelled
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} `null` if there is more
 */
export async function readBody({ headers, body: stream }, maxBytes) {
  if (Number(headers.get("content-length") ?? 0) > maxBytes) return null;
  if (!stream) return new Uint8Array();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/**
 * The same, for a handler: the error is answered by the application.
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
