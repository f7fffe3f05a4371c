// Instants, where they stand.

import { instantOf } from "../instant.js";
import { issue } from "./findings.js";
import { peek, QUOTE, source } from "./json.js";
import { otherwise, REFUSED, text, withText } from "./values.js";

/** Milliseconds of the last instant. */
export let millis = Number.NaN;

const DAYS = Int32Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
/** Days of a year before each month. */
const BEFORE = Int32Array.of(0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334);

/** Whether the bytes that a mask has the high halves of are digits. @param {number} word @param {number} mask */
const areDigits = (word, mask) =>
  (word & mask) === (0x30303030 & mask) && ((word + 0x06060606) & mask) === (0x30303030 & mask);

/** The number that two bytes of a word are. @param {number} word @param {number} tens where they begin */
const two = (word, tens) => ((word >> tens) & 15) * 10 + ((word >> (tens + 8)) & 15);

/** RFC 3339, in UTC with the digits that it came with. @param {string} name @param {number} none */
export function instant(name, none) {
  if (peek() !== QUOTE) return otherwise(name, none);
  const { bytes, view } = source;
  const start = source.at + 1;
  if (start + 21 >= bytes.length) return instantFar(name);
  // `2024` `-01-` `15T1` `0:00` `:00Z`, each as one number.
  const years = view.getInt32(start, true);
  const months = view.getInt32(start + 4, true);
  const days = view.getInt32(start + 8, true);
  const hours = view.getInt32(start + 12, true);
  const seconds = view.getInt32(start + 16, true);
  if (
    !areDigits(years, 0xf0f0f0f0) ||
    !areDigits(months, 0x00f0f000) ||
    (months & 0xff0000ff) !== 0x2d00002d ||
    !areDigits(days, 0xf000f0f0) ||
    (days & 0x00ff0000) !== 0x00540000 ||
    !areDigits(hours, 0xf0f000f0) ||
    (hours & 0x0000ff00) !== 0x00003a00 ||
    !areDigits(seconds, 0x00f0f000) ||
    (seconds & 0xff) !== 0x3a
  ) {
    return instantFar(name);
  }
  const year = two(years, 0) * 100 + two(years, 16);
  const month = two(months, 8);
  const day = two(days, 0);
  const hour = (days >> 24) * 10 - 480 + (hours & 15);
  const minute = two(hours, 16);
  const second = two(seconds, 8);
  const leap = (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : DAYS[month];
  // A leap second, like an offset, is rare enough for the long way.
  if (
    month < 1 ||
    month > 12 ||
    day < 1 ||
    !(day <= last) ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    return instantFar(name);
  }
  let at = start + 19;
  let thousandths = 0;
  if (bytes[at] === 46) {
    at += 1;
    for (let scale = 100; ; scale /= 10) {
      const digit = bytes[at] - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      thousandths += digit * scale;
      at += 1;
    }
    if (at === start + 20) return instantFar(name);
  }
  if (bytes[at] !== 90 || bytes[at + 1] !== QUOTE) return instantFar(name);
  const before = year - 1;
  const leaps = (before >> 2) - ((before / 100) | 0) + ((before / 400) | 0);
  const passed = BEFORE[month] + (leap && month > 2 ? 1 : 0) + day - 1;
  const date = before * 365 + leaps + passed - 719_162;
  millis = ((date * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + thousandths;
  source.at = at + 2;
  return source.building ? source.text.slice(start - source.shift, at + 1 - source.shift) : "";
}

/** Any other way to write it, and what is none. @param {string} name */
function instantFar(name) {
  const start = source.at;
  const it = withText(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  const found = instantOf(it);
  if (found === undefined) {
    issue("instant_malformed", name, start);
    return undefined;
  }
  millis = found.millis;
  return found.text;
}
