// Random bytes of the host, or reproducible ones. Only the host's are suitable for secrets.

import { idempotency } from "paylink";

/** @typedef {(length: number) => Uint8Array<ArrayBuffer>} Bytes */

/** @type {Bytes} */
export const hostBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * A deterministic generator from a text: sfc32, seeded by FNV-1a.
 * @param {string} text
 * @returns {() => number} from 0 (inclusive) to 1 (exclusive)
 */
export function numbersOf(text) {
  const seed = [0x811c9dc5, 0x01000193, 0x9e3779b9].map((start) =>
    [...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), start),
  );
  let [a, b, c] = seed;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers still correlate with the text.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** @param {() => number} numbers @returns {Bytes} */
export const bytesOf = (numbers) => (length) => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = numbers() * 256;
  return bytes;
};

/** A UUID, version 4, written by the core. @param {Bytes} bytes */
export const uuid = (bytes) => idempotency.newKey(bytes(16));

/** @param {Uint8Array} bytes */
export const hexOf = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Bytes} bytes @param {number} length in digits, even */
export const hex = (bytes, length) => hexOf(bytes(length / 2));

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** @param {Bytes} bytes @param {number} length */
export const base58 = (bytes, length) =>
  Array.from(bytes(length), (byte) => BASE58[byte % BASE58.length]).join("");

/** @param {Uint8Array} bytes */
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
