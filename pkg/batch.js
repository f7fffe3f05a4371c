// Many links at once. The core reads them into columns of its own memory; here are views of these, and
// links as objects, cut out of the source where the core says that they stand.

import { bytesOf, call, core, misuse } from "./core.js";

/** @import { Action, Answer, BatchOptions, Clock, Decision, Issue, LinkBatch as Batch, Note, PaymentLink, Query } from "./types.d.ts" */

const ACTIONS = ["cancel", "expire", "close"];
const KINDS = [undefined, "invoice", "payout", "unknown"];
const CHILD_STATUSES = [
  "draft",
  "pending",
  "processing",
  "on_hold",
  "expired",
  "completed",
  "cancelled",
  "rejected",
  "unknown",
];
/** In the column of children's statuses: nothing can follow. */
const FINAL = 0x80;
export const STATUSES = Object.freeze(
  /** @type {const} */ (["open", "in_progress", "completed", "expired", "cancelled", "unknown"]),
);
export const VERDICTS = Object.freeze(
  /** @type {const} */ (["allowed", "already_done", "refused", "unsure"]),
);
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

// What is known of a row, a bit each, as the core has it.
const SOUND = 1;
const PLAIN = 2;
const NOTED = 4;
const KIND = 5;

// The parts of a link and of a child, in the order of the core's `Field`; each has a start and an end.
const ID = 0;
const RAW_STATUS = 2;
const URL = 4;
const DESCRIPTION = 6;
const PAYMENT_ID = 8;
const EXPIRES_AT = 10;
const COMPLETED_AT = 12;
const CREATED_AT = 14;
const UPDATED_AT = 16;
const METADATA = 18;
const REFERENCE = 20;
const AMOUNT = 22;
const ACCOUNT_CURRENCY = 26;
const NETWORK = 28;
const RAW_KIND = 32;
const PAYMENT_TYPE = 34;
const SUCCESS = 36;
const UNSUCCESS = 38;
const PAY_CURRENCIES = 40;
const PAYMENT_METHODS = 42;
const APPROVAL_STATUS = 44;
const CHARGED = 46;
const OTHER = 50;
const EXCHANGE_RATE = 54;
const RATE = 56;
const STATUS_CONTEXT = 60;
const PAYMENT_STATUS = 62;
const DISPLAY_FEE = 64;
const NETWORK_FEE = 68;
const PAYOUT_FEE = 72;
const ABSORB_NETWORK_FEE = 76;
const ABSORB_PAYOUT_FEE = 78;
const ADDRESS = 80;
const PAYMENT_METHOD = 82;
const RECEIVER_BINANCE_ID = 84;
const BINANCE_STATUS = 86;
const TXID = 88;
const CHILD = 90;

/** So many links share one piece of the source as text: a text that is kept keeps its piece alive. */
const TOGETHER = 1024;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * A piece of the source as text. Where a character has more than one byte, `units` tells for each byte
 * where it stands in the text.
 * @typedef {{start: number, text: string, units: Uint32Array | null}} Piece
 */

/** @param {Uint8Array} bytes @param {number} start @param {number} end @returns {Piece} */
function pieceOf(bytes, start, end) {
  const text = decoder.decode(bytes.subarray(start, end));
  if (text.length === end - start) return { start, text, units: null };
  const units = new Uint32Array(end - start + 1);
  let unit = 0;
  for (let at = 0; at < end - start; at += 1) {
    units[at] = unit;
    const byte = bytes[start + at];
    // A character of four bytes is two units; bytes that only go on count nothing.
    if ((byte & 0xc0) !== 0x80) unit += byte >= 0xf0 ? 2 : 1;
  }
  units[end - start] = unit;
  return { start, text, units };
}

/** Cuts texts out of one piece, for one row. */
class Cut {
  /** @param {Uint32Array} spans @param {number} base @param {number} width @param {Piece} piece */
  constructor(spans, base, width, { start, text, units }) {
    this.spans = spans;
    this.base = base;
    this.width = width;
    this.start = start;
    this.source = text;
    this.units = units;
  }

  /** @param {number} from @param {number} to */
  slice(from, to) {
    const units = this.units;
    return units === null
      ? this.source.slice(from - this.start, to - this.start)
      : this.source.slice(units[from - this.start], units[to - this.start]);
  }

  /** @param {number} field */
  has(field) {
    return field < this.width && this.spans[this.base + field] !== 0;
  }

  /** @param {number} field */
  text(field) {
    return this.slice(this.spans[this.base + field], this.spans[this.base + field + 1]);
  }

