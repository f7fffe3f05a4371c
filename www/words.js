// How things are put into words in every language: labels and formats only, what is possible is never
// concluded here.

/**
 * @import {Action, Child, Status, Verdict} from "paylink"
 * @import {Labels} from "./locale.js"
 */

import { escaped, looksEmpty } from "./foreign.js";
import { labelled, locale, numberWords, wordsOf } from "./locale.js";

const words = wordsOf({
  en: {
    open: "Open",
    in_progress: "In progress",
    completed: "Completed",
    expired: "Expired",
    cancelled: "Cancelled",
    unknown: "Unknown",
    allowed: "Possible",
    already_done: "Already done",
    refused: "Not possible",
    uncertain: "Nobody here can tell",
    cancel: "Cancel",
    expire: "Expire",
    close: "Close",
    invoice: "Invoice",
    payout: "Payout",
    passed: "{span} ago",
    day: "{n} d",
    hour: "{n} h",
    minute: "{n} min",
    second: "{n} s",
  },
  de: {
    open: "Offen",
    in_progress: "In Bearbeitung",
    completed: "Abgeschlossen",
    expired: "Abgelaufen",
    cancelled: "Storniert",
    unknown: "Unbekannt",
    allowed: "Möglich",
    already_done: "Bereits erledigt",
    refused: "Nicht möglich",
    uncertain: "Hier nicht zu entscheiden",
    cancel: "Stornieren",
    expire: "Ablaufen lassen",
    close: "Schließen",
    invoice: "Rechnung",
    payout: "Auszahlung",
    passed: "vor {span}",
    day: "{n} T",
    hour: "{n} Std.",
    minute: "{n} Min.",
    second: "{n} Sek.",
  },
  sv: {
    open: "Öppen",
    in_progress: "Pågående",
    completed: "Slutförd",
    expired: "Utgången",
    cancelled: "Annullerad",
    unknown: "Okänd",
    allowed: "Möjligt",
    already_done: "Redan gjort",
    refused: "Inte möjligt",
    uncertain: "Går inte att avgöra här",
    cancel: "Annullera",
    expire: "Låt löpa ut",
    close: "Stäng",
    invoice: "Faktura",
    payout: "Utbetalning",
    passed: "för {span} sedan",
    day: "{n} d",
    hour: "{n} tim",
    minute: "{n} min",
    second: "{n} s",
  },
});

export const DASH = "\u2014";

/** @param {string} word */
export const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A word of a set, as it is spelt. @param {string} word */
export const spelt = (word) => capital(word.replaceAll("_", " "));

export const statusWord = labelled(/** @satisfies {Labels<Status>} */ (words), spelt);
export const verdictWord = labelled(/** @satisfies {Labels<Verdict>} */ (words));
/** What a call does, as one would press it. */
export const callWord = labelled(/** @satisfies {Labels<Action>} */ (words), capital);
/** Of an invoice or a payout. */
export const childWord = labelled(/** @satisfies {Labels<Child["type"]>} */ (words), capital);

/**
 * What a merchant would call the link.
 * @param {{description?: string, reference?: string, id: string}} link
 */
export const titleOf = ({ description, reference, id }) =>
  [description, reference].find((text) => text && !looksEmpty(text)) ?? escaped(id);

const separators = new Intl.NumberFormat(locale).formatToParts(12345.6);
const separator = (/** @type {string} */ type) =>
  separators.find((part) => part.type === type)?.value ?? "";
const GROUP = separator("group");
const DECIMAL = separator("decimal");

/** Grouped by text, not by number: an amount is exact and keeps the digits it came with. */
export function amountWords(/** @type {{value: string, currency: string}} */ amount) {
  const [whole = "", ...fraction] = amount.value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return `${[grouped, ...fraction].join(DECIMAL)} ${escaped(amount.currency)}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param {"day" | "hour" | "minute" | "second"} unit @param {number} n @param {number} [digits] */
const piece = (unit, n, digits = 1) =>
  words(unit, { n: n < 1000 ? String(n).padStart(digits, "0") : numberWords(n) });

/**
 * A span in its two largest units, rounded down, so that it never claims more time than there is.
 * @param {number} ms
 */
function span(ms) {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  if (days > 0) return [piece("day", days), piece("hour", hours)];
  if (hours > 0) return [piece("hour", hours), piece("minute", minutes, 2)];
  if (minutes > 0) return [piece("minute", minutes), piece("second", seconds, 2)];
  return [piece("second", seconds)];
}

/** @param {number} ms until it expires; negative afterwards, where one unit will do */
export const timeLeft = (ms) =>
  ms >= 0 ? span(ms).join(" ") : words("passed", { span: span(-ms)[0] ?? "" });

/** Near enough that the eye should find it. @param {number} ms */
export const isNear = (ms) => ms < 15 * MINUTE;

/** Day before month, and hours up to 24, as the other two have it. */
const LOCALE = locale === "en" ? "en-GB" : locale;
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
const exact = new Intl.DateTimeFormat(LOCALE, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const short = withOffset(SHORT);
const shortWithYear = withOffset({ ...SHORT, year: "numeric" });
const daytime = withOffset({ hour: "2-digit", minute: "2-digit" });

/** A time that the clock shows twice says which of them it is. @param {Intl.DateTimeFormatOptions} options */
function withOffset(options) {
  const plain = new Intl.DateTimeFormat(LOCALE, options);
  const told = new Intl.DateTimeFormat(LOCALE, { ...options, timeZoneName: "shortOffset" });
  return {
    /** @param {number} at */
    format: (at) => (isTwice(at) ? told : plain).format(at),
  };
}

/** No clock is set back by more at once. */
const LONGEST_SHIFT_MS = 3 * HOUR;

/** Whether another instant has the same local time: the clock is set back in between. @param {number} at */
function isTwice(at) {
  const own = offsetMs(at);
  return [at - LONGEST_SHIFT_MS, at + LONGEST_SHIFT_MS].some((near) => {
    const other = offsetMs(near);
    return other !== own && offsetMs(at - own + other) === other;
  });
}

/** @param {number} at */
const offsetMs = (at) => new Date(at).getTimezoneOffset() * MINUTE;

/** @param {{format: (at: number) => string}} format @param {string | number} instant */
const dated = (format, instant) => {
  const at = typeof instant === "number" ? instant : Date.parse(instant);
  // A far year, or a leap second, that this browser cannot place is shown as it came.
  return Number.isNaN(at) ? String(instant) : format.format(at);
};

/** @param {string | number} instant */
const isThisYear = (instant) => new Date(instant).getFullYear() === new Date().getFullYear();

/** @param {string | number} instant */
export const exactDate = (instant) => dated(exact, instant);
/** Of another year, with the year. @param {string | number} instant */
export const shortDate = (instant) => dated(isThisYear(instant) ? short : shortWithYear, instant);
/** @param {number} at */
export const timeOfDay = (at) => daytime.format(at);
