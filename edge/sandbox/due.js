// A queue of due work: the earliest first, and in order of insertion for the same instant. A binary heap, so that a
// hundred thousand links waiting for their expiry are cheap.

/**
 * @template T
 * @typedef {object} Due
 * @property {(at: number, what: T) => void} put
 * @property {() => number} next the instant of the earliest; `Infinity` if empty
 * @property {(now: number) => {at: number, what: T} | undefined} take the earliest, if it is due
 */

/** @template T @returns {Due<T>} */
export function dueOf() {
  /** @type {{at: number, order: number, what: T}[]} */
  const heap = [];
  let order = 0;
  /** @param {number} one @param {number} other */
  const before = (one, other) =>
    heap[one].at - heap[other].at || heap[one].order - heap[other].order;
  /** @param {number} one @param {number} other */
  const swap = (one, other) => {
    [heap[one], heap[other]] = [heap[other], heap[one]];
  };

  return {
    put(at, what) {
      heap.push({ at, order: order++, what });
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (before(parent, child) < 0) return;
        swap(parent, child);
        child = parent;
      }
    },
    next: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    take(now) {
      if (heap.length === 0 || heap[0].at > now) return undefined;
      swap(0, heap.length - 1);
      const taken = heap.pop();
      for (let parent = 0; ; ) {
        const [left, right] = [2 * parent + 1, 2 * parent + 2];
        let first = parent;
        if (left < heap.length && before(left, first) < 0) first = left;
        if (right < heap.length && before(right, first) < 0) first = right;
        if (first === parent) return taken;
        swap(parent, first);
        parent = first;
      }
    },
  };
}
