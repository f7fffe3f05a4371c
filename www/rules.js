// The core with this page's clock. All decisions about links come from here; no other file calls the core or decides.

import {
  codes,
  decideAll,
  decide as decideOne,
  formats,
  idempotency,
  init,
  planClose as plan,
  reconcile,
  translate,
  version,
} from "/paylink/page/page.js";

/**
 * An issue of the core, or this page's own for a link that the core refuses.
 * @typedef {import("paylink").Issue | import("paylink").Note
 *   | (Omit<import("paylink").Issue, "code"> & {code: "not_a_link"})} Issue
 * @typedef {import("paylink").UsableLink} UsableLink
 * @typedef {import("paylink").Decision} Decision
 * @typedef {import("paylink").Plan} Planned
 * @typedef {import("paylink").FormatInfo} Provider
 * @typedef {{code: import("paylink").MessageCode, message: string, params: Record<string, string>}} Remark
 */

/** The assumed largest error of this computer's clock, either way. */
const SKEW_MS = 5000;
const clock = () => ({ now: Date.now(), skewMs: SKEW_MS });

/** @type {Map<string, Provider>} */
let known = new Map();

/** @type {import("paylink").Codes["status"] | undefined} */
let allStatuses;

export { translate };

/** Loads the core; can be repeated after a failure. */
export async function start() {
  await init();
  known = new Map(formats().map((format) => [format.id, format]));
}

/** Every status in its order; available after loading. */
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
 * Whether the provider's word for the status is a final one.
 * @param {UsableLink} link
 */
export const hasEnded = (link) =>
  known.get(link.format)?.statuses.some((known) => known.word === link.rawStatus && known.final) ??
  false;

/**
 * All decisions about a link now; throws for an invalid link.
 * @param {UsableLink} link
 * @returns {Decision[]}
 */
export const decide = (link) => decideAll(link, clock());

/** The decision about closing it now. @param {UsableLink} link @returns {Decision} */
export const closing = (link) => decideOne("close", link, clock());

/**
 * Reconciles an observation with the stored link.
 * @param {{link: UsableLink, at: number}} stored
 * @param {{link: UsableLink, at: number}} observed
 */
export const putInPlace = (stored, observed) =>
  reconcile(stored.link, observed.link, { storedAt: stored.at, observedAt: observed.at });

/**
 * The provider's call that would close the link.
 * @param {UsableLink} link
 * @param {string} idempotencyKey
 * @returns {import("paylink").Answer<Planned>}
 */
export const planClose = (link, idempotencyKey) =>
  plan("close", link, { ...clock(), idempotencyKey });

/** The warnings of the core that are shown first, with their own label. */
export const MONEY = /** @type {const} */ (["money_arrived", "money_sent"]);

/** @returns {string} */
export const newKey = () => idempotency.newKey();
