// The invoice or payout of a Txn link, whichever it is.

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

/** Where it may go from where it stands; nowhere, if that is final. @param {Child} child */
export const movesOf = (child) => movesOfType(child.type)[child.status] ?? [];

/** @param {ChildType} type */
export const movesOfType = (type) => (type === "invoices" ? invoiceMoves : payoutMoves);

/**
 * @param {Child} child
 * @param {string} status
 * @param {number} at
 * @param {string} [context] how much came, of a completed invoice
 */
export function stand(child, status, at, context) {
  if (child.type === "invoices") standInvoice(child, status, at, context);
  else standPayout(child, status);
}

/**
 * What a payment does to it, if anything: an invoice is seen on the network, a payout is sent there. The
 * answer is the status that it goes to.
 * @param {Child} child
 */
export function paidInto(child) {
  if (child.type === "invoices") return movesOf(child).find((to) => to === "processing");
  if (child.status === "processing") broadcast(child);
  return undefined;
}

/** What time alone does to it. @param {Child} child */
export const timesOf = (child) => (child.type === "invoices" ? invoiceTimes(child) : []);

/** @param {Child} child */
export const resourceOf = (child) =>
  child.type === "invoices" ? invoiceResource(child) : payoutResource(child);

/** @param {Child} child @returns {{type: string, id: string}[]} */
export const includedOf = (child) =>
  child.type === "invoices" ? invoiceIncluded(child) : payoutIncluded(child);

/** As its own read endpoint has it, and its webhooks: "Txn, Payout webhooks". @param {Child} child */
export const childDocument = (child) => ({
  data: resourceOf(child),
  included: includedOf(child),
});
