// The links as the page knows them: what was read, what the core makes of it, and the one timer that
// asks again at the instant at which the clock alone will change an answer.

import { listLinks, readLink } from "./edge.js";
import { closing, decide } from "./rules.js";

/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./problem.js").Problem} Problem */

/**
 * Never changed, only replaced: a row can tell by identity whether it has to be drawn again.
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} format
 * @property {PaymentLink | null} link `null` if it cannot be read
 * @property {Issue[]} notes
 * @property {Issue[]} issues why it cannot be read
 * @property {Decision[]} decisions
 * @property {Decision | undefined} close
 * @property {number} asOf the turn at which it was asked for
 */

/** @typedef {"loaded" | "updated" | "clock"} Change */

/** Timers wait for 2^31 ms at most, and a computer may sleep: never trust one for longer than this. */
const LONGEST_WAIT_MS = 60_000;

export class Links {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Set<(change: Change, changed: Entry[]) => void>} */
  #listeners = new Set();
  #turn = 0;
  #timer = 0;
  #loads = 0;

  /** @type {Problem | null} */
  problem = null;
  /** @type {{format: string, problem: Problem}[]} */
  unavailable = [];
  /** When the list was last read. @type {number | null} */
  readAt = null;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#reconsider());
  }

  get loading() {
    return this.#loads > 0;
  }

  /** In the order of the last load, which stays while one looks at it. */
  get entries() {
    return [...this.#entries.values()];
  }

  /** @param {string} key */
  entry(key) {
    return this.#entries.get(key);
  }

  /** @param {(change: Change, changed: Entry[]) => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  async load() {
    const turn = ++this.#turn;
    this.#loads += 1;
    this.#emit("updated", []);
    const answer = await listLinks();
    this.#loads -= 1;
    if (!answer.ok) {
      this.problem = answer.problem;
      this.#emit("updated", []);
      return;
    }
    this.problem = null;
    this.unavailable = answer.value.unavailable;
    this.readAt = Date.now();
    const listed = answer.value.links.map((item, place) =>
      item.ok
        ? readable(item.value, item.notes, turn)
        : unreadable(`${item.format}?${place}`, item.format, item.issues, turn),
    );
    const down = new Set(this.unavailable.map(({ format }) => format));
    // What a provider that is down said last is still the best that is known of its links.
    const kept = this.entries.filter(({ format }) => down.has(format));
    const next = [...kept, ...listed].map((entry) => this.#newest(entry));
    this.#entries = new Map(next.sort(byUrgency).map((entry) => [entry.key, entry]));
    this.#emit("loaded", next);
    this.#schedule();
  }

  /**
   * Reads one link again.
   * @param {PaymentLink} link
   * @returns {Promise<{ok: true, entry: Entry} | {ok: false, problem: Problem}>}
   */
  async reread(link) {
    const turn = ++this.#turn;
    const answer = await readLink(link.format, link.id);
    if (!answer.ok) return answer;
    return { ok: true, entry: this.#put(readable(answer.value.link, answer.value.notes, turn)) };
  }

  /**
   * Takes in what a close answered, which is newer than everything asked for before it came.
   * @param {PaymentLink} link
   * @param {Issue[]} notes
   */
  closed(link, notes) {
    return this.#put(readable(link, notes, ++this.#turn));
  }

  /**
   * Asks the core once more about one link.
   * @param {string} key
   */
  decideAgain(key) {
    const entry = this.#entries.get(key);
    return entry?.link ? this.#put({ ...entry, ...verdicts(entry.link) }) : entry;
  }

  /** @param {Entry} entry */
  #put(entry) {
    const newest = this.#newest(entry);
    this.#entries.set(newest.key, newest);
    this.#emit("updated", [newest]);
    this.#schedule();
    return newest;
  }

  /** An answer to an earlier question never overwrites a later one. @param {Entry} entry */
  #newest(entry) {
    const held = this.#entries.get(entry.key);
    return held?.link && held.asOf > entry.asOf ? held : entry;
  }

  #schedule() {
    clearTimeout(this.#timer);
    const instants = this.entries.map(changesAt);
    const wait = Math.min(...instants) - Date.now();
    if (wait === Number.POSITIVE_INFINITY) return;
    this.#timer = window.setTimeout(
      () => this.#reconsider(),
      Math.min(Math.max(wait, 20), LONGEST_WAIT_MS),
    );
  }

  #reconsider() {
    const now = Date.now();
    const changed = [];
    for (const entry of this.entries) {
      if (!entry.link || changesAt(entry) > now) continue;
      const again = { ...entry, ...verdicts(entry.link) };
      this.#entries.set(entry.key, again);
      changed.push(again);
    }
    if (changed.length > 0) this.#emit("clock", changed);
    this.#schedule();
  }

  /** @param {Change} change @param {Entry[]} changed */
  #emit(change, changed) {
    for (const listener of this.#listeners) listener(change, changed);
  }
}

/** @param {PaymentLink} link */
function verdicts(link) {
  const decisions = decide(link);
  return { decisions, close: closing(decisions) };
}

/** @param {PaymentLink} link @param {Issue[]} notes @param {number} asOf @returns {Entry} */
function readable(link, notes, asOf) {
  const { format } = link;
  try {
    const key = `${format}/${link.id}`;
    return { key, format, link, notes, issues: [], asOf, ...verdicts(link) };
  } catch (error) {
    // The core refuses what is no link at all, and then nothing can be said of it.
    const message = error instanceof Error ? error.message : String(error);
    /** @type {Issue} */
    const issue = { code: "not_a_link", severity: "error", pointer: "", message, params: {} };
    return unreadable(`${format}?${link.id}`, String(format), [issue], asOf);
  }
}

/** @param {string} key @param {string} format @param {Issue[]} issues @param {number} asOf */
const unreadable = (key, format, issues, asOf) => ({
  key,
  format,
  link: null,
  notes: [],
  issues,
  decisions: [],
  close: undefined,
  asOf,
});

/** @param {Entry} entry */
function changesAt({ close }) {
  const at = close?.changesAt ? Date.parse(close.changesAt) : Number.NaN;
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

/** What can still be acted upon first, by the time left; the rest with the newest first. */
function byUrgency(/** @type {Entry} */ one, /** @type {Entry} */ other) {
  const place = groupOrder(one) - groupOrder(other);
  if (place !== 0) return place;
  if (groupOrder(one) === 0) return expiry(one) - expiry(other) || 0;
  return (other.link?.createdAt ?? "").localeCompare(one.link?.createdAt ?? "");
}

/** @param {Entry} entry */
const groupOrder = (entry) => (groupOf(entry) === "closed" ? 2 : entry.link ? 0 : 1);

/** @param {Entry} entry */
function expiry({ link }) {
  const at = Date.parse(link?.expiresAt ?? "");
  // Not infinity: two of those have no difference to sort by.
  return Number.isNaN(at) ? Number.MAX_SAFE_INTEGER : at;
}

/**
 * The heap a link is on, by the core's verdict alone.
 * @param {Entry} entry
 * @returns {"open" | "look" | "closed"}
 */
export function groupOf({ link, close }) {
  if (link === null || close === undefined || close.verdict === "unsure") return "look";
  return close.verdict === "allowed" ? "open" : "closed";
}
