// The page's links. Observations come from lists, single reads and answers to closes, late, twice and in any order; the
// core decides which of two is newer.

import { clockOf } from "./clock.js";
import { readLink } from "./edge.js";
import { factsOf } from "./facts.js";
import { closing, decide, hasEnded, putInPlace } from "./rules.js";
import { unconfirmedCloses } from "./unconfirmed.js";

/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./edge.js").ListedLink} ListedLink */

/**
 * Entries are immutable: a row detects a change by identity.
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} format
 * @property {string | undefined} id missing if it cannot be read
 * @property {UsableLink | null} link `null` if nothing can be done with it: its id or its status cannot be read
 * @property {Issue[]} notes
 * @property {Issue[]} issues the errors of an invalid document; a long list omits them
 * @property {number} problems the number of its errors, listed or not
 * @property {string | undefined} verdict of a close
 * @property {boolean} canTry a close
 * @property {number} changesAt the instant at which the decision changes, epoch milliseconds; or Infinity
 * @property {import("./rules.js").Remark | null} conflict a contradiction to the stored link
 * @property {string[]} attention the codes of what a person should check, from the edge
 * @property {import("./unconfirmed.js").Asked | null} unconfirmed a close with an unknown result
 * @property {number} seenAt when it was current, epoch milliseconds
 * @property {Source} source the origin of the observation
 * @property {number} load the load that last listed it
 * @property {import("./facts.js").Facts} facts the values for search and order
 */

/** @typedef {"listed" | "updated" | "clock"} Change */
/** @typedef {ReturnType<typeof linksOf>} Links */
/** @typedef {import("./edge.js").Source} Source */
/** @typedef {{at: number, load: number, source?: Source, attention?: string[] | undefined}} Seen */
/** What was found in the link's document. @typedef {Pick<Entry, "notes" | "issues" | "problems">} Found */

/** Shared by all links without notes. @type {never[]} */
const NOTHING = [];

/** @template T @param {T[]} list */
const kept = (list) => (list.length > 0 ? list : NOTHING);

/** @param {Issue[]} notes @param {Issue[]} [issues] @param {number} [more] the number of omitted issues @returns {Found} */
const findings = (notes, issues = NOTHING, more = 0) => ({
  notes: kept(notes),
  issues: kept(issues),
  problems: issues.length + more,
});

