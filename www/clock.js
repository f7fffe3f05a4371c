// One timer for all instants at which a decision changes.

import { until } from "/paylink/page/wait.js";

const SHORTEST_WAIT_MS = 20;

/**
 * A binary heap: the earliest is at the top.
 * @template T
 * @param {(due: T[]) => void} ring what has come due, all at once
 */
export function clockOf(ring) {
  /** @type {{at: number, item: T}[]} */
  const heap = [];
  let waiting = new AbortController();
  document.addEventListener("visibilitychange", look);

  /** @param {number} at epoch milliseconds @param {T} item */
  function set(at, item) {
    heap.push({ at, item });
    for (let place = heap.length - 1; place > 0; ) {
      const parent = (place - 1) >> 1;
      if (!swapped(parent, place)) break;
      place = parent;
    }
    if (heap[0]?.item === item) wait();
  }

  /** Moves the later of two below the earlier. @param {number} above @param {number} below */
  function swapped(above, below) {
    const [one, other] = [heap[above], heap[below]];
    if (!one || !other || one.at <= other.at) return false;
    heap[above] = other;
    heap[below] = one;
    return true;
  }

  /** @returns {T | undefined} */
  function take() {
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top?.item;
    heap[0] = last;
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      const right = left + 1;
      const least = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
      if (!swapped(place, least)) return top.item;
      place = least;
    }
  }

  function wait() {
    waiting.abort();
    const next = heap[0];
    if (!next) return;
    waiting = new AbortController();
    const at = Math.max(next.at, Date.now() + SHORTEST_WAIT_MS);
    until(at, waiting).then((come) => come && look());
  }

  function look() {
    const now = Date.now();
    /** @type {T[]} */
    const due = [];
    while ((heap[0]?.at ?? Infinity) <= now) {
      const item = take();
      if (item !== undefined) due.push(item);
    }
    if (due.length > 0) ring(due);
    wait();
  }

  return { set };
}
