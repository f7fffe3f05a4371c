// Counts links in one pass: by status and day, by time left, by reasons against a close. The decisions are the core's.

/** @import {Decision, UsableLink} from "paylink" */

import { statuses } from "../rules.js";

/**
 * A link with its decision about closing; or with the verdict only, and the reasons are requested later.
 * @typedef {{link: UsableLink | null, close?: Decision | undefined,
 *   verdict?: string | undefined}} Counted
 *
 * @typedef {object} Tally
 * @property {number} links
 * @property {number} unreadable
 * @property {Map<number, number[]>} days counts by status, by days since 1970 in UTC
 * @property {number[]} totals by status
 * @property {number[]} left the number of closable links, by time left
 * @property {Map<string, number>} reasons the reasons against a close, by code
 * @property {UsableLink[]} unasked links that cannot be closed, with reasons not yet computed
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Upper limits of the time left; then longer, and without an expiry. */
export const LEFT = /** @type {const} */ ([
  ["minutes", 15 * MINUTE],
  ["hour", HOUR],
  ["hours", 6 * HOUR],
  ["day", DAY],
  ["days", 3 * DAY],
  ["week", 7 * DAY],
  ["month", 30 * DAY],
  ["longer", Number.POSITIVE_INFINITY],
  ["endless", Number.NaN],
]);

/** @param {Iterable<Counted>} entries @param {number} now @returns {Tally} */
export function tallied(entries, now) {
  /** @type {Tally} */
  const tally = {
    links: 0,
    unreadable: 0,
    days: new Map(),
    totals: statuses().map(() => 0),
    left: LEFT.map(() => 0),
    reasons: new Map(),
    unasked: [],
  };
  for (const { link, close, verdict } of entries) {
    tally.links += 1;
    if (link === null) {
      tally.unreadable += 1;
      continue;
    }
    byDay(tally, link);
    const allowed = (close?.verdict ?? verdict) === "allowed";
    if (allowed) add(tally.left, bucketOf(link.expiresAt, now));
    if (close) said(tally.reasons, close);
    else if (!allowed) tally.unasked.push(link);
  }
  return tally;
}

/** @param {Map<string, number>} reasons @param {Decision} close */
export function said(reasons, close) {
  for (const { code } of close.reasons) reasons.set(code, (reasons.get(code) ?? 0) + 1);
}

/** @param {number[]} counts @param {number} index */
function add(counts, index) {
  counts[index] = (counts[index] ?? 0) + 1;
}

/** @param {Tally} tally @param {UsableLink} link */
function byDay({ days, totals }, { status, createdAt }) {
  const index = Math.max(0, statuses().indexOf(status));
  add(totals, index);
  const day = Math.floor(Date.parse(createdAt ?? "") / DAY);
  // A missing date, or one that this browser cannot represent, has no column; the totals include it.
  if (Number.isNaN(day)) return;
  let counts = days.get(day);
  if (!counts) {
    counts = statuses().map(() => 0);
    days.set(day, counts);
  }
  add(counts, index);
}

/** @param {string | undefined} expiresAt @param {number} now */
function bucketOf(expiresAt, now) {
  const left = expiresAt === undefined ? Number.NaN : Date.parse(expiresAt) - now;
  const place = LEFT.findIndex(([, most]) => left < most);
  return place < 0 ? LEFT.length - 1 : place;
}

/** The most columns. */
const MOST = 45;

/** @typedef {"day" | "week" | "month" | "year"} Unit */
/** @typedef {{at: number, counts: number[]}} Column `at`: when it begins, in epoch milliseconds */

/**
 * By day, or by a larger unit to limit the number of columns; periods without links have a column too.
 * @param {Map<number, number[]>} days
 * @returns {{unit: Unit, columns: Column[]}}
 */
export function columnsOf(days) {
  if (days.size === 0) return { unit: "day", columns: [] };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days.keys()) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const units = /** @type {const} */ (["day", "week", "month", "year"]);
  const unit =
    units.find((each) => keyOf(last, each) - keyOf(first, each) < MOST) ??
    /** @type {const} */ ("year");
  const end = keyOf(last, unit);
  // Very old links are combined in the first column.
  const begin = Math.max(keyOf(first, unit), end - MOST + 1);
  const columns = Array.from({ length: end - begin + 1 }, (_, index) => ({
    at: beginOf(begin + index, unit),
    counts: statuses().map(() => 0),
  }));
  for (const [day, counts] of days) {
    const column = columns[Math.max(0, keyOf(day, unit) - begin)];
    counts.forEach((count, index) => {
      if (column) column.counts[index] = (column.counts[index] ?? 0) + count;
    });
  }
  return { unit, columns };
}

/** The 1st of January 1970 was a Thursday; weeks start on Monday. @param {number} day @param {Unit} unit */
function keyOf(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return Math.floor((day + 3) / 7);
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  return unit === "year" ? year : year * 12 + date.getUTCMonth();
}

/** @param {number} key @param {Unit} unit */
function beginOf(key, unit) {
  if (unit === "day") return key * DAY;
  if (unit === "week") return (key * 7 - 3) * DAY;
  return unit === "year"
    ? Date.UTC(key, 0, 1)
    : Date.UTC(Math.floor(key / 12), key - Math.floor(key / 12) * 12, 1);
}
