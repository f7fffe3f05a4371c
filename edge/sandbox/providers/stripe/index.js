// Stripe's Checkout Sessions: flat JSON, whole seconds, amounts in the smallest unit, requests as forms.

/**
 * @import {Wire} from "../../provider-contract.js"
 * @import {Link} from "../../shelf.js"
 * @import {Payment} from "./payments.js"
 */

import { base58 } from "../../random.js";
import { floored } from "../../seconds.js";
import { DAY } from "../../spans.js";
import { document, told } from "./events.js";
import { stripeMore } from "./more.js";
import { children, sentBy } from "./payments.js";
import { stripeSeeds, stripeSessionOf } from "./seeds.js";

/**
 * @typedef {Link & {
 *   amount: number | null,
 *   currency: string | null,
 *   reference: string | null,
 *   expiresAt: number,
 *   paymentStatus: string,
 *   paymentIntent: string | null,
 *   methods: string[],
 *   mode: string,
 *   uiMode: string,
 *   clientSecret: string | null,
 *   recovery: string | null,
 *   recoveredFrom: string | null,
 *   successUrl: string | null,
 *   cancelUrl: string | null,
 *   metadata: Record<string, unknown>,
 *   child?: Payment,
 * }} StripeSession
 */

const KEY = "sk_test_sandbox00000000000000000000";

/** The sandbox has no prices of its own: any price is 20.00 USD. */
const PRICE = { amount: 2000, currency: "usd" };

/** Methods whose money comes after days. */
const DELAYED = ["sepa_debit", "us_bank_account", "bacs_debit"];

/** @type {Wire<StripeSession>} */
export const stripe = {
  key: KEY,

  example: (at) => `curl -i -X POST ${at}/v1/checkout/sessions/${stripeSeeds[0].id}/expire \\
  -H 'Authorization: Bearer ${KEY}' -H 'Idempotency-Key: my-first-key'`,

  made: 200,

  create(request, { at, bytes, body }) {
    const { metadata, redirects, paymentMethods: methods } = request;
    const form = new URLSearchParams(body);
    const id = `cs_test_${base58(bytes, 58)}`;
    const uiMode = form.get("ui_mode") ?? "hosted_page";
    const isHosted = uiMode === "hosted_page";
    const mode = form.get("mode") ?? "payment";
    return stripeSessionOf(
      {
        ...(mode === "setup" ? { amount: null, currency: null } : totalOf(form)),
        ...(metadata && { metadata }),
        ...(methods && { methods }),
        id,
        mode,
        uiMode,
        clientSecret: isHosted ? null : `${id}_secret_${base58(bytes, 40)}`,
        reference: request.reference ?? null,
        successUrl: redirects?.success ?? null,
        cancelUrl: redirects?.unsuccess ?? null,
        age: 0,
        life: request.expiresAt === undefined ? DAY : Date.parse(request.expiresAt) - at,
      },
      at,
    );
  },

  held: ({ id, status, expiresAt }) => ({
    format: "stripe",
    id,
    rawStatus: status,
    expiresAt: new Date(expiresAt).toISOString(),
  }),

  moved(session, { event, status, at, bytes }) {
    session.status = status;
    if (event === "paid") {
      session.paymentIntent = `pi_${base58(bytes, 24)}`;
      // The payer takes the last of the offered methods.
      if (DELAYED.includes(session.methods.at(-1) ?? "")) {
        session.child = sentBy(session, session.paymentIntent, at);
      } else session.paymentStatus = "paid";
      return [told(session, "completed", at)];
    }
    // An early expiry on request counts as if the session expired now.
    if (event === "lapsed" && session.expiresAt > at) {
      session.expiresAt = Math.max(floored(at), session.createdAt + 1000);
    }
    return [told(session, "expired", at)];
  },

  document,

  list: (sessions, { hasMore }) => ({
    object: "list",
    data: sessions.map(document),
    has_more: hasMore,
    url: "/v1/checkout/sessions",
  }),

  seeds: (at, bytes, count) => [
    ...stripeSeeds.map((seed) => stripeSessionOf(seed, at)),
    ...stripeMore(at, bytes, count),
  ],

  // Retries over three days are documented, and no schedule.
  webhooks: { messageId: (bytes) => `evt_1${base58(bytes, 23)}` },

  children,
};

/** The sum of the items of a request. @param {URLSearchParams} form */
function totalOf(form) {
  const total = { amount: 0, currency: PRICE.currency };
  for (let at = 0; ; at += 1) {
    /** @param {string} name */
    const item = (name) => form.get(`line_items[${at}]${name}`);
    const currency = item("[price_data][currency]");
    if (currency === null && item("[price]") === null) return total;
    const amount = currency === null ? PRICE.amount : Number(item("[price_data][unit_amount]"));
    total.amount += amount * Number(item("[quantity]") ?? 1);
    if (currency !== null) total.currency = currency.toLowerCase();
  }
}