export function linksOf() {
  const closes = unconfirmedCloses();
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {Entry[] | undefined} */
  let list;
  /** @type {Set<(change: Change, changed: Entry[]) => void>} */
  const listeners = new Set();
  const clock = clockOf((/** @type {Entry[]} */ due) => {
    // A replaced entry has its own place in the heap of instants.
    const changed = due
      .filter((entry) => entries.get(entry.key) === entry)
      .map((entry) => set(decidedAgain(entry)));
    if (changed.length > 0) emit("clock", changed);
  });

  /** @param {Change} change @param {Entry[]} changed */
  function emit(change, changed) {
    list = undefined;
    for (const listener of listeners) listener(change, changed);
  }

  /** @param {Entry} entry */
  function set(entry) {
    entries.set(entry.key, entry);
    if (entry.changesAt !== Infinity) clock.set(entry.changesAt, entry);
    return entry;
  }

  /** @param {UsableLink} link @param {Found} found @param {Seen} seen @returns {Entry} */
  function observe(link, found, { at, load, source = "provider", attention }) {
    const key = keyOf(link);
    // The provider shows an ended link, so no close is pending any more.
    if (source === "provider" && hasEnded(link)) closes.forget(key);
    const unconfirmed = closes.of(key);
    const held = entries.get(key);
    const seen = {
      at,
      load,
      source,
      attention: attention ?? held?.attention ?? NOTHING,
      unconfirmed,
    };
    if (!held?.link) return set(readable(link, found, seen, null));
    const { take, verdict, why } = putInPlace({ link: held.link, at: held.seenAt }, { link, at });
    const conflict = verdict === "conflict" ? why : null;
    if (take === "observed") return set(readable(link, found, seen, conflict));
    const fresh = verdict === "same" && at >= held.seenAt;
    return set({
      ...held,
      load,
      unconfirmed,
      conflict: conflict ?? held.conflict,
      ...(at >= held.seenAt && { attention: seen.attention }),
      ...(fresh && { seenAt: at, source, ...found }),
    });
  }

  /** Redraws the state of the closes of these links. @param {string[]} keys */
  function remark(keys) {
    const changed = keys.flatMap((key) => {
      const entry = entries.get(key);
      return entry ? [set({ ...entry, unconfirmed: closes.of(key) })] : [];
    });
    if (changed.length > 0) emit("updated", changed);
  }

  return {
    size: () => entries.size,
    /** The same array until something changes. */
    all() {
      list ??= [...entries.values()];
      return list;
    },
    /** @param {string} key */
    entry: (key) => entries.get(key),
    /** @param {(change: Change, changed: Entry[]) => void} listener */
    subscribe: (listener) => void listeners.add(listener),

    /** A page of a list. @param {ListedLink[]} listed @param {Seen} seen */
    listed(listed, seen) {
      const changed = listed.map((item, place) => {
        const link = item.ok ? item.value : item.link;
        const found = item.ok ? findings(item.notes) : findings(NOTHING, item.issues, item.more);
        if (link) {
          return observe(link, found, {
            ...seen,
            ...(item.origin === "import" && { source: /** @type {const} */ ("import") }),
            at: (item.seenAt && Date.parse(item.seenAt)) || seen.at,
            attention: item.attention ?? NOTHING,
          });
        }
        const { format } = item;
        const id = item.ok ? undefined : item.id;
        const unnamed = `${format}?${seen.load}.${entries.size}.${place}`;
        const key = id === undefined ? unnamed : keyOf({ format, id });
        return set(unreadable(key, { format, id }, found, seen));
      });
      emit("listed", changed);
    },

    /** Removes links that the provider no longer lists. @param {string} format @param {number} load */
    listedWhole(format, load) {
      let gone = 0;
      for (const [key, entry] of entries) {
        if (entry.format !== format || entry.load >= load) continue;
        entries.delete(key);
        gone += 1;
      }
      if (gone > 0) emit("listed", []);
    },

    /**
     * Reads one link again.
     * @param {{format: string, id: string}} link
     * @returns {Promise<{ok: true, entry: Entry, source: Source, document: string | undefined} | {ok: false, problem: Problem}>}
     */
    async reread({ format, id }) {
      const at = Date.now();
      const answer = await readLink(format, id);
      if (!answer.ok) return answer;
      const { link, notes, linkIssues, seenAt, source, document } = answer.value;
      const { attention = NOTHING } = answer.value;
      const load = entries.get(`${format}/${id}`)?.load ?? Infinity;
      const seenNow = source === "provider";
      const seen = { at: seenNow ? at : Date.parse(seenAt), load, source, attention };
      const entry = observe(link, findings(notes, linkIssues), seen);
      emit("updated", [entry]);
      return { ok: true, entry, source, document };
    },

    /** Stores the answer to a close. @param {import("./edge.js").Closing} answer @param {number} at */
    closed({ link, notes, linkIssues, source = "provider", attention }, at) {
      const held = entries.get(keyOf(link));
      closes.forget(keyOf(link));
      // A stored link was current when it was observed, not now.
      const seenAt = source === "provider" ? at : (held?.seenAt ?? at);
      const load = held?.load ?? Infinity;
      const seen = { at: seenAt, load, source, attention };
      const entry = observe(link, findings(notes, linkIssues), seen);
      emit("updated", [entry]);
      return entry;
    },

    /**
     * A close is requested: its result is unknown until the answer, even if this page is closed.
     * @param {string} key
     * @param {import("./unconfirmed.js").Asked} asked
     */
    asked: (key, asked) => closes.add(key, asked),

    /** The results of the closes of these links; `known`: those with a known result. @param {string[]} keys @param {string[]} known */
    answered(keys, known) {
      for (const key of known) closes.forget(key);
      remark(keys);
    },

    /** Changes by other tabs of this browser. */
    seenElsewhere: () => remark(closes.refresh()),

    /** Decides again about one link. @param {string} key */
    decideAgain(key) {
      const entry = entries.get(key);
      if (!entry?.link) return entry;
      const again = decidedAgain(entry);
      if (again.verdict === entry.verdict && again.changesAt === entry.changesAt) return entry;
      set(again);
      emit("updated", [again]);
      return again;
    },
  };
}

