// Models as the core answers them, where a member that a link lacks is missing. Made by constructors, so
// that V8 keeps room for every member in the object itself, and plain objects all the same: their
// prototype is that of any object.

import { STATUSES } from "./decide.js";

/** @typedef {new (...values: any[]) => any} Plain */

/** @param {(this: any, ...values: any[]) => void} maker @returns {Plain} */
function plain(maker) {
  maker.prototype = Object.prototype;
  return /** @type {Plain} */ (/** @type {unknown} */ (maker));
}

/** A link of Connect's. */
export const ConnectLink = plain(
  function ConnectLink(
    id,
    status,
    rawStatus,
    url,
    createdAt,
    updatedAt,
    description,
    paymentId,
    expiresAt,
    completedAt,
    metadata,
  ) {
    this.format = "connect";
    this.id = id;
    this.status = STATUSES[status];
    this.rawStatus = rawStatus;
    this.url = url;
    if (description !== undefined) this.description = description;
    if (paymentId !== undefined) this.payment = { type: "payment", id: paymentId };
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
    if (completedAt !== undefined) this.completedAt = completedAt;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
    if (metadata !== undefined) this.metadata = metadata;
    this.unmapped = [];
  },
);

/** @param {any} value @param {any} currency */
const money = (value, currency) =>
  value === undefined || currency === undefined ? undefined : { value, currency };

/** @param {any} code @param {any} name */
function network(code, name) {
  if (code === undefined) return undefined;
  return name === undefined ? { code } : { code, name };
}

/** @param {any} success @param {any} unsuccess */
function redirects(success, unsuccess) {
  if (success === undefined) return unsuccess === undefined ? undefined : { unsuccess };
  return unsuccess === undefined ? { success } : { success, unsuccess };
}

/** A link of Txn's. `it` has the attributes in the order of `ATTRIBUTES`. */
export const TxnLink = plain(function TxnLink(id, status, kind, it, payment) {
  const net = network(it[3], it[4]);
  const back = redirects(it[13], it[14]);
  this.format = "txn";
  this.id = id;
  this.status = STATUSES[status];
  this.rawStatus = it[7];
  this.url = it[6];
  if (it[5] !== undefined) this.reference = it[5];
  this.amount = { value: it[0], currency: it[1] };
  if (it[2] !== undefined) this.accountCurrency = it[2];
  if (net !== undefined) this.network = net;
  if (it[10] !== undefined) {
    this.kind = kind;
    this.rawKind = it[10];
  }
  if (payment !== undefined) this.payment = payment;
  this.expiresAt = it[8];
  this.createdAt = it[9];
  if (back !== undefined) this.redirects = back;
  if (it[12] !== undefined) this.payCurrencies = it[12];
  if (it[11] !== undefined) this.paymentMethods = it[11];
  if (it[15] !== undefined) this.approvalStatus = it[15];
  this.unmapped = [];
});

/** `it` in the order of `INVOICE`. */
export const Invoice = plain(function Invoice(id, status, final, it) {
  const billed = money(it[0], it[2]);
  const charged = money(it[1], it[3]);
  const target = money(it[16], it[17]);
  const rate = money(it[18], it[19]);
  const net = network(it[8], it[9]);
  const back = redirects(it[14], it[15]);
  this.type = "invoice";
  this.status = status;
  this.rawStatus = it[12];
  this.final = final;
  this.id = id;
  if (billed !== undefined) this.billed = billed;
  if (charged !== undefined) this.charged = charged;
  if (target !== undefined) this.target = target;
  if (it[5] !== undefined) this.exchangeRate = it[5];
  if (rate !== undefined) this.chargedTargetRate = rate;
  if (it[13] !== undefined) this.statusContext = it[13];
  if (it[10] !== undefined) this.paymentStatus = it[10];
  if (it[11] !== undefined) this.reference = it[11];
  if (net !== undefined) this.network = net;
  if (it[20] !== undefined) this.paymentMethods = it[20];
  if (it[7] !== undefined) this.url = it[7];
  if (back !== undefined) this.redirects = back;
  if (it[6] !== undefined) this.expiresAt = it[6];
  if (it[4] !== undefined) this.createdAt = it[4];
});

/** `it` in the order of `PAYOUT`. */
export const Payout = plain(function Payout(id, status, final, it) {
  const amount = money(it[3], it[7]);
  const charged = money(it[4], it[5]);
  const pay = money(it[14], it[17]);
  const rate = money(it[15], it[16]);
  const display = money(it[8], it[9]);
  const net = money(it[12], it[13]);
  const fee = money(it[21], it[22]);
  const chain = network(it[18], it[19]);
  this.type = "payout";
  this.status = status;
  this.rawStatus = it[24];
  this.final = final;
  this.id = id;
  if (amount !== undefined) this.amount = amount;
  if (charged !== undefined) this.charged = charged;
  if (pay !== undefined) this.pay = pay;
  if (it[10] !== undefined) this.exchangeRate = it[10];
  if (rate !== undefined) this.payChargeRate = rate;
  if (display !== undefined) this.displayFee = display;
  if (net !== undefined) this.networkFee = net;
  if (fee !== undefined) this.payoutFee = fee;
  if (it[0] !== undefined) this.absorbNetworkFee = it[0];
  if (it[1] !== undefined) this.absorbPayoutFee = it[1];
  if (it[2] !== undefined) this.address = it[2];
  if (chain !== undefined) this.network = chain;
  if (it[20] !== undefined) this.paymentMethod = it[20];
  if (it[26] !== undefined) this.receiverBinanceId = it[26];
  if (it[27] !== undefined) this.binanceStatus = it[27];
  if (it[28] !== undefined) this.approvalStatus = it[28];
  if (it[25] !== undefined) this.txid = it[25];
  if (it[23] !== undefined) this.reference = it[23];
  if (it[11] !== undefined) this.expiresAt = it[11];
  if (it[6] !== undefined) this.createdAt = it[6];
});
