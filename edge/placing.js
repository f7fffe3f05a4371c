// Which link a delivery is about, and what is seen of the link because of it.

/**
 * @import {IssueLike, PaymentLink, WebhookEvent} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Upstream} from "./upstream.js"
 */

import { readMany } from "paylink";
import { failure } from "./answers.js";
import { readNow } from "./closing.js";
import { described } from "./described.js";
import { isRefusal, isSuccess } from "./upstream.js";

/** @typedef {{who: string, requestId: string}} By */

/** @typedef {NonNullable<WebhookEvent["child"]>} Child */

/**
 * `issues`: it cannot be told now; the delivery is to come again.
 * @typedef {{issues: readonly IssueLike[]}
 *   | {issues?: undefined, result: string, link?: string, verdict?: string | undefined}} Placed
 */

/** How much of a list is looked at for one reference. */
const PAGES = 10;
const PAGE = 100;

/** @param {WebhookEvent} event @returns {object} */
export const detailOf = ({ id, type, at, verified, child }) => ({
  event: id,
  ...(type !== undefined && { kind: type }),
  at,
  verified,
  ...(child && { child: { type: child.type, id: child.id, rawStatus: child.rawStatus } }),
});

/**
 * A delivery of a link is an observation of it. One of a link's child only says that something has
 * happened: the link itself is read, for deliveries come late and in any order. Where nobody knows the link,
 * its provider is asked for the links with the child's reference; and what still has no link waits for it.
 * Keeping what was seen is the whole effect, so a store that fails here fails the delivery.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {WebhookEvent} event
 * @param {By} by
 * @returns {Promise<Placed>}
 */
export async function placed(edge, upstream, event, by) {
  const { link, child, at } = event;
  if (link) {
    const [observed] = await edge.seen.observe([{ link, at }], by);
    return { result: "link", link: link.id, verdict: observed?.verdict };
  }
  if (!child) return { result: "nothing_to_do" };
  const { format } = upstream;
  const known = await byChild(edge, upstream, child, by, ["provider", "import"]);
  if (known) return known;
  const named = await byReference(edge, upstream, child, by);
  if (named && (named.issues || named.isShown)) return named;
  await edge.seen.orphans.keep(format, { event: event.id, at, child, detail: detailOf(event) });
  // Somebody may have seen the link meanwhile, and looked for what waits for it before this was kept.
  const meanwhile = await byChild(edge, upstream, child, by, ["provider"]);
  return meanwhile ?? named ?? { result: "link_not_known" };
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Child} child
 * @param {By} by
 * @param {("provider" | "import")[]} origins
 * @returns {Promise<Placed | undefined>} nothing where nobody has seen its link
 */
async function byChild(edge, upstream, child, by, origins) {
  const of = await edge.seen.linkOf(upstream.format, child);
  if (of === null || !origins.includes(of.origin)) return undefined;
  const { id, origin } = of;
  const found = await readNow(edge, upstream, { id, by }, edge.seen.observe);
  if (!("link" in found)) {
    // What was pasted may name any link: where its provider refuses to show it, there is nothing to wait for.
    const isDown = found.issues.some(({ code }) => code.startsWith("upstream_"));
    const isRefused = found.reply ? isRefusal(found.reply) : !isDown;
    if (origin === "import" && isRefused) return undefined;
    // It was shown before, so it is there: a provider that does not find it now may find it later.
    const missing = found.issues.some(({ code }) => code === "link_not_found");
    const answer = String(found.reply?.status);
    return { issues: missing ? [failure("upstream_failed", { answer })] : found.issues };
  }
  const isOther = origin === "import" && childOf(found.link) !== child.id;
  return isOther ? undefined : { result: "link_read", link: id };
}

/** @param {PaymentLink} link */
const childOf = ({ child, payment }) => child?.id ?? payment?.id;

/**
 * A merchant's reference is on the link and on its child. It need not be the only one of its kind: the link
 * is the one that shows the child; or, before any does, the only one with the reference, if it shows no other.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Child} child
 * @param {By} by
 * @returns {Promise<(Placed & {isShown?: boolean}) | undefined>} `isShown`: the provider shows it as the child's
 */
async function byReference(edge, upstream, child, by) {
  const { format } = upstream;
  const { reference } = child;
  const can = described(format).listing.parameters.some(({ member }) => member === "reference");
  if (reference === undefined || !can) return undefined;
  /** @type {PaymentLink[]} */
  const named = [];
  let isWhole = true;
  /** @type {string | null} */
  let cursor = null;
  /** @type {string | undefined} */
  let walk;
  for (let page = 1; ; page += 1) {
    /** @type {import("paylink").Listing} */
    const listing = { reference, limit: PAGE, ...(cursor !== null && { cursor }) };
    /** @type {import("./upstream.js").Sent} */
    const { reply, issues } = await upstream.readList(listing);
    if (!reply) {
      // A reference that cannot be asked for is none to find the link by.
      const isDown = issues.every(({ code }) => code.startsWith("upstream_"));
      return isDown ? { issues } : undefined;
    }
    if (!isSuccess(reply)) {
      if (isRefusal(reply)) return undefined;
      return { issues: [failure("upstream_failed", { answer: String(reply.status) })] };
    }
    /** @type {{walk?: string}} */
    const walked = walk === undefined ? {} : { walk };
    const list = readMany(reply.body, { format, listing, ...walked });
    if (!list.ok) return undefined;
    for (const link of list.value.links) {
      if (!link.ok) isWhole = false;
      else if (link.value.reference === reference) named.push(link.value);
    }
    const shown = named.find((link) => childOf(link) === child.id);
    if (shown) {
      await edge.seen.observe([{ link: shown }], by);
      return { result: "link_read", link: shown.id, isShown: true };
    }
    cursor = list.value.nextCursor ?? null;
    walk = list.value.walk;
    if (cursor === null) break;
    if (page >= PAGES) return undefined;
  }
  const [only] = named;
  const isIts = only && named.length === 1 && isWhole && childOf(only) === undefined;
  if (!isIts || only.kind !== child.type) return undefined;
  await edge.seen.observe([{ link: only }], by);
  return { result: "link_read", link: only.id };
}
