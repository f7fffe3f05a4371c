// JSON by hand: one pass over the bytes, texts cut out of the source where they have no escape. Knows
// duplicate members, half characters and the depth; throws a `Fault` where the text is no JSON.

export class Fault extends Error {}

export const QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN = 123;
export const CLOSE = 125;
export const BRACKET = 91;
export const END_BRACKET = 93;
const BACKSLASH = 92;

/** 1: stands for itself in a text; 2: first byte of two; 3: of three; 4: of four, two units of UTF-16. */
const PLAIN = new Uint8Array(256);
PLAIN.fill(1, 32, 128);
PLAIN.fill(5, 128, 192);
PLAIN.fill(2, 192, 224);
PLAIN.fill(3, 224, 240);
PLAIN.fill(4, 240);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** @type {Uint8Array} */
const NOTHING = new Uint8Array(0);

/** What is being read, and where; `shift` is by how much bytes are ahead of units of UTF-16. */
export const source = {
  bytes: NOTHING,
  /** @type {DataView} */
  view: new DataView(NOTHING.buffer),
  text: "",
  at: 0,
  shift: 0,
  /** Whether values are wanted, or only whether they are what they should be. */
  building: true,
  depth: 0,
};

/** @param {Uint8Array} bytes @param {boolean} building */
export function begin(bytes, building) {
  try {
    source.text = decoder.decode(bytes);
  } catch {
    throw new Fault("json_not_utf8");
  }
  source.bytes = bytes;
  source.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  source.at = 0;
  source.shift = 0;
  source.depth = 0;
  source.building = building;
}

export function fail() {
  return new Fault("json_syntax");
}

/** The next byte that is no white space; 0 at the end. */
export function peek() {
  const byte = source.bytes[source.at];
  return byte > 32 ? byte : peekFar();
}

function peekFar() {
  const { bytes } = source;
  let { at } = source;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) {
      source.at = at;
      return byte;
    }
    at += 1;
  }
  source.at = at;
  return 0;
}

/** @param {number} byte */
export function expect(byte) {
  if (peek() !== byte) throw fail();
  source.at += 1;
}

/** After a value: whether another follows. @param {number} close */
export function another(close) {
  const byte = peek();
  source.at += 1;
  if (byte === COMMA) return true;
  if (byte === close) return false;
  throw fail();
}

/** Whether there is something before the end of what has just been opened. @param {number} close */
export function some(close) {
  if (peek() !== close) return true;
  source.at += 1;
  return false;
}

/** Whether the last text had half a character. */
export let half = false;

/** A text, from its quote on; the empty text where no value is wanted. */
export function string() {
  const { bytes, shift } = source;
  const start = source.at + 1;
  let at = start;
  while (PLAIN[bytes[at]] === 1) at += 1;
  if (bytes[at] !== QUOTE) return stringFar(start, at);
  source.at = at + 1;
  half = false;
  return source.building ? source.text.slice(start - shift, at - shift) : "";
}

/** With letters beyond ASCII, or escapes. @param {number} start @param {number} at */
function stringFar(start, at) {
  const { bytes } = source;
  const from = source.shift;
  let escaped = false;
  half = false;
  for (;;) {
    const byte = bytes[at];
    const kind = PLAIN[byte];
    if (kind === 1) at += 1;
    else if (kind > 1) {
      source.shift += kind === 4 ? 2 : kind - 1;
      at += kind;
    } else if (byte === BACKSLASH) {
      escaped = true;
      at += bytes[at + 1] === 117 ? 6 : 2;
    } else if (byte === QUOTE) break;
    else throw fail();
  }
  source.at = at + 1;
  const { text, shift } = source;
  if (!escaped) return source.building ? text.slice(start - from, at - shift) : "";
  try {
    const value = JSON.parse(text.slice(start - 1 - from, at + 1 - shift));
    half = !value.isWellFormed();
    return half ? value.toWellFormed() : value;
  } catch {
    throw fail();
  }
}

/** A number, as it is written. */
export function digits() {
  const { bytes } = source;
  const start = source.at;
  let at = start;
  const run = () => {
    const first = at;
    while (bytes[at] >= 48 && bytes[at] <= 57) at += 1;
    if (at === first) throw fail();
    return at - first;
  };
  if (bytes[at] === 45) at += 1;
  const zero = bytes[at] === 48;
  if (run() > 1 && zero) throw fail();
  if (bytes[at] === 46) {
    at += 1;
    run();
  }
  if ((bytes[at] | 32) === 101) {
    at += 1;
    if (bytes[at] === 43 || bytes[at] === 45) at += 1;
    run();
  }
  source.at = at;
  return source.text.slice(start - source.shift, at - source.shift);
}

/** A number. */
export function number() {
  const { bytes } = source;
  const start = source.at;
  let at = start;
  let whole = 0;
  while (bytes[at] >= 48 && bytes[at] <= 57) {
    whole = whole * 10 + bytes[at] - 48;
    at += 1;
  }
  const length = at - start;
  const whole9 = length > 0 && length < 10 && (bytes[start] !== 48 || length === 1);
  if (!whole9 || bytes[at] === 46 || (bytes[at] | 32) === 101) return Number(digits());
  source.at = at;
  return whole;
}

/** @param {number} first @param {number} rest @param {number} length */
function word(first, rest, length) {
  const { bytes, view, at } = source;
  if (at + length > bytes.length) throw fail();
  if (view.getInt32(at, true) !== first || view.getInt32(at + length - 4, true) !== rest) {
    throw fail();
  }
  source.at = at + length;
}
/** Its first four letters as one number. @param {string} text */
export const four = (text) =>
  text.charCodeAt(0) |
  (text.charCodeAt(1) << 8) |
  (text.charCodeAt(2) << 16) |
  (text.charCodeAt(3) << 24);
const [TRUE, FALS, ALSE, NULL] = ["true", "fals", "alse", "null"].map(four);

/** `null`, from its first letter on. */
export function nothing() {
  word(NULL, NULL, 4);
}

/** `true` or `false`, from its first letter on. */
export function boolean() {
  if (source.bytes[source.at] === 116) {
    word(TRUE, TRUE, 4);
    return true;
  }
  word(FALS, ALSE, 5);
  return false;
}

/** A member's name and its colon. Names are needed even where no value is. */
export function nameOf() {
  const { building } = source;
  if (peek() !== QUOTE) throw fail();
  source.building = true;
  const name = string();
  source.building = building;
  expect(COLON);
  return name;
}

/** As a pointer has it, RFC 6901. @param {string} name */
export const escaped = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");
