// Closes whose end is not known: asked for, and no answer told what became of them. Each is kept by this
// browser with its idempotency key, so that after a reload it is asked for again under the same key.

/**
 * @typedef {object} Asked
 * @property {string} key idempotency key; the same for every try
 * @property {number} at when it was first asked for, epoch milliseconds
 * @property {string} [job] the bulk close that it belongs to, which has a key of its own for it
 */

const KEPT = "paylink.unconfirmed";

/** For so long the edge, and a provider that takes keys, know a key again. */
const LIFETIME_MS = 24 * 3_600_000;

/** The newest of them are kept. */
const MOST = 200;

export function unconfirmedCloses() {
  /** By link. @type {Map<string, Asked>} */
  let held = stored() ?? new Map();
  /** A browser may forbid to keep anything: then a reload forgets them. */
  let isKept = true;

  /** As this browser keeps them: other tabs write there, too. */
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
    /** What other tabs have added or forgotten. @returns {string[]} the links that are not as they were */
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

/** Nothing if they cannot be had. @returns {Map<string, Asked> | null} */
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
