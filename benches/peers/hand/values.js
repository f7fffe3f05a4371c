// Values of members, read and checked where they stand. Each reader writes down what is wrong and then
// answers undefined; null and the wrong type are told here, too.

import { object, value } from "./any.js";
import { issue, issueAt, note, pointerOf } from "./findings.js";
import {
  COLON,
  half,
  nothing,
  OPEN,
  peek,
  QUOTE,
  source,
  string,
  boolean as truth,
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
  if (it !== undefined && !isUuid(begun + 1, source.at - 1) && !UUID.test(it)) {
    note("id_not_uuid", name, begun);
  }
  return it;
}

/** For one with escapes. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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

/** With the text, though nobody wants the value. @template T @param {() => T} reader @returns {T} */
export function withText(reader) {
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
  const it = withText(() => text(name, REFUSED));
  if (it === undefined) return undefined;
  const fault = urlFault(it);
  if (fault !== undefined) {
    issue(fault, name, start);
    return undefined;
  }
  if (!/^https:/i.test(it)) note("url_not_https", name, start);
  return it;
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
