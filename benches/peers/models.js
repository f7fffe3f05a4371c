// Models like the core's, without missing members. They are created by constructors, so that V8 reserves room for every
// member in the object itself; they are plain objects, with the prototype of any object.

import { STATUSES } from "./decide.js";

/** @typedef {new (...values: any[]) => any} Plain */

/** @param {(this: any, ...values: any[]) => void} maker @returns {Plain} */
function plain(maker) {
  maker.prototype = Object.prototype;
  return /** @type {Plain} */ (/** @type {unknown} */ (maker));
}

/** A link of Connect. */
export const ConnectLink = plain(
  function ConnectLink(
    id,
    status,
    rawStatus,
    url,
    createdAt,
    updatedAt,
    description,
    paymentId,
    expiresAt,
    completedAt,
    metadata,
  ) {
    this.format = "connect";
    this.id = id;
    this.status = STATUSES[status];
    this.rawStatus = rawStatus;
    this.url = url;
    if (description !== undefined) this.description = description;
    if (paymentId !== undefined) this.payment = { type: "payment", id: paymentId };
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
    if (completedAt !== undefined) this.completedAt = completedAt;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
    if (metadata !== undefined) this.metadata = metadata;
    this.unmapped = [];
  },
);
