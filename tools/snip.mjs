// `node tools/snip.mjs module.wasm`: functions that begin a panic trap at once, in a module that still
// has their names.
//
// A panic ends in the trap `unreachable`. Before it, Rust's library makes a message and prints it to a
// stream that this target does not have. What only makes the message is then dropped by wasm-opt.
// Which calls panic does not change.

import { readFileSync, writeFileSync } from "node:fs";

const CODE = 10;
const IMPORTS = 2;
/** No locals; `unreachable`, `end`. */
const TRAP = [0, 0, 0x0b];

/** None of these ever returns. */
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

/** Reads a module from its beginning. @param {Buffer} bytes */
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

/** How many functions are imported; they come before the module's own. @param {Buffer} section */
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

/** The names of functions, by their number. @param {Buffer} section what follows its own name */
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
const out = sections.map(({ id, bytes }) => {
  if (id < 0) return bytes;
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
// Otherwise the compiler names them anew, and nobody would notice.
if (cut < 10) throw new Error(`only ${cut} functions that begin a panic were found`);
writeFileSync(path, Buffer.concat(out));
