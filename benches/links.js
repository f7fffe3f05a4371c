// Lists of payment links in both providers' formats from a seed: the same bytes for the same arguments on every host.
// Modelled on the providers' samples, and minified.

import { makers } from "./providers.js";

/** @typedef {"connect" | "txn"} Format */

/**
 * The content of a list:
 * - `clean`: valid links without notes;
 * - `words`: clean, with non-ASCII letters and escapes in its texts;
 * - `one percent`, `all`: the share of links with a fault, one of `FAULTS` each.
 * @typedef {"clean" | "words" | "one percent" | "all"} Mix
 */

/** @typedef {{format: Format, count: number, mix?: Mix, seed?: number}} Wanted */

/** @typedef {ReturnType<typeof chanceOf>} Chance */

/** Generated in parts, because a million links are a gigabyte of text. */
const CHUNK = 1_000;

const encoder = new TextEncoder();

/** @param {Wanted} wanted */
export function listOf({ format, count, mix = "clean", seed = 1 }) {
  const chance = chanceOf(seed);
  const make = makers[format];
  /** @type {Uint8Array[][]} */
  const [links, children] = [[], []];
  for (let made = 0; made < count; made += CHUNK) {
    /** @type {string[][]} */
    const [texts, included] = [[], []];
    for (let index = made; index < Math.min(count, made + CHUNK); index += 1) {
      const { link, child } = make(chance, mix);
      texts.push(link);
      if (child !== undefined) included.push(child);
    }
    add(links, texts);
    add(children, included);
  }
  return format === "connect"
    ? joined(['{"items":[', ...links, '],"pagination":{"nextCursor":null}}'])
    : joined(['{"data":[', ...links, '],"included":[', ...children, '],"links":{"next":null}}']);
}

/** Documents of one link each. @param {Wanted} wanted */
export function documentsOf({ format, count, mix = "clean", seed = 1 }) {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () => {
    const { link, child } = makers[format](chance, mix);
    if (format === "connect") return encoder.encode(link);
    const included = child === undefined ? "" : `,"included":[${child}]`;
    return encoder.encode(`{"data":${link}${included}}`);
  });
}

/** @param {Uint8Array[]} parts @param {string[]} texts */
function add(parts, texts) {
  if (texts.length === 0) return;
  parts.push(encoder.encode((parts.length > 0 ? "," : "") + texts.join(",")));
}

/** @param {(string | Uint8Array)[]} parts @returns {Uint8Array<ArrayBuffer>} */
function joined(parts) {
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const whole = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of bytes) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Random choices from a seed: mulberry32. @param {number} seed */
function chanceOf(seed) {
  let state = seed;
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return (hash ^ (hash >>> 14)) >>> 0;
  };
  /** @param {number} most */
  const below = (most) => Math.floor((bits() / 2 ** 32) * most);
  const hex = () => bits().toString(16).padStart(8, "0");
  return {
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    one: (list) => /** @type {T} */ (list[below(list.length)]),
    /** Once in this many times. @param {number} times */
    once: (times) => below(times) === 0,
    /** A UUID, version 4. */
    uuid() {
      const [a, b, c, d] = [hex(), hex(), hex(), hex()];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}
