// Additional links in realistic proportions: most are paid, some in parts.

/** @import {Bytes} from "../../random.js" @import {RazorpayLink} from "./index.js" */

import { chancesOf } from "../../chances.js";
import { base58 } from "../../random.js";
import { DAY, HOUR } from "../../spans.js";
import { razorpayLinkOf } from "./seeds.js";

/** The share of each, in percent. */
const CURRENCIES = { INR: 91, USD: 5, SGD: 2, JPY: 1, KWD: 1 };

/** @param {number} now @param {Bytes} bytes @param {number} count @returns {RazorpayLink[]} */
export function razorpayMore(now, bytes, count) {
  const chance = chancesOf(bytes);
  return Array.from({ length: count }, (_, number) => {
    const age = chance.spell(15 * DAY, 150 * DAY) + HOUR;
    const life = HOUR + chance.spell(5 * DAY, 30 * DAY);
    const status = chance.of(
      age < life
        ? { created: 50, partially_paid: 4, paid: 42, cancelled: 4 }
        : { paid: 72, expired: 24, cancelled: 4 },
    );
    const amount = Math.round(4900 + 900_000 * chance.number() ** 3);
    const parts = { paid: [amount], partially_paid: [Math.ceil(amount / 3)] }[status];
    const lasted = status === "expired" ? life : chance.below(Math.min(age, life));
    return razorpayLinkOf(
      {
        id: `plink_${base58(bytes, 14)}`,
        amount,
        currency: chance.of(CURRENCIES),
        reference: `bill-${5000 + number}`,
        age,
        life,
        status,
        ended: age - lasted,
        ...(parts && { parts }),
        ...(status === "partially_paid" && { firstPart: Math.ceil(amount / 3) }),
        notes: { customer: `C-${40_000 + number}` },
      },
      now,
    );
  });
}
