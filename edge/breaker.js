// Circuit breaker: after failures of several links nothing is sent for a while, then one call at a time
// finds out whether the provider works again.
//
// Our own, because available libraries let callers wait for the call that finds out: on hosts where a
// request may be cancelled half-way, they would wait for ever.

/** @typedef {"closed" | "open" | "trying"} BreakerState */

/**
 * @typedef {object} Breaker
 * @property {() => number} admit milliseconds until a call may be made; 0: now, and then `tell` is owed
 * @property {(worked: boolean, about?: string) => void} tell what became of a call. Failures about the
 *   same thing count once: it may be that thing, and not the provider, that fails
 * @property {() => BreakerState} state
 */

/**
 * @param {{now: () => number, failures?: number, restMs?: number}} options how many failures in a row
 *   open it, and for how long
 * @returns {Breaker}
 */
export function breakerOf({ now, failures = 5, restMs = 10_000 }) {
  /** Since the last call that worked. @type {Set<unknown>} */
  const failing = new Set();
  let restsUntil = 0;
  return {
    admit() {
      const time = now();
      if (failing.size < failures) return 0;
      if (time < restsUntil) return restsUntil - time;
      // The call that tries now keeps the others out for as long; if its end is never told, it does not
      // keep them out for longer.
      restsUntil = time + restMs;
      return 0;
    },
    tell(worked, about) {
      if (worked) failing.clear();
      else if (failing.size < failures) failing.add(about ?? Symbol("a failure"));
      if (failing.size >= failures && !worked) restsUntil = now() + restMs;
    },
    state() {
      if (failing.size < failures) return "closed";
      return now() < restsUntil ? "open" : "trying";
    },
  };
}
