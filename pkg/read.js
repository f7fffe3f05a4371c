// `read`: plain links are created from slices of the source, the others by the core.

import { bytesOf, call, core, coreWords, text } from "./core.js";
import {
  CHILD,
  Cut,
  childOf,
  linkOf,
  pieceOf,
  RESPELT,
  respeltOf,
  SOUND,
  SPELLING,
  utf8,
} from "./links.js";
import * as wasm from "./wasm/paylink.js";

/** The largest document of the fast path, in bytes. */
const ROOM = 65_536;

/** Views of the input buffer and the result of `readOne`; renewed for each instance and when memory grows. */
const room = {
  instance: -1,
  at: 0,
  report: 0,
  input: new Uint8Array(),
  words: new Uint32Array(),
};

function openRoom() {
  const instance = core.instance();
  if (room.instance === instance && room.words.length > 0) return;
  if (room.instance !== instance) {
    const [at, report] = wasm.oneRoom(ROOM);
    Object.assign(room, { instance, at, report: report / 4 });
  }
  // Growing the memory detaches the old views.
  const { buffer } = core.memory();
  room.input = new Uint8Array(buffer, room.at, ROOM);
  room.words = new Uint32Array(buffer);
}

/**
 * The fast path for a valid link without notes; `undefined` if it does not apply.
 * @param {unknown} input @param {string | undefined} format @param {{maxBytes?: number} | undefined} limits
 * @returns {any}
 */
function readOne(input, format, limits) {
  const isText = typeof input === "string";
  if (!isText && !(input instanceof Uint8Array)) return undefined;
  let length = input.length;
  const most = limits?.maxBytes ?? ROOM;
  // A length of 0 may be a detached buffer, which `bytesOf` reports.
  if (length === 0 || length > ROOM || !(length <= most)) return undefined;
  const { ids, types } = coreWords();
  const wanted = format === undefined ? 0 : ids.indexOf(format) + 1;
  if (format !== undefined && wanted === 0) return undefined;
  openRoom();
  if (isText) {
    const { read, written } = utf8().encodeInto(input, room.input);
    if (read !== length || written > most) return undefined;
    length = written;
  } else {
    // Shared memory and buffers of another realm are checked by `bytesOf`.
    if (!(input.buffer instanceof ArrayBuffer)) return undefined;
    room.input.set(input);
  }
  const found = wasm.readOne(length, wanted);
  if (found === 0) return undefined;
  openRoom();
  const { report, words: memory } = room;
  // A string with non-ASCII characters may have had a lone surrogate, which the encoder replaced.
  const isSame = isText && input.length === length;
  const piece = isSame ? { start: 0, text: input, units: null } : pieceOf(room.input, 0, length);
  const childFlags = memory[report + 5];
  const childSpans = memory[report + 7] / 4;
  const child =
    (childFlags & SOUND) === 0
      ? null
      : childOf(
          new Cut(room.input, memory, CHILD).to(piece, childSpans, null),
          childFlags,
          memory[report + 6],
        );
  const pairs = memory[report + 3] / 4;
  const flags = memory[report + 1];
  const respelt = (flags & RESPELT) === 0 ? null : respeltOf(spellingsOf(memory, report + 8), 0);
  const value = linkOf(
    new Cut(room.input, memory, CHILD).to(piece, memory[report + 2] / 4, respelt),
    ids[found - 1],
    memory[report],
    flags,
    types[found - 1],
    memory,
    pairs,
    pairs + 4 * memory[report + 4],
    child,
  );
  return { ok: true, value, notes: [] };
}

/** @param {Uint32Array} memory @param {number} at the index of their four words: two addresses, two lengths */
function spellingsOf({ buffer }, at) {
  const [parts, count, texts, length] = new Uint32Array(buffer, 4 * at, 4);
  return {
    parts: new Uint32Array(buffer, parts, count * SPELLING),
    texts: new Uint8Array(buffer, texts, length),
  };
}

/** @typedef {typeof import("./types.d.ts")} Api */

/** @type {Api["read"]} */
export const read = (input, options) =>
  call(() => {
    const { format, limits } = options ?? {};
    return (
      readOne(input, format, limits) ??
      wasm.read(bytesOf(input), text("format", format, false), limits?.maxBytes)
    );
  });
