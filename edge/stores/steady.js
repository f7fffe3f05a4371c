// The clock that entries are forgotten by. A host's clock may be years ahead for a moment, and what was forgotten by it
// is gone for good; so this one follows it only so fast.

/** Steps of this size are followed at once: summer time, a machine that slept. */
const STEP_MS = 60 * 60 * 1000;

/** Longer ones are caught up with at this many times the pace of time: a stop of ten days in ten hours. */
const PACE = 24;

/**
 * @param {() => number} now the host's clock, epoch milliseconds
 * @param {{from?: number, ticks?: () => number}} [options] `from`: what it showed last; default the host's clock.
 *   `ticks`: milliseconds that only ever pass at the pace of time
 * @returns {() => number} never ahead of the host's clock when that is right
 */
export function steadyClock(now, { from, ticks = () => performance.now() } = {}) {
  let shown = from ?? now();
  let since = ticks();
  return () => {
    const [host, tick] = [now(), ticks()];
    const step = host - shown;
    if (step > STEP_MS) shown += Math.min(step, PACE * (tick - since));
    else if (step > 0) shown = host;
    since = tick;
    return shown;
  };
}
