// The examples as a sequence of calls over the sandbox with a stopped clock. `answers.json` has the recorded answers;
// `PAYLINK_BLESS=1` records them again.

/**
 * The answers so far, by the name of the step.
 * @typedef {Record<string, {status: number, body: any}>} Told
 */

/**
 * @typedef {object} Step
 * @property {string} name unique; the name of the example
 * @property {string} of the operation's id
 * @property {string} summary what the example shows
 * @property {number} status
 * @property {Record<string, string>} [path]
 * @property {Record<string, string | number>} [query]
 * @property {Record<string, string>} [headers]
 * @property {object} [body]
 */

const OPEN = { format: "connect", id: "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01" };
const OPEN_TOO = { format: "txn", id: "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21" };
const DONE = { format: "txn", id: "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29" };
const PENDING = { format: "txn", id: "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925" };
const SOON = { format: "connect", id: "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803" };
const OTHER = { format: "connect", id: "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502" };
const OTHER_TOO = { format: "txn", id: "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22" };
const SESSION = "cs_test_a1Kd8vQ2mZr5Xw9TbLp3YnHs6Gc4Jf7RuEe0Vo1Ii8Aa2Ww5Qq9Tt3Mm6";
const SESSION_DONE = "cs_test_c1Un5cX1vFa9Bh5RjTw4GuQb7Pd3Rm8YcMi2Dv9Eq3Hh6Ll9Xx5Aa4Tt8";
const BILL = "plink_Qa1Kd8vQ2mZr5X";
const BILL_IN_PARTS = "plink_Qh8Un5cX1vFa9B";
const MISSING = { format: "connect", id: "no-such-link" };

/** @param {string} text */
const key = (text) => ({ "Idempotency-Key": `"${text}"` });

const CONNECT_REQUEST = {
  orderId: "f47ac10b-58cc-4372-a567-0e02b2c3d479",
  description: "Mobile subscription, December",
  metadata: { customer: "C-20418" },
};

/** @param {string} reference */
const txnRequest = (reference) => ({
  data: {
    type: "payment_links",
    attributes: {
      amount: "249.00",
      currency: "EUR",
      paymentType: "Invoice",
      expires_at: "2030-01-31T23:00:00.000Z",
      reference,
    },
  },
});

/** As JSON; on its own path it is sent as a form. @param {string} reference */
const stripeRequest = (reference) => ({
  mode: "payment",
  success_url: "https://shop.example.com/thanks",
  client_reference_id: reference,
  line_items: [
    {
      price_data: { currency: "usd", unit_amount: 2490, product_data: { name: "Hat" } },
      quantity: 2,
    },
  ],
});

/** @param {string} reference */
const razorpayRequest = (reference) => ({
  amount: 24_900,
  currency: "INR",
  reference_id: reference,
  description: "Broadband, December",
  notes: { customer: "C-20418" },
});

const PASTED = {
  paymentLinkId: "k47ac10b-58cc-4372-a567-0e02b2c3d479",
  url: "https://checkout.example.com/pay/k47ac10b",
  status: "ACTIVE",
  createdAt: "2026-06-17T10:00:00Z",
  updatedAt: "2026-06-17T10:00:00Z",
};

/** @type {(status: number, of: string, name: string, summary: string, more?: Partial<Step>) => Step} */
const step = (status, of, name, summary, more) => ({ name, of, summary, status, ...more });

