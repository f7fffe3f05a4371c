// A store whose failures say that they are the store's: the caller is told that nothing can be kept
// now, and the operator why.

/** @import {Place, Store} from "./store.js" */

/** What has to be kept could not be, or what was kept not be read. */
export class StoreError extends Error {
  name = "StoreError";
  /** Whether a provider had been called before, for what could then not be kept. */
  left = false;
}

/** `failures`: how many calls failed until now. @typedef {Store & {failures: () => number}} WatchedStore */

/**
 * @param {Store} store
 * @param {() => void} [failed] called at each failure
 * @returns {WatchedStore}
 */
export function watched(store, failed = () => {}) {
  let failures = 0;

  /** @template T @param {() => Promise<T>} call @returns {Promise<T>} */
  async function told(call) {
    try {
      return await call();
    } catch (cause) {
      // Misuse is a mistake of ours, not a failure of the store.
      if (cause instanceof TypeError || cause instanceof RangeError) throw cause;
      failures += 1;
      failed();
      throw new StoreError("the store failed", { cause });
    }
  }

  /** @param {Place} place @returns {Place} */
  const watchedPlace = (place) => ({
    get: (keys) => told(() => place.get(keys)),
    write: (changes) => told(() => place.write(changes)),
    list: (range) => told(() => place.list(range)),
  });

  return { ...store, at: (name) => watchedPlace(store.at(name)), failures: () => failures };
}
