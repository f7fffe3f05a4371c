// The position of a JSON Pointer in a text, and the pointer of a position: one pass over the bytes, without a tree. The
// core decides whether the text is JSON.

/**
 * Offsets in bytes, the end exclusive. A member is its name and its value.
 * @typedef {object} Place
 * @property {number} start
 * @property {number} end
 * @property {number} mark the end of the mark: for a container, only its opening bracket
 * @property {boolean} missing the member is missing; this is the position it would have
 */

/** @typedef {{children: Map<string, Sought>, ids: number[], seen: boolean}} Sought */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

const decoder = new TextDecoder();

/** The interval of progress reports, in bytes. */
const STEP = 2 << 20;

/** @param {string} pointer @returns {string[]} */
export const namesOf = (pointer) =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));

/** @param {string[]} names */
export const pointerOf = (names) =>
  names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** @returns {Sought} */
const sought = () => ({ children: new Map(), ids: [], seen: false });

/**
 * The position of each pointer, in one pass over the text.
 * @param {Uint8Array} bytes
 * @param {readonly string[]} pointers
 * @param {(done: number) => void} [progress] called with the number of bytes so far
 * @returns {Place[]}
 */
export function locate(bytes, pointers, progress = () => {}) {
  /** @type {Place[]} */
  const places = new Array(pointers.length);
  const root = sought();
  pointers.forEach((pointer, id) => {
    let node = root;
    for (const name of namesOf(pointer)) {
      let next = node.children.get(name);
      if (!next) {
        next = sought();
        node.children.set(name, next);
      }
      node = next;
    }
    node.ids.push(id);
  });
  let told = 0;

  /** @param {Sought} node @param {Place} place */
  const absent = (node, place) => {
    for (const id of node.ids) places[id] ??= place;
    for (const child of node.children.values()) absent(child, place);
  };

  /**
   * Descends only as deep as the pointers.
   * @param {number} at where the value begins
   * @param {Sought} node
   * @param {number} start where its name begins, or the value itself
   */
  const walk = (at, node, start) => {
    const opening = bytes[at];
    const inside = node.children.size > 0;
    let end;
    if (inside && opening === OPEN_OBJECT) end = members(at, node);
    else if (inside && opening === OPEN_ARRAY) end = elements(at, node);
    else end = skip(bytes, at);
    const container = opening === OPEN_OBJECT || opening === OPEN_ARRAY;
    // For a duplicate name, the second one.
    const place = { start, end, mark: container ? at + 1 : end, missing: false };
    for (const id of node.ids) places[id] = place;
    const gap = { start: at, end: at + 1, mark: at + 1, missing: true };
    for (const child of node.children.values()) if (!child.seen) absent(child, gap);
    return end;
  };

  /** @param {number} at @param {Sought} node */
  const members = (at, node) => {
    let pos = space(bytes, at + 1);
    while (bytes[pos] === QUOTE) {
      const start = pos;
      const closing = skipText(bytes, pos);
      const child = node.children.get(nameAt(bytes, start, closing));
      pos = space(bytes, closing);
      if (bytes[pos] !== COLON) break;
      pos = space(bytes, pos + 1);
      if (child) child.seen = true;
      pos = space(bytes, child ? walk(pos, child, start) : skip(bytes, pos));
      if (bytes[pos] !== COMMA) break;
      pos = space(bytes, pos + 1);
    }
    return bytes[pos] === CLOSE_OBJECT ? pos + 1 : pos;
  };

  /** @param {number} at @param {Sought} node */
  const elements = (at, node) => {
    let pos = space(bytes, at + 1);
    for (let index = 0; pos < bytes.length && bytes[pos] !== CLOSE_ARRAY; index += 1) {
      const child = node.children.get(String(index));
      if (child) child.seen = true;
      const before = pos;
      pos = space(bytes, child ? walk(pos, child, pos) : skip(bytes, pos));
      if (pos - told > STEP) {
        told = pos;
        progress(pos);
      }
      if (bytes[pos] !== COMMA || pos === before) break;
      pos = space(bytes, pos + 1);
    }
    return bytes[pos] === CLOSE_ARRAY ? pos + 1 : pos;
  };

  walk(space(bytes, begin(bytes)), root, space(bytes, begin(bytes)));
  return places;
}

/**
 * The pointer of the innermost value at an offset; a member's name belongs to it.
 * @param {Uint8Array} bytes
 * @param {number} offset
 */
export function pointerAt(bytes, offset) {
  /** @type {string[]} */
  const names = [];
  let at = space(bytes, begin(bytes));
  for (;;) {
    const inner = bytes[at] === OPEN_OBJECT || bytes[at] === OPEN_ARRAY ? within(at) : null;
    if (inner === null) return pointerOf(names);
    names.push(inner.name);
    at = inner.at;
  }

  /** @param {number} open */
  function within(open) {
    const named = bytes[open] === OPEN_OBJECT;
    let pos = space(bytes, open + 1);
    for (let index = 0; pos < bytes.length && pos <= offset; index += 1) {
      const start = pos;
      let name = String(index);
      if (named) {
        if (bytes[pos] !== QUOTE) return null;
        const closing = skipText(bytes, pos);
        name = nameAt(bytes, pos, closing);
        pos = space(bytes, closing);
        if (bytes[pos] !== COLON) return null;
        pos = space(bytes, pos + 1);
      }
      const end = skip(bytes, pos);
      if (offset >= start && offset < end) return { name, at: pos };
      pos = space(bytes, end);
      if (bytes[pos] !== COMMA) return null;
      pos = space(bytes, pos + 1);
    }
    return null;
  }
}

/** After a byte order mark. @param {Uint8Array} bytes */
const begin = (bytes) => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);

/** @param {Uint8Array} bytes @param {number} at */
function space(bytes, at) {
  let pos = at;
  while (bytes[pos] === 0x20 || bytes[pos] === 0x0a || bytes[pos] === 0x0d || bytes[pos] === 0x09)
    pos += 1;
  return pos;
}

/** After the closing quotation mark. @param {Uint8Array} bytes @param {number} at */
function skipText(bytes, at) {
  let pos = at + 1;
  while (pos < bytes.length && bytes[pos] !== QUOTE) pos += bytes[pos] === BACKSLASH ? 2 : 1;
  return Math.min(pos + 1, bytes.length);
}

/** After a value; it counts open brackets, so depth is not limited. @param {Uint8Array} bytes @param {number} at */
function skip(bytes, at) {
  let pos = at;
  let open = 0;
  while (pos < bytes.length) {
    const byte = bytes[pos];
    if (byte === QUOTE) {
      pos = skipText(bytes, pos);
      if (open === 0) return pos;
      continue;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) open += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (open === 0) return pos;
      open -= 1;
      if (open === 0) return pos + 1;
    } else if (open === 0 && (byte === COMMA || byte === COLON || isSpace(byte))) return pos;
    pos += 1;
  }
  return pos;
}

/** @param {number | undefined} byte */
const isSpace = (byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** A member's name without escapes. @param {Uint8Array} bytes @param {number} start @param {number} end */
function nameAt(bytes, start, end) {
  let name = "";
  for (let pos = start + 1; pos < end - 1; pos += 1) {
    const byte = /** @type {number} */ (bytes[pos]);
    if (byte === BACKSLASH || byte >= 0x80) return escaped(bytes.subarray(start, end));
    name += String.fromCharCode(byte);
  }
  return name;
}

/** @param {Uint8Array} quoted */
function escaped(quoted) {
  const text = decoder.decode(quoted);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
