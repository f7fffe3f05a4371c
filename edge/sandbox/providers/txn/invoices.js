// The invoice that a Txn link creates: "Txn, Reading invoice", "Txn, Invoice status flow".

/** @import {Bytes} from "../../random.js" @import {TxnLink} from "./index.js" */

import { base58, hex, uuid } from "../../random.js";
import { divided, NETWORKS, rateOf, scaleOf, times } from "./money.js";

/** How long its rate is valid, and a normal payment is expected. */
const RATE_MS = 20 * 60_000;

/**
 * How long a late payment is expected, 168 hours. The start is not documented: the creation is assumed.
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
 * @property {string} billed the amount that the end user was asked for
 * @property {string} billedCurrency
 * @property {string} targetCurrency the credited currency
 * @property {string | null} reference
 * @property {string | null} success
 * @property {string | null} unsuccess
 * @property {{id: string, value: string}} address the receiving address
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
 * In the notation of the network; the addresses have no known keys.
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
 * The documents list the statuses and which are final; the transitions are assumed, limited to statuses whose members
 * are documented.
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

/** The possible `statusContext` of a completed invoice. */
export const CONTEXTS = ["full", "underpaid", "overpaid"];

/**
 * The documented members of a status: `statusContext` and `paymentStatus`.
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

/** The effect of time without a payment. @param {Invoice} invoice */
export const invoiceTimes = ({ createdAt, expiresAt }) => [
  { at: expiresAt, from: ["pending"], to: "expired" },
  { at: createdAt + LATE_MS, from: ["pending", "expired"], to: "cancelled" },
];

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

/** Spelled as in the payloads: `on_time`, where the list has `onTime`. @param {Invoice} invoice */
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
      // The members of a deposit are not documented, so none is shown.
      coinDeposits: { data: [] },
      invoiceTransactions: { data: [{ id: feeId, type: "invoiceTransactions" }] },
      refundLinks: { data: [] },
    },
  };
}

/** The resources that it refers to. @param {Invoice} invoice */
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
