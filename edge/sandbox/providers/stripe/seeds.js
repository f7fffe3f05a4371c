// The initial sessions of Stripe: one of each kind, with fixed ids.

/** @import {StripeSession} from "./index.js" */

import { floored } from "../../seconds.js";
import { DAY, HOUR, MINUTE } from "../../spans.js";
import { sentBy } from "./payments.js";

/**
 * A session in short: its age and lifetime, in milliseconds.
 * @typedef {object} Seed
 * @property {string} id
 * @property {number | null} amount in the smallest unit of the currency; null without one
 * @property {string | null} currency
 * @property {string | null} [reference]
 * @property {number} age
 * @property {number} [life]
 * @property {string} [status]
 * @property {string} [paymentStatus]
 * @property {string} [payment] the id of the PaymentIntent
 * @property {string[]} [methods]
 * @property {string} [mode]
 * @property {string} [uiMode]
 * @property {string | null} [clientSecret]
 * @property {string} [recovery] where a payer can go on after the expiry
 * @property {string} [recoveredFrom]
 * @property {string | null} [successUrl]
 * @property {string | null} [cancelUrl]
 * @property {Record<string, unknown>} [metadata]
 */

/** @param {Seed} seed @param {number} now @returns {StripeSession} */
export function stripeSessionOf({ age, life = DAY, payment, ...seed }, now) {
  // A session ends at the time in its document.
  const createdAt = floored(now - age);
  /** @type {StripeSession} */
  const session = {
    reference: null,
    status: "open",
    paymentStatus: "unpaid",
    methods: ["card"],
    mode: "payment",
    uiMode: "hosted_page",
    clientSecret: null,
    recovery: null,
    recoveredFrom: null,
    successUrl: "https://shop.example.com/thanks",
    cancelUrl: null,
    metadata: {},
    paymentIntent: payment ?? null,
    ...seed,
    createdAt,
    expiresAt: createdAt + life,
  };
  // A payment that takes days has a status of its own.
  if (payment !== undefined && session.status === "complete" && session.paymentStatus === "unpaid")
    session.child = sentBy(session, payment, createdAt + MINUTE);
  return session;
}

