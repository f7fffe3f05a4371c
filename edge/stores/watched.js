// Marks failures of a store as such: the caller is told that nothing can be stored now, and the operator why.

/** @import {Place, Store} from "./store.js" */

/** A write or a read of the store failed. */
export class StoreError extends Error {
  name = "StoreError";
  /** Whether a provider had been called before the store failed. */
  left = false;
}

/** `failures`: the number of failed calls so far. @typedef {Store & {failures: () => number}} WatchedStore */

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
      // A violation of the contract is a bug here, not a failure of the store.
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
