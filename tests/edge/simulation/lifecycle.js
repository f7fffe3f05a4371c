// How far along a link is, and how a payment ends: written down once more, by hand, without asking the core.

const FAR = { ACTIVE: 0, created: 0, open: 0, pending: 1, partially_paid: 1 };

/** What has ended is as far as it gets. */
export const ENDED = 2;

export const far = (/** @type {string} */ status) => FAR[status] ?? ENDED;

/** How a payment ends. */
export const ENDINGS = ["completed", "cancelled", "rejected"];
