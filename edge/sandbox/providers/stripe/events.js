// Stripe's documents: the session, and the events about it.

/**
 * @import {Told} from "../../provider-contract.js"
 * @import {StripeSession} from "./index.js"
 */

import { secondsOf } from "../../seconds.js";

const API_VERSION = "2026-07-29.dahlia";

/** @param {StripeSession} session */
export function document(session) {
  const { id, status, amount, currency, recovery, mode, uiMode } = session;
  const isPaged = status === "open" && uiMode === "hosted_page";
  return {
    id,
    object: "checkout.session",
    after_expiration: recovery && {
      recovery: {
        allow_promotion_codes: false,
        enabled: true,
        expires_at: secondsOf(session.expiresAt) + 30 * 24 * 60 * 60,
        url: recovery,
      },
    },
    allow_promotion_codes: null,
    amount_subtotal: amount,
    amount_total: amount,
    automatic_tax: { enabled: false, status: null },
    billing_address_collection: null,
    cancel_url: session.cancelUrl,
    client_reference_id: session.reference,
    client_secret: session.clientSecret,
    consent: null,
    consent_collection: null,
    created: secondsOf(session.createdAt),
    currency,
    custom_fields: [],
    customer: null,
    customer_creation: mode === "payment" ? "if_required" : "always",
    customer_details: null,
    customer_email: null,
    expires_at: secondsOf(session.expiresAt),
    invoice: null,
    livemode: false,
    locale: null,
    metadata: session.metadata,
    mode,
    payment_intent: session.paymentIntent,
    payment_link: null,
    payment_method_collection: mode === "payment" ? "if_required" : "always",
    payment_method_options: {},
    payment_method_types: session.methods,
    payment_status: session.paymentStatus,
    recovered_from: session.recoveredFrom,
    setup_intent: mode === "setup" ? `seti_${id.slice(-24)}` : null,
    shipping_options: [],
    status,
    submit_type: null,
    subscription: null,
    success_url: session.successUrl,
    total_details:
      amount === null ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: uiMode,
    url: isPaged ? `https://checkout.example.com/c/pay/${id}` : null,
  };
}

/**
 * @param {StripeSession} session
 * @param {string} what the last part of the event's type
 * @param {number} at
 * @returns {Told}
 */
export function told(session, what, at) {
  const type = `checkout.session.${what}`;
  const object = document(session);
  return {
    about: { type, id: session.id, status: session.status },
    body: (id) => ({
      id,
      object: "event",
      api_version: API_VERSION,
      created: secondsOf(at),
      data: { object },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    }),
  };
}
