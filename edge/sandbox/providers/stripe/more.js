// Additional sessions in realistic proportions: many are left by their payers.

/** @import {Bytes} from "../../random.js" @import {StripeSession} from "./index.js" */

import { chancesOf } from "../../chances.js";
import { base58 } from "../../random.js";
import { DAY, HOUR, MINUTE } from "../../spans.js";
import { stripeSessionOf } from "./seeds.js";

/** The share of each, in percent. */
const CURRENCIES = { usd: 52, eur: 31, gbp: 9, sek: 4, jpy: 3, kwd: 1 };

/** @param {number} now @param {Bytes} bytes @param {number} count @returns {StripeSession[]} */
export function stripeMore(now, bytes, count) {
  const chance = chancesOf(bytes);
  return Array.from({ length: count }, (_, number) => {
    const age = chance.spell(15 * DAY, 150 * DAY) + MINUTE;
    const life = chance.number() < 0.9 ? DAY : HOUR;
    const status = chance.of(
      age < life ? { open: 45, complete: 50, expired: 5 } : { complete: 61, expired: 39 },
    );
    const isComplete = status === "complete";
    return stripeSessionOf(
      {
        id: `cs_test_${base58(bytes, 58)}`,
        amount: Math.round(499 + 40_000 * chance.number() ** 3),
        currency: chance.of(CURRENCIES),
        reference: `order-${80_000 + number}`,
        age,
        life,
        status,
        paymentStatus: isComplete ? "paid" : "unpaid",
        payment: isComplete ? `pi_${base58(bytes, 24)}` : undefined,
        metadata: { customer: `C-${30_000 + number}` },
      },
      now,
    );
  });
}
