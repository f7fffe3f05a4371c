// A store of Durable Objects, for Workers: each place is an object with an SQLite database of its own,
// wherever in the world it is asked from.

/// <reference path="./workerd.d.ts" />

/** @import {Change, Place, Range, Store} from "./store.js" */

import { DurableObject } from "cloudflare:workers";
import { checked } from "./checked.js";
import { SCHEMA, tableOver } from "./table.js";

const HOUR_MS = 60 * 60 * 1000;
/** How many entries an alarm forgets; for more there is another, so soon. */
const FORGETS = 1000;
const SOON_MS = 1000;

/**
 * The runtime itself repeats a call that never arrived. What arrived and was not answered may be done,
 * and a compare-and-set that is done twice says no to itself: so nothing is repeated here.
 * @param {DurableObjectNamespace<Place>} namespace of `PaylinkPlace`
 * @returns {Store}
 */
export function durableStore(namespace) {
  return checked({
    at(name) {
      // A stub that failed once does so for ever, and a new one costs nothing.
      const place = () => namespace.get(namespace.idFromName(name));
      return {
        get: (keys) => place().get(keys),
        write: (changes) => place().write(changes),
        list: (range) => place().list(range),
      };
    },
  });
}

/** An object is one place, so it needs no name for it. */
const HERE = "";

/**
 * A place. Nothing that it answers leaves before the disks have what was written until then; and it
 * does one thing at a time, for it never waits in between.
 */
export class PaylinkPlace extends DurableObject {
  #table;
  /** When it will be woken to forget. @type {number | null} */
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

  /** Sets the alarm to when something may be forgotten, by the hour: setting it is a write as well. */
  async #wake() {
    const first = this.#table.firstPast();
    if (first === null) return;
    const now = Date.now();
    const hour = (Math.floor(first / HOUR_MS) + 1) * HOUR_MS;
    const due = Math.max(hour, now + SOON_MS);
    // One that is long overdue has failed too often, and is not tried again.
    if (this.#alarm !== null && this.#alarm <= due && this.#alarm > now - HOUR_MS) return;
    this.#alarm = due;
    await this.ctx.storage.setAlarm(due);
  }
}
