// Checks calls against the contract, so that a mistake fails on every store.

/** @import {Change, Place, Range, Store} from "./store.js" */

const MAX_KEY_BYTES = 1024;
const MAX_VALUE_BYTES = 1_000_000;
const MAX_KEYS = 1000;
/** Twice that in bytes still fits into a call between Workers, which is limited to 32 MiB. */
const MAX_TOGETHER = 15_000_000;

/** @param {Store} store @returns {Store} */
export function checked(store) {
  return {
    ...store,
    at(name) {
      if (typeof name !== "string" || !/^[a-z0-9-]{1,64}$/.test(name)) {
        throw new TypeError("a place has a name of 1 to 64 characters of a-z0-9-");
      }
      return checkedPlace(store.at(name));
    },
  };
}

/** @param {Place} place @returns {Place} */
function checkedPlace(place) {
  return {
    async get(keys) {
      const asked = keys.map((key) => checkKey(key));
      checkCount(asked);
      return place.get(asked);
    },
    async write(changes) {
      const asked = changes.map(checkedChange);
      checkCount(asked);
      if (new Set(asked.map(({ key }) => key)).size < asked.length) {
        throw new TypeError("a key may be changed once in a call");
      }
      const counted = together();
      for (const { key, held, next } of asked) [key, held, next].forEach(counted);
      return place.write(asked);
    },
    async list({ prefix, after, limit, backwards = false }) {
      checkKey(prefix, 0);
      if (after !== undefined) checkKey(after);
      if (!Number.isInteger(limit) || limit < 1 || limit > MAX_KEYS) {
        throw new TypeError(`a limit is 1 to ${MAX_KEYS}`);
      }
      return place.list({ prefix, after, limit, backwards });
    },
  };
}

/**
 * Counts the text of a call, and stops before there is too much.
 * @returns {<T extends string | null>(text: T) => T}
 */
export function together() {
  let room = MAX_TOGETHER;
  return (text) => {
    room -= text?.length ?? 0;
    if (room < 0) throw new RangeError(`more than ${MAX_TOGETHER} code units of text in one call`);
    return text;
  };
}

/** A copy, so that later changes by the caller have no effect. @param {Change} change */
function checkedChange({ key, held, next, until }) {
  checkKey(key);
  checkValue(held);
  checkValue(next);
  if (until !== undefined && !Number.isSafeInteger(until)) {
    throw new TypeError("until is whole milliseconds");
  }
  return { key, held, next, until };
}

/** @param {string} key */
function checkKey(key, least = 1) {
  if (!isText(key, MAX_KEY_BYTES) || key.length < least) {
    throw new TypeError(
      `a key is ${least} to ${MAX_KEY_BYTES} bytes of well-formed text without U+0000`,
    );
  }
  return key;
}

/** @param {string | null} value */
function checkValue(value) {
  if (value !== null && !isText(value, MAX_VALUE_BYTES)) {
    throw new TypeError(
      `a value is up to ${MAX_VALUE_BYTES} bytes of well-formed text without U+0000`,
    );
  }
}

/** @param {readonly unknown[]} asked */
function checkCount({ length }) {
  if (length > MAX_KEYS) throw new TypeError(`a call takes up to ${MAX_KEYS} keys`);
}

/** @param {unknown} text @param {number} maxBytes */
function isText(text, maxBytes) {
  if (typeof text !== "string" || !text.isWellFormed() || text.includes("\0")) return false;
  // A code unit is at most three bytes, so most texts need no encoding for the check.
  return text.length * 3 <= maxBytes || new TextEncoder().encode(text).length <= maxBytes;
}
