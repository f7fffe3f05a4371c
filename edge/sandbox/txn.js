// Txn's documents: JSON:API, milliseconds, a child invoice or payout once an end user has begun.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

/** `"100"` comes back as `"100.00"`. @param {string} amount */
const padded = (amount) => (amount.includes(".") ? amount : `${amount}.00`);

/**
 * A link in short: how old it is and how long it lives, in milliseconds.
 * @typedef {object} Seed
 * @property {string} id
 * @property {string} amount
 * @property {string} currency
 * @property {string | null} reference
 * @property {number} age
 * @property {number} life
 * @property {string} [status]
 * @property {string} [paymentType]
 * @property {string | undefined} [accountCurrency]
 * @property {string} [approvalStatus]
 * @property {[code: string, name: string]} [network]
 * @property {string[] | undefined} [payCurrencies]
 * @property {string | undefined} [successRedirectUrl]
 * @property {string | undefined} [unsuccessRedirectUrl]
 * @property {{type: string, id: string, status: string}} [child]
 */

/** @type {import("./index.js").Wire} */
export const txn = {
  key: "txn_cmp_sandbox0000000000000000000000",
  id: (document) => document.data.id,
  setStatus: (document, word) => {
    document.data.attributes.status = word;
  },
  list: (documents) => ({
    data: documents.map(({ data }) => data),
    included: documents.flatMap(({ included }) => included ?? []),
  }),
  create: (made, { id, now }) => {
    const request = /** @type {import("paylink").CreateRequest<"txn">} */ (made);
    const { amount, expiresAt, redirects } = request;
    return documentOf(
      {
        id,
        amount: padded(amount.value),
        currency: amount.currency,
        accountCurrency: request.accountCurrency,
        reference: request.reference ?? null,
        paymentType: request.kind === "payout" ? "Payout" : "Invoice",
        payCurrencies: request.payCurrencies,
        successRedirectUrl: redirects?.success,
        unsuccessRedirectUrl: redirects?.unsuccess,
        age: 0,
        life: Date.parse(expiresAt) - now,
      },
      now,
    );
  },
  seed: (now) => LINKS.map((link) => documentOf(link, now)),
};

/** @param {Seed} link @param {number} now */
function documentOf({ id, age, life, status = "created", child, network, ...rest }, now) {
  const target = child && { type: child.type, id: child.id };
  return {
    data: {
      id,
      type: "paymentLinks",
      attributes: {
        amount: rest.amount,
        currency: rest.currency,
        accountCurrency: rest.accountCurrency ?? "EUR",
        network: network?.[0] ?? null,
        networkName: network?.[1] ?? null,
        reference: rest.reference,
        hostedPageUrl: `https://sandbox.txn.pro/redirect?payment_link_id=${id}&request_type=payment_link_hosted_page`,
        status,
        approvalStatus: rest.approvalStatus ?? null,
        expiresAt: millis(now - age + life),
        createdAt: millis(now - age),
        paymentType: rest.paymentType ?? "Invoice",
        paymentMethods: ["on_chain"],
        payCurrencies: rest.payCurrencies ?? [],
        successRedirectUrl: rest.successRedirectUrl ?? null,
        unsuccessRedirectUrl: rest.unsuccessRedirectUrl ?? null,
      },
      relationships: { target: { data: target ?? null } },
    },
    ...(child && {
      included: [{ id: child.id, type: child.type, attributes: { status: child.status } }],
    }),
  };
}

/** @type {[string, string]} */
const TRON = ["trx:usdt", "Tron (TRC20)"];
/** @type {[string, string]} */
const POLYGON = ["polygon:usdcv2", "Polygon"];

/** @type {Seed[]} */
const LINKS = [
  {
    id: "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21",
    amount: "249.00",
    currency: "EUR",
    reference: "order-58213",
    age: 3 * HOUR,
    life: 3 * DAY,
    successRedirectUrl: "https://shop.example.com/thanks",
  },
  {
    id: "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22",
    amount: "1299.90",
    currency: "USD",
    accountCurrency: "USDT",
    reference: "order-58214",
    age: 8 * HOUR,
    life: 2 * DAY,
    payCurrencies: ["USDT", "USDC"],
  },
  {
    id: "e9b7d5c3-a1f0-4e8d-b6c4-a2908e7d6c23",
    amount: "75.50",
    currency: "EUR",
    reference: "order-58190",
    age: 2 * DAY - 6 * MINUTE,
    life: 2 * DAY,
  },
  {
    id: "4f6d8b0a-2c3e-4a5f-9b7d-1e3c5a7f9b24",
    amount: "0.00052000",
    currency: "BTC",
    accountCurrency: "BTC",
    reference: "donation-oct-31",
    age: 1 * DAY,
    life: 30 * DAY,
  },
  {
    id: "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925",
    amount: "420.00",
    currency: "EUR",
    reference: "order-58177",
    status: "pending",
    network: TRON,
    age: 26 * HOUR,
    life: 3 * DAY,
    child: { type: "invoices", id: "4ab7737b-e8a6-41cf-addc-968e876fef26", status: "processing" },
  },
  {
    id: "08f6e4d2-c0b1-4a39-8877-665544332226",
    amount: "38.20",
    currency: "EUR",
    reference: "order-58171",
    status: "pending",
    network: POLYGON,
    age: 30 * HOUR,
    life: 30 * HOUR + 50 * MINUTE,
    child: { type: "invoices", id: "6cd9a1b3-e5f7-4890-a1b2-c3d4e5f60727", status: "expired" },
  },
  {
    id: "b3d5f7a9-0c2e-4d6f-8b1a-3c5e7d9f1b27",
    amount: "5000.00",
    currency: "EUR",
    reference: "supplier-settlement-11",
    paymentType: "Payout",
    approvalStatus: "pending_approval",
    age: 5 * HOUR,
    life: 4 * DAY,
  },
  {
    id: "1e1a0c1b-4af0-4e3d-ae87-e31776a60a28",
    amount: "100.00",
    currency: "EUR",
    reference: "refund-2231",
    paymentType: "Payout",
    status: "pending",
    age: 2 * HOUR,
    life: 1 * DAY,
  },
  {
    id: "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29",
    amount: "89.00",
    currency: "USD",
    reference: "order-58102",
    status: "completed",
    network: TRON,
    age: 6 * DAY,
    life: 8 * DAY,
    child: { type: "invoices", id: "a0b1c2d3-e4f5-4061-8273-94a5b6c7d830", status: "completed" },
  },
  {
    id: "d2c4b6a8-f0e1-4d3c-a5b7-c9d8e7f6a530",
    amount: "1850.00",
    currency: "EUR",
    reference: "supplier-settlement-10",
    paymentType: "Payout",
    status: "completed",
    network: TRON,
    age: 9 * DAY,
    life: 12 * DAY,
    child: { type: "payouts", id: "e2be6c3c-75cc-4006-983a-afd4e83c7a31", status: "processing" },
  },
  {
    id: "6a8c0e2f-4b5d-4e7f-9a1c-3e5d7b9f1a31",
    amount: "15.00",
    currency: "EUR",
    reference: "order-57990",
    status: "expired",
    age: 11 * DAY,
    life: 2 * DAY,
  },
  {
    id: "f1d3b5a7-98c6-4e4a-8b2d-0f1e2d3c4b32",
    amount: "640.00",
    currency: "EUR",
    reference: "order-58044, expired by hand",
    status: "expired",
    age: 2 * DAY,
    life: 5 * DAY,
  },
];
