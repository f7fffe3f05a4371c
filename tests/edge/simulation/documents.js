// Links as the two providers show them, made of what the simulated provider keeps of each.

/** @typedef {{id: string, format: "connect" | "txn", status: string, changedAt: number, madeAt: number,
 *   reference?: string, amount?: string, child?: {id: string, status: string}}} Kept */

const seconds = (/** @type {number} */ at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const millis = (/** @type {number} */ at) => new Date(at).toISOString();
const FAR = "2036-06-18T12:00:00Z";

export const TYPES = { connect: "application/json", txn: "application/vnd.api+json" };

/** Words of each: untouched, begun, paid, closed. */
export const WORDS = {
  connect: { open: "ACTIVE", begun: "ACTIVE", paid: "COMPLETED", closed: "CANCELLED" },
  txn: { open: "created", begun: "pending", paid: "completed", closed: "expired" },
};

const resource = (/** @type {Kept} */ { id, status, madeAt, reference, amount, child }) => ({
  id,
  type: "paymentLinks",
  attributes: {
    amount: amount ?? "100.00",
    currency: "EUR",
    reference: reference ?? null,
    hostedPageUrl: `https://pay.example.com/${id}`,
    status,
    expiresAt: millis(Date.parse(FAR)),
    createdAt: millis(madeAt),
    paymentType: "Invoice",
  },
  relationships: { target: { data: child ? { type: "invoices", id: child.id } : null } },
});

const invoice = (
  /** @type {{id: string, status: string}} */ { id, status },
  /** @type {string | undefined} */ reference,
) => ({
  id,
  type: "invoices",
  attributes: {
    status,
    statusContext: status === "completed" ? "full" : "unpaid",
    paymentStatus: "expecting",
    ...(reference !== undefined && { reference }),
  },
});

/** @type {Record<"connect" | "txn", (link: Kept) => object>} */
export const documents = {
  connect: ({ id, status, madeAt, changedAt }) => ({
    paymentLinkId: id,
    url: `https://pay.example.com/${id}`,
    status,
    createdAt: seconds(madeAt),
    updatedAt: seconds(changedAt),
    expiresAt: FAR,
    ...(status === "COMPLETED" && { completedAt: seconds(changedAt), paymentId: `paid-${id}` }),
  }),
  txn: (link) => ({
    data: resource(link),
    ...(link.child && { included: [invoice(link.child, link.reference)] }),
  }),
};

/** @param {Kept[]} links */
export const listOf = (links) => ({ data: links.map(resource), links: { next: null } });

/** What a delivery says of a link, if this provider tells of it at all. @param {Kept} link @param {string} event @param {number} at */
export function newsOf(link, event, at) {
  if (link.format === "txn") return link.child && { data: invoice(link.child, link.reference) };
  const data = documents.connect(link);
  return { eventId: event, type: "payment_link.updated", occurredAt: seconds(at), data };
}

/** What the provider answers to a call that it refuses. @param {"connect" | "txn"} format @param {number} status @param {string} code @param {string} message */
export const refusalOf = (format, status, code, message) =>
  format === "connect"
    ? { code, message }
    : { errors: [{ status: String(status), code, title: message, detail: message }] };
