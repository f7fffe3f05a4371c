// One random link in its provider's format, and its possible faults.

import { CLOCK } from "./clock.js";

/** @import {Chance, Mix} from "./links.js" */

/** A member's name, and its value as JSON text. @typedef {[name: string, value: string]} Member */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = CLOCK.now;

/** @param {string} text */
const quoted = (text) => `"${text}"`;

/** @param {Member[]} members */
const object = (members) => `{${members.map(([name, value]) => `"${name}":${value}`).join(",")}}`;

/** Whole seconds in UTC, like Connect's; sometimes with another offset. @param {number} ms */
const seconds = (ms, offset = 0) =>
  quoted(
    `${new Date(ms + offset * HOUR).toISOString().slice(0, 19)}${offset ? `+0${offset}:00` : "Z"}`,
  );

/** Milliseconds in UTC, like Txn's. @param {number} ms */
const millis = (ms) => quoted(new Date(ms).toISOString());

const WORDS = [
  "Pay your monthly subscription",
  "Broadband, January: fibre 250/250, no binding",
  "Device instalment 7 of 24, due on the 15th",
  "SIM card, activation and the first month",
  "Roaming package, 10 GB in 30 days",
];
/** As JSON text. */
const OTHER_WORDS = [
  "M\u00e5nadsabonnemang f\u00f6r \u00c5sa Sj\u00f6berg",
  'Bredband \\"Fiber 250\\" \u2013 januari',
  "Avbetalning 7 av 24 \\u00e5terst\\u00e5r",
  "SIM-kort och aktivering \u{1f4f1}",
  "Roaming\\/Europa, 10 GB",
];

/** @param {Chance} chance @param {Mix} mix */
function connectLink(chance, mix) {
  const id = chance.uuid();
  const createdAt = NOW - chance.below(10 * DAY);
  const status = chance.one(["ACTIVE", "COMPLETED", "EXPIRED", "CANCELLED"]);
  const updatedAt = createdAt + chance.below(6 * HOUR);
  const description = chance.one(mix === "words" ? OTHER_WORDS : WORDS);
  /** @type {Member[]} */
  const metadata = [
    ["orderId", quoted(chance.uuid())],
    ["attempt", String(1 + chance.below(3))],
  ];
  if (chance.once(2)) metadata.push(["channel", quoted(chance.one(["sms", "mail", "shop"]))]);
  /** @type {Member[]} */
  const members = [
    ["paymentLinkId", quoted(id)],
    ["url", quoted(`https://checkout.yourapp.com/pay/${id}`)],
    ["status", quoted(status)],
    ["description", quoted(description)],
  ];
  if (status === "COMPLETED") members.push(["paymentId", quoted(chance.uuid())]);
  members.push(["expiresAt", seconds(createdAt + 7 * DAY)]);
  if (status === "COMPLETED") members.push(["completedAt", seconds(updatedAt)]);
  members.push(
    ["createdAt", seconds(createdAt)],
    ["updatedAt", seconds(updatedAt, chance.once(50) ? 1 : 0)],
    ["metadata", object(metadata)],
  );
  spoil(members, ["url", "updatedAt"], chance, mix);
  return { link: object(members), child: undefined };
}

/** @param {Chance} chance @param {Mix} mix */
function txnLink(chance, mix) {
  const id = chance.uuid();
  const createdAt = NOW - chance.below(10 * DAY);
  const status = chance.one(["created", "pending", "completed", "expired"]);
  const payout = chance.once(6);
  const currency = chance.one(["EUR", "USD", "GBP", "SEK", "TRY"]);
  const reference =
    mix === "words" ? `${chance.one(OTHER_WORDS)} ${chance.below(10_000)}` : chance.uuid();
  // A third of all links have a child.
  const child = (status === "pending" || status === "completed") && !chance.once(3);
  /** @type {Member[]} */
  const attributes = [
    ["amount", quoted(amountOf(chance))],
    ["currency", quoted(chance.once(50) ? currency.toLowerCase() : currency)],
    ["accountCurrency", quoted(chance.one(["EUR", "USD", "USDT"]))],
    ["network", child ? quoted("trx:usdt") : "null"],
    ["networkName", child ? quoted("Tron (TRC20)") : "null"],
    ["reference", quoted(reference)],
    ["hostedPageUrl", hostedPage("payment_link", id)],
    ["status", quoted(status)],
    ["expiresAt", millis(createdAt + 7 * DAY)],
    ["createdAt", millis(createdAt)],
    ["paymentType", quoted(payout ? "Payout" : "Invoice")],
    ["successRedirectUrl", payout ? "null" : quoted("https://shop.example.com/thanks?step=2")],
    ["unsuccessRedirectUrl", "null"],
  ];
  spoil(attributes, ["hostedPageUrl", "createdAt"], chance, mix);
  const made = { chance, createdAt: createdAt + HOUR, reference, currency };
  const resource = child ? (payout ? payoutOf(made) : invoiceOf(made)) : undefined;
  const link = object([
    ["id", quoted(id)],
    ["type", quoted("paymentLinks")],
    ["attributes", object(attributes)],
    ["relationships", `{"target":{"data":${resource ? object(resource.identity) : "null"}}}`],
  ]);
  const included =
    resource && object([...resource.identity, ["attributes", object(resource.attributes)]]);
  return { link, child: included };
}

