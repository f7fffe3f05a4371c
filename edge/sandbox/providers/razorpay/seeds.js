// The initial links of Razorpay: one of each kind, with fixed ids.

/** @import {Payment, RazorpayLink} from "./index.js" */

import { floored } from "../../seconds.js";
import { DAY, HOUR, MINUTE } from "../../spans.js";
import { expiryOf } from "./document.js";

/**
 * A link in short: its age and lifetime, in milliseconds; amounts in the smallest unit of the currency.
 * @typedef {object} Seed
 * @property {string} id
 * @property {number} amount
 * @property {string} [currency]
 * @property {number} age
 * @property {number} [life] missing: `expire_by` is 0
 * @property {string} [status]
 * @property {number} [ended] how long ago it was cancelled, or has expired
 * @property {string} [reference]
 * @property {string} [description]
 * @property {RazorpayLink["notes"]} [notes]
 * @property {number} [firstPart] the least first part; 0: parts are not accepted
 * @property {number[]} [parts] the payments
 * @property {string} [method]
 * @property {string} [callbackUrl]
 */

/** Payments are a minute apart, and have the link's id in theirs. */
const STEP_MS = MINUTE;

/** @param {Seed} seed @param {number} now @returns {RazorpayLink} */
export function razorpayLinkOf({ age, life, ended, parts = [], method = "upi", ...seed }, now) {
  // The times of a document are whole seconds.
  const createdAt = floored(now - age);
  /** @type {Payment[]} */
  const payments = parts.map((amount, at) => ({
    id: `pay_${seed.id.slice(-13)}${at + 1}`,
    amount,
    method,
    at: createdAt + (at + 1) * STEP_MS,
  }));
  const endedAt = ended === undefined ? undefined : floored(now - ended);
  /** @type {RazorpayLink} */
  const link = {
    currency: "INR",
    status: "created",
    reference: "",
    description: "",
    notes: [],
    firstPart: 0,
    callbackUrl: null,
    ...seed,
    payments,
    createdAt,
    updatedAt: payments.at(-1)?.at ?? createdAt,
    expireBy: life === undefined ? 0 : createdAt + life,
    expiresAt: createdAt,
    ...(seed.status === "cancelled" && { updatedAt: endedAt, cancelledAt: endedAt }),
    // In the documented events `updated_at` does not move when a link expires.
    ...(seed.status === "expired" && { expiredAt: endedAt }),
  };
  link.expiresAt = expiryOf(link);
  return link;
}

/** @type {Seed[]} */
export const razorpaySeeds = [
  {
    id: "plink_Qa1Kd8vQ2mZr5X",
    amount: 30_000,
    age: 2 * HOUR,
    life: 3 * DAY,
    reference: "bill-4401",
    description: "Broadband, November",
    notes: { customer: "C-20418", plan: "fibre-100" },
    callbackUrl: "https://shop.example.com/thanks",
  },
  {
    id: "plink_Qb2Nf3wR7pYt6U",
    amount: 129_900,
    age: 8 * HOUR,
    life: 7 * DAY,
    reference: "bill-4402",
    description: "Handset, first instalment",
    notes: null,
  },
  {
    id: "plink_Qc3Pg5xS9qAv8W",
    amount: 7550,
    age: DAY - 6 * MINUTE,
    life: DAY,
    reference: "bill-4388",
  },
  {
    // Without an expiry of its own.
    id: "plink_Qd4Qh7yT2rBw1X",
    amount: 100,
    age: 20 * DAY,
    description: "Donation",
  },
  {
    id: "plink_Qe5Rj9zU4sCx3Y",
    amount: 295,
    currency: "JPY",
    age: 3 * HOUR,
    life: 2 * DAY,
    reference: "bill-4403",
  },
  {
    id: "plink_Qf6Sk1aV6tDy5Z",
    amount: 295_990,
    currency: "KWD",
    age: 5 * HOUR,
    life: 2 * DAY,
    reference: "bill-4404",
    notes: { customer: "C-19877" },
  },
  {
    id: "plink_Qg7Tm3bW8uEz7A",
    amount: 90_000,
    age: 26 * HOUR,
    life: 5 * DAY,
    reference: "bill-4370",
    firstPart: 30_000,
  },
  {
    id: "plink_Qh8Un5cX1vFa9B",
    amount: 60_000,
    age: 2 * DAY,
    life: 6 * DAY,
    status: "partially_paid",
    reference: "bill-4361",
    notes: { customer: "C-20007" },
    firstPart: 20_000,
    parts: [20_000],
  },
  {
    id: "plink_Qi9Vp7dY3wGb2C",
    amount: 45_000,
    age: 6 * DAY,
    life: 8 * DAY,
    status: "paid",
    reference: "bill-4330",
    parts: [45_000],
  },
  {
    id: "plink_Qj1Wq9eZ5xHc4D",
    amount: 80_000,
    age: 9 * DAY,
    status: "paid",
    reference: "bill-4312",
    notes: { customer: "C-20007" },
    firstPart: 30_000,
    parts: [30_000, 50_000],
    method: "card",
  },
  {
    id: "plink_Qk2Xr2fA7yJd6E",
    amount: 25_000,
    age: 3 * DAY,
    life: 10 * DAY,
    status: "cancelled",
    ended: 2 * DAY,
    reference: "bill-4350",
    description: "Order withdrawn by the customer",
    notes: null,
  },
  {
    // A provider's clock is late by some seconds.
    id: "plink_Qm3Ys4gB9zKe8F",
    amount: 15_000,
    age: 11 * DAY,
    life: 2 * DAY,
    status: "expired",
    ended: 9 * DAY - 11_000,
    reference: "bill-4290",
  },
  {
    // It has expired with a part of the money.
    id: "plink_Qn4Zt6hC2aLf1G",
    amount: 50_000,
    age: 14 * DAY,
    life: 4 * DAY,
    status: "expired",
    ended: 10 * DAY - 24_000,
    reference: "bill-4275",
    firstPart: 10_000,
    parts: [10_000],
  },
  {
    id: "plink_Qp5Au8jD4bMg3H",
    amount: 9900,
    age: 4 * HOUR,
    life: DAY,
    // A word that the provider does not document: new words appear without notice.
    status: "on_hold",
  },
];
