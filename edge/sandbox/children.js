// The invoice or payout of a Txn link.

/**
 * @import {Invoice} from "./invoices.js"
 * @import {Payout} from "./payouts.js"
 * @import {Bytes} from "./random.js"
 * @import {TxnLink} from "./txn.js"
 */

import {
  invoiceIncluded,
  invoiceMoves,
  invoiceOf,
  invoiceResource,
  invoiceTimes,
  standInvoice,
} from "./invoices.js";
import {
  broadcast,
  payoutIncluded,
  payoutMoves,
  payoutOf,
  payoutResource,
  standPayout,
} from "./payouts.js";

/** @typedef {Invoice | Payout} Child */

/** @typedef {Child["type"]} ChildType */

/**
 * @param {TxnLink} link
 * @param {{at: number, network: string, bytes: Bytes}} made
 * @returns {Child}
 */
export const childOf = (link, made) =>
  link.paymentType === "Payout" ? payoutOf(link, made) : invoiceOf(link, made);

/** The possible next statuses; none if the status is final. @param {Child} child */
export const movesOf = (child) => movesOfType(child.type)[child.status] ?? [];

/** @param {ChildType} type */
export const movesOfType = (type) => (type === "invoices" ? invoiceMoves : payoutMoves);

/**
 * @param {Child} child
 * @param {string} status
 * @param {number} at
 * @param {string} [context] the paid amount of a completed invoice
 */
export function stand(child, status, at, context) {
  if (child.type === "invoices") standInvoice(child, status, at, context);
  else standPayout(child, status);
}

/**
 * The effect of a payment, if any: an invoice is detected on the network, a payout is sent. Gives the new status.
 * @param {Child} child
 */
export function paidInto(child) {
  if (child.type === "invoices") return movesOf(child).find((to) => to === "processing");
  if (child.status === "processing") broadcast(child);
  return undefined;
}

/** The effect of time. @param {Child} child */
export const timesOf = (child) => (child.type === "invoices" ? invoiceTimes(child) : []);

/** @param {Child} child */
export const resourceOf = (child) =>
  child.type === "invoices" ? invoiceResource(child) : payoutResource(child);

/** @param {Child} child @returns {{type: string, id: string}[]} */
export const includedOf = (child) =>
  child.type === "invoices" ? invoiceIncluded(child) : payoutIncluded(child);

/** The document of its read call and its webhooks: "Txn, Payout webhooks". @param {Child} child */
export const childDocument = (child) => ({
  data: resourceOf(child),
  included: includedOf(child),
});
