// `node tools/snip.mjs module.wasm`: replaces the bodies of functions that panic by a trap, in a module with names.
//
// A panic ends in the trap `unreachable`. Before it, Rust's library formats a message and prints it to a stream that this
// target does not have. wasm-opt then removes the code that only formats messages; this script blanks the source
// locations that the messages have, which wasm-opt does not recognise. The calls that panic do not change.

import { readFileSync, writeFileSync } from "node:fs";

const IMPORTS = 2;
const CODE = 10;
const DATA = 11;
/** No locals; `unreachable`, `end`. */
const TRAP = [0, 0, 0x0b];

/** Functions that never return. */
const PANICS = [
  /^core::panicking::/,
  /^std::panicking::(begin_panic|panic_handler|panic_with_hook)/,
  /^core::(option|result)::(unwrap|expect)_failed$/,
  /^core::cell::panic_already_(mutably_)?borrowed$/,
  /^core::slice::index::slice_index_fail$/,
  /^core::slice::copy_from_slice_impl::len_mismatch_fail$/,
  /^core::str::slice_error_fail(_rt)?$/,
  /^alloc::raw_vec::(handle_error|capacity_overflow)$/,
  /^alloc::alloc::handle_alloc_error$/,
];

/** @param {string} name with the hash that the compiler puts behind it */
function isPanic(name) {
  const plain = name.replace(/::h[0-9a-f]{16}$/, "").replace(/\[[0-9a-f]{16}\]/g, "");
  return PANICS.some((known) => known.test(plain));
}

/** Reads a module from its start. @param {Buffer} bytes */
function cursor(bytes, at = 0) {
  const number = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  const take = (/** @type {number} */ length) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  return { number, take, byte: () => take(1)[0], isDone: () => at >= bytes.length };
}

/** @param {number} value */
function leb(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

/** The number of imported functions; they precede the module's own. @param {Buffer} section */
function importedFunctions(section) {
  const { number, take, byte } = cursor(section);
  let functions = 0;
  for (let left = number(); left > 0; left -= 1) {
    take(number());
    take(number());
    // wasm-bindgen imports functions only.
    if (byte() !== 0) throw new Error("an import that is no function");
    number();
    functions += 1;
  }
  return functions;
}

/** The names of functions by index. @param {Buffer} section the content after its own name @param {Buffer} section what follows its own name */
function namesOf(section) {
  const sections = cursor(section);
  const names = new Map();
  while (!sections.isDone()) {
    const kind = sections.byte();
    const { number, take } = cursor(sections.take(sections.number()));
    if (kind !== 1) continue;
    for (let left = number(); left > 0; left -= 1) names.set(number(), `${take(number())}`);
  }
  return names;
}

/** The segments of the data: the address of each, and its bytes. @param {Buffer} section */
function segmentsOf(section) {
  const { number, take, byte } = cursor(section);
  return Array.from({ length: number() }, () => {
    // For memory 0, at a constant address that ends with `end`.
    if (number() !== 0 || byte() !== 0x41) throw new Error("a segment without a fixed address");
    const address = number();
    byte();
    return { address, bytes: take(number()) };
  });
}

/**
 * Blanks the source locations of panics (`core::panic::Location`): the address of the file's name,
 * its length, line and column. Nothing else in the data refers to the name of a Rust file.
 * @param {Buffer} section
 */
function blankLocations(section) {
  const segments = segmentsOf(section);
  /** @param {number} address @param {number} length */
  const at = (address, length) => {
    const is = (/** @type {{address: number, bytes: Buffer}} */ segment) =>
      address >= segment.address && address + length <= segment.address + segment.bytes.length;
    const found = segments.find(is);
    const start = address - (found?.address ?? 0);
    return found?.bytes.subarray(start, start + length);
  };
  /** @type {Set<Buffer>} */
  const files = new Set();
  for (const { address, bytes } of segments) {
    const first = (4 - (address % 4)) % 4;
    for (let place = first; place + 16 <= bytes.length; place += 4) {
      const [name, length] = [bytes.readUInt32LE(place), bytes.readUInt32LE(place + 4)];
      const file = length > 3 && length < 256 ? at(name, length) : undefined;
      if (file === undefined || !file.toString("latin1").endsWith(".rs")) continue;
      files.add(file);
      bytes.fill(0, place, place + 16);
    }
  }
  for (const file of files) file.fill(0);
  return files.size;
}

const [, , path] = process.argv;
const source = readFileSync(path);
const all = cursor(source);
const sections = [{ id: -1, bytes: all.take(8) }];
while (!all.isDone()) {
  const id = all.byte();
  sections.push({ id, bytes: all.take(all.number()) });
}

/** @type {Map<number, string>} */
let names = new Map();
let imported = 0;
for (const { id, bytes } of sections) {
  if (id === IMPORTS) imported = importedFunctions(bytes);
  if (id !== 0) continue;
  const section = cursor(bytes);
  const name = `${section.take(section.number())}`;
  if (name === "name") names = namesOf(bytes.subarray(leb(name.length).length + name.length));
}

let cut = 0;
let blanked = 0;
const out = sections.map(({ id, bytes }) => {
  if (id < 0) return bytes;
  if (id === DATA) blanked = blankLocations(bytes);
  if (id !== CODE) return Buffer.concat([Buffer.from([id, ...leb(bytes.length)]), bytes]);
  const { number, take } = cursor(bytes);
  const count = number();
  const bodies = Array.from({ length: count }, (_, index) => {
    const body = take(number());
    if (!isPanic(names.get(imported + index) ?? "")) return [Buffer.from(leb(body.length)), body];
    cut += 1;
    return [Buffer.from([TRAP.length, ...TRAP])];
  });
  const code = Buffer.concat([Buffer.from(leb(count)), ...bodies.flat()]);
  return Buffer.concat([Buffer.from([id, ...leb(code.length)]), code]);
});
// Fails if a compiler update renames them.
if (cut < 10) throw new Error(`only ${cut} functions that begin a panic were found`);
if (blanked < 10) throw new Error(`only ${blanked} places that panics name were found`);
writeFileSync(path, Buffer.concat(out));
