// The invoice or payout of a Txn link.

/**
 * @import {Children, Told} from "../../provider-contract.js"
 * @import {Bytes} from "../../random.js"
 * @import {TxnLink} from "./index.js"
 * @import {Invoice} from "./invoices.js"
 * @import {Payout} from "./payouts.js"
 */

import {
  CONTEXTS,
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

/**
 * @param {TxnLink} link
 * @param {{at: number, network: string, bytes: Bytes}} made
 * @returns {Child}
 */
export const childOf = (link, made) =>
  link.paymentType === "Payout" ? payoutOf(link, made) : invoiceOf(link, made);

/** @param {Child} child */
const movesOf = ({ type }) => (type === "invoices" ? invoiceMoves : payoutMoves);

/** @param {Child} child */
const nextOf = (child) => movesOf(child)[child.status] ?? [];

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
  if (child.type === "invoices") return nextOf(child).find((to) => to === "processing");
  if (child.status === "processing") broadcast(child);
  return undefined;
}

/** @param {Child} child */
export const resourceOf = (child) =>
  child.type === "invoices" ? invoiceResource(child) : payoutResource(child);

/** @param {Child} child @returns {{type: string, id: string}[]} */
export const includedOf = (child) =>
  child.type === "invoices" ? invoiceIncluded(child) : payoutIncluded(child);

/** The document of its read call and its webhooks: "Txn, Payout webhooks". @param {Child} child */
const childDocument = (child) => ({
  data: resourceOf(child),
  included: includedOf(child),
});

/** The webhook of a child: its document as it is now. @param {Child} child @returns {Told} */
export function told(child) {
  const document = childDocument(child);
  return {
    about: { type: child.type, id: child.id, status: child.status },
    body: () => document,
  };
}

/** @type {Children<Child>} */
export const children = {
  document: childDocument,
  statuses: (child) => Object.keys(movesOf(child)),
  next: nextOf,
  times: (child) => (child.type === "invoices" ? invoiceTimes(child) : []),
  move(child, { status, at, statusContext }) {
    stand(child, status, at, statusContext);
    return [told(child)];
  },
  statusContexts: ({ type }) => (type === "invoices" ? CONTEXTS : []),
};
