// The invoice that a Txn link brings forth: "Txn, Reading invoice", "Txn, Invoice status flow".

/** @import {Bytes} from "./random.js" @import {TxnLink} from "./txn.js" */

import { divided, NETWORKS, rateOf, scaleOf, times } from "./money.js";
import { base58, hex, uuid } from "./random.js";

/** How long its rate holds, and an ordinary payment is awaited. */
const RATE_MS = 20 * 60_000;

/**
 * How long a late payment is awaited, 168 hours. From when is not said: from the beginning is assumed.
 */
const LATE_MS = 168 * 60 * 60_000;

/**
 * @typedef {object} Invoice
 * @property {"invoices"} type
 * @property {string} id
 * @property {string} status
 * @property {string} statusContext
 * @property {string} paymentStatus
 * @property {number} createdAt
 * @property {number} expiresAt
 * @property {string} network its code
 * @property {string} billed what the end user was asked for
 * @property {string} billedCurrency
 * @property {string} targetCurrency what is credited
 * @property {string | null} reference
 * @property {string | null} success
 * @property {string | null} unsuccess
 * @property {{id: string, value: string}} address where it is paid to
 * @property {string} feeId
 */

/**
 * @param {TxnLink} link
 * @param {{at: number, network: string, bytes: Bytes}} made
 * @returns {Invoice}
 */
export const invoiceOf = (link, { at, network, bytes }) => ({
  type: "invoices",
  id: uuid(bytes),
  status: "pending",
  statusContext: "unpaid",
  paymentStatus: "expecting",
  createdAt: at,
  expiresAt: at + RATE_MS,
  network,
  billed: link.amount,
  billedCurrency: link.currency,
  targetCurrency: link.accountCurrency,
  reference: link.reference,
  success: link.successRedirectUrl,
  unsuccess: link.unsuccessRedirectUrl,
  address: { id: uuid(bytes), value: addressOn(network, bytes) },
  feeId: uuid(bytes),
});

/**
 * As the network writes addresses; nobody has the key of any of them.
 * @param {string} network
 * @param {Bytes} bytes
 */
export function addressOn(network, bytes) {
  if (network.includes("trx")) return `T${base58(bytes, 33)}`;
  if (network.includes("xrp")) return `r${base58(bytes, 33)}?dt=${bytes(1)[0]}`;
  if (network.includes("btc")) return `1${base58(bytes, 33)}`;
  return `0x${hex(bytes, 40)}`;
}

/**
 * The documents list the statuses, and which are final; the ways between them are assumed, so that none
 * leads to a status with members that the list does not have for it.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const invoiceMoves = {
  pending: ["processing", "expired", "on_hold", "cancelled", "rejected"],
  expired: ["processing", "on_hold", "cancelled", "rejected"],
  on_hold: ["processing", "cancelled", "rejected"],
  processing: ["completed", "on_hold", "cancelled"],
  completed: [],
  cancelled: [],
  rejected: [],
};

/** What a completed invoice may say of how much came. */
export const CONTEXTS = ["full", "underpaid", "overpaid"];

/**
 * What else the list has for a status: `statusContext` and `paymentStatus`.
 * @param {Invoice} invoice
 * @param {string} status
 * @param {number} at
 * @param {string} [context] of a completed one
 */
export function standInvoice(invoice, status, at, context = "full") {
  const late = invoice.status === "expired" || at >= invoice.expiresAt;
  invoice.status = status;
  invoice.statusContext = status === "completed" ? context : "unpaid";
  if (status === "processing") invoice.paymentStatus = late ? "late" : "on_time";
  if (status === "on_hold") invoice.paymentStatus = "expecting";
}

/** What time alone does to it, if nobody pays. @param {Invoice} invoice */
export const invoiceTimes = ({ createdAt, expiresAt }) => [
  { at: expiresAt, from: ["pending"], to: "expired" },
  { at: createdAt + LATE_MS, from: ["pending", "expired"], to: "cancelled" },
];

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

/** Spelt as the payloads are: `on_time`, where the list has `onTime`. @param {Invoice} invoice */
export function invoiceResource(invoice) {
  const { id, network, billed, billedCurrency, targetCurrency, address, feeId } = invoice;
  const { name, coin } = NETWORKS[network];
  const rate = rateOf(billedCurrency, coin);
  const charged = divided(billed, rate, scaleOf(coin));
  const targetRate = rateOf(targetCurrency, coin);
  return {
    id,
    type: invoice.type,
    attributes: {
      amountBilled: billed,
      amountCharged: charged,
      billedCurrency,
      chargedCurrency: coin,
      chargedTargetRate: targetRate,
      chargedTargetRateCurrency: targetCurrency,
      createdAt: millis(invoice.createdAt),
      exchangeRate: rate,
      expiresAt: millis(invoice.expiresAt),
      hostedPageUrl: `https://sandbox.txn.pro/redirect?invoice_id=${id}&request_type=invoice_hosted_page`,
      network,
      networkName: name,
      paymentMethods: ["on_chain"],
      paymentStatus: invoice.paymentStatus,
      reference: invoice.reference,
      status: invoice.status,
      statusContext: invoice.statusContext,
      successRedirectUrl: invoice.success,
      targetAmount: times(charged, targetRate, scaleOf(targetCurrency)),
      targetCurrency,
      unsuccessRedirectUrl: invoice.unsuccess,
    },
    relationships: {
      address: { data: { id: address.id, type: "addresses" } },
      // What a deposit says of itself is not in the documents, so none is shown.
      coinDeposits: { data: [] },
      invoiceTransactions: { data: [{ id: feeId, type: "invoiceTransactions" }] },
      refundLinks: { data: [] },
    },
  };
}

/** The resources that it points to. @param {Invoice} invoice */
export function invoiceIncluded({ address, network, createdAt, billed, billedCurrency, feeId }) {
  const unseen = { meta: { included: false } };
  return [
    {
      id: address.id,
      type: "addresses",
      attributes: {
        createdAt: millis(createdAt),
        label: NETWORKS[network].name,
        value: address.value,
      },
      relationships: { account: unseen, network: unseen },
    },
    {
      id: feeId,
      type: "invoiceTransactions",
      attributes: {
        transactionFee: times(billed, "0.01", scaleOf(billedCurrency)),
        transactionFeeCurrency: billedCurrency,
      },
    },
  ];
}
