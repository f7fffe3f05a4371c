// The initial links of Txn: one of each kind, with fixed ids.

/**
 * @import {Child} from "./children.js"
 * @import {Bytes} from "../../random.js"
 * @import {TxnLink} from "./index.js"
 */

import { DAY, HOUR, MINUTE } from "../../spans.js";
import { childOf, stand } from "./children.js";

/**
 * A child in short: its transitions, and its age in milliseconds.
 * @typedef {object} ChildSeed
 * @property {string} [id]
 * @property {string[]} ways the statuses after the first
 * @property {number} age
 * @property {string} [context]
 */

/**
 * A link in short: its age and lifetime, in milliseconds.
 * @typedef {object} Seed
 * @property {string} id
 * @property {string} amount
 * @property {string} currency
 * @property {string | null} reference
 * @property {number} age
 * @property {number} life
 * @property {string} [status]
 * @property {"Invoice" | "Payout"} [paymentType]
 * @property {string} [accountCurrency]
 * @property {string} [approvalStatus]
 * @property {string} [network]
 * @property {string[]} [payCurrencies]
 * @property {string} [successRedirectUrl]
 * @property {ChildSeed} [child]
 */

/** @param {Seed} seed @param {number} now @param {Bytes} bytes @returns {TxnLink} */
export function txnLinkOf({ age, life, child, ...seed }, now, bytes) {
  const createdAt = now - age;
  /** @type {TxnLink} */
  const link = {
    id: seed.id,
    amount: seed.amount,
    currency: seed.currency,
    accountCurrency: seed.accountCurrency ?? "EUR",
    reference: seed.reference,
    status: seed.status ?? "created",
    paymentType: seed.paymentType ?? "Invoice",
    approvalStatus: seed.approvalStatus ?? null,
    network: seed.network ?? null,
    paymentMethods: ["on_chain"],
    payCurrencies: seed.payCurrencies ?? [],
    successRedirectUrl: seed.successRedirectUrl ?? null,
    unsuccessRedirectUrl: null,
    createdAt,
    expiresAt: createdAt + life,
  };
  if (child && seed.network) {
    link.child = grownUp(link, { ...child, network: seed.network }, now, bytes);
  }
  return link;
}

/**
 * @param {TxnLink} link
 * @param {ChildSeed & {network: string}} seed
 * @param {number} now
 * @param {Bytes} bytes
 * @returns {Child}
 */
function grownUp(link, { id, ways, age, network, context }, now, bytes) {
  const child = childOf(link, { at: now - age, network, bytes });
  if (id !== undefined) child.id = id;
  for (const way of ways) {
    // An invoice expires at the end of its rate, and everything else happens soon after the start.
    stand(child, way, way === "expired" ? child.expiresAt : child.createdAt + MINUTE, context);
  }
  return child;
}

const TRON = "trx:usdt";
const POLYGON = "polygon:usdcv2";

/** @type {Seed[]} */
export const txnSeeds = [
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
    child: { id: "4ab7737b-e8a6-41cf-addc-968e876fef26", ways: ["processing"], age: 8 * MINUTE },
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
    child: { id: "6cd9a1b3-e5f7-4890-a1b2-c3d4e5f60727", ways: ["expired"], age: 3 * HOUR },
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
    child: {
      id: "a0b1c2d3-e4f5-4061-8273-94a5b6c7d830",
      ways: ["processing", "completed"],
      age: 5 * DAY,
    },
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
    child: { id: "e2be6c3c-75cc-4006-983a-afd4e83c7a31", ways: [], age: 8 * DAY },
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
