// Names and words that are known beforehand, compared four bytes at a time. A provider writes its members
// in one order, so the one that came next the last time is tried first.

import { escaped, four, nameOf, peek, QUOTE, source } from "./json.js";

/** @typedef {ReturnType<typeof knownOf>} Known */

/** @param {readonly string[]} list each longer than two letters with its tail @param {string} tail */
function knownOf(list, tail) {
  const spelt = list.map((name) => name + tail);
  /** @type {number[]} */
  const words = [];
  const starts = spelt.map((name) => {
    const start = words.length;
    for (let at = 0; at < name.length - 4; at += 4) words.push(four(name.slice(at)));
    words.push(four(name.slice(-4)));
    return start;
  });
  return {
    list,
    /** With the tail. */
    lengths: Int32Array.from(spelt, (name) => name.length),
    starts: Int32Array.from(starts),
    words: Int32Array.from(words),
    indices: new Map(list.map((name, index) => [name, index])),
    /** What came behind each member the last time, and the time before. Before the first stands -1. */
    after: new Int32Array(list.length + 1).fill(-1),
    other: new Int32Array(list.length + 1).fill(-1),
  };
}

/** Names of members. @param {readonly string[]} list */
export const namesOf = (list) => knownOf(list, '":');

/** Words that a member may have. @param {readonly string[]} list */
export const wordsOf = (list) => knownOf(list, '"');

/** Any text of at least four letters. @param {readonly string[]} list */
export const literalsOf = (list) => knownOf(list, "");

/** Whether one of them stands at a place. @param {Known} known @param {number} index @param {number} at */
function stands({ lengths, starts, words }, index, at) {
  const { view, bytes } = source;
  const last = at + lengths[index] - 4;
  if (last + 4 > bytes.length) return false;
  let word = starts[index];
  for (let here = at; here < last; here += 4) {
    if (view.getInt32(here, true) !== words[word]) return false;
    word += 1;
  }
  return view.getInt32(last, true) === words[word];
}

/** A name that is not known, as a pointer has it. */
export let unknown = "";

/**
 * The next member's name and its colon: which of the known it is, or -1.
 * @param {Known} names
 * @param {number} last the one before, or -1
 */
export function member(names, last) {
  const at = source.at + 1;
  if (source.bytes[at - 1] === QUOTE) {
    const guess = names.after[last + 1];
    if (guess >= 0 && stands(names, guess, at)) {
      source.at = at + names.lengths[guess];
      return guess;
    }
    const other = names.other[last + 1];
    if (other >= 0 && stands(names, other, at)) {
      source.at = at + names.lengths[other];
      return other;
    }
  }
  const name = nameOf();
  const found = names.indices.get(name) ?? -1;
  if (found < 0) {
    unknown = escaped(name);
  } else {
    names.other[last + 1] = names.after[last + 1];
    names.after[last + 1] = found;
  }
  return found;
}

/** Which of the known words stands next, or -1; if one does, it is passed. @param {Known} words */
export function wordAt(words) {
  if (peek() !== QUOTE) return -1;
  source.at += 1;
  const found = literalAt(words);
  if (found < 0) source.at -= 1;
  return found;
}

/** Which of the literals stands here, or -1; if one does, it is passed. @param {Known} literals */
export function literalAt(literals) {
  const { at } = source;
  for (let index = 0; index < literals.lengths.length; index += 1) {
    if (stands(literals, index, at)) {
      source.at = at + literals.lengths[index];
      return index;
    }
  }
  return -1;
}
