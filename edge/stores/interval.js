// The order of keys, and the keys of a range.

/** @import {Range} from "./store.js" */

/** No key has this length, so every key sorts before it. */
const BEHIND_ALL = "\u{10ffff}".repeat(257);

/**
 * The keys of a range: from `from` (inclusive) to `to` (exclusive).
 * @param {Range} range
 * @returns {{from: string, to: string}}
 */
export function intervalOf({ prefix, after, backwards }) {
  const [from, to] = [prefix, behind(prefix)];
  if (after === undefined) return { from, to };
  if (backwards) return { from, to: byBytes(after, to) < 0 ? after : to };
  // No key sorts between a key and the same key followed by the least character.
  return { from: byBytes(after, from) < 0 ? from : `${after}\u0001`, to };
}

/** The first text after all texts with this prefix. @param {string} prefix */
function behind(prefix) {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return BEHIND_ALL;
  // Surrogates are not characters.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/**
 * The order of UTF-8, which is that of code points. UTF-16 differs for surrogates, which stand for the characters
 * after all others.
 * @param {string} a
 * @param {string} b
 */
export function byBytes(a, b) {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** @param {number} unit */
const rank = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
