// Amounts and currencies, where they stand.

import { issue, note } from "./findings.js";
import { digits, peek, QUOTE, source } from "./json.js";
import { otherwise, REFUSED, text, withText } from "./values.js";

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
  const it = withText(() => text(name, REFUSED));
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
  const it = withText(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  if (!/^[A-Za-z0-9]{2,12}$/.test(it)) {
    issue("currency_malformed", name, at);
    return undefined;
  }
  const code = it.toUpperCase();
  if (!KNOWN.has(code)) note("currency_unknown", name, at);
  return code;
}
