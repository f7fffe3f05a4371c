// The sandbox's clock: the host's time plus an offset that only grows; it can be stopped.

/**
 * @typedef {object} SandboxClock
 * @property {() => number} now epoch milliseconds
 * @property {() => boolean} standing
 * @property {(at: number) => void} stand stops at this instant, never an earlier one
 * @property {() => void} go continues from there
 */

/**
 * @param {() => number} host
 * @param {{at?: number, standing?: boolean}} [start]
 * @returns {SandboxClock}
 */
export function clockOf(host, { at = Math.floor(host()), standing = false } = {}) {
  let offset = at - host();
  /** @type {number | null} */
  let held = standing ? at : null;
  const now = () => held ?? Math.floor(host() + offset);
  return {
    now,
    standing: () => held !== null,
    stand(instant) {
      held = Math.max(instant, now());
    },
    go() {
      if (held === null) return;
      offset = held - host();
      held = null;
    },
  };
}
