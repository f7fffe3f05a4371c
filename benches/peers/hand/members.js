// The attributes of Txn's resources by a table: which members there are, and what each is.

import { instant, millis } from "./dates.js";
import { issue, note } from "./findings.js";
import { another, BRACKET, CLOSE, END_BRACKET, OPEN, peek, some, source } from "./json.js";
import { amount, currency } from "./money.js";
import { member, namesOf, unknown, wordsOf } from "./names.js";
import * as read from "./values.js";

const KINDS = /** @type {const} */ ([
  "text",
  "amount",
  "currency",
  "instant",
  "url",
  "network",
  "boolean",
  "texts",
  "currencies",
  "status",
  "word",
]);
const NULLS = { "!": read.REFUSED, "": read.DOCUMENTED, "?": read.NOTED };

/** @param {import("./attributes.js").Attributes} attributes @param {string} statuses */
export function tableOf(attributes, statuses) {
  const list = Object.keys(attributes);
  const parts = Object.values(attributes).map((told) => /^([a-z]+)([!?]?)$/.exec(told) ?? []);
  return {
    names: namesOf(list),
    kinds: Uint8Array.from(parts, ([, kind]) => KINDS.indexOf(/** @type {any} */ (kind))),
    nulls: Uint8Array.from(parts, ([, , none]) => NULLS[/** @type {"!"} */ (none)]),
    statuses: wordsOf(statuses.split(" ")),
    /** The values of the members, in their order. @type {any[]} */
    it: new Array(list.length).fill(undefined),
    /** Milliseconds of those that are instants. */
    millis: new Float64Array(list.length),
    /** Which of the known statuses it has, or -1. */
    status: -1,
    statusAt: 0,
    seen: 0,
  };
}

/** @typedef {ReturnType<typeof tableOf>} Table */

const WORDS = wordsOf(["onTime", "partial", "full", "unpaid", "expecting", "on_time", "late"]);

/**
 * Reads an object; `each` reads the value of a known member. The members that it has, as a set of bits; -1
 * if it is no object.
 * @param {import("./names.js").Known} names
 * @param {(index: number) => void} each
 */
export function readObject(names, each) {
  if (peek() !== OPEN) {
    read.otherwise("", read.REFUSED);
    return -1;
  }
  source.at += 1;
  source.depth += 1;
  let seen = 0;
  let before = -1;
  /** @type {string[] | undefined} */
  let others;
  if (some(CLOSE)) {
    do {
      peek();
      before = member(names, before);
      if (before < 0) {
        if (others?.includes(unknown)) issue("member_duplicate", unknown);
        others = [...(others ?? []), unknown];
        read.unmapped(unknown);
        continue;
      }
      if ((seen & (1 << before)) !== 0) issue("member_duplicate", names.list[before]);
      seen |= 1 << before;
      each(before);
    } while (another(CLOSE));
  }
  source.depth -= 1;
  return seen;
}

/** Reads an object into a table's values; false if it is none. @param {Table} table */
export function readMembers(table) {
  table.it.fill(undefined);
  table.status = -1;
  filling = table;
  table.seen = readObject(table.names, fill);
  return table.seen >= 0;
}

/** The table that is being filled. @type {Table} */
let filling;

/** @param {number} index */
function fill(index) {
  const table = filling;
  const { it } = table;
  const name = table.names.list[index];
  const none = table.nulls[index];
  switch (table.kinds[index]) {
    case 0:
      it[index] = read.text(name, none);
      break;
    case 1:
      it[index] = amount(name, none);
      break;
    case 2:
      it[index] = currency(name, none);
      break;
    case 3:
      it[index] = instant(name, none);
      table.millis[index] = millis;
      break;
    case 4:
      it[index] = read.url(name, none);
      break;
    case 5:
      it[index] = read.filled(name, none)?.toLowerCase();
      break;
    case 6:
      it[index] = read.boolean(name, none);
      break;
    case 7:
      it[index] = listOf(name, none, read.text);
      break;
    case 8:
      it[index] = listOf(name, none, currency);
      break;
    case 9:
      table.statusAt = source.at;
      it[index] = read.status(table.statuses);
      table.status = read.wordIndex;
      break;
    default: {
      const word = read.word(WORDS, name, none);
      it[index] = word === "onTime" ? "on_time" : word === "partial" ? "underpaid" : word;
    }
  }
}

/**
 * @param {string} name
 * @param {number} none
 * @param {(name: string, none: number) => unknown} one
 */
function listOf(name, none, one) {
  if (peek() !== BRACKET) {
    if (peek() === 110) return read.otherwise(name, none);
    issue("type_mismatch", name);
    return read.skip(name);
  }
  const values = [];
  let whole = true;
  source.at += 1;
  if (some(END_BRACKET)) {
    do {
      peek();
      const value = one(`${name}/${values.length}`, read.REFUSED);
      whole &&= value !== undefined;
      values.push(value);
    } while (another(END_BRACKET));
  }
  return whole ? values : undefined;
}

/** One of two that need each other, alone, is noted. @param {Table} table @param {[string, string][]} pairs */
export function notePairs({ names: { indices }, it }, pairs) {
  for (const [one, other] of pairs) {
    const first = it[/** @type {number} */ (indices.get(one))] !== undefined;
    const second = it[/** @type {number} */ (indices.get(other))] !== undefined;
    if (first && !second) note("member_unmapped", one);
    if (second && !first) note("member_unmapped", other);
  }
}
