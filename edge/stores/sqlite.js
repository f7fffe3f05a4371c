// A store in one SQLite file, for Node. What it has answered for survives the process and the power;
// several processes may use the file.

/** @import {Change, Store} from "./store.js" */

import { closeSync, openSync } from "node:fs";
import { resolve as absolute } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { checked } from "./checked.js";
import { SCHEMA, tableOver } from "./table.js";

/** "payl": so that nobody takes the file for another's, nor another's for ours. */
const APPLICATION = 0x7061796c;
const VERSION = 1;
/** How long another process may hold the file; meanwhile, nothing else happens in this one. */
const BUSY_MS = 5000;
/** How many writes share a transaction: all wait for the disk only once, and none for long. */
const GROUP = 100;
/** How many entries a change forgets: more than it adds, so forgetting keeps up. */
const FORGETS = 2;

/**
 * One call's changes, and who waits for them.
 * @typedef {object} Waiting
 * @property {string} place
 * @property {readonly Change[]} changes
 * @property {(fits: boolean) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * @param {{path: string, now?: () => number}} options the file, made if it is not there, in a folder
 *   that is; the clock that things are forgotten by
 * @returns {Store}
 * @throws {Error} what is at the path is no store, or cannot be used
 */
export function sqliteStore({ path, now = Date.now }) {
  const db = opened(absolute(path));
  const { inTransaction, ...sql } = statements(db);
  const table = tableOver(sql);
  /** @type {Waiting[]} */
  const waiting = [];

  /** Judges and makes the changes of several calls, one after another, in one transaction. */
  function flush() {
    const group = waiting.splice(0, GROUP);
    if (group.length === 0) return;
    if (waiting.length > 0) setImmediate(flush);
    try {
      const answers = inTransaction("IMMEDIATE", () => {
        const fits = group.map(({ place, changes }) => table.write(place, changes));
        table.forget(now(), FORGETS * group.reduce((sum, { changes }) => sum + changes.length, 0));
        return fits;
      });
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return checked({
    at: (place) => ({
      get: async (keys) => inTransaction("DEFERRED", () => table.get(place, keys)),
      write: (changes) =>
        new Promise((resolve, reject) => {
          waiting.push({ place, changes, resolve, reject });
          // Whatever else is asked in this turn of the loop comes along.
          if (waiting.length === 1) setImmediate(flush);
        }),
      list: async (range) => table.list(place, range),
    }),
    async close() {
      while (waiting.length > 0) flush();
      db.close();
    },
  });
}

/** @param {string} path */
function opened(path) {
  try {
    created(path);
    const db = new DatabaseSync(path);
    try {
      prepare(db);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new Error(`the store ${path} cannot be opened: ${message}`, { cause: error });
  }
}

/** Nobody else on the machine has to read of payments. @param {string} path */
function created(path) {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    // Never opened by hand when it exists: closing it would give up SQLite's locks on it.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/** @param {DatabaseSync} db */
function prepare(db) {
  const { inTransaction, rows } = statements(db);
  /** @param {string} text */
  const pragma = (text) => Object.values([...rows(`PRAGMA ${text}`)][0])[0];
  db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  // Before anything is changed: it may be somebody else's.
  const empty = [...rows("SELECT 1 FROM sqlite_schema LIMIT 1")].length === 0;
  if (!empty && pragma("application_id") !== APPLICATION) {
    throw new Error("it is a database, but not a store of paylink");
  }
  const version = pragma("user_version");
  if (version > VERSION) {
    throw new Error(
      `a newer paylink wrote it: its version is ${version}, known is up to ${VERSION}`,
    );
  }
  if (pragma("journal_mode = WAL") !== "wal")
    throw new Error("its file system has no shared memory");
  // Power that fails would otherwise take writes along that were answered for.
  db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON");
  if (version === VERSION) return;
  inTransaction("IMMEDIATE", () => {
    for (const statement of SCHEMA) db.exec(statement);
    db.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION}`);
  });
}

/** @param {DatabaseSync} db */
function statements(db) {
  /** @type {Map<string, import("node:sqlite").StatementSync>} */
  const prepared = new Map();
  /** @param {string} text */
  const statement = (text) => {
    const known = prepared.get(text) ?? db.prepare(text);
    prepared.set(text, known);
    return known;
  };
  return {
    /** @type {import("./table.js").Sql["rows"]} */
    rows: (text, ...values) =>
      /** @type {Iterable<Record<string, any>>} */ (statement(text).iterate(...values)),
    /** @type {import("./table.js").Sql["run"]} */
    run: (text, ...values) => statement(text).run(...values),
    /** @template T @param {"IMMEDIATE" | "DEFERRED"} kind @param {() => T} work @returns {T} */
    inTransaction(kind, work) {
      db.exec(`BEGIN ${kind}`);
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        undo(db);
        throw error;
      }
    },
  };
}

/** @param {DatabaseSync} db */
function undo(db) {
  try {
    db.exec("ROLLBACK");
  } catch {
    // SQLite has already done it, as it does where the disk is full.
  }
}
