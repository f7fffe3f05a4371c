// Stops calling who fails: after several failures in a row nothing is sent for a while, then one call
// at a time finds out whether it works again.
//
// Our own, because what is at hand lets callers wait for the one that finds out: on hosts where a
// request may be cancelled half-way, they would wait for ever.

/** @typedef {"closed" | "open" | "trying"} BreakerState */

/**
 * @typedef {object} Breaker
 * @property {() => number} admit milliseconds until a call may be made; 0: now, and then `tell` is owed
 * @property {(worked: boolean) => void} tell what became of a call
 * @property {() => BreakerState} state
 */

/**
 * @param {{now: () => number, failures?: number, restMs?: number}} options how many failures in a row
 *   stop it, and for how long
 * @returns {Breaker}
 */
export function breakerOf({ now, failures = 5, restMs = 10_000 }) {
  let inARow = 0;
  let restsUntil = 0;
  return {
    admit() {
      const time = now();
      if (inARow < failures) return 0;
      if (time < restsUntil) return restsUntil - time;
      // Whoever tries now keeps the others out for as long; one that is never heard of again does not
      // keep them out for longer.
      restsUntil = time + restMs;
      return 0;
    },
    tell(worked) {
      inARow = worked ? 0 : inARow + 1;
      if (inARow >= failures) restsUntil = now() + restMs;
    },
    state() {
      if (inARow < failures) return "closed";
      return now() < restsUntil ? "open" : "trying";
    },
  };
}