/** @type {Seed[]} */
export const stripeSeeds = [
  {
    id: "cs_test_a1Kd8vQ2mZr5Xw9TbLp3YnHs6Gc4Jf7RuEe0Vo1Ii8Aa2Ww5Qq9Tt3Mm6",
    amount: 2198,
    currency: "usd",
    reference: "order-71001",
    age: 2 * HOUR,
    cancelUrl: "https://shop.example.com/cart",
    metadata: { customer: "C-20418", channel: "web" },
  },
  {
    id: "cs_test_a1Nf3wR7pYt6Ub2KdMq8ZoJv5Hx9Lg4SvFc1Wp0Xj7Bb3Ee6Rr2Uu8Nn5",
    amount: 14_990,
    currency: "eur",
    reference: "order-71002",
    age: 5 * HOUR,
    methods: ["card", "sepa_debit"],
  },
  {
    id: "cs_test_a1Pg5xS9qAv8Wc4LeNr2BpKw7Jy3Mh6TxGd0Yq1Zk5Cc8Ff4Ss7Vv1Oo9",
    amount: 4500,
    currency: "eur",
    reference: "order-70988",
    age: DAY - 6 * MINUTE,
  },
  {
    id: "cs_test_b1Qh7yT2rBw1Xd6MfPs5CqLx8Kz4Ni9UyHe3Zr0Al2Dd7Gg1Tt6Ww4Pp3",
    amount: 295,
    currency: "jpy",
    reference: "order-71003",
    age: 3 * HOUR,
  },
  {
    id: "cs_test_b1Rj9zU4sCx3Ye8NgQt7DrMy1La6Oj2VzJf5As3Bm6Ee9Hh3Uu8Xx7Qq2",
    amount: 295_990,
    currency: "kwd",
    reference: "order-71004",
    age: 4 * HOUR,
    life: 12 * HOUR,
  },
  {
    // A page of the shop's own: the session has no URL, and a secret for the shop's script.
    id: "cs_test_b1Sk1aV6tDy5Zf1PhRu9EsNz3Mb8Pk4WaKg7Bt5Cn8Ff2Jj5Vv1Yy9Rr4",
    amount: 8900,
    currency: "usd",
    reference: "order-71005",
    age: 100 * MINUTE,
    uiMode: "embedded_page",
    clientSecret:
      "cs_test_b1Sk1aV6tDy5Zf1PhRu9EsNz3Mb8Pk4WaKg7Bt5Cn8Ff2Jj5Vv1Yy9Rr4_secret_fidwbEhqYWAnPydgaGRgYWFgYScpJ2lkfGpwcVF8dWA",
    successUrl: null,
  },
  {
    // Stripe counts two decimals of the króna.
    id: "cs_test_b1Tm3bW8uEz7Ag3QiSv2FtPa5Nc1Ql6XbLh9Cu7Dp1Gg4Kk7Ww3Zz2Ss6",
    amount: 500_000,
    currency: "isk",
    age: 40 * MINUTE,
    metadata: { booking: "R-118" },
  },
  {
    id: "cs_test_c1Un5cX1vFa9Bh5RjTw4GuQb7Pd3Rm8YcMi2Dv9Eq3Hh6Ll9Xx5Aa4Tt8",
    amount: 12_900,
    currency: "usd",
    reference: "order-70911",
    age: 6 * DAY,
    status: "complete",
    paymentStatus: "paid",
    payment: "pi_3Nk2LmXyZ8aBcDeF1gHiJkLm",
    metadata: { customer: "C-19877" },
  },
  {
    // Complete and not paid: a debit takes days.
    id: "cs_test_c1Vp7dY3wGb2Cj7SkUx6HvRc9Qe5Sn1ZdNj4Ew2Fr5Jj8Mm2Yy7Bb6Uu1",
    amount: 6400,
    currency: "eur",
    reference: "order-70967",
    age: 20 * HOUR,
    status: "complete",
    payment: "pi_3Pm4NoZaB9bCdEfG2hIjKlMn",
    methods: ["sepa_debit"],
  },
  {
    // It saves a card for later, so there is nothing to pay.
    id: "cs_test_c1Wq9eZ5xHc4Dk9TmVy8JwSd2Rf7Tp3AeQk6Fx4Gs7Kk1Nn4Zz9Cc8Vv3",
    amount: null,
    currency: null,
    age: 3 * DAY,
    status: "complete",
    paymentStatus: "no_payment_required",
    mode: "setup",
    metadata: { customer: "C-20007" },
  },
  {
    id: "cs_test_d1Xr2fA7yJd6Em2UnWz1KxTe4Sg9Uq5BfRm8Gy6Ht9Ll3Pp6Aa2Dd1Ww5",
    amount: 3900,
    currency: "usd",
    reference: "order-70802",
    age: 9 * DAY,
    status: "expired",
    recovery: "https://buy.example.com/r/live_YWNjdF8xTTJKZGtHdkZ4",
  },
  {
    id: "cs_test_d1Ys4gB9zKe8Fn4VpXa3LyUf6Th2Vr7CgSn1Hz8Ju2Mm5Qq8Bb4Ee3Xx7",
    amount: 3900,
    currency: "usd",
    reference: "order-70802",
    age: 8 * DAY,
    status: "complete",
    paymentStatus: "paid",
    payment: "pi_3Qn6PqAbC1cDeFgH3iJkLmNo",
    recoveredFrom: "cs_test_d1Xr2fA7yJd6Em2UnWz1KxTe4Sg9Uq5BfRm8Gy6Ht9Ll3Pp6Aa2Dd1Ww5",
  },
  {
    id: "cs_test_d1Zt6hC2aLf1Gp6WqYb5MzVg8Uj4Ws9DhTp3Ja1Kv4Nn7Rr1Cc6Ff5Yy9",
    amount: 99_900,
    currency: "sek",
    reference: "order-70850, closed by hand",
    age: 4 * DAY,
    status: "expired",
  },
  {
    id: "cs_test_d1Au8jD4bMg3Hq8XrZc7NaWh1Vk6Xt2EjUq5Kb3Lw6Pp9Ss3Dd8Gg7Zz2",
    amount: 2500,
    currency: "usd",
    age: 90 * MINUTE,
    // A word that the provider does not document: new words appear without notice.
    status: "paused",
  },
];
