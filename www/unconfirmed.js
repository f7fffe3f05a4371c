// Closes with an unknown result: requested, but without a conclusive answer. This browser stores each with its idempotency
// key, so that a retry after a reload uses the same key.

/**
 * @typedef {object} Asked
 * @property {string} key idempotency key; the same for every attempt
 * @property {number} at when it was first requested, epoch milliseconds
 * @property {string} [job] the bulk close that it belongs to, which has its own key for it
 */

const KEPT = "paylink.unconfirmed";

/** How long the edge, and a provider with keys, store a key. */
const LIFETIME_MS = 24 * 3_600_000;

/** The newest ones are kept. */
const MOST = 200;

export function unconfirmedCloses() {
  /** By link. @type {Map<string, Asked>} */
  let held = stored() ?? new Map();
  /** A browser may forbid storage: then a reload loses them. */
  let isKept = true;

  /** As stored by this browser; other tabs write there too. */
  const known = () => (isKept && stored()) || held;

  /** @param {Iterable<[string, Asked]>} next */
  function keep(next) {
    held = new Map([...next].filter(alive).slice(-MOST));
    try {
      if (held.size > 0) localStorage.setItem(KEPT, JSON.stringify([...held]));
      else localStorage.removeItem(KEPT);
      isKept = true;
    } catch {
      isKept = false;
    }
  }

  return {
    /** @param {string} link @returns {Asked | null} */
    of(link) {
      const asked = held.get(link);
      return asked && alive([link, asked]) ? asked : null;
    },
    /** @param {string} link @param {Asked} asked */
    add(link, asked) {
      keep([...[...known()].filter(([name]) => name !== link), [link, asked]]);
    },
    /** @param {string} link */
    forget(link) {
      const before = known();
      if (held.has(link) || before.has(link)) keep([...before].filter(([name]) => name !== link));
    },
    /** Changes by other tabs. @returns {string[]} the changed links */
    refresh() {
      const before = held;
      held = known();
      return [...new Set([...before.keys(), ...held.keys()])].filter(
        (link) => before.get(link)?.key !== held.get(link)?.key,
      );
    },
  };
}

/** @param {[string, Asked]} entry */
const alive = ([, { at }]) => Math.abs(Date.now() - at) < LIFETIME_MS;

/** Null if they cannot be read. @returns {Map<string, Asked> | null} */
function stored() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return new Map((Array.isArray(kept) ? kept : []).filter(isAsked).filter(alive).slice(-MOST));
  } catch {
    return null;
  }
}

/** @param {any} entry @returns {entry is [string, Asked]} */
const isAsked = (entry) =>
  Array.isArray(entry) &&
  typeof entry[0] === "string" &&
  typeof entry[1]?.key === "string" &&
  typeof entry[1]?.at === "number" &&
  ["undefined", "string"].includes(typeof entry[1]?.job);
