// Values of any kind, by hand: what a merchant attached, and what nobody knows.

import {
  another,
  BRACKET,
  boolean,
  CLOSE,
  END_BRACKET,
  escaped,
  Fault,
  nameOf,
  nothing,
  number,
  OPEN,
  peek,
  QUOTE,
  some,
  source,
  string,
} from "./json.js";

const DEEPEST = 128;

/**
 * Any value. `twice` is told of each member that stands twice, by its pointer from here on.
 * @param {(pointer: string) => void} twice
 * @param {string} pointer
 * @returns {unknown}
 */
export function value(twice, pointer) {
  switch (peek()) {
    case QUOTE:
      return string();
    case OPEN:
      return object(twice, pointer);
    case BRACKET:
      return list(twice, pointer);
    case 116:
    case 102:
      return boolean();
    case 110:
      nothing();
      return null;
    default:
      return number();
  }
}

function enter() {
  source.at += 1;
  source.depth += 1;
  if (source.depth > DEEPEST) throw new Fault("json_too_deep");
}

/** @param {(pointer: string) => void} twice @param {string} pointer */
function list(twice, pointer) {
  /** @type {unknown[]} */
  const values = [];
  enter();
  if (some(END_BRACKET)) {
    do values.push(value(twice, `${pointer}/${values.length}`));
    while (another(END_BRACKET));
  }
  source.depth -= 1;
  return values;
}

/** Up to here comparing each name with each is faster than a set. */
const FEW = 24;

/** The names of all objects that are open, innermost last. @type {string[]} */
const names = [];

/**
 * @param {(pointer: string) => void} twice
 * @param {string} pointer
 */
export function object(twice, pointer) {
  /** @type {any} */
  const members = {};
  const base = names.length;
  enter();
  if (some(CLOSE)) {
    do {
      const name = likelyName(names.length - base);
      const first = peek();
      const isTwice = stoodBefore(name, base);
      names.push(name);
      const needed = isTwice || first === OPEN || first === BRACKET;
      const below = needed ? `${pointer}/${escaped(name)}` : "";
      if (isTwice) twice(below);
      const it = value(twice, below);
      if (!source.building) continue;
      if (name === "__proto__") {
        const settings = { value: it, enumerable: true, configurable: true, writable: true };
        Object.defineProperty(members, name, settings);
      } else {
        members[name] = it;
      }
    } while (another(CLOSE));
  }
  names.length = base;
  source.depth -= 1;
  return members;
}

/** @param {string} name @param {number} base */
function stoodBefore(name, base) {
  const { length } = names;
  if (length - base > FEW) return isAmongMany(name, base);
  for (let at = base; at < length; at += 1) if (names[at] === name) return true;
  return false;
}

/** The names of an object of many, as far as it has been read. */
const many = { base: -1, length: 0, /** @type {Set<string>} */ names: new Set() };

/** @param {string} name @param {number} base */
function isAmongMany(name, base) {
  if (many.base !== base || many.length !== names.length) many.names = new Set(names.slice(base));
  const found = many.names.has(name);
  many.names.add(name);
  many.base = base;
  many.length = names.length + 1;
  return found;
}

/** For each place in an object the name that stood there the last time. @type {{name: string, bytes: Uint8Array}[]} */
const likely = [];

/** A name and its colon; most objects have the names of the one before. @param {number} index */
function likelyName(index) {
  peek();
  const guess = likely[index];
  if (guess !== undefined) {
    const { bytes, at } = source;
    const spelt = guess.bytes;
    let same = 0;
    while (same < spelt.length && bytes[at + same] === spelt[same]) same += 1;
    if (same === spelt.length) {
      source.at = at + same;
      return guess.name;
    }
  }
  const name = nameOf();
  if (index < FEW && /^[\w-]{1,40}$/.test(name)) {
    // Object keys are unique strings, which are faster to compare and to store by.
    const [unique] = Object.keys({ [name]: 0 });
    likely[index] = { name: unique, bytes: new TextEncoder().encode(`"${unique}":`) };
  }
  return name;
}
