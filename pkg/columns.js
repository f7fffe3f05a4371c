// The columns of a batch, as views of the core's memory.

import { ACTIONS } from "./core.js";
import { CHILD, pieceOf, SPELLING } from "./links.js";

/** @typedef {ReturnType<typeof viewsOf>} Views */

/** So many links share one piece of the source as text: a text that is kept keeps its piece alive. */
export const TOGETHER = 1024;

/**
 * The piece of the source that a row is in.
 * @param {Uint8Array} bytes @param {Uint32Array} sources @param {number} place
 */
export function pieceAt(bytes, sources, place) {
  const first = place * TOGETHER;
  const last = Math.min(first + TOGETHER, sources.length / 2) - 1;
  return pieceOf(bytes, sources[2 * first], sources[2 * last + 1]);
}

/**
 * @param {Uint32Array} columns lengths first, then places, as the core has them
 * @param {WebAssembly.Memory} memory
 */
export function viewsOf(columns, memory) {
  const { buffer } = memory;
  let next = 0;
  const length = columns[next++];
  const links = columns[next++];
  const width = 2 * columns[next++];
  const children = columns[next++];
  const pairs = columns[next++];
  const respelt = columns[next++];
  const spellings = columns[next++];
  const bytes = (/** @type {number} */ count) => new Uint8Array(buffer, columns[next++], count);
  const words = (/** @type {number} */ count) => new Uint32Array(buffer, columns[next++], count);
  const numbers = (/** @type {number} */ count) => new Float64Array(buffer, columns[next++], count);
  return {
    width,
    bytes: bytes(length),
    status: bytes(links),
    flags: bytes(links),
    spans: words(links * width),
    sources: words(links * 2),
    created: numbers(links),
    updated: numbers(links),
    expires: numbers(links),
    children: words(links),
    pairEnds: words(links),
    pairs: words(pairs * 4),
    spellings: { parts: words(respelt * SPELLING), texts: bytes(spellings) },
    childFlags: bytes(children),
    childStatus: bytes(children),
    childSpans: words(children * CHILD),
    childSources: words(children * 2),
    decided: ACTIONS.map(() => ({
      verdicts: bytes(links),
      reasons: new Uint16Array(buffer, columns[next++], links),
    })),
  };
}
