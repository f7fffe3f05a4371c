// The order of keys, and which of them a range means.

/** @import {Range} from "./store.js" */

/** No key is as long, so every key is before it. */
const BEHIND_ALL = "\u{10ffff}".repeat(257);

/**
 * The keys of a range are those from `from` on and before `to`.
 * @param {Range} range
 * @returns {{from: string, to: string}}
 */
export function intervalOf({ prefix, after, backwards }) {
  const [from, to] = [prefix, behind(prefix)];
  if (after === undefined) return { from, to };
  if (backwards) return { from, to: byBytes(after, to) < 0 ? after : to };
  // Nothing is between a key and itself with the least character behind it.
  return { from: byBytes(after, from) < 0 ? from : `${after}\u0001`, to };
}

/** The first text behind all that begins so. @param {string} prefix */
function behind(prefix) {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return BEHIND_ALL;
  // Surrogates are no characters.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/**
 * The order of UTF-8, which is that of code points. UTF-16 has it but for surrogates, which stand for
 * what is behind everything else.
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
