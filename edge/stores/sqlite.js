// A store in one SQLite file for Node. Confirmed writes survive a crash and a power failure; several processes may use
// the file.

/** @import {Change, Store} from "./store.js" */

import { closeSync, openSync, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve as absolute } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { wait } from "paylink/client";
import { checked } from "./checked.js";
import { steadyClock } from "./steady.js";
import { SCHEMA, tableOver } from "./table.js";

/** "payl": identifies the file as this application's. */
const APPLICATION = 0x7061796c;
const VERSION = 1;
/** How long another process may lock the file before a call fails. */
const BUSY_MS = 5000;
/** SQLITE_BUSY, SQLITE_PROTOCOL: another process has locked the file. */
const HELD_BY_ANOTHER = [5, 15];
/** How many writes share a transaction: they wait for the disk once, and none waits long. */
const GROUP = 100;
/** How many entries a change deletes: more than it adds, so that deletion keeps up. */
const FORGETS = 2;
/** The key of the time of the last deletion. No table of a caller has this name. */
const CLOCK = { place: "", key: "forgotten-by" };
const CLOCK_EVERY_MS = 60_000;

/**
 * The changes of one call, and its promise.
 * @typedef {object} Waiting
 * @property {string} place
 * @property {readonly Change[]} changes
 * @property {number} since
 * @property {(fits: boolean) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * While another process locks the file, calls wait without blocking others in this process.
 * @param {{path: string, now?: () => number, ticks?: () => number}} options the file, created if missing, in
 *   an existing folder; the clock for expiry, which is followed by `steady.js`
 * @returns {Store}
 * @throws {Error} the file is not a store, or cannot be used
 */
export function sqliteStore({ path, now = Date.now, ticks }) {
  const file = absolute(path);
  const db = opened(file);
  const { dev, ino } = statSync(file);
  const { inTransaction, ...sql } = statements(db);
  const table = tableOver(sql);
  const last = lastClock(table);
  const forgettingBy = steadyClock(now, {
    ...(last !== null && { from: Number(last) }),
    ...(ticks && { ticks }),
  });
  let keptClock = last;
  /** @type {Waiting[]} */
  let waiting = [];
  /** @type {Promise<void> | undefined} */
  let flushing;

  /** Makes all waiting changes, in groups. */
  async function flush() {
    const waits = pauses();
    while (waiting.length > 0) {
      const group = waiting.splice(0, GROUP);
      try {
        const answers = committed(group);
        for (const [index, { resolve }] of group.entries()) resolve(answers[index] ?? false);
        waits.reset();
      } catch (error) {
        const patient = isHeld(error) ? group.filter(isPatient) : [];
        for (const each of group) if (!patient.includes(each)) each.reject(error);
        waiting = [...patient, ...waiting];
        if (patient.length > 0) await waits.next();
      }
      await turn();
    }
    // Synchronous with the check for waiting changes: a later one starts another round.
    flushing = undefined;
  }

  /**
   * Checks and makes the changes of several calls, one after another, in one transaction.
   * @param {readonly Waiting[]} group
   */
  const committed = (group) =>
    inTransaction("IMMEDIATE", () => {
      const fits = group.map(({ place, changes }) => table.write(place, changes));
      const time = forgettingBy();
      table.forget(time, FORGETS * group.reduce((sum, { changes }) => sum + changes.length, 0));
      keepClock(time);
      return fits;
    });

  /** Detects a wrong clock at the start. @param {number} time */
  function keepClock(time) {
    if (keptClock !== null && time - Number(keptClock) < CLOCK_EVERY_MS) return;
    const next = String(time);
    // Another process may have written it; this process's time is written with its next write.
    const [held = null] = table.get(CLOCK.place, [CLOCK.key]);
    if (held === null || Number(held) < time) {
      table.write(CLOCK.place, [{ key: CLOCK.key, held, next }]);
    }
    keptClock = next;
  }

  return checked({
    at: (place) => ({
      get: (keys) => patiently(() => inTransaction("DEFERRED", () => table.get(place, keys))),
      write: (changes) =>
        new Promise((resolve, reject) => {
          waiting.push({ place, changes, since: performance.now(), resolve, reject });
          // All other calls of this turn of the event loop are included.
          flushing ??= turn().then(flush);
        }),
      list: (range) => patiently(() => table.list(place, range)),
    }),
    async check() {
      const found = await stat(file);
      if (found.ino === ino && found.dev === dev) return;
      throw new Error("the file was replaced while it was in use: start again");
    },
    async close() {
      await flushing;
      db.close();
    },
  });
}

/** The first call reports a file that is damaged or locked. @param {ReturnType<typeof tableOver>} table */
function lastClock(table) {
  try {
    return table.get(CLOCK.place, [CLOCK.key])[0] ?? null;
  } catch {
    return null;
  }
}

/** @param {Waiting} waiting */
const isPatient = ({ since }) => performance.now() - since < BUSY_MS;

/** @param {unknown} error */
function isHeld(error) {
  const { errcode = 0 } = /** @type {{errcode?: number}} */ (Object(error));
  // The low byte is the error, the others are details.
  return HELD_BY_ANOTHER.includes(errcode & 0xff);
}

/** @template T @param {() => T} work @returns {Promise<T>} */
async function patiently(work) {
  const since = performance.now();
  const waits = pauses();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isHeld(error) || performance.now() - since > BUSY_MS) throw error;
      await waits.next();
    }
  }
}

/** Increasing pauses with jitter. */
function pauses() {
  let nextMs = 1;
  return {
    next() {
      const ms = nextMs * (0.5 + Math.random());
      nextMs = Math.min(nextMs * 2, 50);
      return wait(ms);
    },
    reset() {
      nextMs = 1;
    },
  };
}

/** @param {string} path */
function opened(path) {
  try {
    created(path);
    const db = new DatabaseSync(path);
    try {
      prepare(db);
      // From here on SQLite does not wait for locks itself: it would block the event loop.
      db.exec("PRAGMA busy_timeout = 0");
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

/** Only the owner may read payment data. @param {string} path */
function created(path) {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    // An existing file is never opened by hand: closing it would release SQLite's locks on it.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/** @param {DatabaseSync} db */
function prepare(db) {
  const { inTransaction, rows } = statements(db);
  /** @param {string} text */
  const pragma = (text) => Object.values([...rows(`PRAGMA ${text}`)][0])[0];
  db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  // Checked before any change, because the file may belong to another application.
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
  // Otherwise a power failure could lose confirmed writes.
  // Deleted data, such as an ended session, is overwritten in the file.
  db.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON");
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
    // SQLite has already rolled back, as for a full disk.
  }
}