  /** An amount and its currency, which stand side by side. @param {number} field */
  money(field) {
    return { value: this.text(field), currency: this.text(field + 2) };
  }

  network() {
    const code = this.text(NETWORK);
    return this.has(NETWORK + 2) ? { code, name: this.text(NETWORK + 2) } : { code };
  }

  redirects() {
    const success = this.has(SUCCESS) ? { success: this.text(SUCCESS) } : {};
    return this.has(UNSUCCESS) ? { ...success, unsuccess: this.text(UNSUCCESS) } : success;
  }

  /** @param {number} field */
  json(field) {
    return JSON.parse(this.text(field));
  }
}

/** @param {Cut} cut @param {number} flags @param {number} status */
function childOf(cut, flags, status) {
  const type = KINDS[(flags >> KIND) & 3];
  /** @type {any} */
  const child = {
    type,
    status: CHILD_STATUSES[status & ~FINAL],
    rawStatus: cut.text(RAW_STATUS),
    final: (status & FINAL) !== 0,
    id: cut.text(ID),
  };
  if (type === "payout") {
    if (cut.has(AMOUNT)) child.amount = cut.money(AMOUNT);
    if (cut.has(CHARGED)) child.charged = cut.money(CHARGED);
    if (cut.has(OTHER)) child.pay = cut.money(OTHER);
    if (cut.has(EXCHANGE_RATE)) child.exchangeRate = cut.text(EXCHANGE_RATE);
    if (cut.has(RATE)) child.payChargeRate = cut.money(RATE);
    if (cut.has(DISPLAY_FEE)) child.displayFee = cut.money(DISPLAY_FEE);
    if (cut.has(NETWORK_FEE)) child.networkFee = cut.money(NETWORK_FEE);
    if (cut.has(PAYOUT_FEE)) child.payoutFee = cut.money(PAYOUT_FEE);
    if (cut.has(ABSORB_NETWORK_FEE)) child.absorbNetworkFee = cut.json(ABSORB_NETWORK_FEE);
    if (cut.has(ABSORB_PAYOUT_FEE)) child.absorbPayoutFee = cut.json(ABSORB_PAYOUT_FEE);
    if (cut.has(ADDRESS)) child.address = cut.text(ADDRESS);
    if (cut.has(NETWORK)) child.network = cut.network();
    if (cut.has(PAYMENT_METHOD)) child.paymentMethod = cut.text(PAYMENT_METHOD);
    if (cut.has(RECEIVER_BINANCE_ID)) child.receiverBinanceId = cut.text(RECEIVER_BINANCE_ID);
    if (cut.has(BINANCE_STATUS)) child.binanceStatus = cut.text(BINANCE_STATUS);
    if (cut.has(APPROVAL_STATUS)) child.approvalStatus = cut.text(APPROVAL_STATUS);
    if (cut.has(TXID)) child.txid = cut.text(TXID);
    if (cut.has(REFERENCE)) child.reference = cut.text(REFERENCE);
  } else {
    if (cut.has(AMOUNT)) child.billed = cut.money(AMOUNT);
    if (cut.has(CHARGED)) child.charged = cut.money(CHARGED);
    if (cut.has(OTHER)) child.target = cut.money(OTHER);
    if (cut.has(EXCHANGE_RATE)) child.exchangeRate = cut.text(EXCHANGE_RATE);
    if (cut.has(RATE)) child.chargedTargetRate = cut.money(RATE);
    if (cut.has(STATUS_CONTEXT)) child.statusContext = cut.text(STATUS_CONTEXT);
    if (cut.has(PAYMENT_STATUS)) child.paymentStatus = cut.text(PAYMENT_STATUS);
    if (cut.has(REFERENCE)) child.reference = cut.text(REFERENCE);
    if (cut.has(NETWORK)) child.network = cut.network();
    if (cut.has(PAYMENT_METHODS)) child.paymentMethods = cut.json(PAYMENT_METHODS);
    if (cut.has(URL)) child.url = cut.text(URL);
    if (cut.has(SUCCESS) || cut.has(UNSUCCESS)) child.redirects = cut.redirects();
  }
  if (cut.has(EXPIRES_AT)) child.expiresAt = cut.text(EXPIRES_AT);
  if (cut.has(CREATED_AT)) child.createdAt = cut.text(CREATED_AT);
  return child;
}

