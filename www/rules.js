// The core, asked with this page's clock. Everything the page says about what may be done with a link
// comes through here; no other file asks the core or draws such a conclusion itself.

import {
  codes,
  decideAll,
  decide as decideOne,
  formats,
  idempotency,
  init,
  planClose as plan,
  reconcile,
  version,
} from "/paylink/browser.js";

/**
 * What the core finds, and what this page says of a link that the core refuses.
 * @typedef {import("paylink").Issue | import("paylink").Note
 *   | (Omit<import("paylink").Issue, "code"> & {code: "not_a_link"})} Issue
 * @typedef {import("paylink").PaymentLink} PaymentLink
 * @typedef {import("paylink").Decision} Decision
 * @typedef {import("paylink").Plan} Planned
 * @typedef {import("paylink").FormatInfo} Provider
 * @typedef {{code: import("paylink").MessageCode, message: string, params: Record<string, string>}} Remark
 */

/** By how much this computer's clock is taken to be wrong, either way. */
const SKEW_MS = 5000;
const clock = () => ({ now: Date.now(), skewMs: SKEW_MS });

/** @type {Map<string, Provider>} */
let known = new Map();

/** @type {import("paylink").Codes["status"] | undefined} */
let allStatuses;

/** Loads the core; may be called again after it failed. */
export async function start() {
  await init();
  known = new Map(formats().map((format) => [format.id, format]));
}

/** Every status, in the order in which it is listed; once the core is there. */
export const statuses = () => {
  allStatuses ??= codes().status;
  return allStatuses;
};

export const coreVersion = () => String(version());

/** @returns {Provider[]} */
export const providers = () => [...known.values()];

/** @param {string} format */
export const providerName = (format) => known.get(format)?.name ?? format;

/**
 * Whether the provider's own word for the status is one that ends a link.
 * @param {PaymentLink} link
 */
export const hasEnded = (link) =>
  known.get(link.format)?.statuses.some((known) => known.word === link.rawStatus && known.final) ??
  false;

/**
 * What may be done with a link now, for every action; throws if it is no link the core can take.
 * @param {PaymentLink} link
 * @returns {Decision[]}
 */
export const decide = (link) => decideAll(link, clock());

/** Whether it may be closed now. @param {PaymentLink} link @returns {Decision} */
export const closing = (link) => decideOne("close", link, clock());

/**
 * What was seen of a link, put in its place beside what was known.
 * @param {{link: PaymentLink, at: number}} stored
 * @param {{link: PaymentLink, at: number}} observed
 */
export const putInPlace = (stored, observed) =>
  reconcile(stored.link, observed.link, { storedAt: stored.at, observedAt: observed.at });

/**
 * The provider's call that would close the link.
 * @param {PaymentLink} link
 * @param {string} idempotencyKey
 * @returns {import("paylink").Answer<Planned>}
 */
export const planClose = (link, idempotencyKey) =>
  plan("close", link, { ...clock(), idempotencyKey });

/** Of the core's warnings those that are told first and by their own name. */
export const MONEY = /** @type {const} */ (["money_arrived", "money_sent"]);

/** @returns {string} */
export const newKey = () => idempotency.newKey();
