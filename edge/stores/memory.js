// A store in memory: for one process, and lost with it.

/** @import {Change, Place, Range, Store} from "./store.js" */

import { checked, together } from "./checked.js";
import { byBytes, intervalOf } from "./interval.js";
import { steadyClock } from "./steady.js";

/** @typedef {{value: string, until: number}} Entry */

/** How many entries a change checks for expiry: more than it adds, so that deletion keeps up. */
const LOOKS = 4;

/**
 * @param {{now?: () => number, ticks?: () => number}} [options] the clock for expiry, which is
 *   followed by `steady.js`
 * @returns {Store}
 */
export function memoryStore({ now = Date.now, ticks } = {}) {
  const forgettingBy = steadyClock(now, { ...(ticks && { ticks }) });
  /** @type {Map<string, Place>} */
  const places = new Map();
  return checked({
    at(name) {
      const place = places.get(name) ?? placeOf(forgettingBy);
      places.set(name, place);
      return place;
    },
  });
}

/** @param {() => number} now @returns {Place} */
function placeOf(now) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  const forget = forgetful(entries);
  /** @param {string} key */
  const value = (key) => entries.get(key)?.value ?? null;
  return {
    async get(keys) {
      const counted = together();
      return keys.map((key) => counted(value(key)));
    },
    async write(changes) {
      if (changes.some(({ key, held }) => value(key) !== held)) return false;
      for (const { key, next, until = Number.POSITIVE_INFINITY } of changes) {
        if (next === null) entries.delete(key);
        else entries.set(key, { value: next, until });
      }
      forget(changes.length * LOOKS, now());
      return true;
    },
    list: async (range) => listed(entries, range),
  };
}

/**
 * Visits the entries in turn, a few at a time.
 * @param {Map<string, Entry>} entries
 */
function forgetful(entries) {
  let round = entries.entries();
  /** @param {number} steps @param {number} now */
  return (steps, now) => {
    for (let step = 0; step < steps; step += 1) {
      const { value: entry, done } = round.next();
      if (done) {
        round = entries.entries();
        return;
      }
      if (entry[1].until < now) entries.delete(entry[0]);
    }
  };
}

/**
 * Sorted for each call, because memory stores are small.
 * @param {Map<string, Entry>} entries
 * @param {Range} range
 * @returns {[string, string][]}
 */
function listed(entries, range) {
  const { from, to } = intervalOf(range);
  const way = range.backwards ? -1 : 1;
  const counted = together();
  return [...entries.keys()]
    .filter((key) => byBytes(key, from) >= 0 && byBytes(key, to) < 0)
    .sort((a, b) => way * byBytes(a, b))
    .slice(0, range.limit)
    .map((key) => [counted(key), counted(entries.get(key)?.value ?? "")]);
}
