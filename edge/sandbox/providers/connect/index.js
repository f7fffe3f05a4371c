// Connect's links, in the format of its documentation: flat, whole seconds, no amount.

/**
 * @import {Wire} from "../../provider-contract.js"
 * @import {Link} from "../../shelf.js"
 */

import { uuid } from "../../random.js";
import { floored } from "../../seconds.js";
import { DAY } from "../../spans.js";
import { connectMore } from "./more.js";
import { connectLinkOf, connectSeeds } from "./seeds.js";

/**
 * @typedef {Link & {
 *   description?: string,
 *   metadata?: Record<string, unknown>,
 *   paymentId?: string,
 *   updatedAt: number,
 *   completedAt?: number,
 * }} ConnectLink
 */

/** @param {number} millis */
const seconds = (millis) => new Date(millis).toISOString().replace(/\.\d+Z$/, "Z");

/** No page documents an event of payment links: the name follows the others. */
const EVENT = "payment_link.updated";

const KEY = "sandbox-connect-key";

/** @type {Wire<ConnectLink>} */
export const connect = {
  key: KEY,

  example: (at) => `curl -i -X POST ${at}/payment-links/${connectSeeds[0].id}/cancel \\
  -H 'X-API-Key: ${KEY}' -H 'X-Idempotency-Key: my-first-key'`,

  // The lifetime of a link is not documented; the example of an order has seven days.
  create: ({ description, metadata }, { at, bytes }) => {
    const id = uuid(bytes);
    return wholeSeconds(connectLinkOf({ id, description, metadata, age: 0, life: 7 * DAY }, at));
  },

  held: ({ id, status, expiresAt }) => ({
    format: "connect",
    id,
    rawStatus: status,
    expiresAt: expiresAt === undefined ? null : seconds(expiresAt),
  }),

  moved(link, { event, status, at, bytes }) {
    link.status = status;
    link.updatedAt = at;
    if (event === "paid") Object.assign(link, { paymentId: uuid(bytes), completedAt: at });
    // An early expiry on request counts as if the link expired now.
    if (event === "lapsed" && link.expiresAt !== undefined && link.expiresAt > at) {
      link.expiresAt = Math.max(at, link.createdAt + 1000);
    }
    return [told(link, at)];
  },

  document,

  list: (links, { next }) => ({
    items: links.map(document),
    pagination: { nextCursor: next?.cursor ?? null },
  }),

  seeds: (at, bytes, count) =>
    [...connectSeeds.map((seed) => connectLinkOf(seed, at)), ...connectMore(at, bytes, count)].map(
      wholeSeconds,
    ),

  // Neither a signature nor a schedule is documented.
  webhooks: { messageId: uuid },
};

/** A link ends at the time in its document. @param {ConnectLink} link */
function wholeSeconds(link) {
  link.createdAt = floored(link.createdAt);
  if (link.expiresAt !== undefined) link.expiresAt = floored(link.expiresAt);
  return link;
}

/** @param {ConnectLink} link */
function document({ id, status, description, paymentId, metadata = {}, ...times }) {
  const { createdAt, updatedAt, expiresAt, completedAt } = times;
  return {
    paymentLinkId: id,
    url: `https://checkout.example.com/pay/${id}`,
    status,
    ...(description !== undefined && { description }),
    ...(paymentId !== undefined && { paymentId }),
    ...(expiresAt !== undefined && { expiresAt: seconds(expiresAt) }),
    ...(completedAt !== undefined && { completedAt: seconds(completedAt) }),
    createdAt: seconds(createdAt),
    updatedAt: seconds(updatedAt),
    metadata,
  };
}

/** @param {ConnectLink} link @param {number} at */
function told(link, at) {
  const data = document(link);
  return {
    about: { type: EVENT, id: link.id, status: link.status },
    body: (/** @type {string} */ eventId) => ({
      eventId,
      type: EVENT,
      occurredAt: seconds(at),
      data,
    }),
  };
}
