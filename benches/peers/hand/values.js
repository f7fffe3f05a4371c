// Values of members, read and checked where they stand. Each reader writes down what is wrong and then
// answers undefined; null and the wrong type are told here, too.

import { instantOf } from "../instant.js";
import { issue, issueAt, note, pointerOf } from "./findings.js";
import {
  COLON,
  digits,
  half,
  nothing,
  OPEN,
  object,
  peek,
  QUOTE,
  source,
  string,
  boolean as truth,
  value,
} from "./json.js";
import { wordAt } from "./names.js";
import { urlFault, urlHere } from "./url.js";

/** What null means for a member: it is refused, the documents show it, or they do not say. */
export const REFUSED = 0;
export const DOCUMENTED = 1;
export const NOTED = 2;

/** The member at hand; its pointer is only made where something in it stands twice. */
let within = "";

/** @param {string} below */
const twice = (below) => issueAt("member_duplicate", pointerOf(within) + below);

/** @param {string} name */
export function skip(name) {
  within = name;
  value(twice, "");
}

/** A member that the model does not know; its name as a pointer has it. @param {string} name */
export function unmapped(name) {
  note("member_unmapped", name);
  skip(name);
}

/** Whatever stands here instead of what is wanted. @param {string} name @param {number} none */
export function otherwise(name, none) {
  if (peek() !== 110) {
    issue("type_mismatch", name);
    skip(name);
    return;
  }
  if (none === NOTED) note("null_undocumented", name);
  if (none === REFUSED) issue("member_null", name);
  nothing();
}

/** Where the last text begins. */
let begun = 0;

/** Any text. @param {string} name @param {number} none */
export function text(name, none) {
  if (peek() !== QUOTE) return otherwise(name, none);
  begun = source.at;
  const it = string();
  if (half) {
    issue("text_half_character", name, begun);
    return undefined;
  }
  return it;
}

/** A text that is not empty. @param {string} name @param {number} none */
export function filled(name, none) {
  const it = text(name, none);
  if (it !== undefined && isEmpty()) {
    issue("text_empty", name, begun);
    return undefined;
  }
  return it;
}

/** Whether the last text was empty: where no value is wanted, every value is. */
export const isEmpty = () => source.at === begun + 2;

/** Which of the known words the last one was, or -1. */
export let wordIndex = -1;

/**
 * One of the known words, or another text.
 * @param {import("./names.js").Known} words
 * @param {string} name
 * @param {number} none
 */
export function word(words, name, none) {
  wordIndex = wordAt(words);
  return wordIndex >= 0 ? words.list[wordIndex] : text(name, none);
}

/** The status of a link or a child. @param {import("./names.js").Known} words */
export function status(words) {
  wordIndex = wordAt(words);
  return wordIndex >= 0 ? words.list[wordIndex] : filled("status", REFUSED);
}

/** The id of a link. @param {string} name */
export function id(name) {
  const it = filled(name, REFUSED);
  if (it !== undefined && !isUuid(begun + 1, source.at - 1)) note("id_not_uuid", name, begun);
  return it;
}

/** Hexadecimal digits. */
const HEX = new Uint8Array(256);
for (const digit of "0123456789abcdefABCDEF") HEX[digit.charCodeAt(0)] = 1;

