// How things are put into words. Labels and formats only: what is possible is never concluded here.

/** @type {Record<string, string>} */
const STATUS = {
  open: "Open",
  in_progress: "In progress",
  completed: "Completed",
  expired: "Expired",
  cancelled: "Cancelled",
  unknown: "Unknown",
};

/** @type {Record<string, string>} */
const VERDICT = {
  allowed: "Possible",
  already_done: "Already done",
  refused: "Not possible",
  unsure: "Nobody here can tell",
};

export const DASH = "\u2014";

/** @param {string} word */
export const capital = (word) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** @param {string} status */
export const statusWord = (status) => STATUS[status] ?? capital(status.replaceAll("_", " "));

/** @param {string} verdict */
export const verdictWord = (verdict) => VERDICT[verdict] ?? verdict;

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/**
 * What a merchant would call the link.
 * @param {{description?: string, reference?: string, id: string}} link
 */
export const titleOf = (link) => link.description || link.reference || link.id;

/** Grouped by text, not by number: an amount is exact and keeps the digits it came with. */
export function amountWords(/** @type {{value: string, currency: string}} */ amount) {
  const [whole = "", ...fraction] = amount.value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${[grouped, ...fraction].join(".")} ${amount.currency}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A span in its two largest units, rounded down, so that it never claims more time than there is.
 * @param {number} ms
 */
function span(ms) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  if (minutes > 0) return `${minutes} min ${two(seconds)} s`;
  return `${seconds} s`;
}

/** What has passed needs no second unit. @param {number} ms */
const roughly = (ms) => span(ms).split(" ").slice(0, 2).join(" ");

/** @param {number} ms until it expires; negative afterwards */
export const timeLeft = (ms) => (ms >= 0 ? span(ms) : `Passed ${roughly(-ms)} ago`);

/** Near enough that the eye should find it. @param {number} ms */
export const isNear = (ms) => ms < 15 * MINUTE;

const exact = new Intl.DateTimeFormat("en-GB", {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const short = new Intl.DateTimeFormat("en-GB", {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const daytime = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** @param {Intl.DateTimeFormat} format @param {string} instant */
const dated = (format, instant) => {
  const at = Date.parse(instant);
  // A far year, or a leap second, that this browser cannot place is shown as it came.
  return Number.isNaN(at) ? instant : format.format(at);
};

/** @param {string} instant */
export const exactDate = (instant) => dated(exact, instant);
/** @param {string} instant */
export const shortDate = (instant) => dated(short, instant);
/** @param {number} at */
export const timeOfDay = (at) => daytime.format(at);
