// Many links at once. The core reads them into columns of its own memory; here are views of these, and
// links as objects, cut out of the source where the core says that they stand.

import { ACTIONS, bytesOf, call, core, misuse, paymentType } from "./core.js";
import { CHILD, Cut, childOf, linkOf, NOTED, PLAIN, pieceOf, SOUND } from "./links.js";

/** @import { Action, Answer, BatchOptions, Clock, Decision, Issue, LinkBatch as Batch, Note, PaymentLink, Query } from "./types.d.ts" */

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

/** So many links share one piece of the source as text: a text that is kept keeps its piece alive. */
const TOGETHER = 1024;

/**
 * Many links, read. It is made by `readBatch`, and lives until it is freed.
 * @implements {Batch}
 */
export class LinkBatch {
  #core;
  #instance;
  /** @type {ReturnType<typeof viewsOf> | null} */
  #views = null;
  /** @type {{issues: Issue[], notes: Note[], nextCursor?: string, format?: any}} */
  #around;
  /** @type {Piece[]} */
  #pieces = [];
  /** @type {Piece[]} */
  #childPieces = [];
  #isDecided;

  /** @param {InstanceType<typeof core.Batch>} batch @param {boolean} isDecided */
  constructor(batch, isDecided) {
    this.#core = batch;
    this.#instance = core.instance();
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
    const views = this.#look();
    const flags = views.flags[index];
    if (flags === undefined) throw misuse("index", "the number of a link");
    if ((flags & PLAIN) === 0) return call(() => this.#core.at(index));
    const value = this.#link(views, index, flags);
    const notes = (flags & NOTED) === 0 ? [] : call(() => this.#core.notes(index));
    return { ok: true, value, notes };
  }

  /** @param {Action} action @param {number} index @returns {Decision | undefined} */
  decide(action, index) {
    const { status } = this.#look();
    const place = ACTIONS.indexOf(action);
    if (place < 0) throw misuse("action", "`cancel`, `expire` or `close`");
    if (!(index in status)) throw misuse("index", "the number of a link");
    if (!this.#isDecided) throw misuse("now", "a clock to decide by");
    return call(() => this.#core.decide(index))?.[place];
  }

  /** @param {Clock} clock */
  decideAgain(clock) {
    this.#look();
    call(() => this.#core.decideAgain(clock));
    this.#isDecided = true;
    this.#views = null;
  }

  /** @param {Query} [query] */
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
      throw core.crash();
    }
    if (this.#views === null || this.#views.bytes.buffer !== core.memory().buffer) {
      this.#views = viewsOf(this.#core.columns(), core.memory());
    }
    return this.#views;
  }

  /** @param {Action} action */
  #decided(action) {
    const place = ACTIONS.indexOf(action);
    if (place < 0) throw misuse("action", "`cancel`, `expire` or `close`");
    if (!this.#isDecided) throw misuse("now", "a clock to decide by");
    return this.#look().decided[place];
  }

  /**
   * @param {ReturnType<typeof viewsOf>} views @param {number} index @param {number} flags
   * @returns {PaymentLink}
   */
  #link(views, index, flags) {
    const place = Math.floor(index / TOGETHER);
    this.#pieces[place] ??= pieceAt(views.bytes, views.sources, place);
    const piece = this.#pieces[place];
    const cut = new Cut(views.spans, index * views.width, views.width, piece);
    const child = views.children[index] - 1;
    const hasChild = child >= 0 && (views.childFlags[child] & SOUND) !== 0;
    const format = this.#around.format ?? this.#core.format(index);
    return linkOf(
      cut,
      format,
      views.status[index],
      flags,
      paymentType(format),
      views.pairs,
      index === 0 ? 0 : 4 * views.pairEnds[index - 1],
      4 * views.pairEnds[index],
      hasChild ? this.#child(views, child) : null,
    );
  }

  /** @param {ReturnType<typeof viewsOf>} views @param {number} child */
  #child(views, child) {
    const place = Math.floor(child / TOGETHER);
    this.#childPieces[place] ??= pieceAt(views.bytes, views.childSources, place);
    const piece = this.#childPieces[place];
    const cut = new Cut(views.childSpans, child * CHILD, CHILD, piece);
    return childOf(cut, views.childFlags[child], views.childStatus[child]);
  }
}

/** @template T @param {T | readonly T[] | undefined} wanted */
const listed = (wanted) => (wanted === undefined || Array.isArray(wanted) ? wanted : [wanted]);

/** @param {Uint8Array} bytes @param {Uint32Array} sources @param {number} place */
function pieceAt(bytes, sources, place) {
  const first = place * TOGETHER;
  const last = Math.min(first + TOGETHER, sources.length / 2) - 1;
  return pieceOf(bytes, sources[2 * first], sources[2 * last + 1]);
}

/** @param {Uint32Array} columns @param {WebAssembly.Memory} memory */
function viewsOf(columns, memory) {
  const { buffer } = memory;
  let next = 0;
  const length = columns[next++];
  const links = columns[next++];
  const width = 2 * columns[next++];
  const children = columns[next++];
  const pairs = columns[next++];
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

/**
 * @param {unknown} input @param {BatchOptions} [options]
 * @returns {Batch}
 */
export function readBatch(input, { format, limits, lines = false, now, skewMs } = {}) {
  const clock = now === undefined ? undefined : { now, skewMs };
  return call(() => {
    const bytes = bytesOf(input);
    return new LinkBatch(
      new core.Batch(bytes, format, limits?.maxBytes, lines, clock),
      clock !== undefined,
    );
  });
}

/** @param {BatchOptions & {size?: number}} [options] */
export function batchReader({ format, limits, lines = false, now, skewMs, size = 0 } = {}) {
  const clock = now === undefined ? undefined : { now, skewMs };
  const chunks = call(() => new core.Chunks(size));
  const instance = core.instance();
  let isOpen = true;
  const open = () => {
    if (!isOpen) throw misuse("reader", "one that has not ended");
    if (instance !== core.instance()) throw core.crash();
  };
  return {
    /** @param {unknown} chunk */
    push(chunk) {
      open();
      call(() => chunks.push(bytesOf(chunk)));
    },
    end() {
      open();
      isOpen = false;
      return call(
        () =>
          new LinkBatch(chunks.read(format, limits?.maxBytes, lines, clock), clock !== undefined),
      );
    },
    free() {
      if (isOpen && instance === core.instance()) chunks.free();
      isOpen = false;
    },
  };
}
