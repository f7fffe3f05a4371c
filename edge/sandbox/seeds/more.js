// Additional links in realistic proportions: most have ended, most of those were paid. Deterministic for the given bytes.

/**
 * @import {Bytes} from "../random.js"
 * @import {ConnectLink} from "../connect.js"
 * @import {TxnLink} from "../txn.js"
 * @import {ChildSeed} from "./txn.js"
 */

import { NETWORKS } from "../money.js";
import { uuid } from "../random.js";
import { connectLinkOf } from "./connect.js";
import { txnLinkOf } from "./txn.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FOR = [
  "Mobile subscription, %m",
  "Broadband, %m",
  "Family plan, %m",
  "Device instalment %n of 24",
  "Roaming package, 10 GB",
  "Roaming package, 25 GB",
  "SIM card and activation",
  "Top-up 100",
  "Top-up 250",
  "Number porting fee",
  "Broadband installation",
  "Reminder, invoice of %m",
];

const FIRST = ["Astrid", "Elias", "Maja", "Noah", "Ingrid", "Oskar", "Leila", "Mateusz", "Freja"];
const LAST = ["Lindqvist", "Berg", "Nowak", "Haddad", "Sjöberg", "Okafor", "Dahl", "Virtanen"];

const MONTHS = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** The share of each kind, in percent. */
const CURRENCIES = { EUR: 55, USD: 28, GBP: 6, TRY: 5, SEK: 4, USDT: 2 };
const PAID_BY = { "ttrx:usdt": 62, "polygon:usdcv2": 24, txrp: 8, "btc:btc": 6 };

/** Random choices from bytes. @param {Bytes} bytes */
function chancesOf(bytes) {
  /** From 0 (inclusive) to 1 (exclusive). */
  const number = () => bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
  return {
    number,
    /** Mostly short, rarely long. @param {number} usual @param {number} most */
    spell: (usual, most) => Math.min(most, Math.floor(-Math.log(1 - number()) * usual)),
    /** @param {number} most */
    below: (most) => Math.floor(number() * most),
    /** @template T @param {readonly T[]} list */
    one: (list) => list[Math.floor(number() * list.length)],
    /** @param {Readonly<Record<string, number>>} shares */
    of(shares) {
      let left = number() * Object.values(shares).reduce((sum, share) => sum + share, 0);
      for (const [name, share] of Object.entries(shares)) {
        left -= share;
        if (left < 0) return name;
      }
      return Object.keys(shares)[0];
    },
  };
}

/** @param {number} now @param {Bytes} bytes @param {number} count @returns {ConnectLink[]} */
export function connectMore(now, bytes, count) {
  const chance = chancesOf(bytes);
  return Array.from({ length: count }, (_, number) => {
    const age = chance.spell(20 * DAY, 180 * DAY) + MINUTE;
    const life = chance.number() < 0.95 ? 7 * DAY : 30 * DAY;
    const status = chance.of(
      age < life
        ? { ACTIVE: 62, COMPLETED: 32, CANCELLED: 6 }
        : { COMPLETED: 78, EXPIRED: 17, CANCELLED: 5 },
    );
    const lasted = status === "EXPIRED" ? life : chance.below(Math.min(age, life));
    const month = MONTHS.format(now - age);
    const description = chance.one(FOR).replace("%m", month);
    return connectLinkOf(
      {
        id: uuid(bytes),
        description: description.replace("%n", String(1 + chance.below(24))),
        age,
        life,
        status,
        ended: status === "ACTIVE" ? undefined : age - lasted,
        paymentId: status === "COMPLETED" ? uuid(bytes) : undefined,
        metadata: {
          customer: `C-${20_000 + number}`,
          name: `${chance.one(FIRST)} ${chance.one(LAST)}`,
        },
      },
      now,
    );
  });
}

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
 * @param {ReturnType<typeof chancesOf>} chance
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
