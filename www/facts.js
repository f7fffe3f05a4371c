// The values that links are searched and sorted by, computed once: a list of 100,000 is scanned at each keystroke.

import { locale } from "./locale.js";
import { placesOf } from "./places.js";
import { providerName, statuses } from "./rules.js";
import { titleOf } from "./words.js";

/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Issue} Issue */

/**
 * @typedef {object} Facts
 * @property {string} text the text to search
 * @property {import("./places.js").Place} title
 * @property {import("./places.js").Place} amount the order of exact decimals, by currency
 * @property {number} status
 * @property {number} expires epoch milliseconds; or Infinity
 * @property {number} created epoch milliseconds
 */

export const titles = placesOf();
export const amounts = placesOf();

/**
 * @param {UsableLink | null} link
 * @param {{format: string, id: string | undefined}} name
 * @param {Issue[]} issues
 * @returns {Facts}
 */
export function factsOf(link, name, issues) {
  const provider = providerName(name.format);
  if (!link) {
    const texts = [provider, name.id, ...issues.map(({ message }) => message)];
    return {
      text: texts.filter(Boolean).join("\n").toLowerCase(),
      title: titles.place(collated(name.id ?? "")),
      amount: amounts.place(""),
      status: -1,
      expires: Infinity,
      created: 0,
    };
  }
  const { description, reference, id, rawStatus, amount } = link;
  const texts = [description, reference, id, rawStatus, amount?.value, provider];
  return {
    text: texts.filter(Boolean).join("\n").toLowerCase(),
    title: titles.place(collated(titleOf(link))),
    amount: amounts.place(amount ? amountKey(amount) : ""),
    status: statuses().indexOf(link.status),
    expires: instant(link.expiresAt, Infinity),
    created: instant(link.createdAt, 0),
  };
}

/** @param {string | undefined} text @param {number} otherwise */
function instant(text, otherwise) {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? otherwise : at;
}

/** More integer digits are more; with equal length the text decides. */
function amountKey(/** @type {{value: string, currency: string}} */ { value, currency }) {
  const point = value.indexOf(".");
  const digits = point < 0 ? value.length : point;
  return `${currency}\u0000${String.fromCharCode(digits)}${value}`;
}

/** Letters after z in this order. */
const SWEDISH = new Map([
  ["å", "z{a"],
  ["ä", "z{b"],
  ["ö", "z{c"],
]);

/**
 * A sort key that orders like the language: a collator takes ten times as long.
 * @param {string} title
 */
function collated(title) {
  const lower = title.slice(0, 80).toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower;
  const own =
    locale === "sv" ? lower.replace(/[åäö]/g, (letter) => SWEDISH.get(letter) ?? letter) : lower;
  return own.normalize("NFKD").replace(/\p{M}/gu, "");
}
