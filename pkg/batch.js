// `readBatch`: the core reads many links into columns of its memory. This module has views of the columns
// and creates link objects from slices of the source.

import { alone, answersOf, cutOut, Pieces, viewsOf } from "./columns.js";
import { bytesOf, call, core, misuse, paymentType, placeOf, text } from "./core.js";
import { NOTED, PLAIN, SOUND, TEXTS } from "./links.js";

/** @import { Action, BatchOptions, Clock, FormatId, Input, Issue, LinkAnswer, LinkBatch as Batch, Note } from "./types.d.ts" */

/** @typedef {import("./columns.js").Views} Views */
/** @typedef {import("./links.js").Piece} Piece */

/** @type {Piece} */
const NOTHING = { start: 0, text: "", units: null };

/** @implements {Batch} */
class LinkBatch {
  #core;
  #instance;
  /** @type {Views | null} */
  #views = null;
  /** @type {{issues: Issue[], notes: Note[], more?: number, nextCursor?: string, format?: FormatId}} */
  #around;
  #isDecided;
  /** The link of the last `text` call. */
  #last = { row: -1, piece: NOTHING };

  /**
   * @param {InstanceType<typeof core.Batch>} batch @param {number} instance @param {boolean} isDecided
   */
  constructor(batch, instance, isDecided) {
    this.#core = batch;
    this.#instance = instance;
    this.#around = batch.around();
    this.#isDecided = isDecided;
    this.length = this.#look().status.length;
  }

  get ok() {
    return this.#around.issues.length === 0;
  }

  get issues() {
    return this.#around.issues;
  }

  get notes() {
    return this.#around.notes;
  }

  get more() {
    return this.#around.more ?? 0;
  }

  get nextCursor() {
    return this.#around.nextCursor;
  }

  get format() {
    return this.#around.format;
  }

  get status() {
    return this.#look().status;
  }

  get createdAt() {
    return this.#look().created;
  }

  get updatedAt() {
    return this.#look().updated;
  }

  get expiresAt() {
    return this.#look().expires;
  }

  get offsets() {
    return this.#look().sources;
  }

  get childOffsets() {
    const { children, childSources } = this.#look();
    const offsets = new Uint32Array(2 * this.length);
    children.forEach((child, index) => {
      if (child > 0) offsets.set(childSources.subarray(2 * child - 2, 2 * child), 2 * index);
    });
    return offsets;
  }

  /** @param {Action} action */
  verdicts(action) {
    return this.#decided(action).verdicts;
  }

  /** @param {Action} action */
  reasons(action) {
    return this.#decided(action).reasons;
  }

  /** @param {number} index @returns {LinkAnswer} */
  at(index) {
    const flags = this.#look().flags[this.#row(index)];
    if ((flags & PLAIN) === 0) return call(() => this.#core.at(index));
    const { format } = this.#around;
    const value = cutOut(this.#look(), index, format, paymentType(format), alone, alone);
    const notes = (flags & NOTED) === 0 ? [] : call(() => this.#core.notes(index));
    return { ok: true, value, notes };
  }

  /** @param {number} index */
  isValid(index) {
    return (this.#look().flags[this.#row(index)] & SOUND) !== 0;
  }

  /** @param {number} index */
  isNoted(index) {
    const flags = this.#look().flags[this.#row(index)];
    return (flags & SOUND) !== 0 && (flags & NOTED) !== 0;
  }

  /** @param {keyof typeof TEXTS} member @param {number} index */
  text(member, index) {
    const field = TEXTS[member];
    if (field === undefined) throw misuse("member", `one of ${Object.keys(TEXTS).join(", ")}`);
    const { bytes, cut, sources } = this.#look();
    this.#row(index);
    // Callers often request several strings of the same link.
    if (this.#last.row !== index) {
      this.#last = { row: index, piece: alone.of(bytes, sources, index) };
    }
    cut.to(this.#last.piece, index * cut.width, null);
    if (!cut.has(field)) return undefined;
    const text = cut.own(field);
    return text.includes("\\") ? String(JSON.parse(`"${text}"`)) : text;
  }

  toArray() {
    const { bytes, childFlags } = this.#look();
    const pieces = new Pieces(bytes.length, this.length);
    const childPieces = new Pieces(bytes.length, childFlags.length);
    return answersOf(
      () => this.#look(),
      this.#around.format,
      pieces,
      childPieces,
      (index) => this.at(index),
    );
  }

  /** @param {Clock} clock */
  decideAgain(clock) {
    this.#look();
    call(() => this.#core.decideAgain(clock));
    this.#isDecided = true;
    this.#views = null;
  }

  free() {
    if (this.#instance === core.instance()) this.#core.free();
    this.#instance = NaN;
  }

  [Symbol.dispose]() {
    this.free();
  }

  /** The columns; new views if the memory has moved by growing. */
  #look() {
    if (this.#instance !== core.instance()) {
      if (Number.isNaN(this.#instance)) throw misuse("batch", "one that has not been freed");
      throw core.lost();
    }
    if (this.#views === null || this.#views.bytes.buffer !== core.memory().buffer) {
      this.#views = viewsOf(this.#core.columns(), core.memory());
    }
    return this.#views;
  }

  /** @param {Action} action */
  #decided(action) {
    const { decided } = this.#look();
    const place = placeOf(action);
    if (!this.#isDecided) throw misuse("now", "a clock to decide by");
    return decided[place];
  }

  /** @param {number} index */
  #row(index) {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return index;
    throw misuse("index", "the number of a link");
  }
}

/** @param {Input} input @param {BatchOptions} [options] @returns {Batch} */
export function readBatch(input, options) {
  return call(() => {
    const { format, limits, now, skewMs } = options ?? {};
    const clock = now === undefined ? undefined : { now, skewMs };
    const instance = core.instance();
    const given = text("format", format, false);
    const batch = new core.Batch(bytesOf(input), given, limits?.maxBytes, clock);
    return new LinkBatch(batch, instance, clock !== undefined);
  });
}