/** The parts of a link behind those that each has. @param {any} link @param {Cut} cut @param {number} flags */
function fill(link, cut, flags) {
  if (cut.has(DESCRIPTION)) link.description = cut.text(DESCRIPTION);
  if (cut.has(REFERENCE)) link.reference = cut.text(REFERENCE);
  if (cut.has(AMOUNT)) link.amount = cut.money(AMOUNT);
  if (cut.has(ACCOUNT_CURRENCY)) link.accountCurrency = cut.text(ACCOUNT_CURRENCY);
  if (cut.has(NETWORK)) link.network = cut.network();
  const kind = KINDS[(flags >> KIND) & 3];
  if (kind !== undefined) link.kind = kind;
  if (cut.has(RAW_KIND)) link.rawKind = cut.text(RAW_KIND);
}

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
  /** The names of metadata, by their place: most links have the same. @type {string[]} */
  #names = [];
  /** By format, where its documents have no word. @type {Record<string, string | undefined>} */
  #paymentTypes = {};
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
    const query = { ...rest, status: listed(status), verdict: listed(verdict), reason: listed(reason) };
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
    if (this.#views === null || this.#views.bytes.byteLength === 0) {
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
    const piece = (this.#pieces[place] ??= pieceAt(views.bytes, views.sources, place));
    const cut = new Cut(views.spans, index * views.width, views.width, piece);
    /** @type {any} */
    const link = {
      format: this.#around.format ?? this.#core.format(index),
      id: cut.text(ID),
      status: STATUSES[views.status[index]],
      rawStatus: cut.text(RAW_STATUS),
      url: cut.text(URL),
    };
    fill(link, cut, flags);
    if (cut.has(PAYMENT_ID)) {
      const type = cut.has(PAYMENT_TYPE)
        ? cut.text(PAYMENT_TYPE)
        : (this.#paymentTypes[link.format] ??= this.#core.paymentType(index));
      link.payment = { type, id: cut.text(PAYMENT_ID) };
    }
    const child = views.children[index] - 1;
    if (child >= 0 && (views.childFlags[child] & SOUND) !== 0) link.child = this.#child(views, child);
    if (cut.has(EXPIRES_AT)) link.expiresAt = cut.text(EXPIRES_AT);
    if (cut.has(COMPLETED_AT)) link.completedAt = cut.text(COMPLETED_AT);
    link.createdAt = cut.text(CREATED_AT);
    if (cut.has(UPDATED_AT)) link.updatedAt = cut.text(UPDATED_AT);
    if (cut.has(SUCCESS) || cut.has(UNSUCCESS)) link.redirects = cut.redirects();
    if (cut.has(PAY_CURRENCIES)) link.payCurrencies = cut.json(PAY_CURRENCIES);
    if (cut.has(PAYMENT_METHODS)) link.paymentMethods = cut.json(PAYMENT_METHODS);
    if (cut.has(APPROVAL_STATUS)) link.approvalStatus = cut.text(APPROVAL_STATUS);
    if (cut.has(METADATA)) link.metadata = this.#metadata(views, index, cut);
    link.unmapped = [];
    return link;
  }

  /** @param {ReturnType<typeof viewsOf>} views @param {number} child */
  #child(views, child) {
    const place = Math.floor(child / TOGETHER);
    const piece = (this.#childPieces[place] ??= pieceAt(views.bytes, views.childSources, place));
    const cut = new Cut(views.childSpans, child * CHILD, CHILD, piece);
    return childOf(cut, views.childFlags[child], views.childStatus[child]);
  }

  /** Pairs of texts, where it is nothing else. @param {ReturnType<typeof viewsOf>} views @param {number} index @param {Cut} cut */
  #metadata({ pairEnds, pairs }, index, cut) {
    const end = pairEnds[index];
    let pair = index === 0 ? 0 : pairEnds[index - 1];
    if (pair === end) return cut.json(METADATA);
    /** @type {Record<string, string>} */
    const metadata = {};
    for (let place = 0; pair < end; pair += 1, place += 1) {
      const from = pairs[4 * pair];
      const to = pairs[4 * pair + 1];
      let name = this.#names[place];
      const start = from - cut.start;
      if (cut.units !== null || name?.length !== to - from || !cut.source.startsWith(name, start)) {
        name = cut.slice(from, to);
        this.#names[place] = name;
        // Assigned, it would be a prototype.
        if (name === "__proto__") return cut.json(METADATA);
      }
      metadata[name] = cut.slice(pairs[4 * pair + 2], pairs[4 * pair + 3]);
    }
    return metadata;
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
