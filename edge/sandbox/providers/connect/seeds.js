// The initial links of Connect: one of each kind, with fixed ids.

import { DAY, HOUR, MINUTE } from "../../spans.js";

/** @import {ConnectLink} from "./index.js" */

/**
 * A link in short: its age and lifetime, in milliseconds.
 * @typedef {object} Seed
 * @property {string} id
 * @property {string} [description]
 * @property {number} age
 * @property {number} [life]
 * @property {string} [status]
 * @property {number} [ended] how long ago
 * @property {string} [paymentId]
 * @property {Record<string, unknown>} [metadata]
 */

/** @param {Seed} seed @param {number} now @returns {ConnectLink} */
export function connectLinkOf({ age, life, ended, status = "ACTIVE", ...seed }, now) {
  const createdAt = now - age;
  const endedAt = ended === undefined ? undefined : now - ended;
  return {
    ...seed,
    status,
    createdAt,
    updatedAt: endedAt ?? createdAt,
    expiresAt: life === undefined ? undefined : createdAt + life,
    completedAt: seed.paymentId === undefined ? undefined : endedAt,
  };
}

/** @type {Seed[]} */
export const connectSeeds = [
  {
    id: "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01",
    description: "Mobile subscription, November",
    age: 2 * DAY,
    life: 7 * DAY,
    metadata: { customer: "C-20418", invoice: "2026-1187" },
  },
  {
    id: "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502",
    description: "SIM card and activation",
    age: 5 * HOUR,
    life: 7 * DAY,
  },
  {
    id: "j47ac10b-58cc-4372-a567-0e02b2c3d479",
    description: "Pay your monthly subscription",
    age: 6 * DAY,
    life: 6 * DAY + 18 * HOUR,
  },
  {
    id: "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803",
    description: "Roaming package, 10 GB",
    age: 7 * DAY - 4 * MINUTE,
    life: 7 * DAY,
  },
  {
    id: "d81e3b6f-92c4-4e08-a6f5-0b4c8d2e1f04",
    description: "Device instalment 3 of 24",
    age: 7 * DAY - 45 * MINUTE,
    life: 7 * DAY,
    metadata: { customer: "C-19877" },
  },
  {
    id: "3e5b7a90-1c2d-4f3e-9b8a-6d7c8e9f0a05",
    description: "Number porting fee",
    age: 20 * DAY,
  },
  {
    id: "b7c6d5e4-f3a2-4b1c-8d9e-0f1a2b3c4d06",
    description: "Mobile subscription, October",
    age: 30 * DAY,
    life: 37 * DAY,
    status: "COMPLETED",
    ended: 29 * DAY,
    paymentId: "9b2f4c6e-7d81-4a35-b0c9-e1f2a3b4c5d6",
  },
  {
    id: "5a4b3c2d-1e0f-4a9b-8c7d-6e5f4a3b2c07",
    description: "Broadband installation",
    age: 12 * DAY,
    life: 19 * DAY,
    status: "COMPLETED",
    ended: 11 * DAY,
    paymentId: "4c8e2a60-5f17-4d93-a2b4-c6d8e0f1a2b3",
  },
  {
    id: "f0e1d2c3-b4a5-4968-8776-5a4b3c2d1e08",
    description: "Top-up 100",
    age: 15 * DAY,
    life: 7 * DAY,
    status: "EXPIRED",
    ended: 8 * DAY,
  },
  {
    id: "1b3d5f70-2a4c-4e6d-8f0b-9c8d7e6f5a09",
    description: "Mobile subscription, September",
    age: 61 * DAY,
    life: 7 * DAY,
    status: "EXPIRED",
    ended: 54 * DAY,
  },
  {
    id: "8d6b4f2a-0c1e-4a3b-9d5f-7e8c9b0a1d10",
    description: "Handset order, withdrawn by customer",
    age: 3 * DAY,
    life: 10 * DAY,
    status: "CANCELLED",
    ended: 2 * DAY,
  },
  {
    id: "c4a2e0f8-6b5d-4c3a-8e1f-2d4b6a8c0e11",
    description: "Family plan, on hold at the provider",
    age: 4 * DAY,
    life: 11 * DAY,
    // A word that the provider does not document: new words appear without notice.
    status: "PAUSED",
  },
];
