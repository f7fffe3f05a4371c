// Waiting: as long as it takes, and until an instant by a clock.

/** The longest timer. Timers over 2^31 ms fire at once, and a timer stands still while a computer sleeps. */
const LONGEST_MS = 60_000;

/** @typedef {import("./client.d.ts").WaitOptions} WaitOptions */

/** @param {number} ms up to {@link LONGEST_MS} @param {AbortSignal | undefined} signal @returns {Promise<boolean>} */
const timer = (ms, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const end = () => {
      clearTimeout(timeout);
      signal?.removeEventListener("abort", end);
      resolve(!signal?.aborted);
    };
    const timeout = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });

/** @param {number} at @param {WaitOptions} options @returns {Promise<boolean>} */
export async function until(at, { now = Date.now, signal } = {}) {
  for (let left = at - now(); left > 0; left = at - now()) {
    if (!(await timer(Math.min(left, LONGEST_MS), signal))) return false;
  }
  return !signal?.aborted;
}

/** @type {typeof import("./client.d.ts").wait} */
export const wait = (ms, signal) =>
  until(performance.now() + ms, { now: () => performance.now(), signal });

/** @type {typeof import("./client.d.ts").untilChange} */
export async function untilChange(decisions, options) {
  let first = Number.POSITIVE_INFINITY;
  for (const { changesAt } of [decisions].flat()) {
    const at = Date.parse(changesAt ?? "");
    if (at < first) first = at;
  }
  // An instant may have more digits than a clock: a millisecond later it has come.
  return first < Number.POSITIVE_INFINITY && until(first + 1, options);
}
