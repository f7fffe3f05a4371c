// A store in memory: for one process, and gone with it.

/** @import {Change, Place, Range, Store} from "./store.js" */

/** @typedef {{value: string, until: number}} Entry */

/** How many writes there are between two looks at what may be forgotten. */
const SWEEP_EVERY = 1000;

/**
 * @param {{now?: () => number}} [options] the clock that things are forgotten by
 * @returns {Store}
 */
export function memoryStore({ now = Date.now } = {}) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  return {
    at(name) {
      const place = places.get(name) ?? placeOf(now);
      places.set(name, place);
      return place;
    },
  };
}

/** @param {() => number} now @returns {Place} */
function placeOf(now) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  let writes = 0;
  return {
    get: async (keys) => keys.map((key) => entries.get(key)?.value ?? null),
    write: async (changes) => {
      /** @param {Change} change */
      const fits = ({ key, held }) => (entries.get(key)?.value ?? null) === held;
      if (!changes.every(fits)) return false;
      for (const { key, next, until = Number.POSITIVE_INFINITY } of changes) {
        if (next === null) entries.delete(key);
        else entries.set(key, { value: next, until });
      }
      writes += 1;
      if (writes % SWEEP_EVERY === 0) sweep(entries, now());
      return true;
    },
    list: async (range) => listed(entries, range),
  };
}

/** @param {Map<string, Entry>} entries @param {number} now */
function sweep(entries, now) {
  for (const [key, { until }] of entries) {
    if (until < now) entries.delete(key);
  }
}

/**
 * Sorted each time: what is kept in memory is little.
 * @param {Map<string, Entry>} entries
 * @param {Range} range
 * @returns {[string, string][]}
 */
function listed(entries, { prefix, after, limit, backwards = false }) {
  const way = backwards ? -1 : 1;
  return [...entries]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, { value }]) => /** @type {[string, string]} */ ([key, value]))
    .sort(([a], [b]) => way * byBytes(a, b))
    .filter(([key]) => after === undefined || way * byBytes(key, after) > 0)
    .slice(0, limit);
}

/** UTF-16 sorts otherwise than UTF-8 does. @param {string} a @param {string} b */
function byBytes(a, b) {
  const [left, right] = [[...a], [...b]];
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const order = (left[at].codePointAt(0) ?? 0) - (right[at].codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
