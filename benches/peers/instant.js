// Strict RFC 3339 like the core's: for libraries with a laxer check, and for dates in one form.

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const ZERO = 48;

/** @param {number} year */
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** @param {number} year @param {number} month */
export const daysIn = (year, month) => (month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0));

/** Days since 1970-01-01. @param {number} year @param {number} month @param {number} day */
export function daysOf(year, month, day) {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const inEra = shifted - era * 400;
  const ofYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + inEra * 365 + ((inEra / 4) | 0) - ((inEra / 100) | 0) + ofYear - 719_468;
}

/** Two digits, or NaN. @param {string} text @param {number} at */
function two(text, at) {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/**
 * An instant: in UTC with its original fraction digits, and its milliseconds.
 * @param {string} text
 * @returns {{text: string, millis: number} | undefined}
 */
export function instantOf(text) {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  const marks = text[4] === "-" && text[7] === "-" && text[13] === ":" && text[16] === ":";
  if (!marks || (text[10] !== "T" && text[10] !== "t")) return undefined;
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) {
    return undefined;
  }
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  let at = 19;
  if (text[at] === ".") {
    do at += 1;
    while (text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= ZERO + 9);
    if (at === 20) return undefined;
  }
  const fraction = text.slice(19, at);
  const offset = offsetOf(text, at);
  if (offset === undefined) return undefined;
  const minutes = daysOf(year, month, day) * 1_440 + hour * 60 + minute - offset;
  // A leap second is the last of a day in UTC.
  if (second === 60 && ((minutes % 1_440) + 1_440) % 1_440 !== 1_439) return undefined;
  const millis = minutes * 60_000 + second * 1_000 + Math.floor(Number(`0${fraction}`) * 1_000);
  if (offset === 0 && text[at] === "Z" && text[10] === "T") return { text, millis };
  return { text: written(text, minutes, fraction, at), millis };
}

/** Minutes east of UTC. @param {string} text @param {number} at */
function offsetOf(text, at) {
  const mark = text[at];
  if (mark === "Z" || mark === "z") return text.length === at + 1 ? 0 : undefined;
  if ((mark !== "+" && mark !== "-") || text.length !== at + 6 || text[at + 3] !== ":") {
    return undefined;
  }
  const [hours, minutes] = [two(text, at + 1), two(text, at + 4)];
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return (mark === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** @param {string} text @param {number} minutes @param {string} fraction @param {number} at */
function written(text, minutes, fraction, at) {
  const utc = new Date(minutes * 60_000);
  const year = utc.getUTCFullYear();
  // If the year in UTC does not have four digits, the offset stays.
  if (!(year >= 0 && year <= 9999)) {
    return `${text.slice(0, 10)}T${text.slice(11, 19)}${fraction}${text.slice(at)}`;
  }
  return `${utc.toISOString().slice(0, 17)}${text.slice(17, 19)}${fraction}Z`;
}

/** In UTC, for a valid instant. @param {string} text */
export const canonical = (text) =>
  text.charCodeAt(text.length - 1) === 90 && text.charCodeAt(10) === 84
    ? text
    : (instantOf(text)?.text ?? text);
