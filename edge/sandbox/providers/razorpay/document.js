// Razorpay's documents: the link, and the events about it.

/**
 * @import {Told} from "../../provider-contract.js"
 * @import {RazorpayLink} from "./index.js"
 */

import { read } from "paylink";
import { secondsOf } from "../../seconds.js";

/** 0 stands for a time that is not set. @param {number} [millis] */
const seconds = (millis = 0) => secondsOf(millis);

/** @param {RazorpayLink} link */
export const paidOf = ({ payments }) => payments.reduce((sum, { amount }) => sum + amount, 0);

/** @param {RazorpayLink} link */
export function document(link) {
  const { id, amount, currency, firstPart, payments, callbackUrl } = link;
  return {
    accept_partial: firstPart > 0,
    amount,
    amount_paid: paidOf(link),
    ...(callbackUrl !== null && { callback_method: "get", callback_url: callbackUrl }),
    cancelled_at: seconds(link.cancelledAt),
    created_at: seconds(link.createdAt),
    currency,
    customer: {},
    description: link.description,
    expire_by: seconds(link.expireBy),
    expired_at: seconds(link.expiredAt),
    first_min_partial_amount: firstPart,
    id,
    notes: link.notes,
    notify: { email: false, sms: false, whatsapp: false },
    ...(payments.length > 0 && { order_id: orderIdOf(link) }),
    payments: payments.map(({ id, amount, method, at }) => ({
      amount,
      created_at: seconds(at),
      method,
      payment_id: id,
      status: "captured",
    })),
    reference_id: link.reference,
    reminder_enable: false,
    reminders: [],
    short_url: `https://pay.example.com/i/${id.slice("plink_".length)}`,
    status: link.status,
    updated_at: seconds(link.updatedAt),
    upi_link: false,
    user_id: "",
    whatsapp_link: false,
  };
}

/** When a link ends by itself: the core knows what `expire_by` of 0 stands for. @param {RazorpayLink} link */
export function expiryOf(link) {
  if (link.expireBy > 0) return link.expireBy;
  const answer = read(document(link), { format: "razorpay" });
  return Date.parse((answer.ok && answer.value.expiresAt) || "");
}

/** @param {RazorpayLink} link */
const orderIdOf = ({ id }) => `order_${id.slice("plink_".length)}`;

/**
 * @param {RazorpayLink} link
 * @param {string} what the last part of the event's name
 * @returns {Told}
 */
export function told(link, what) {
  const event = `payment_link.${what}`;
  const payload = { payment_link: { entity: document(link) }, ...paymentOf(link, what) };
  return {
    about: { type: event, id: link.id, status: link.status },
    body: () => ({
      account_id: "acc_sandbox0000000",
      contains: Object.keys(payload),
      // As in the documented events: when the link was created.
      created_at: seconds(link.createdAt),
      entity: "event",
      event,
      payload,
    }),
  };
}

/** Beside the link, the event of a payment has its order and itself. @param {RazorpayLink} link @param {string} what */
function paymentOf(link, what) {
  const last = link.payments.at(-1);
  if (!last || !what.endsWith("paid")) return {};
  const { amount, currency } = link;
  const order_id = orderIdOf(link);
  const paid = paidOf(link);
  return {
    order: {
      entity: {
        amount,
        amount_due: amount - paid,
        amount_paid: paid,
        created_at: seconds(link.createdAt),
        currency,
        entity: "order",
        id: order_id,
        status: paid === amount ? "paid" : "attempted",
      },
    },
    payment: {
      entity: {
        amount: last.amount,
        captured: true,
        created_at: seconds(last.at),
        currency,
        entity: "payment",
        id: last.id,
        method: last.method,
        order_id,
        status: "captured",
      },
    },
  };
}
