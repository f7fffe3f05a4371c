// Circuit breaker: after failures for several links nothing is sent for a while, then one call at a time tests
// whether the provider works again.
//
// Own code, because available libraries let callers wait for the testing call: on hosts where a request may be
// cancelled, they would wait for ever.

/** @typedef {"closed" | "open" | "trying"} BreakerState */

/**
 * @typedef {object} Breaker
 * @property {() => number} admit milliseconds until a call is permitted; 0: now, and then `tell` must be called
 * @property {(worked: boolean, about?: string) => void} tell reports the result of a call. Failures about the
 *   same subject count once, because the subject may be the cause
 * @property {() => BreakerState} state
 */

/**
 * @param {{now: () => number, failures?: number, restMs?: number}} options the number of consecutive failures
 *   that open it, and the duration
 * @returns {Breaker}
 */
export function breakerOf({ now, failures = 5, restMs = 10_000 }) {
  /** The subjects that failed since the last success. @type {Set<unknown>} */
  const failing = new Set();
  let restsUntil = 0;
  return {
    admit() {
      const time = now();
      if (failing.size < failures) return 0;
      if (time < restsUntil) return restsUntil - time;
      // The testing call keeps others out for one period only, in case its end is never reported.
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
