// The payment of a completed session: a card at once, a bank debit after days, by its PaymentIntent.

/**
 * @import {Children} from "../../provider-contract.js"
 * @import {Child} from "../../shelf.js"
 * @import {StripeSession} from "./index.js"
 */

import { DAY } from "../../spans.js";
import { told } from "./events.js";

/** How long a debit takes. Assumed. */
const DEBIT_MS = 3 * DAY;

/** @typedef {Child & {session: StripeSession, sentAt: number}} Payment */

/** @param {StripeSession} session @param {string} id @param {number} sentAt @returns {Payment} */
export const sentBy = (session, id, sentAt) => ({
  type: "payment_intents",
  id,
  status: "processing",
  session,
  sentAt,
});

/** The statuses of a debit that was sent, and the next ones. @type {Record<string, string[]>} */
const NEXT = {
  processing: ["succeeded", "requires_payment_method"],
  succeeded: [],
  requires_payment_method: [],
};

/** @type {Children<Payment>} */
export const children = {
  document: ({ id, status, session: { amount, currency }, sentAt }) => ({
    id,
    object: "payment_intent",
    amount,
    created: sentAt / 1000,
    currency,
    livemode: false,
    status,
  }),
  statuses: () => Object.keys(NEXT),
  next: ({ status }) => NEXT[status],
  times: ({ sentAt }) => [{ at: sentAt + DEBIT_MS, from: ["processing"], to: "succeeded" }],
  move(payment, { status, at }) {
    payment.status = status;
    const { session } = payment;
    if (status === "succeeded") session.paymentStatus = "paid";
    const ending = status === "succeeded" ? "succeeded" : "failed";
    return [told(session, `async_payment_${ending}`, at)];
  },
};
