// An inspection as a file: the payload, the chosen format and time. It is a file and not an address, because addresses
// are stored in histories and logs.

/** The longest text, in bytes, and the core's limit. */
export const LARGEST = 64 << 20;

const KIND = "paylinkInspection";
/** The first member identifies the file, so that a payload is never mistaken for it. */
const BEGINS = /^\s*\{\s*"paylinkInspection"\s*:\s*1\s*,/;

/**
 * @typedef {object} Shared
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {string} format empty: by its shape
 * @property {string | null} at RFC 3339; `null`: now
 */

/** The parts of the file. @param {Shared} shared @returns {string[]} */
export function pack({ bytes, format, at }) {
  const head = { [KIND]: 1, ...(format && { format }), ...(at && { at }) };
  const begin = `${JSON.stringify(head).slice(0, -1)},`;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return [begin, '"payload":', JSON.stringify(text), "}\n"];
  } catch {
    // A payload that is not UTF-8 can be shared too.
    return [begin, '"payloadBase64":', JSON.stringify(base64(bytes)), "}\n"];
  }
}

/** @param {Uint8Array} bytes @returns {Shared | null} `null`: it is something else */
export function unpack(bytes) {
  if (!BEGINS.test(new TextDecoder().decode(bytes.subarray(0, 200)))) return null;
  try {
    const file = JSON.parse(new TextDecoder().decode(bytes));
    const payload = payloadOf(file);
    if (payload === null) return null;
    return {
      bytes: payload,
      format: typeof file.format === "string" ? file.format : "",
      at: typeof file.at === "string" ? instantOf(Date.parse(file.at)) : null,
    };
  } catch {
    return null;
  }
}

/**
 * RFC 3339 requires a year of four digits.
 * @param {number} ms
 */
export function instantOf(ms) {
  const text = Number.isNaN(ms) ? "" : new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? text : null;
}

/** @param {{payload?: unknown, payloadBase64?: unknown}} file */
function payloadOf({ payload, payloadBase64 }) {
  if (typeof payload === "string") return new TextEncoder().encode(payload);
  if (typeof payloadBase64 !== "string") return null;
  return Uint8Array.from(atob(payloadBase64), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