/** @param {{format: string, id: string}} link */
export const keyOf = ({ format, id }) => `${format}/${id}`;

/** The list stores a part of the decision only; the complete one is made on request. */
function brief(/** @type {Decision} */ { verdict, canTry, changesAt }) {
  const at = changesAt ? Date.parse(changesAt) : Number.NaN;
  return { verdict, canTry, changesAt: Number.isNaN(at) ? Infinity : at };
}

/** @param {Entry} entry @returns {Entry} */
const decidedAgain = (entry) => (entry.link ? { ...entry, ...brief(closing(entry.link)) } : entry);

/**
 * @param {UsableLink} link
 * @param {Found} found
 * @param {Omit<Required<Seen>, "attention"> & Pick<Entry, "attention" | "unconfirmed">} seen
 * @param {import("./rules.js").Remark | null} conflict
 * @returns {Entry}
 */
function readable(link, found, { at, load, source, attention, unconfirmed }, conflict) {
  const { format, id } = link;
  const key = keyOf(link);
  try {
    const { verdict, canTry, changesAt } = brief(closing(link));
    // One literal with all members: spreading takes 50 % longer, for a hundred thousand links.
    return {
      key,
      format,
      id,
      link,
      notes: found.notes,
      issues: found.issues,
      problems: found.problems,
      verdict,
      canTry,
      changesAt,
      conflict,
      attention,
      unconfirmed,
      seenAt: at,
      source,
      load,
      facts: factsOf(link, { format, id }, NOTHING),
    };
  } catch (error) {
    // The core refuses an invalid link, so there is no decision.
    const message = error instanceof Error ? error.message : String(error);
    /** @type {Issue} */
    const issue = { code: "not_a_link", severity: "error", pointer: "", message, params: {} };
    const name = { format: String(format), id: undefined };
    return unreadable(key, name, { notes: NOTHING, issues: [issue], problems: 1 }, { at, load });
  }
}

/**
 * @param {string} key
 * @param {{format: string, id: string | undefined}} name
 * @param {Found} found
 * @param {Seen} seen
 * @returns {Entry}
 */
const unreadable = (key, name, found, { at, load }) => ({
  key,
  ...name,
  link: null,
  ...found,
  verdict: undefined,
  canTry: false,
  changesAt: Infinity,
  conflict: null,
  attention: NOTHING,
  unconfirmed: null,
  seenAt: at,
  source: "provider",
  load,
  facts: factsOf(null, name, found.issues),
});

/** @type {WeakMap<Entry, Decision[]>} */
const decided = new WeakMap();

/**
 * All decisions about the link, made on first use.
 * @param {Entry} entry
 * @returns {Decision[]}
 */
export function decisionsOf(entry) {
  if (!entry.link) return [];
  let decisions = decided.get(entry);
  if (!decisions) {
    decisions = decide(entry.link);
    decided.set(entry, decisions);
  }
  return decisions;
}

/** @param {Entry} entry */
export const closeOf = (entry) => decisionsOf(entry).find(({ action }) => action === "close");

/**
 * The group of a link: by the core's verdict, and by problems.
 * @param {Entry} entry
 * @returns {"open" | "look" | "closed"}
 */
export function groupOf({ verdict, conflict, attention, unconfirmed }) {
  if (verdict === undefined || verdict === "uncertain") return "look";
  if (conflict !== null || attention.length > 0 || unconfirmed !== null) return "look";
  return verdict === "allowed" ? "open" : "closed";
}
