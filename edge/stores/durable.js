// A store of Durable Objects for Workers: each table is an object with its own SQLite database, shared by all locations.

/// <reference path="./workerd.d.ts" />

/** @import {Change, Place, Range, Store} from "./store.js" */

import { DurableObject } from "cloudflare:workers";
import { checked } from "./checked.js";
import { SCHEMA, tableOver } from "./table.js";

const HOUR_MS = 60 * 60 * 1000;
/** How many entries one alarm deletes; if there are more, another alarm follows soon. */
const FORGETS = 1000;
const SOON_MS = 1000;

/**
 * The runtime itself repeats calls that did not arrive. A call without a response may have been executed, and repeating
 * a compare-and-set would make it fail: so nothing is repeated here.
 * @param {DurableObjectNamespace<Place>} namespace of `PaylinkPlace`
 * @returns {Store}
 */
export function durableStore(namespace) {
  return checked({
    at(name) {
      // A failed stub keeps failing, and a new one is cheap.
      const place = () => namespace.get(namespace.idFromName(name));
      return {
        get: (keys) => place().get(keys),
        write: (changes) => place().write(changes),
        list: (range) => place().list(range),
      };
    },
  });
}

/** An object is one table, so it needs no name. */
const HERE = "";

/**
 * A table. Its answers leave only after all earlier writes are on disk; and it does one thing at a time, because it
 * never awaits in between.
 */
export class PaylinkPlace extends DurableObject {
  #table;
  /** The time of the alarm that deletes. @type {number | null} */
  #alarm = null;

  /** @param {DurableObjectState} ctx @param {unknown} env */
  constructor(ctx, env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    /** @param {string} text @param {(string | number | null)[]} values */
    const exec = (text, ...values) => sql.exec(text, ...values);
    for (const statement of SCHEMA) exec(statement);
    this.#table = tableOver({ rows: exec, run: exec });
    ctx.blockConcurrencyWhile(async () => {
      this.#alarm = await ctx.storage.getAlarm();
    });
  }

  /** @param {readonly string[]} keys */
  async get(keys) {
    return this.#table.get(HERE, keys);
  }

  /** @param {Range} range */
  async list(range) {
    return this.#table.list(HERE, range);
  }

  /** @param {readonly Change[]} changes */
  async write(changes) {
    const fits = this.ctx.storage.transactionSync(() => this.#table.write(HERE, changes));
    if (fits) await this.#wake();
    return fits;
  }

  async alarm() {
    this.#alarm = null;
    this.#table.forget(Date.now(), FORGETS);
    await this.#wake();
  }

  /** Sets the alarm to the next expiry, by the hour, because setting it is a write. */
  async #wake() {
    const first = this.#table.firstPast();
    if (first === null) return;
    const now = Date.now();
    const hour = (Math.floor(first / HOUR_MS) + 1) * HOUR_MS;
    const due = Math.max(hour, now + SOON_MS);
    // An overdue alarm has failed too often, and is not repeated by the runtime.
    if (this.#alarm !== null && this.#alarm <= due && this.#alarm > now - HOUR_MS) return;
    this.#alarm = due;
    await this.ctx.storage.setAlarm(due);
  }
}
