// One row of the text, cut where a finding or the chosen place begins and ends.

import { pieces } from "../foreign.js";

/**
 * @import {Row} from "./lines.js"
 * @import {Place} from "./places.js"
 * @import {Found} from "./worker.js"
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** How far back a finding may begin that is still to be seen: a wrapped value has several rows. */
const BACK = 64;

/**
 * @typedef {object} Segment
 * @property {string} text
 * @property {string} shown the text, or an escape for a character that would not be seen
 * @property {number} at where it begins, in bytes
 * @property {number} found the finding it belongs to, or -1
 * @property {"error" | "note" | ""} severity
 * @property {boolean} chosen
 */

/**
 * @param {Uint8Array} bytes
 * @param {Row} row
 * @param {readonly Found[]} found in the order of their places
 * @param {readonly Place[]} places
 * @param {{start: number, end: number}} chosen
 * @returns {{segments: Segment[], begin: number[]}} `begin`: the findings that begin in this row
 */
export function segmentsOf(bytes, row, found, places, chosen) {
  const next = firstAt(places, row.start);
  const cuts = new Set([row.start, row.end]);
  /** @param {number} at */
  const cut = (at) => {
    if (at > row.start && at < row.end) cuts.add(at);
  };
  /** @type {number[]} */
  const here = [];
  /** @type {number[]} */
  const begin = [];
  for (let id = Math.max(0, next - BACK); id < places.length; id += 1) {
    const place = /** @type {Place} */ (places[id]);
    if (place.start >= row.until) break;
    if (place.start >= row.start) begin.push(id);
    if (place.mark <= row.start) continue;
    here.push(id);
    cut(place.start);
    cut(place.mark);
  }
  cut(chosen.start);
  cut(chosen.end);
  const edges = [...cuts].sort((one, other) => one - other);
  /** @type {Segment[]} */
  const segments = edges.slice(0, -1).flatMap((start, index) => {
    const end = /** @type {number} */ (edges[index + 1]);
    const on = here.filter((id) => covers(/** @type {Place} */ (places[id]), start));
    const worst = on.find((id) => found[id]?.severity === "error") ?? on.at(-1) ?? -1;
    const marks = {
      found: worst,
      severity: found[worst]?.severity ?? /** @type {const} */ (""),
      chosen: start >= chosen.start && start < chosen.end,
    };
    let at = start;
    return pieces(decoder.decode(bytes.subarray(start, end))).map((piece) => {
      const segment = { ...piece, at, ...marks };
      at += encoder.encode(piece.text).length;
      return segment;
    });
  });
  // What is wrong with the end of a line, or of the text, has no letter to be marked.
  const beyond = begin.find((id) => /** @type {Place} */ (places[id]).start >= row.end);
  if (beyond !== undefined) {
    const at = /** @type {Place} */ (places[beyond]).start;
    const severity = found[beyond]?.severity ?? "";
    const isChosen = at >= chosen.start && at < chosen.end;
    const text = "\u00a0";
    segments.push({ text, shown: text, at, found: beyond, severity, chosen: isChosen });
  }
  return { segments, begin };
}

/** @param {Place} place @param {number} at */
const covers = (place, at) => at >= place.start && at < place.mark;

/** The first that begins at an offset or behind it. @param {readonly Place[]} places @param {number} offset */
function firstAt(places, offset) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {Place} */ (places[middle]).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
