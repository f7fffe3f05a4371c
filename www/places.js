// Ranks of texts in sort order, computed while the browser is idle: comparing 100,000 texts on a click would be noticeable,
// comparing ranks is not.

/** @typedef {{text: string, rank: number}} Place */
/** @typedef {ReturnType<typeof placesOf>} Places */

/** Not for every page that arrives, because merging takes as long as the list. */
const QUIET_MS = 200;

/** This many at once take some milliseconds. */
const SLICE = 8_000;

/** Not every browser reports idle time. @param {() => void} work */
const idle = (work) =>
  "requestIdleCallback" in window ? requestIdleCallback(work) : setTimeout(work);

export function placesOf() {
  /** @type {Map<string, Place>} */
  const known = new Map();
  /** @type {Place[]} */
  let order = [];
  /** @type {Place[]} */
  const pending = [];
  let settled = true;
  let timer = 0;

  function settle() {
    const slice = pending.splice(0, SLICE).sort(byText);
    if (slice.length > 0) {
      order = merged(order, slice);
      idle(settle);
      return;
    }
    for (const [rank, place] of order.entries()) place.rank = rank;
    settled = true;
  }

  return {
    /** Whether all ranks are current. */
    settled: () => settled,
    /** @param {string} text @returns {Place} */
    place(text) {
      const held = known.get(text);
      if (held) return held;
      const place = { text, rank: -1 };
      known.set(text, place);
      pending.push(place);
      settled = false;
      clearTimeout(timer);
      timer = window.setTimeout(() => idle(settle), QUIET_MS);
      return place;
    },
  };
}

/** @param {Place[]} one @param {Place[]} other */
function merged(one, other) {
  /** @type {Place[]} */
  const both = [];
  let at = 0;
  for (const place of other) {
    for (let next = one[at]; next && byText(next, place) <= 0; next = one[at]) {
      both.push(next);
      at += 1;
    }
    both.push(place);
  }
  for (; at < one.length; at += 1) {
    const rest = one[at];
    if (rest) both.push(rest);
  }
  return both;
}

/** @param {Place} one @param {Place} other */
export const byText = (one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0);

const DIGIT = 2 ** 16;

/**
 * Radix sort by a non-negative integer of each. Stable.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => number} keyOf up to 2^53
 * @param {boolean} down
 */
export function sortedBy(items, keyOf, down) {
  const keys = Float64Array.from(items, keyOf);
  let most = 0;
  for (const key of keys) if (key > most) most = key;
  if (down) for (let at = 0; at < keys.length; at += 1) keys[at] = most - (keys[at] ?? 0);
  let from = Uint32Array.from(keys, (_, at) => at);
  let to = new Uint32Array(keys.length);
  for (let unit = 1; unit <= most; unit *= DIGIT) {
    const starts = new Uint32Array(DIGIT + 1);
    const digit = (/** @type {number} */ at) => Math.floor((keys[at] ?? 0) / unit) % DIGIT;
    for (const at of from) starts[digit(at) + 1] = (starts[digit(at) + 1] ?? 0) + 1;
    for (let at = 1; at <= DIGIT; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
    for (const at of from) {
      const place = starts[digit(at)] ?? 0;
      to[place] = at;
      starts[digit(at)] = place + 1;
    }
    [from, to] = [to, from];
  }
  return Array.from(from, (at) => /** @type {T} */ (items[at]));
}
