// Razorpay's Payment Links: flat JSON, whole seconds, amounts in the smallest unit, payments in parts.

/**
 * @import {Wire} from "../../provider-contract.js"
 * @import {Link} from "../../shelf.js"
 */

import { base58 } from "../../random.js";
import { floored } from "../../seconds.js";
import { document, paidOf, told } from "./document.js";
import { razorpayMore } from "./more.js";
import { razorpayLinkOf, razorpaySeeds } from "./seeds.js";

/** @typedef {{id: string, amount: number, method: string, at: number}} Payment */

/**
 * @typedef {Link & {
 *   amount: number,
 *   currency: string,
 *   reference: string,
 *   description: string,
 *   notes: Record<string, unknown> | [] | null,
 *   firstPart: number,
 *   payments: Payment[],
 *   callbackUrl: string | null,
 *   updatedAt: number,
 *   expireBy: number,
 *   expiresAt: number,
 *   expiredAt?: number | undefined,
 *   cancelledAt?: number | undefined,
 * }} RazorpayLink
 */

const KEY = "rzp_test_sandbox000000:razorpay-sandbox-secret";

/** @type {Wire<RazorpayLink>} */
export const razorpay = {
  key: KEY,

  example: (at) => `curl -i -X POST ${at}/v1/payment_links/${razorpaySeeds[0].id}/cancel \\
  -u ${KEY}`,

  made: 200,

  create({ reference, description, metadata, redirects, expiresAt }, { at, bytes, body }) {
    const { amount, currency, accept_partial, first_min_partial_amount } = JSON.parse(body);
    return razorpayLinkOf(
      {
        id: `plink_${base58(bytes, 14)}`,
        amount,
        ...(currency && { currency: currency.toUpperCase() }),
        reference: reference ?? "",
        description: description ?? "",
        notes: metadata ?? [],
        firstPart: accept_partial ? (first_min_partial_amount ?? 1) : 0,
        callbackUrl: redirects?.success ?? null,
        age: 0,
        ...(expiresAt !== undefined && { life: Date.parse(expiresAt) - floored(at) }),
      },
      at,
    );
  },

  held: ({ id, status, expiresAt }) => ({
    format: "razorpay",
    id,
    rawStatus: status,
    expiresAt: new Date(expiresAt).toISOString(),
  }),

  moved(link, { event, status, at, bytes }) {
    link.status = status;
    if (event === "lapsed") {
      // An early expiry on request counts as if the link expired now.
      if (link.expiresAt > at) {
        link.expiresAt = Math.max(floored(at), link.createdAt + 1000);
        link.expireBy = link.expiresAt;
      }
      link.expiredAt = at;
      return [told(link, "expired")];
    }
    link.updatedAt = at;
    if (event === "cancelled") {
      link.cancelledAt = at;
      return [told(link, "cancelled")];
    }
    const left = link.amount - paidOf(link);
    if (event === "opened") link.firstPart ||= Math.ceil(left / 2);
    const amount = event === "opened" ? Math.min(link.firstPart, left) : left;
    const payment = { id: `pay_${base58(bytes, 14)}`, amount, method: "upi", at };
    link.payments = [...link.payments, payment];
    return [told(link, event === "opened" ? "partially_paid" : "paid")];
  },

  document,

  list: (links) => ({ payment_links: links.map(document) }),

  seeds: (at, bytes, count) => [
    ...razorpaySeeds.map((seed) => razorpayLinkOf(seed, at)),
    ...razorpayMore(at, bytes, count),
  ],

  // Retries over 24 hours are documented, and no schedule.
  webhooks: { messageId: (bytes) => base58(bytes, 14) },
};
