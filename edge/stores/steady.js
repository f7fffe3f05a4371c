// The clock for expiry. A host's clock may jump years ahead for a moment, and deleted data is lost for good; so this
// clock follows it at a limited rate.

/** Steps up to this size are followed at once: daylight saving, a machine that slept. */
const STEP_MS = 60 * 60 * 1000;

/** Longer ones are caught up at this multiple of real time: ten days in ten hours. */
const PACE = 24;

/**
 * @param {() => number} now the host's clock, epoch milliseconds
 * @param {{from?: number, ticks?: () => number}} [options] `from`: its last time; default the host's clock.
 *   `ticks`: monotonic milliseconds
 * @returns {() => number} never ahead of a correct host clock
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