/** @type {(told: Told) => Step[]} */
export const story = (told) => {
  const job = { job: told["job made"]?.body.id ?? "" };
  return [
    step(200, "checkHealth", "health", "It runs"),
    step(200, "checkReadiness", "readiness", "It can work"),
    step(200, "readMe", "caller", "The access token of the owner"),
    step(200, "listLinks", "first page", "The first link of each provider", {
      query: { limit: 1 },
    }),
    step(200, "listLinks", "what can be closed", "A filter that the provider's own list has not", {
      query: { format: "txn", can: "close", reference: "order-58213" },
    }),
    step(400, "listLinks", "a query with errors", "Everything that is wrong is said at once", {
      query: { limit: 0, stauts: "open" },
    }),
    step(200, "readLink", "open link", "A link that can be closed until it expires", {
      path: OPEN,
    }),
    step(200, "readLink", "link with a payment", "Perhaps being paid: a warning, not a refusal", {
      path: PENDING,
    }),
    step(404, "readLink", "no such link", "An id that the provider does not know", {
      path: MISSING,
    }),
    step(400, "readLink", "an id for no path", "An id that a path would lead elsewhere with", {
      path: { format: "connect", id: "a/b" },
    }),
    step(201, "createConnectLink", "connect link made", "For an order", {
      headers: key("order-f47ac10b"),
      body: CONNECT_REQUEST,
    }),
    step(
      422,
      "createConnectLink",
      "connect key for another request",
      "The key was used before, for another request",
      {
        headers: key("order-f47ac10b"),
        body: { ...CONNECT_REQUEST, description: "Mobile subscription, January" },
      },
    ),
    step(400, "createConnectLink", "connect request with errors", "Nothing was sent", {
      headers: key("order-and-invoice"),
      body: { orderId: "o-1", invoiceId: "i-1", description: 7 },
    }),
    step(201, "createTxnLink", "txn link made", "An invoice of 249 euros", {
      headers: key("order-58301"),
      body: txnRequest("order-58301"),
    }),
    step(400, "createTxnLink", "txn request without a key", "Without a key nothing is made", {
      body: txnRequest("order-58302"),
    }),
    step(201, "createStripeLink", "stripe link made", "A Checkout Session over 49.80 dollars", {
      headers: key("order-71301"),
      body: stripeRequest("order-71301"),
    }),
    step(201, "createRazorpayLink", "razorpay link made", "A payment link over 249 rupees", {
      headers: key("bill-4501"),
      body: razorpayRequest("bill-4501"),
    }),
    step(200, "closeLink", "closed", "Cancelled, by a call with a key", {
      path: OPEN,
      headers: { ...key("close-6f1d2c58"), Prefer: "wait=20" },
    }),
    step(200, "closeLink", "closed before", "Another call finds it closed", { path: OPEN }),
    step(409, "closeLink", "close refused", "It is completed: why not, and by whose rule", {
      path: DONE,
    }),
    step(200, "listLinkEvents", "what happened to it", "Decided, sent, answered, moved on", {
      path: OPEN,
      query: { order: "oldest_first", limit: 3 },
    }),
    step(200, "importLinks", "pasted", "One link, as its provider showed it to somebody", {
      body: PASTED,
    }),
    step(400, "importLinks", "nobody's document", "Neither provider's shape", {
      body: { hello: "world" },
    }),
    step(200, "listLinks", "what was seen", "As it was last seen; no provider is asked", {
      query: { source: "kept", reference: "order-58177" },
    }),
    step(201, "createJob", "job made", "Two links", {
      headers: key("end-of-season"),
      body: { links: [SOON, MISSING] },
    }),
    step(400, "createJob", "job with errors", "A link named twice, and one of nobody", {
      body: { links: [SOON, SOON, { format: "visa", id: "1" }] },
    }),
    step(200, "runJob", "job run", "Line by line, as they come", {
      path: job,
      query: { concurrency: 1 },
    }),
    step(200, "readJob", "job afterwards", "One closed, one unknown", { path: job }),
    step(404, "readJob", "no such job", "An id that no job has", {
      path: { job: "0190163d-8694-739b-aea5-966c26f8ad91" },
    }),
    step(200, "listEvents", "the latest", "The newest first", { query: { limit: 2 } }),
    step(200, "connectDeliver", "connect delivery", "Of an order; nothing here depends on it", {
      body: {
        eventId: "2f6b1a52-5a39-4b8e-9d6b-6c1f0a7e5501",
        type: "order.updated",
        occurredAt: "2026-06-18T11:59:59Z",
        data: { orderId: "f47ac10b-58cc-4372-a567-0e02b2c3d479" },
      },
    }),
    step(
      200,
      "txnDeliver",
      "txn delivery",
      "The payment of a link moved on: the link is read again",
      {
        body: {
          data: {
            id: "4ab7737b-e8a6-41cf-addc-968e876fef26",
            type: "invoices",
            attributes: {
              status: "completed",
              statusContext: "full",
              paymentStatus: "on_time",
            },
          },
        },
      },
    ),
    step(200, "stripeDeliver", "stripe delivery", "Of a customer; nothing here depends on it", {
      body: {
        id: "evt_1Nk2LmXyZ8aBcDeF1gHiJkLm",
        object: "event",
        type: "customer.created",
        created: 1_781_784_000,
        data: { object: { id: "cus_9s6XKzkNRiz8i3", object: "customer" } },
      },
    }),
    step(200, "razorpayDeliver", "razorpay delivery", "Of a payment; nothing here depends on it", {
      body: {
        entity: "event",
        event: "payment.authorized",
        contains: ["payment"],
        created_at: 1_781_784_000,
        payload: { payment: { entity: { id: "pay_Qa1Kd8vQ2mZr5X", amount: 24_900 } } },
      },
    }),
    step(201, "connectCreate", "connect made", "For an order", {
      headers: { "x-idempotency-key": "order-58cc" },
      body: CONNECT_REQUEST,
    }),
    step(200, "connectList", "connect list", "One at a time", { query: { limit: 1 } }),
    step(200, "connectRead", "connect read", "An active link", { path: { id: OTHER.id } }),
    step(404, "connectRead", "connect not found", "In Connect's own envelope", {
      path: { id: MISSING.id },
    }),
    step(200, "connectClose", "connect cancelled", "Cancelled", {
      path: { id: OTHER.id },
      headers: { "x-idempotency-key": "cancel-a2f7c9d4" },
    }),
    step(
      409,
      "connectClose",
      "connect cancel refused",
      "It is cancelled already, and this is another key",
      { path: { id: OTHER.id }, headers: { "x-idempotency-key": "cancel-a2f7c9d4-again" } },
    ),
    step(201, "txnCreate", "txn made", "An invoice of 249 euros", {
      body: txnRequest("order-58303"),
    }),
    step(200, "txnList", "txn list", "By reference", { query: { reference: "order-58214" } }),
    step(200, "txnRead", "txn read", "With the invoice that a payer began", {
      path: { id: PENDING.id },
    }),
    step(404, "txnRead", "txn not found", "As JSON:API", { path: { id: MISSING.id } }),
    step(200, "txnClose", "txn expired", "Expired", { path: { id: OTHER_TOO.id } }),
    step(422, "txnClose", "txn expire refused", "It is completed", { path: { id: DONE.id } }),
    step(200, "stripeCreate", "stripe made", "A Checkout Session over 49.80 dollars", {
      headers: { "idempotency-key": "order-71302" },
      body: stripeRequest("order-71302"),
    }),
    step(200, "stripeList", "stripe list", "One at a time", { query: { limit: 1 } }),
    step(200, "stripeRead", "stripe read", "An open session", { path: { id: SESSION } }),
    step(404, "stripeRead", "stripe not found", "In Stripe's own envelope", {
      path: { id: MISSING.id },
    }),
    step(200, "stripeClose", "stripe expired", "Expired", {
      path: { id: SESSION },
      headers: { "idempotency-key": "expire-71001" },
    }),
    step(400, "stripeClose", "stripe expire refused", "It is complete", {
      path: { id: SESSION_DONE },
    }),
    step(200, "razorpayCreate", "razorpay made", "A payment link over 249 rupees", {
      body: razorpayRequest("bill-4502"),
    }),
    step(200, "razorpayList", "razorpay list", "By reference", {
      query: { reference_id: "bill-4402" },
    }),
    step(200, "razorpayRead", "razorpay read", "Paid in part", { path: { id: BILL_IN_PARTS } }),
    step(400, "razorpayRead", "razorpay not found", "In Razorpay's own envelope", {
      path: { id: MISSING.id },
    }),
    step(200, "razorpayClose", "razorpay cancelled", "Cancelled", { path: { id: BILL } }),
    step(400, "razorpayClose", "razorpay cancel refused", "A part has been paid", {
      path: { id: BILL_IN_PARTS },
    }),
    step(200, "readProblem", "a kind of problem", "Why a close is refused", {
      path: { code: "transition_refused" },
    }),
    step(200, "closeLink", "closed at the other", "Expired: the same call, at another provider", {
      path: OPEN_TOO,
      headers: key("close-7d0f5a3e"),
    }),
  ];
};
