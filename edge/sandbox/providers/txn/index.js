// Txn's links: JSON:API, milliseconds, a child invoice or payout after the end user has started.

/**
 * @import {Money} from "paylink"
 * @import {Told, Wire} from "../../provider-contract.js"
 * @import {Link} from "../../shelf.js"
 * @import {Child} from "./children.js"
 */

import { base58, uuid } from "../../random.js";
import { childOf, children, includedOf, paidInto, resourceOf, stand, told } from "./children.js";
import { NETWORKS, networksFor, padded } from "./money.js";
import { txnMore } from "./more.js";
import { txnLinkOf, txnSeeds } from "./seeds.js";

/**
 * @typedef {Link & {
 *   child?: Child,
 *   amount: string,
 *   currency: string,
 *   accountCurrency: string,
 *   network: string | null,
 *   reference: string | null,
 *   paymentType: "Invoice" | "Payout",
 *   approvalStatus: string | null,
 *   expiresAt: number,
 *   paymentMethods: string[],
 *   payCurrencies: string[],
 *   successRedirectUrl: string | null,
 *   unsuccessRedirectUrl: string | null,
 * }} TxnLink
 */

/** @param {number} time */
const millis = (time) => new Date(time).toISOString();

const KEY = "txn_cmp_sandbox0000000000000000000000";

/** @type {Wire<TxnLink>} */
export const txn = {
  key: KEY,

  example: (
    at,
  ) => `curl -i -X POST ${at}/api/public/v1/payment_links/${txnSeeds[0].id}/expiration \\
  -H 'Authorization: Bearer ${KEY}' -H 'Content-Type: application/vnd.api+json'`,

  create: (request, { at, bytes }) => {
    const { redirects } = request;
    // Both are required in a request.
    const amount = /** @type {Money} */ (request.amount);
    const expiresAt = /** @type {string} */ (request.expiresAt);
    const link = txnLinkOf(
      {
        id: uuid(bytes),
        amount: padded(amount.value, amount.currency),
        currency: amount.currency,
        reference: request.reference ?? null,
        paymentType: request.kind === "payout" ? "Payout" : "Invoice",
        age: 0,
        life: Date.parse(expiresAt) - at,
      },
      at,
      bytes,
    );
    link.accountCurrency = request.accountCurrency ?? link.accountCurrency;
    link.payCurrencies = request.payCurrencies ?? link.payCurrencies;
    link.paymentMethods = request.paymentMethods ?? link.paymentMethods;
    link.successRedirectUrl = redirects?.success ?? null;
    link.unsuccessRedirectUrl = redirects?.unsuccess ?? null;
    return link;
  },

  held: ({ id, status, expiresAt, approvalStatus, child }) => ({
    format: "txn",
    id,
    rawStatus: status,
    expiresAt: millis(expiresAt),
    approvalStatus,
    child: child && {
      id: child.id,
      type: child.type === "invoices" ? "invoice" : "payout",
      rawStatus: child.status,
    },
  }),

  moved(link, { event, status, at, bytes, network }) {
    /** @type {Told[]} */
    const tellings = [];
    link.status = status;
    // An early expiry on request counts as if the link expired now.
    if (event === "lapsed" && link.expiresAt > at) {
      link.expiresAt = Math.max(at, link.createdAt + 1);
    }
    if ((event === "opened" || event === "paid") && !link.child) {
      link.network = network ?? link.network ?? networksFor(link.payCurrencies)[0];
      link.child = childOf(link, { at, network: link.network, bytes });
      tellings.push(told(link.child));
    }
    if (event === "paid" && link.child) {
      const next = paidInto(link.child);
      if (next !== undefined) {
        stand(link.child, next, at);
        tellings.push(told(link.child));
      }
    }
    return tellings;
  },

  document: (link) => {
    const included = includedBy(link);
    return { data: resource(link), ...(included.length > 0 && { included }) };
  },

  // The `links` and `meta` of a page are not documented; `next` is JSON:API's own.
  list: (links, { next }) => ({
    data: links.map(resource),
    included: once(links.flatMap(includedBy)),
    links: { next: next?.url ?? null },
  }),

  seeds: (at, bytes, count) => [
    ...txnSeeds.map((seed) => txnLinkOf(seed, at, bytes)),
    ...txnMore(at, bytes, count),
  ],

  // The sandbox's own schedule is the documented one ("Txn, Retrying schedule").
  webhooks: { messageId: (bytes) => `msg_${base58(bytes, 24)}` },

  // The network of a child does not change.
  networks: ({ child, payCurrencies }) => (child ? [] : networksFor(payCurrencies)),

  children,
};

/** @param {TxnLink} link */
function resource(link) {
  const { id, network, child } = link;
  return {
    id,
    type: "paymentLinks",
    attributes: {
      amount: link.amount,
      currency: link.currency,
      accountCurrency: link.accountCurrency,
      network,
      networkName: network === null ? null : NETWORKS[network].name,
      reference: link.reference,
      hostedPageUrl: `https://sandbox.txn.pro/redirect?payment_link_id=${id}&request_type=payment_link_hosted_page`,
      status: link.status,
      approvalStatus: link.approvalStatus,
      expiresAt: millis(link.expiresAt),
      createdAt: millis(link.createdAt),
      paymentType: link.paymentType,
      paymentMethods: link.paymentMethods,
      payCurrencies: link.payCurrencies,
      successRedirectUrl: link.successRedirectUrl,
      unsuccessRedirectUrl: link.unsuccessRedirectUrl,
    },
    relationships: { target: { data: child ? { type: child.type, id: child.id } : null } },
  };
}

/** @param {TxnLink} link */
const includedBy = ({ child }) => (child ? [resourceOf(child), ...includedOf(child)] : []);

/** JSON:API includes a resource once, even with several references. @param {{type: string, id: string}[]} resources */
const once = (resources) => [
  ...new Map(resources.map((resource) => [`${resource.type} ${resource.id}`, resource])).values(),
];
