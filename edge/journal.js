// The journal: who did what, when, the decision and its source. Entries are never changed.

/**
 * @import {Decision, FormatId} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

import { idempotency } from "paylink";
import { linkKey } from "./names.js";
import { shortenedEntry } from "./shorten.js";

/**
 * The content of an entry; its members depend on the type.
 * @typedef {object} Told
 * @property {EntryType} type
 * @property {string} who the caller's name, or the provider's for a delivery
 * @property {string} [requestId]
 * @property {FormatId} [format]
 * @property {string} [link] its id
 * @property {object} [detail]
 */

/**
 * @typedef {"close_decided" | "close_answered" | "create_planned" | "create_answered" | "link_changed"
 *   | "child_changed" | "paid_after_end" | "link_conflict" | "link_imported" | "delivery" | "delivery_differs"
 *   | "delivery_joined" | "job_made"} EntryType
 */

/** @typedef {Told & {id: string, at: string}} Entry */

/**
 * @typedef {object} Journal
 * @property {(told: Told) => Promise<void>} add
 * @property {(told: Told) => Entry} entryOf an entry with its id and time, not yet written
 * @property {(entry: Entry) => Promise<boolean>} put writes such an entry once; whether
 *   this call wrote it
 * @property {(range: {of?: [FormatId, string] | undefined, after?: string | undefined, limit: number,
 *   newestFirst?: boolean}) => Promise<Entry[]>} list
 */

/**
 * @param {{store: Store, now: () => number, keepMs: number}} edge
 * @returns {Journal}
 */
export function journalOf({ store, now, keepMs }) {
  const place = store.at("journal");
  const ids = sortedIds(now);
  /** @param {Told} told @returns {Entry} */
  function entryOf(told) {
    const { id, time } = ids();
    return { id, at: new Date(time).toISOString(), ...told };
  }

  /** @param {Entry} entry */
  async function put(entry) {
    const { id, at, format, link } = entry;
    const next = JSON.stringify(shortenedEntry(entry));
    const keys = [`all/${id}`];
    if (format && link !== undefined) keys.push(`${await prefixOf([format, link])}${id}`);
    const until = Date.parse(at) + keepMs;
    return place.write(keys.map((key) => ({ key, held: null, next, until })));
  }

  return {
    entryOf,
    put,
    async add(told) {
      if (await put(entryOf(told))) return;
      throw new Error("two entries of the journal have the same id");
    },
    async list({ of, after, limit, newestFirst = false }) {
      const prefix = of ? await prefixOf(of) : "all/";
      const range = { prefix, limit, backwards: newestFirst };
      const entries = await place.list(
        after === undefined ? range : { ...range, after: prefix + after },
      );
      return entries.map(([, text]) => JSON.parse(text));
    },
  };
}

/**
 * UUIDs sorted by time, and within a millisecond by a counter in the random part (RFC 9562, 6.2, method 1): two
 * entries of one process are in the order of their creation.
 * @param {() => number} now
 */
function sortedIds(now) {
  let last = 0;
  let count = 0;
  return () => {
    const time = Math.max(now(), last);
    count = time === last ? count + 1 : 0;
    // A full millisecond borrows from the next.
    last = count > 0xfff ? time + 1 : time;
    count &= 0xfff;
    const random = crypto.getRandomValues(new Uint8Array(16));
    random[0] = count >> 8;
    random[1] = count & 0xff;
    return { id: idempotency.newKey(random, last), time: last };
  };
}

/** @param {[FormatId, string]} name */
const prefixOf = async ([format, id]) => `link/${await linkKey(format, id)}/`;

/**
 * A decision as it is stored: its codes and its source.
 * @param {Decision} decision
 */
export const kept = ({ action, call, verdict, canTry, next, basis, source, ...decision }) => ({
  action,
  call,
  verdict,
  canTry,
  ...(next && { next }),
  reasons: decision.reasons.map(({ code }) => code),
  warnings: decision.warnings.map(({ code }) => code),
  basis,
  source,
});
