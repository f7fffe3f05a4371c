// Converts a valid document to the core's model, with dates and codes in canonical form.

import { CANCELLED, COMPLETED, EXPIRED, IN_PROGRESS, OPEN, STATUSES, UNKNOWN } from "./decide.js";
import { canonical } from "./instant.js";
import { ConnectLink } from "./models.js";

/** The status after a close. */
export const CLOSED = { connect: CANCELLED, txn: EXPIRED };

/** @param {"connect" | "txn"} format @param {string} word */
export function standsAt(format, word) {
  switch (word) {
    case "ACTIVE":
      return format === "connect" ? OPEN : UNKNOWN;
    case "COMPLETED":
      return format === "connect" ? COMPLETED : UNKNOWN;
    case "EXPIRED":
      return format === "connect" ? EXPIRED : UNKNOWN;
    case "CANCELLED":
      return format === "connect" ? CANCELLED : UNKNOWN;
    case "created":
      return format === "txn" ? OPEN : UNKNOWN;
    case "pending":
      return format === "txn" ? IN_PROGRESS : UNKNOWN;
    case "completed":
      return format === "txn" ? COMPLETED : UNKNOWN;
    case "expired":
      return format === "txn" ? EXPIRED : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Null counts as missing. @template T @param {T | null | undefined} value */
const given = (value) => value ?? undefined;

/** @param {string | null | undefined} date */
const instant = (date) => (date ? canonical(date) : undefined);

/** @param {any} link */
export const connectOf = (link) =>
  new ConnectLink(
    link.paymentLinkId,
    standsAt("connect", link.status),
    link.status,
    link.url,
    canonical(link.createdAt),
    canonical(link.updatedAt),
    given(link.description),
    link.paymentId || undefined,
    instant(link.expiresAt),
    instant(link.completedAt),
    given(link.metadata),
  );

/** @param {any} type @returns {"invoices" | "payouts" | undefined} */
export const kindOf = (type) => (type === "invoices" || type === "payouts" ? type : undefined);

/** @param {any} value @param {any} currency */
const money = (value, currency) =>
  value != null && currency != null
    ? { value: String(value), currency: currency.toUpperCase() }
    : undefined;

/** @param {any} code @param {any} name */
const network = (code, name) =>
  code == null ? undefined : { code: code.toLowerCase(), ...(name != null && { name }) };

/** @param {any} success @param {any} unsuccess */
const redirects = (success, unsuccess) =>
  success == null && unsuccess == null
    ? undefined
    : { ...(success != null && { success }), ...(unsuccess != null && { unsuccess }) };

/** Copies the defined members. @param {any} into @param {Record<string, unknown>} members */
function put(into, members) {
  for (const name in members) if (members[name] != null) into[name] = members[name];
  return into;
}

const KINDS = { Invoice: "invoice", Payout: "payout" };

/** @param {any} resource @param {any} target @param {any} child */
export function txnOf({ id, attributes: it }, target, child) {
  const link = {
    format: "txn",
    id,
    status: STATUSES[standsAt("txn", it.status)],
    rawStatus: it.status,
    url: it.hostedPageUrl,
    amount: money(it.amount, it.currency),
    expiresAt: canonical(it.expiresAt),
    createdAt: canonical(it.createdAt),
    unmapped: [],
  };
  return put(link, {
    reference: it.reference,
    accountCurrency: it.accountCurrency?.toUpperCase(),
    network: network(it.network, it.networkName),
    kind: it.paymentType && (KINDS[/** @type {"Invoice"} */ (it.paymentType)] ?? "unknown"),
    rawKind: it.paymentType,
    payment: target && { type: target.type, id: target.id },
    child: child && (child.type === "invoices" ? invoice(child) : payout(child)),
    redirects: redirects(it.successRedirectUrl, it.unsuccessRedirectUrl),
    payCurrencies: it.payCurrencies?.map((/** @type {string} */ code) => code.toUpperCase()),
    paymentMethods: it.paymentMethods,
    approvalStatus: it.approvalStatus,
  });
}

const INVOICE = new Set(
  "pending expired processing completed on_hold cancelled rejected".split(" "),
);
const PAYOUT = new Set("draft processing completed cancelled".split(" "));
const FINAL = new Set(["completed", "cancelled", "rejected"]);
/** The spellings of the documents in one form. */
const WORDS = { onTime: "on_time", partial: "underpaid" };
/** @param {any} word */
const spelt = (word) => WORDS[/** @type {"onTime"} */ (word)] ?? word;

/** @param {string} type @param {string} id @param {string} word @param {Set<string>} known */
function childOf(type, id, word, known) {
  const status = known.has(word) ? word : "unknown";
  return { type, status, rawStatus: word, final: FINAL.has(status), id };
}

/** @param {any} resource */
const invoice = ({ id, attributes: it }) =>
  put(childOf("invoice", id, it.status, INVOICE), {
    billed: money(it.amountBilled, it.billedCurrency),
    charged: money(it.amountCharged, it.chargedCurrency),
    target: money(it.targetAmount, it.targetCurrency),
    exchangeRate: it.exchangeRate,
    chargedTargetRate: money(it.chargedTargetRate, it.chargedTargetRateCurrency),
    statusContext: spelt(it.statusContext),
    paymentStatus: spelt(it.paymentStatus),
    reference: it.reference,
    network: network(it.network, it.networkName),
    paymentMethods: it.paymentMethods,
    url: it.hostedPageUrl,
    redirects: redirects(it.successRedirectUrl, it.unsuccessRedirectUrl),
    expiresAt: instant(it.expiresAt),
    createdAt: instant(it.createdAt),
  });

/** @param {any} resource */
const payout = ({ id, attributes: it }) =>
  put(childOf("payout", id, it.status, PAYOUT), {
    amount: money(it.amount, it.currency),
    charged: money(it.amountCharged, it.amountChargedCurrency),
    pay: money(it.payAmount, it.payCurrency),
    exchangeRate: it.exchangeRate,
    payChargeRate: money(it.payChargeRate, it.payChargeRateCurrency),
    displayFee: money(it.displayFee, it.displayFeeCurrency),
    networkFee: money(it.networkFee, it.networkFeeCurrency),
    payoutFee: money(it.payoutFee, it.payoutFeeCurrency),
    absorbNetworkFee: it.absorbNetworkFee,
    absorbPayoutFee: it.absorbPayoutFee,
    address: it.address,
    network: network(it.payNetwork, it.payNetworkName),
    paymentMethod: it.paymentMethod,
    receiverBinanceId: it.receiverBinanceId,
    binanceStatus: it.binanceStatus,
    approvalStatus: it.approvalStatus,
    txid: it.txid,
    reference: it.reference,
    expiresAt: instant(it.expiresAt),
    createdAt: instant(it.createdAt),
  });
