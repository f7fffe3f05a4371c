// Links as the providers show them, made of what the simulated provider keeps of each. The core writes them, but for
// those with a payment of its own.

import { errorBody, lifecycle, write } from "paylink";
import { described } from "../../../edge/described.js";
import { each, FORMATS, PROVIDERS } from "../../providers/index.js";

export { FORMATS };

/** @typedef {{id: string, format: string, status: string, changedAt: number, madeAt: number,
 *   reference?: string, amount?: string, child?: {id: string, status: string}}} Kept */

const seconds = (/** @type {number} */ at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
const millis = (/** @type {number} */ at) => new Date(at).toISOString();
const FAR = "2036-06-18T12:00:00Z";

/** Words of each: untouched, begun, paid, closed. */
export const WORDS = await each((format, { statuses }) => {
  const word = (/** @type {string} */ wanted) =>
    statuses.find(({ status }) => status === wanted)?.word;
  const open = word("open");
  const begun = word("in_progress") ?? open;
  return { open, begun, paid: word("completed"), closed: PROVIDERS[format].closed };
});

/** The event of a close. */
const CLOSING = { cancel: "cancelled", expire: "expired" };

/** What each provider is like. */
export const KINDS = await each((format, { close, idempotency, listing, calls }) => ({
  /** A link's payment is a resource of its own. */
  hasChildren: format === "txn",
  /** What is begun can be closed. */
  closesBegun: lifecycle(format).some(
    ({ from, event, to }) => from === "in_progress" && event === CLOSING[close] && to,
  ),
  /** Its lists find a reference. */
  named: listing.parameters.find(({ member }) => member === "reference")?.parameter,
  keyHeader: idempotency?.header,
  /** A failure is kept under its key. */
  replaysFailures: idempotency?.replaysFailures ?? false,
  documentsReading: calls.some(
    ({ operation, basis }) => operation === "read" && basis === "documented",
  ),
}));

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

/** @param {Kept} link @returns {object} */
export function documentOf(link) {
  const { id, format, status: rawStatus, madeAt, changedAt, reference, amount = "100.00" } = link;
  if (KINDS[format].hasChildren) {
    const included = link.child && { included: [invoice(link.child, reference)] };
    return { data: resource(link), ...included };
  }
  const { status } = described(format).statuses.find(({ word }) => word === rawStatus);
  const isPaid = status === "completed";
  const text = write({
    format,
    id,
    status,
    rawStatus,
    url: `https://pay.example.com/${id}`,
    amount: { value: amount, currency: "EUR" },
    ...(reference !== undefined && { reference }),
    expiresAt: FAR,
    createdAt: seconds(madeAt),
    updatedAt: seconds(changedAt),
    ...(isPaid && {
      completedAt: seconds(changedAt),
      payment: { type: "payments", id: `paid-${id}` },
    }),
    unmapped: [],
  });
  return JSON.parse(text);
}

/** A list by reference. @param {string} format @param {Kept[]} links */
export const listOf = (format, links) =>
  KINDS[format].hasChildren
    ? { data: links.map(resource), links: { next: null } }
    : { payment_links: links.map(documentOf) };

/** What a delivery says of a link, if this provider tells of it at all. @param {Kept} link @param {string} event @param {number} at */
export function newsOf(link, event, at) {
  const { format, status } = link;
  if (KINDS[format].hasChildren) return link.child && { data: invoice(link.child, link.reference) };
  const document = documentOf(link);
  const created = Math.floor(at / 1000);
  switch (format) {
    case "connect":
      return {
        eventId: event,
        type: "payment_link.updated",
        occurredAt: seconds(at),
        data: document,
      };
    case "stripe": {
      const type = `checkout.session.${status === "complete" ? "completed" : status}`;
      return { id: event, object: "event", type, created, data: { object: document } };
    }
    default:
      return {
        entity: "event",
        event: `payment_link.${status}`,
        created_at: created,
        payload: { payment_link: { entity: document } },
      };
  }
}

/** The link in a delivery, if it has one. @param {any} body @returns {{id: string, status: string} | undefined} */
export function linkOfNews(body) {
  const link = body.payload?.payment_link.entity ?? body.data.object ?? body.data;
  const id = link.paymentLinkId ?? link.id;
  return link.status === undefined ? undefined : { id, status: link.status };
}

/** What the provider answers to a call that it refuses. @param {string} format @param {string} code @param {{status?: number, params?: object}} [more] */
export function refusalOf(format, code, { status, params } = {}) {
  const rendered = errorBody([{ code, params }], format, { status });
  return { status: rendered.status, body: JSON.parse(rendered.body) };
}
