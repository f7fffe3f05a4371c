// The columns of a batch as views of the core's memory.

import { coreWords, paymentType } from "./core.js";
import {
  CHILD,
  Cut,
  childOf,
  linkOf,
  NOTED,
  PLAIN,
  pieceOf,
  RESPELT,
  respeltOf,
  SOUND,
  SPELLING,
} from "./links.js";

/** @import { LinkAnswer } from "./types.d.ts" */
/** @import { Piece } from "./links.js" */

/** @typedef {ReturnType<typeof viewsOf>} Views */

/**
 * How many bytes of the source are decoded at once. A string that is kept keeps its piece alive, and a
 * string of more than 128 KiB takes seven times as long, because V8 allocates it in another space.
 */
const PIECE = 1 << 16;

/** Decoded pieces of the source, each with the text of several consecutive rows. */
export class Pieces {
  /** @type {Piece[]} */
  #made = [];
  #together;

  /** @param {number} bytes @param {number} rows */
  constructor(bytes, rows) {
    this.#together = Math.max(1, Math.floor((PIECE * rows) / bytes));
  }

  /** The piece of a row. @param {Uint8Array} bytes @param {Uint32Array} sources @param {number} row */
  of(bytes, sources, row) {
    const place = Math.floor(row / this.#together);
    this.#made[place] ??= this.#make(bytes, sources, place);
    return this.#made[place];
  }

  /** @param {Uint8Array} bytes @param {Uint32Array} sources @param {number} place */
  #make(bytes, sources, place) {
    const first = place * this.#together;
    const last = Math.min(first + this.#together, sources.length / 2) - 1;
    return pieceOf(bytes, sources[2 * first], sources[2 * last + 1]);
  }
}

/** A piece for each row: a string keeps only its own row alive. */
export const alone = {
  /** @type {Pieces["of"]} */
  of: (bytes, sources, row) => pieceOf(bytes, sources[2 * row], sources[2 * row + 1]),
};

/**
 * @param {Uint32Array} columns lengths, then addresses, in the core's order
 * @param {WebAssembly.Memory} memory
 */
export function viewsOf(columns, memory) {
  // Before the buffer: the first call of the core for its words may grow its memory.
  const actions = coreWords().codes.action;
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
  const source = bytes(length);
  const [status, flags] = [bytes(links), bytes(links)];
  const cut = new Cut(source, words(links * width), width);
  return {
    bytes: source,
    status,
    flags,
    cut,
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
    childCut: new Cut(source, words(children * CHILD), CHILD),
    childSources: words(children * 2),
    decided: actions.map(() => ({
      verdicts: bytes(links),
      reasons: words(links),
    })),
  };
}

/**
 * An answer for each link. Links that are not plain are read by the core, which may move its memory.
 * @param {() => Views} look
 * @param {string | undefined} format `undefined` if there are no links
 * @param {Pick<Pieces, "of">} pieces
 * @param {Pick<Pieces, "of">} childPieces
 * @param {(index: number) => LinkAnswer} oddAt
 */
export function answersOf(look, format, pieces, childPieces, oddAt) {
  const type = paymentType(format);
  let views = look();
  /** @type {LinkAnswer[]} */
  const answers = new Array(views.flags.length);
  for (let index = 0; index < answers.length; index += 1) {
    const flags = views.flags[index];
    if ((flags & PLAIN) !== 0 && (flags & NOTED) === 0) {
      const value = cutOut(views, index, format, type, pieces, childPieces);
      answers[index] = { ok: true, value, notes: [] };
    } else {
      answers[index] = oddAt(index);
      views = look();
    }
  }
  return answers;
}

/**
 * Creates a link from the columns.
 * @param {Views} views
 * @param {number} index
 * @param {string | undefined} format
 * @param {string} type
 * @param {Pick<Pieces, "of">} pieces
 * @param {Pick<Pieces, "of">} childPieces
 */
export function cutOut(views, index, format, type, pieces, childPieces) {
  const { bytes, cut, flags, pairEnds, childFlags } = views;
  const isRespelt = (flags[index] & RESPELT) !== 0;
  const respelt = isRespelt ? respeltOf(views.spellings, index) : null;
  const child = views.children[index] - 1;
  const hasChild = child >= 0 && (childFlags[child] & SOUND) !== 0;
  const piece = pieces.of(bytes, views.sources, index);
  return linkOf(
    cut.to(piece, index * cut.width, respelt),
    format,
    views.status[index],
    flags[index],
    type,
    views.pairs,
    index === 0 ? 0 : 4 * pairEnds[index - 1],
    4 * pairEnds[index],
    hasChild ? childAt(views, child, childPieces) : null,
  );
}

/** @param {Views} views @param {number} child @param {Pick<Pieces, "of">} pieces */
function childAt({ bytes, childCut, childSources, childFlags, childStatus }, child, pieces) {
  const piece = pieces.of(bytes, childSources, child);
  const cut = childCut.to(piece, child * CHILD, null);
  return childOf(cut, childFlags[child], childStatus[child]);
}