/** @param {number} start @param {number} end */
function isUuid(start, end) {
  if (end - start !== 36) return false;
  const { bytes } = source;
  for (let at = 0; at < 36; at += 1) {
    const byte = bytes[start + at];
    if (at === 8 || at === 13 || at === 18 || at === 23 ? byte !== 45 : HEX[byte] !== 1) {
      return false;
    }
  }
  return true;
}

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
  if (month < 1 || month > 12 || day < 1 || !(day <= last) || hour > 23 || minute > 59 || second > 59) {
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
  const it = read(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  const found = instantOf(it);
  if (found === undefined) {
    issue("instant_malformed", name, start);
    return undefined;
  }
  millis = found.millis;
  return found.text;
}

/** With the text, though nobody wants the value. @template T @param {() => T} reader @returns {T} */
function read(reader) {
  const { building } = source;
  source.building = true;
  const it = reader();
  source.building = building;
  return it;
}

/** @param {string} name @param {number} none */
export function url(name, none) {
  if (peek() !== QUOTE) return otherwise(name, none);
  const start = source.at;
  const end = urlHere(source.bytes, start + 1);
  if (end > 0) {
    source.at = end + 1;
    if (source.bytes[start + 5] === COLON) note("url_not_https", name, start);
    const { shift } = source;
    return source.building ? source.text.slice(start + 1 - shift, end - shift) : "";
  }
  const it = read(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  const fault = urlFault(it);
  if (fault !== undefined) {
    issue(fault, name, start);
    return undefined;
  }
  if (!/^https:/i.test(it)) note("url_not_https", name, start);
  return it;
}

/** An exact decimal of zero or more; a number is taken by its digits. @param {string} name @param {number} none */
export function amount(name, none) {
  const first = peek();
  const start = source.at;
  if (first === 45 || (first >= 48 && first <= 57)) {
    const it = digits();
    note("amount_as_number", name, start);
    if (/^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(it)) return it;
    issue("amount_malformed", name, start);
    return undefined;
  }
  if (first !== QUOTE) return otherwise(name, none);
  const { bytes } = source;
  let at = start + 1;
  while (bytes[at] >= 48 && bytes[at] <= 57) at += 1;
  let sound = at > start + 1 && (bytes[start + 1] !== 48 || at === start + 2);
  if (bytes[at] === 46) {
    const point = at;
    do at += 1;
    while (bytes[at] >= 48 && bytes[at] <= 57);
    sound &&= at > point + 1;
  }
  if (sound && bytes[at] === QUOTE) {
    source.at = at + 1;
    return source.building ? source.text.slice(start + 1 - source.shift, at - source.shift) : "";
  }
  const it = read(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  // Escapes are rare here; the digits are what counts.
  if (/^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(it)) return it;
  issue("amount_malformed", name, start);
  return undefined;
}

const KNOWN = new Set(
  `BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
  COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
  IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR
  MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG
  SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES
  WST XCD XCG YER ZAR ZMW ZWG BHD IQD JOD KWD LYD OMR TND CLF UYW BTC ETH POL SOL TRX USDC USDT XRP`.split(
    /\s+/,
  ),
);
/** Codes of three letters by their letters: most are, and there are few. @type {(string | undefined)[]} */
const CODES = new Array(26 ** 3).fill(undefined);
for (const code of KNOWN) if (code.length === 3) CODES[placeOf(...letters(code))] = code;

/** @param {string} code @returns {[number, number, number]} */
function letters(code) {
  return [code.charCodeAt(0) - 65, code.charCodeAt(1) - 65, code.charCodeAt(2) - 65];
}

/** @param {number} a @param {number} b @param {number} c */
function placeOf(a, b, c) {
  return (a * 26 + b) * 26 + c;
}

/** In upper case. @param {string} name @param {number} none */
export function currency(name, none) {
  if (peek() !== QUOTE) return otherwise(name, none);
  const { bytes, at } = source;
  const [a, b, c] = [bytes[at + 1] - 65, bytes[at + 2] - 65, bytes[at + 3] - 65];
  if (bytes[at + 4] === QUOTE && a >= 0 && a < 26 && b >= 0 && b < 26 && c >= 0 && c < 26) {
    const known = CODES[placeOf(a, b, c)];
    if (known !== undefined) {
      source.at = at + 5;
      return known;
    }
  }
  const it = read(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  if (!/^[A-Za-z0-9]{2,12}$/.test(it)) {
    issue("currency_malformed", name, at);
    return undefined;
  }
  const code = it.toUpperCase();
  if (!KNOWN.has(code)) note("currency_unknown", name, at);
  return code;
}

/** An object of any content. @param {string} name @param {number} none */
export function anything(name, none) {
  if (peek() !== OPEN) return otherwise(name, none);
  within = name;
  return object(twice, "");
}

/** @param {string} name @param {number} none */
export function boolean(name, none) {
  const first = peek();
  return first === 116 || first === 102 ? truth() : otherwise(name, none);
}
