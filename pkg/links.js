// Creates link objects from slices of the source, at the byte ranges that the core has found. The core has
// validated the fields; this module only has the member names of the model.

/** @import { PaymentLink } from "./types.d.ts" */

/** The words for the numbers in the columns, set by `coreWords` before the first use. */
export const modelWords = {
  /** @type {readonly (string | undefined)[]} */
  kind: [],
  /** @type {readonly string[]} */
  status: [],
  /** @type {readonly string[]} */
  childStatus: [],
};
/** The flag for a final status in the column of children's statuses. */
const FINAL = 0x80;
// The flags of a row, as in the core.
export const SOUND = 1;
/** The link can be created from slices of its source. */
export const PLAIN = 2;
export const NOTED = 4;
export const RESPELT = 128;
const KIND = 5;

// The fields of a link and of a child, in the order of the core's `Field`; each has a start and an end.
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
const AMOUNT_PAID = 46;
const PAYMENT_STATUS = 48;
const CHARGED = 50;
const OTHER = 54;
const EXCHANGE_RATE = 58;
const RATE = 60;
const STATUS_CONTEXT = 64;
const DISPLAY_FEE = 66;
const NETWORK_FEE = 70;
const PAYOUT_FEE = 74;
const ABSORB_NETWORK_FEE = 78;
const ABSORB_PAYOUT_FEE = 80;
const ADDRESS = 82;
const PAYMENT_METHOD = 84;
const RECEIVER_BINANCE_ID = 86;
const BINANCE_STATUS = 88;
const TXID = 90;
export const CHILD = 92;

/** The fields that `LinkBatch.text` gives. */
export const TEXTS = Object.freeze({
  id: ID,
  description: DESCRIPTION,
  reference: REFERENCE,
  rawStatus: RAW_STATUS,
});

const QUOTE = 34;
const ZERO = 48;

/** Made at first use: an import does no work, also where a test environment lacks them. @type {TextDecoder | undefined} */
let decoder;
/** @type {TextEncoder | undefined} */
let encoder;

/** @param {Uint8Array} bytes */
function textOf(bytes) {
  decoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return decoder.decode(bytes);
}

export function utf8() {
  encoder ??= new TextEncoder();
  return encoder;
}

/**
 * A decoded piece of the source. If it has non-ASCII characters, `units` maps each byte offset to the index
 * in the text.
 * @typedef {{start: number, text: string, units: Uint32Array | null}} Piece
 */

/** @param {Uint8Array} bytes @param {number} start @param {number} end @returns {Piece} */
export function pieceOf(bytes, start, end) {
  const text = textOf(bytes.subarray(start, end));
  if (text.length === end - start) return { start, text, units: null };
  const units = new Uint32Array(end - start + 1);
  let unit = 0;
  for (let at = 0; at < end - start; at += 1) {
    units[at] = unit;
    const byte = bytes[start + at];
    // A character of four bytes is two UTF-16 units; continuation bytes count nothing.
    if ((byte & 0xc0) !== 0x80) unit += byte >= 0xf0 ? 2 : 1;
  }
  units[end - start] = unit;
  return { start, text, units };
}

/**
 * The field values whose canonical spelling differs from the source, for all links.
 * @typedef {{parts: Uint32Array, texts: Uint8Array}} Spellings
 */

/** Words of each entry: the link, the field, start and end in `texts`. */
export const SPELLING = 4;

/** The canonical spellings of one link, by field. @typedef {Map<number, string>} Respelt */

/** @param {Spellings} spellings @param {number} row @returns {Respelt} */
export function respeltOf({ parts, texts }, row) {
  let from = 0;
  for (let end = parts.length / SPELLING; from < end; ) {
    const middle = (from + end) >> 1;
    if (parts[SPELLING * middle] < row) from = middle + 1;
    else end = middle;
  }
  const respelt = new Map();
  for (let at = SPELLING * from; parts[at] === row; at += SPELLING) {
    const spelling = textOf(texts.subarray(parts[at + 2], parts[at + 3]));
    respelt.set(2 * parts[at + 1], spelling);
  }
  return respelt;
}

/** Cuts strings out of the source, row by row. */
export class Cut {
  base = 0;
  start = 0;
  source = "";
  /** @type {Uint32Array | null} */
  units = null;
  /** @type {Respelt | null} */
  respelt = null;

  /** @param {Uint8Array} bytes the source @param {Uint32Array} spans @param {number} width */
  constructor(bytes, spans, width) {
    this.bytes = bytes;
    this.spans = spans;
    this.width = width;
  }

  /** Selects a row. @param {Piece} piece @param {number} base @param {Respelt | null} respelt */
  to({ start, text, units }, base, respelt) {
    this.start = start;
    this.source = text;
    this.units = units;
    this.base = base;
    this.respelt = respelt;
    return this;
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
    return this.respelt?.get(field) ?? this.own(field);
  }

  /** The field as in the source. @param {number} field */
  own(field) {
    return this.slice(this.spans[this.base + field], this.spans[this.base + field + 1]);
  }

