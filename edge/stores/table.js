// Tables of a store as one SQLite table, the same in Node and in a Durable Object. Transactions are the host's part.

/** @import {Change, Range} from "./store.js" */

import { together } from "./checked.js";
import { intervalOf } from "./interval.js";

/**
 * How a host runs a statement.
 * @typedef {object} Sql
 * @property {(text: string, ...values: (string | number | null)[]) => Iterable<Record<string, any>>} rows
 * @property {(text: string, ...values: (string | number | null)[]) => unknown} run
 */

/**
 * Text is compared by its bytes, which is SQLite's own order. With a rowid, although the key would suffice: entries are
 * too long for a table without one, which would take three times as long.
 */
export const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS entries (
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    until INTEGER,
    PRIMARY KEY (place, key)
  )`,
  "CREATE INDEX IF NOT EXISTS entries_until ON entries (until) WHERE until IS NOT NULL",
];

const VALUE = "SELECT value FROM entries WHERE place = ? AND key = ?";
const KEEP = `INSERT INTO entries (place, key, value, until) VALUES (?, ?, ?, ?)
  ON CONFLICT (place, key) DO UPDATE SET value = excluded.value, until = excluded.until`;
const DELETE = "DELETE FROM entries WHERE place = ? AND key = ?";
const FORWARDS = `SELECT key, value FROM entries WHERE place = ? AND key >= ? AND key < ?
  ORDER BY key LIMIT ?`;
const BACKWARDS = `SELECT key, value FROM entries WHERE place = ? AND key >= ? AND key < ?
  ORDER BY key DESC LIMIT ?`;
const FORGET = `DELETE FROM entries WHERE rowid IN
  (SELECT rowid FROM entries WHERE until < ? ORDER BY until LIMIT ?)`;
const FIRST_PAST = "SELECT until FROM entries WHERE until IS NOT NULL ORDER BY until LIMIT 1";

/** @param {Sql} sql */
export function tableOver({ rows, run }) {
  /** @param {string} place @param {string} key @returns {string | null} */
  const valueAt = (place, key) => {
    for (const { value } of rows(VALUE, place, key)) return value;
    return null;
  };
  return {
    /** @param {string} place @param {readonly string[]} keys */
    get(place, keys) {
      const counted = together();
      return keys.map((key) => counted(valueAt(place, key)));
    },
    /** Checks all conditions before anything is written. @param {string} place @param {readonly Change[]} changes */
    write(place, changes) {
      if (changes.some(({ key, held }) => valueAt(place, key) !== held)) return false;
      for (const { key, next, until = null } of changes) {
        if (next === null) run(DELETE, place, key);
        else run(KEEP, place, key, next, until);
      }
      return true;
    },
    /** @param {string} place @param {Range} range @returns {[key: string, value: string][]} */
    list(place, range) {
      const { from, to } = intervalOf(range);
      const counted = together();
      /** @type {[string, string][]} */
      const entries = [];
      for (const { key, value } of rows(
        range.backwards ? BACKWARDS : FORWARDS,
        place,
        from,
        to,
        range.limit,
      )) {
        entries.push([counted(key), counted(value)]);
      }
      return entries;
    },
    /** Deletes expired entries of all tables, up to a limit. @param {number} now @param {number} limit */
    forget(now, limit) {
      run(FORGET, now, limit);
    },
    /** When the next entry expires. @returns {number | null} */
    firstPast() {
      for (const { until } of rows(FIRST_PAST)) return until;
      return null;
    },
  };
}