/** @typedef {{chance: Chance, createdAt: number, reference: string, currency: string}} Made */

/** @param {Made} made @returns {{identity: Member[], attributes: Member[]}} */
function invoiceOf({ chance, createdAt, reference, currency }) {
  const id = chance.uuid();
  const paid = chance.once(2);
  return {
    identity: identityOf("invoices", id),
    attributes: [
      ["amountBilled", quoted(amountOf(chance))],
      ["amountCharged", quoted(`${amountOf(chance)}4657`)],
      ["billedCurrency", quoted(currency)],
      ["chargedCurrency", quoted("USDT")],
      ["createdAt", millis(createdAt)],
      ["exchangeRate", quoted("0.9894951")],
      ["expiresAt", millis(createdAt + HOUR / 3)],
      ["hostedPageUrl", hostedPage("invoice", id)],
      ["network", quoted("trx:usdt")],
      ["networkName", quoted("Tron (TRC20)")],
      ["paymentStatus", quoted(paid ? "on_time" : "expecting")],
      ["reference", quoted(reference)],
      ["status", quoted(paid ? "completed" : "pending")],
      ["statusContext", quoted(paid ? "full" : "unpaid")],
      ["successRedirectUrl", "null"],
      ["unsuccessRedirectUrl", "null"],
    ],
  };
}

/** @param {Made} made @returns {{identity: Member[], attributes: Member[]}} */
function payoutOf({ chance, createdAt, reference, currency }) {
  return {
    identity: identityOf("payouts", chance.uuid()),
    attributes: [
      ["absorbNetworkFee", "false"],
      ["absorbPayoutFee", "true"],
      ["address", quoted("TTbGTMwUwA3mncLP7xqCZei1ekaNSgeAJe")],
      ["amount", quoted(amountOf(chance))],
      ["amountCharged", quoted("21.77")],
      ["amountChargedCurrency", quoted("EUR")],
      ["createdAt", millis(createdAt)],
      ["currency", quoted(currency)],
      ["displayFee", quoted("10.00")],
      ["displayFeeCurrency", quoted(currency)],
      ["exchangeRate", quoted("40.636611347206")],
      ["expiresAt", millis(createdAt + 30_000)],
      ["networkFee", quoted("2.000000")],
      ["networkFeeCurrency", quoted("USDT")],
      ["payAmount", quoted("22.608351")],
      ["payChargeRate", quoted("0.8755286")],
      ["payChargeRateCurrency", quoted("EUR")],
      ["payCurrency", quoted("USDT")],
      ["payNetwork", quoted("trx:usdt")],
      ["payNetworkName", quoted("Tron (TRC20)")],
      ["paymentMethod", quoted("on_chain")],
      ["payoutFee", quoted("0.22")],
      ["payoutFeeCurrency", quoted("EUR")],
      ["reference", quoted(reference)],
      ["status", quoted(chance.one(["processing", "completed"]))],
      ["txid", "null"],
    ],
  };
}

/** @param {string} type @param {string} id @returns {Member[]} */
const identityOf = (type, id) => [
  ["type", quoted(type)],
  ["id", quoted(id)],
];

/** @param {string} kind @param {string} id */
const hostedPage = (kind, id) =>
  quoted(
    `https://integration.txn.pro/redirect?${kind}_id=${id}&request_type=${kind}_hosted_page&zone=eu`,
  );

/** @param {Chance} chance */
const amountOf = (chance) =>
  `${chance.below(900)}.${chance.below(100).toString().padStart(2, "0")}`;

export const makers = { connect: connectLink, txn: txnLink };

/** Adds one fault to the members of a link, if the mix has faults. `named` are its URL and an instant. */
const FAULTS = {
  /** @param {Member[]} members @param {string} _url @param {string} instant @param {Chance} chance */
  "bad date": (members, _url, instant, chance) =>
    set(members, instant, quoted(chance.one(["2025-02-30T10:00:00Z", "2025-01-15T10:00:00"]))),
  /** @param {Member[]} members @param {string} _url @param {string} instant */
  "missing member": (members, _url, instant) =>
    members.splice(
      members.findIndex(([name]) => name === instant),
      1,
    ),
  /** @param {Member[]} members @param {string} url @param {string} _instant @param {Chance} chance */
  "bad url": (members, url, _instant, chance) =>
    set(members, url, quoted(chance.one(["ftp://pay.example.com/7", "https://a:b@example.com/"]))),
  /** @param {Member[]} members @param {string} url */
  "wrong type": (members, url) => set(members, url, "7"),
  /** A note only. @param {Member[]} members */
  "unknown status": (members) => set(members, "status", quoted("PAUSED")),
  /** @param {Member[]} members */
  "duplicate member": (members) => members.push(["status", quoted("PAUSED")]),
};
const KINDS = Object.values(FAULTS);

/** @param {Member[]} members @param {[string, string]} named @param {Chance} chance @param {Mix} mix */
function spoil(members, [url, instant], chance, mix) {
  if (mix !== "all" && !(mix === "one percent" && chance.once(100))) return;
  chance.one(KINDS)(members, url, instant, chance);
}

/** @param {Member[]} members @param {string} name @param {string} value */
function set(members, name, value) {
  const member = members.find(([known]) => known === name);
  if (member) member[1] = value;
}
