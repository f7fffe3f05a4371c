// Random choices for additional links, from bytes: deterministic for the given bytes.

/** @import {Bytes} from "./random.js" */

/** @typedef {ReturnType<typeof chancesOf>} Chances */

/** Random choices from bytes. @param {Bytes} bytes */
export function chancesOf(bytes) {
  /** From 0 (inclusive) to 1 (exclusive). */
  const number = () => bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
  return {
    number,
    /** Mostly short, rarely long. @param {number} usual @param {number} most */
    spell: (usual, most) => Math.min(most, Math.floor(-Math.log(1 - number()) * usual)),
    /** @param {number} most */
    below: (most) => Math.floor(number() * most),
    /** @template T @param {readonly T[]} list */
    one: (list) => list[Math.floor(number() * list.length)],
    /** @param {Readonly<Record<string, number>>} shares */
    of(shares) {
      let left = number() * Object.values(shares).reduce((sum, share) => sum + share, 0);
      for (const [name, share] of Object.entries(shares)) {
        left -= share;
        if (left < 0) return name;
      }
      return Object.keys(shares)[0];
    },
  };
}