  /** An amount and its currency, which are adjacent fields. @param {number} field */
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
export function childOf(cut, flags, status) {
  const type = modelWords.kind[(flags >> KIND) & 3];
  /** @type {any} */
  const child = {
    type,
    status: modelWords.childStatus[status & ~FINAL],
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

/**
 * A cache of metadata names by their position: most links have the same names.
 * @type {{name: string, bytes: Uint8Array}[]}
 */
const names = [];

/**
 * Metadata as an object. If all its values are scalars, the core gives the byte ranges of names and values.
 * @param {Cut} cut @param {Uint32Array} pairs @param {number} from @param {number} to
 */
function metadataOf(cut, pairs, from, to) {
  if (from === to) return cut.json(METADATA);
  const { bytes } = cut;
  /** @type {Record<string, unknown>} */
  const metadata = {};
  for (let at = from, place = 0; at < to; at += 4, place += 1) {
    const name = nameOf(cut, place, pairs[at], pairs[at + 1]);
    // An assignment would set the prototype.
    if (name === "__proto__") return cut.json(METADATA);
    const start = pairs[at + 2];
    const end = pairs[at + 3];
    // A string is preceded by its quotation mark.
    metadata[name] =
      bytes[start - 1] === QUOTE ? cut.slice(start, end) : literalOf(cut, start, end);
  }
  return metadata;
}

/** @param {Cut} cut @param {number} place @param {number} start @param {number} end */
function nameOf(cut, place, start, end) {
  const known = names[place];
  if (known !== undefined && isSame(cut.bytes, start, end, known.bytes)) return known.name;
  const name = own(cut.slice(start, end));
  if (end - start < 64 && place < 64) names[place] = { name, bytes: utf8().encode(name) };
  return name;
}

/** @param {Uint8Array} bytes @param {number} start @param {number} end @param {Uint8Array} known */
function isSame(bytes, start, end, known) {
  const { length } = known;
  if (length !== end - start) return false;
  for (let at = 0; at < length; at += 1) if (bytes[start + at] !== known[at]) return false;
  return true;
}

/** A value that is not a string, with a fast path for short integers. @param {Cut} cut @param {number} start @param {number} end */
function literalOf(cut, start, end) {
  const { bytes } = cut;
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = bytes[at] - ZERO;
    if (digit < 0 || digit > 9 || at - start > 8) return JSON.parse(cut.slice(start, end));
    number = 10 * number + digit;
  }
  return number;
}

/** A copy that does not keep the larger string alive. @param {string} text */
const own = (text) => Object.keys({ [text]: 0 })[0];

/**
 * @param {Cut} cut @param {string | undefined} format @param {number} status @param {number} flags
 * @param {string} paymentType for a format whose documents have none
 * @param {Uint32Array} pairs @param {number} from @param {number} to the range of its metadata
 * @param {object | null} child
 * @returns {PaymentLink}
 */
export function linkOf(cut, format, status, flags, paymentType, pairs, from, to, child) {
  /** @type {any} */
  const link = {
    format,
    id: cut.text(ID),
    status: modelWords.status[status],
    rawStatus: cut.text(RAW_STATUS),
  };
  if (cut.has(URL)) link.url = cut.text(URL);
  if (cut.has(DESCRIPTION)) link.description = cut.text(DESCRIPTION);
  if (cut.has(REFERENCE)) link.reference = cut.text(REFERENCE);
  if (cut.has(AMOUNT)) link.amount = cut.money(AMOUNT);
  if (cut.has(AMOUNT_PAID)) {
    link.amountPaid = { value: cut.text(AMOUNT_PAID), currency: cut.text(AMOUNT + 2) };
  }
  if (cut.has(PAYMENT_STATUS)) link.paymentStatus = cut.text(PAYMENT_STATUS);
  if (cut.has(ACCOUNT_CURRENCY)) link.accountCurrency = cut.text(ACCOUNT_CURRENCY);
  if (cut.has(NETWORK)) link.network = cut.network();
  const kind = modelWords.kind[(flags >> KIND) & 3];
  if (kind !== undefined) link.kind = kind;
  if (cut.has(RAW_KIND)) link.rawKind = cut.text(RAW_KIND);
  if (cut.has(PAYMENT_ID)) {
    const type = cut.has(PAYMENT_TYPE) ? cut.text(PAYMENT_TYPE) : paymentType;
    link.payment = { type, id: cut.text(PAYMENT_ID) };
  }
  if (child !== null) link.child = child;
  if (cut.has(EXPIRES_AT)) link.expiresAt = cut.text(EXPIRES_AT);
  if (cut.has(COMPLETED_AT)) link.completedAt = cut.text(COMPLETED_AT);
  if (cut.has(CREATED_AT)) link.createdAt = cut.text(CREATED_AT);
  if (cut.has(UPDATED_AT)) link.updatedAt = cut.text(UPDATED_AT);
  if (cut.has(SUCCESS) || cut.has(UNSUCCESS)) link.redirects = cut.redirects();
  if (cut.has(PAY_CURRENCIES)) link.payCurrencies = cut.json(PAY_CURRENCIES);
  if (cut.has(PAYMENT_METHODS)) link.paymentMethods = cut.json(PAYMENT_METHODS);
  if (cut.has(APPROVAL_STATUS)) link.approvalStatus = cut.text(APPROVAL_STATUS);
  if (cut.has(METADATA)) link.metadata = metadataOf(cut, pairs, from, to);
  link.unmapped = [];
  return link;
}
