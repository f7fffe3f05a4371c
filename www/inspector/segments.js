// One row of the text, split at the boundaries of findings and of the chosen position.

import { pieces } from "../foreign.js";

/**
 * @import {Row} from "./lines.js"
 * @import {Mark} from "./marks.js"
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

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
 * @param {readonly Mark[]} marks what is found in it, in the order of their places
 * @param {{start: number, end: number}} chosen
 * @returns {{segments: Segment[], begin: number[]}} `begin`: the findings that begin in this row
 */
export function segmentsOf(bytes, row, marks, chosen) {
  const cuts = new Set([row.start, row.end]);
  /** @param {number} at */
  const cut = (at) => {
    if (at > row.start && at < row.end) cuts.add(at);
  };
  const begin = marks.filter(({ place }) => place.start >= row.start);
  for (const { place } of marks) {
    cut(place.start);
    cut(place.mark);
  }
  cut(chosen.start);
  cut(chosen.end);
  const edges = [...cuts].sort((one, other) => one - other);
  /** @type {Segment[]} */
  const segments = edges.slice(0, -1).flatMap((start, index) => {
    const end = /** @type {number} */ (edges[index + 1]);
    const on = marks.filter(({ place }) => start >= place.start && start < place.mark);
    const worst = on.find(({ severity }) => severity === "error") ?? on.at(-1);
    const said = {
      found: worst?.id ?? -1,
      severity: worst?.severity ?? /** @type {const} */ (""),
      chosen: start >= chosen.start && start < chosen.end,
    };
    let at = start;
    return pieces(decoder.decode(bytes.subarray(start, end))).map((piece) => {
      const segment = { ...piece, at, ...said };
      at += encoder.encode(piece.text).length;
      return segment;
    });
  });
  // A finding at the end of a line or of the text has no character to mark.
  const beyond = begin.find(({ place }) => place.start >= row.end);
  if (beyond !== undefined) {
    const { id, severity, place } = beyond;
    const at = place.start;
    const isChosen = at >= chosen.start && at < chosen.end;
    const text = "\u00a0";
    segments.push({ text, shown: text, at, found: id, severity, chosen: isChosen });
  }
  return { segments, begin: begin.map(({ id }) => id) };
}
