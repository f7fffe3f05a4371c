// Many links at once. The core reads them into columns of its own memory; here are views of these, and
// links as objects, cut out of the source where the core says that they stand.

import { pieceAt, TOGETHER, viewsOf } from "./columns.js";
import { bytesOf, call, core, misuse, paymentType, placeOf, text } from "./core.js";
import { CHILD, Cut, childOf, linkOf, NOTED, PLAIN, RESPELT, respeltOf, SOUND } from "./links.js";

/** @import { Action, Answer, BatchOptions, BatchReader, Clock, FormatId, Input, Issue, LinkBatch as Batch, Matches, Note, PaymentLink, Query } from "./types.d.ts" */
/** @import { Piece } from "./links.js" */

export const REASONS = Object.freeze(
  /** @type {const} */ ([
    "action_not_offered",
    "event_not_offered",
    "terminal_status",
    "already_in_status",
    "wrong_status",
    "status_unknown",
    "expired_by_clock",
    "not_yet",
    "no_expiry",
  ]),
);

/** @typedef {import("./columns.js").Views} Views */

/**
 * Many links, read. It is made by `readBatch`, and lives until it is freed.
 * @implements {Batch}
 */
class LinkBatch {
  #core;
  #instance;
  /** @type {Views | null} */
  #views = null;
  /** @type {{issues: Issue[], notes: Note[], more?: number, nextCursor?: string, format?: FormatId}} */
  #around;
  /** @type {Piece[]} */
  #pieces = [];
  /** @type {Piece[]} */
  #childPieces = [];
  /** All of the source, where it came as a text whose characters are a byte each. @type {Piece | null} */
  #whole;
  #isDecided;

  /**
   * @param {InstanceType<typeof core.Batch>} batch @param {number} instance @param {boolean} isDecided
   * @param {unknown} [input]
   */
  constructor(batch, instance, isDecided, input) {
    this.#core = batch;
    this.#instance = instance;
    this.#around = batch.around();
    this.#isDecided = isDecided;
    const { status, bytes } = this.#look();
    this.length = status.length;
    const isWhole = typeof input === "string" && input.length === bytes.length;
    this.#whole = isWhole ? { start: 0, text: input, units: null } : null;
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

  /** @param {Action} action */
  verdicts(action) {
    return this.#decided(action).verdicts;
  }

  /** @param {Action} action */
  reasons(action) {
    return this.#decided(action).reasons;
  }

  /** @param {number} index @returns {Answer<PaymentLink>} */
  at(index) {
    const flags = this.#look().flags[this.#row(index)];
    if ((flags & (PLAIN | RESPELT)) === 0) return call(() => this.#core.at(index));
    const value = this.#link(index, flags);
    const notes = (flags & NOTED) === 0 ? [] : call(() => this.#core.notes(index));
    return { ok: true, value, notes };
  }

  /** @type {Batch["decide"]} */
  decide(action, index) {
    this.#look();
    const place = placeOf(action);
    const row = this.#row(index);
    if (!this.#isDecided) throw misuse("now", "a clock to decide by");
    return call(() => this.#core.decide(row))?.[place];
  }

  /** @param {Clock} clock */
  decideAgain(clock) {
    this.#look();
    call(() => this.#core.decideAgain(clock));
    this.#isDecided = true;
    this.#views = null;
  }

  /** @param {Query} [query] @returns {Matches} */
  query({ status, verdict, reason, ...rest } = {}) {
    this.#look();
    const query = {
      ...rest,
      status: listed(status),
      verdict: listed(verdict),
      reason: listed(reason),
    };
    const found = call(() => this.#core.query(query));
    return { total: found[0], indices: found.subarray(1) };
  }

  /** @returns {Generator<Answer<PaymentLink>>} */
  *[Symbol.iterator]() {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }

  free() {
    if (this.#instance === core.instance()) this.#core.free();
    this.#instance = NaN;
  }

  [Symbol.dispose]() {
    this.free();
  }

  /** The columns, where they are now: memory that grows moves. */
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

  /** @param {number} index @param {number} flags @returns {PaymentLink} */
  #link(index, flags) {
    // Both may ask the core, which may move its memory: the views come after them.
    const format = this.#around.format ?? call(() => this.#core.format(index)) ?? "";
    const type = paymentType(format);
    const views = this.#look();
    const piece = this.#whole ?? this.#pieceOf(this.#pieces, views, views.sources, index);
    const respelt = (flags & RESPELT) === 0 ? null : respeltOf(views.spellings, index);
    const cut = new Cut(views.spans, index * views.width, views.width, piece, respelt);
    const child = views.children[index] - 1;
    const hasChild = child >= 0 && (views.childFlags[child] & SOUND) !== 0;
    return linkOf(
      cut,
      format,
      views.status[index],
      flags,
      type,
      views.pairs,
      index === 0 ? 0 : 4 * views.pairEnds[index - 1],
      4 * views.pairEnds[index],
      hasChild ? this.#child(views, child) : null,
    );
  }

  /** @param {Views} views @param {number} child */
  #child(views, child) {
    const piece = this.#whole ?? this.#pieceOf(this.#childPieces, views, views.childSources, child);
    const cut = new Cut(views.childSpans, child * CHILD, CHILD, piece);
    return childOf(cut, views.childFlags[child], views.childStatus[child]);
  }

  /** @param {Piece[]} pieces @param {Views} views @param {Uint32Array} sources @param {number} index */
  #pieceOf(pieces, { bytes }, sources, index) {
    const place = Math.floor(index / TOGETHER);
    pieces[place] ??= pieceAt(bytes, sources, place);
    return pieces[place];
  }
}

/** @template T @param {T | readonly T[] | undefined} wanted */
const listed = (wanted) => (wanted === undefined || Array.isArray(wanted) ? wanted : [wanted]);

/** @param {BatchOptions} options */
function settings({ format, limits, lines = false, now, skewMs }) {
  const clock = now === undefined ? undefined : { now, skewMs };
  return /** @type {const} */ ([text("format", format, false), limits?.maxBytes, lines, clock]);
}

/** @param {Input} input @param {BatchOptions} [options] @returns {Batch<any>} */
export function readBatch(input, options) {
  return call(() => {
    const given = settings(options ?? {});
    const instance = core.instance();
    const batch = new core.Batch(bytesOf(input), ...given);
    return new LinkBatch(batch, instance, given[3] !== undefined, input);
  });
}

/** @param {BatchOptions & {size?: number}} [options] @returns {BatchReader<any>} */
export function batchReader(options) {
  const [size, ...given] = call(() => [options?.size ?? 0, ...settings(options ?? {})]);
  if (!Number.isSafeInteger(size) || size < 0) throw misuse("size", "a number of bytes");
  const chunks = call(() => new core.Chunks(size));
  const instance = core.instance();
  let isOpen = true;
  const open = () => {
    if (!isOpen) throw misuse("reader", "one that has not ended");
    if (instance !== core.instance()) throw core.lost();
  };
  const free = () => {
    if (isOpen && instance === core.instance()) chunks.free();
    isOpen = false;
  };
  return {
    push(chunk) {
      open();
      call(() => chunks.push(bytesOf(chunk)));
    },
    end() {
      open();
      isOpen = false;
      return call(() => {
        const batch = chunks.read(...given);
        return new LinkBatch(batch, instance, given[3] !== undefined);
      });
    },
    free,
    [Symbol.dispose]: free,
  };
}
