// Search, filters and order of the links, stored in the page's address.

import { amounts, titles } from "./facts.js";
import { groupOf } from "./links.js";
import { byText, sortedBy } from "./places.js";

/** @typedef {import("./links.js").Entry} Entry */

const SORTS = /** @type {const} */ ([
  "urgency",
  "title",
  "provider",
  "status",
  "amount",
  "expires",
]);
const GROUPS = /** @type {const} */ (["", "open", "look", "closed"]);
const WITHIN = /** @type {const} */ (["", "hour", "today", "day", "week"]);

export { GROUPS, WITHIN };

/** @typedef {typeof SORTS[number]} Sort */
/** @typedef {typeof GROUPS[number]} Group */
/** @typedef {typeof WITHIN[number]} Within */

/**
 * @typedef {object} Choice
 * @property {string} q
 * @property {string} provider
 * @property {string} status
 * @property {Group} show
 * @property {Within} within
 * @property {Sort} sort
 * @property {boolean} down whether the order is descending
 */

/** @type {Choice} */
export const EVERYTHING = {
  q: "",
  provider: "",
  status: "",
  show: "",
  within: "",
  sort: "urgency",
  down: false,
};

/** @param {string} query @returns {Choice} */
export function choiceOf(query) {
  const asked = new URLSearchParams(query);
  const text = (/** @type {string} */ name) => asked.get(name) ?? "";
  return {
    q: text("q"),
    provider: text("provider"),
    status: text("status"),
    show: GROUPS.find((group) => group === text("show")) ?? "",
    within: WITHIN.find((within) => within === text("within")) ?? "",
    sort: SORTS.find((sort) => sort === text("sort")) ?? "urgency",
    down: text("order") === "down",
  };
}

/** As a query in a fixed order, so that equal choices give equal texts. @param {Choice} choice */
export function queryOf({ sort, down, ...choice }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(choice)) {
    if (value.trim() !== "") query.set(name, value.trim());
  }
  if (sort !== "urgency") query.set("sort", sort);
  if (down) query.set("order", "down");
  return String(query);
}

/** @param {Choice} choice */
export const isNarrowed = (choice) => queryOf({ ...choice, sort: "urgency", down: false }) !== "";

const HOUR = 3_600_000;

/** The end of the period. @param {Within} within @param {number} now */
function horizon(within, now) {
  switch (within) {
    case "":
      return Infinity;
    case "hour":
      return now + HOUR;
    case "day":
      return now + 24 * HOUR;
    case "week":
      return now + 7 * 24 * HOUR;
    case "today":
      return new Date(now).setHours(24, 0, 0, 0);
  }
}

/**
 * Whether it matches; an ended link does not expire any more.
 * @param {Choice} choice
 * @param {number} now
 * @returns {(entry: Entry) => boolean}
 */
export function fitting({ q, provider, status, show, within }, now) {
  const words = q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const until = horizon(within, now);
  return (entry) => {
    if (provider !== "" && entry.format !== provider) return false;
    if (status !== "" && entry.link?.status !== status) return false;
    if (show !== "" && groupOf(entry) !== show) return false;
    if (within !== "") {
      const { expires } = entry.facts;
      if (!(expires <= until) || expires < now || groupOf(entry) === "closed") return false;
    }
    for (const word of words) if (!entry.facts.text.includes(word)) return false;
    return true;
  };
}

/** Instants after the year 2527 sort as equal. */
const FAR = 2 ** 44;

/** Infinity is not an integer. @param {number} at */
const near = (at) => Math.min(Math.max(at, 0), FAR - 1);

/** @param {Entry} entry */
const heap = (entry) => (groupOf(entry) === "closed" ? 2 : entry.link ? 0 : 1);

/** The sort key of each entry, an integer. @type {Record<Sort, (entry: Entry) => number>} */
const KEYS = {
  // Links with a possible action first, by time left; then the others, newest first.
  urgency: (entry) => {
    const { expires, created } = entry.facts;
    const place = heap(entry);
    return place * FAR + (place === 0 ? near(expires) : FAR - 1 - near(created));
  },
  title: ({ facts }) => facts.title.rank,
  provider: ({ format }) => PROVIDERS.indexOf(format),
  status: ({ facts }) => facts.status + 1,
  amount: ({ facts }) => facts.amount.rank,
  expires: ({ facts }) => near(facts.expires),
};

/** In the order of their first occurrence. @type {string[]} */
const PROVIDERS = [];

/** @param {Entry[]} entries @param {Choice} choice */
function sorted(entries, { sort, down }) {
  for (const { format } of entries) if (!PROVIDERS.includes(format)) PROVIDERS.push(format);
  if ((sort === "title" && !titles.settled()) || (sort === "amount" && !amounts.settled())) {
    // Extended while links arrive.
    return entries.sort(
      (one, other) => byText(one.facts[sort], other.facts[sort]) * (down ? -1 : 1),
    );
  }
  return sortedBy(entries, KEYS[sort], down);
}

/**
 * @param {Entry[]} entries
 * @param {Choice} choice
 * @param {number} now
 * @param {Set<string>} inSight links that stay visible without a match
 */
export function chosen(entries, choice, now, inSight) {
  const fits = fitting(choice, now);
  const fitted = entries.filter((entry) => fits(entry) || inSight.has(entry.key));
  return sorted(fitted, choice);
}
