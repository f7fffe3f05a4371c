// The payout that a Txn link creates: "Txn, Reading payout", "Txn, Payout status flow".

/** @import {Bytes} from "../../random.js" @import {TxnLink} from "./index.js" */

import { hex, uuid } from "../../random.js";
import { addressOn } from "./invoices.js";
import { divided, minus, NETWORKS, plus, rateOf, scaleOf, times } from "./money.js";

/** How long its rate is locked. */
const RATE_MS = 30_000;

const FEE = "0.01";

/** The fee of a transfer, by coin, from one payload. @type {Record<string, string>} */
const NETWORK_FEES = { USDT: "2", USDC: "0.1", XRP: "0.01", POL: "0.05", BTC: "0.00001" };

/** The API key that payouts name as their creator. */
const AUTHOR = "45550837-2dc6-4652-9cbf-bfbe4e16382e";

/**
 * @typedef {object} Payout
 * @property {"payouts"} type
 * @property {string} id
 * @property {string} status
 * @property {number} createdAt
 * @property {number} expiresAt
 * @property {string} network its code
 * @property {string} amount the amount that the receiver is shown
 * @property {string} currency
 * @property {string} accountCurrency the currency of the charged account
 * @property {string | null} reference
 * @property {string} address the receiving address
 * @property {string | null} txid null before it is broadcast
 * @property {string} broadcast the future `txid`
 */

/**
 * Without the status draft: no document says that a link creates one.
 * @param {TxnLink} link
 * @param {{at: number, network: string, bytes: Bytes}} made
 * @returns {Payout}
 */
export const payoutOf = (link, { at, network, bytes }) => ({
  type: "payouts",
  id: uuid(bytes),
  status: "processing",
  createdAt: at,
  expiresAt: at + RATE_MS,
  network,
  amount: link.amount,
  currency: link.currency,
  accountCurrency: link.accountCurrency,
  reference: link.reference,
  address: addressOn(network, bytes),
  txid: null,
  broadcast: hex(bytes, 64),
});

/** As documented, including the draft. @type {Readonly<Record<string, readonly string[]>>} */
export const payoutMoves = {
  draft: ["processing", "cancelled"],
  processing: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

/** @param {Payout} payout @param {string} status */
export function standPayout(payout, status) {
  payout.status = status;
  if (status === "completed") broadcast(payout);
}

/** Sent to the network, not yet confirmed. @param {Payout} payout */
export function broadcast(payout) {
  payout.txid = payout.broadcast;
}

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

/** @param {Payout} payout */
export function payoutResource(payout) {
  const { amount, currency, accountCurrency: account, network } = payout;
  const { name, coin } = NETWORKS[network];
  const rate = rateOf(currency, coin);
  const chargeRate = rateOf(account, coin);
  const gross = divided(amount, rate, scaleOf(coin));
  const networkFee = times(NETWORK_FEES[coin] ?? "0", "1", scaleOf(coin));
  const charged = times(gross, chargeRate, scaleOf(account));
  const fee = times(charged, FEE, scaleOf(account));
  return {
    id: payout.id,
    type: payout.type,
    attributes: {
      absorbFees: null,
      absorbNetworkFee: false,
      absorbPayoutFee: true,
      address: payout.address,
      amount,
      amountCharged: plus(charged, fee, scaleOf(account)),
      amountChargedCurrency: account,
      approvalStatus: null,
      binanceStatus: null,
      createdAt: millis(payout.createdAt),
      currency,
      displayFee: times(amount, FEE, scaleOf(currency)),
      displayFeeCurrency: currency,
      exchangeRate: rate,
      expiresAt: millis(payout.expiresAt),
      networkFee,
      networkFeeCurrency: coin,
      payAmount: minus(gross, networkFee, scaleOf(coin)),
      payChargeRate: chargeRate,
      payChargeRateCurrency: account,
      payCurrency: coin,
      payNetwork: network,
      payNetworkName: name,
      paymentMethod: "on_chain",
      payoutFee: fee,
      payoutFeeCurrency: account,
      receiverBinanceId: null,
      reference: payout.reference,
      status: payout.status,
      txid: payout.txid,
    },
    relationships: {
      accountCharged: { data: { type: "accounts", id: accountOf(account) } },
      author: { data: { id: AUTHOR, type: "apiKeys" } },
    },
  };
}

/** The charged account, shared by payouts. @param {Payout} payout */
export const payoutIncluded = ({ accountCurrency }) => [
  {
    id: accountOf(accountCurrency),
    type: "accounts",
    attributes: { master: true, currencyCode: accountCurrency, label: "master" },
  },
];

/** One account for each currency, with an id derived from its letters. @param {string} currency */
function accountOf(currency) {
  const digits = Array.from(currency, (char) => char.charCodeAt(0).toString(16)).join("");
  const [a, b, c, d, e] =
    digits
      .padEnd(30, "0")
      .match(/^(.{8})(.{4})(.{3})(.{3})(.{12})/)
      ?.slice(1) ?? [];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}
