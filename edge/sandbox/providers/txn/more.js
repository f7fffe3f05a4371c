// Additional links in realistic proportions: most have ended, most of those were paid.

/**
 * @import {Chances} from "../../chances.js"
 * @import {Bytes} from "../../random.js"
 * @import {TxnLink} from "./index.js"
 * @import {ChildSeed} from "./seeds.js"
 */

import { chancesOf } from "../../chances.js";
import { uuid } from "../../random.js";
import { DAY, HOUR, MINUTE } from "../../spans.js";
import { NETWORKS } from "./money.js";
import { txnLinkOf } from "./seeds.js";

/** The share of each kind, in percent. */
const CURRENCIES = { EUR: 55, USD: 28, GBP: 6, TRY: 5, SEK: 4, USDT: 2 };
const PAID_BY = { "ttrx:usdt": 62, "polygon:usdcv2": 24, txrp: 8, "btc:btc": 6 };

/** @param {number} now @param {Bytes} bytes @param {number} count @returns {TxnLink[]} */
export function txnMore(now, bytes, count) {
  const chance = chancesOf(bytes);
  return Array.from({ length: count }, (_, number) => {
    const age = chance.spell(12 * DAY, 120 * DAY) + MINUTE;
    const life = HOUR + chance.spell(3 * DAY, 14 * DAY);
    const status = chance.of(
      age < life
        ? { created: 52, pending: 14, completed: 29, expired: 5 }
        : { completed: 70, expired: 30 },
    );
    const payout = chance.number() < 0.14;
    const begun = status === "pending" || status === "completed";
    const network = begun ? chance.of(PAID_BY) : undefined;
    const childAge = age - chance.below(Math.min(age, life));
    return txnLinkOf(
      {
        id: uuid(bytes),
        amount: amountOf(chance.number()),
        currency: chance.of(CURRENCIES),
        reference: `${payout ? "settlement" : "order"}-${60_000 + number}`,
        age,
        life,
        status,
        paymentType: payout ? "Payout" : "Invoice",
        network,
        payCurrencies: network && chance.number() < 0.2 ? [NETWORKS[network].coin] : [],
        successRedirectUrl: payout ? undefined : "https://shop.example.com/thanks",
        child: network === undefined ? undefined : childWays(status, payout, childAge, chance),
      },
      now,
      bytes,
    );
  });
}

/** Whole cents: many small amounts, some large. @param {number} number */
function amountOf(number) {
  const cents = Math.round(499 + 40_000 * number ** 3 + 900_000 * number ** 40);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}

/**
 * The transitions of a child of that age, including those by time.
 * @param {string} status of its link
 * @param {boolean} payout
 * @param {number} age
 * @param {Chances} chance
 * @returns {ChildSeed}
 */
function childWays(status, payout, age, chance) {
  if (payout) return { age, ways: age < HOUR ? [] : [chance.of({ completed: 97, cancelled: 3 })] };
  if (status === "completed") {
    const context = chance.of({ full: 94, underpaid: 4, overpaid: 2 });
    return { age, ways: age < HOUR ? ["processing"] : ["processing", "completed"], context };
  }
  if (age < 20 * MINUTE) return { age, ways: chance.number() < 0.5 ? [] : ["processing"] };
  return { age, ways: age < 7 * DAY ? ["expired"] : ["expired", "cancelled"] };
}
