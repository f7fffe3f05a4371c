// Matches a delivery to its link, and stores the resulting observation.

/**
 * @import {IssueLike, UsableLink, WebhookEvent} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Upstream} from "./upstream.js"
 */

import { findLinkOf } from "paylink";
import { failure } from "./answers.js";
import { withReference } from "./by-reference.js";
import { readNow } from "./closing.js";
import { isRefusal } from "./upstream.js";

/** @typedef {{who: string, requestId: string}} By */

/** @typedef {NonNullable<WebhookEvent["child"]>} Child */

/**
 * `issues`: the link cannot be determined now, and the delivery must be redelivered. `isShown`: the provider shows the
 * link with the payment of the delivery.
 * @typedef {{issues: readonly IssueLike[]}
 *   | {issues?: undefined, result: string, link?: string, verdict?: string | undefined,
 *   isShown?: boolean}} Placed
 */

/** The most issues of a delivery in the journal. */
const MOST_ISSUES = 10;

/** @param {WebhookEvent} event @returns {object} */
export const detailOf = ({ id, type, at, verified, child, issues }) => ({
  event: id,
  ...(type !== undefined && { kind: type }),
  at,
  verified,
  ...(child && { child: { type: child.type, id: child.id, rawStatus: child.rawStatus } }),
  ...(issues && {
    issues: issues.slice(0, MOST_ISSUES).map(({ code, pointer }) => ({ code, pointer })),
  }),
});

/**
 * A delivery of a link is an observation of it. A delivery of a child only triggers a read of the link, because
 * deliveries may be late and out of order. If the link is unknown, the provider is asked for links with the child's
 * reference; otherwise the delivery is stored until the link is observed. Storing is the only effect, so a failing
 * store fails the delivery.
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
  // The link may have been observed before this delivery was stored.
  const meanwhile = await byChild(edge, upstream, child, by, ["provider"]);
  return meanwhile ?? named ?? { result: "link_not_known" };
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Child} child
 * @param {By} by
 * @param {("provider" | "import")[]} origins
 * @returns {Promise<Placed | undefined>} undefined if its link is not known
 */
async function byChild(edge, upstream, child, by, origins) {
  const of = await edge.seen.linkOf(upstream.format, child);
  if (of === null || !origins.includes(of.origin)) return undefined;
  const { id, origin } = of;
  const found = await readNow(edge, upstream, { id, by }, edge.seen.observe);
  if (!("link" in found)) {
    // An import may name any link: if its provider does not show it, there is nothing to wait for.
    const isDown = found.issues.some(({ code }) => code.startsWith("upstream_"));
    const isRefused = found.reply ? isRefusal(found.reply) : !isDown;
    if (origin === "import" && isRefused) return undefined;
    // It was shown before, so it exists: a provider that does not find it now may find it later.
    const missing = found.issues.some(({ code }) => code === "link_not_found");
    const answer = String(found.reply?.status);
    return { issues: missing ? [failure("upstream_failed", { answer })] : found.issues };
  }
  const isOther = origin === "import" && childOf(found.link) !== child.id;
  return isOther ? undefined : { result: "link_read", link: id };
}

/** @param {UsableLink} link */
const childOf = ({ child, payment }) => child?.id ?? payment?.id;

/**
 * A link and its child have the same merchant's reference; the core decides which of the links is the child's.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Child} child
 * @param {By} by
 * @returns {Promise<Placed | undefined>}
 */
async function byReference(edge, upstream, child, by) {
  const named = await withReference(upstream, child.reference);
  if (!named) return undefined;
  const { links, isWhole, failed } = named;
  const found = findLinkOf(
    child,
    links.map(({ link }) => link),
  );
  if (found.verdict === "shown" || (found.verdict === "fits" && isWhole)) {
    const its = links[found.index];
    if (its) await edge.seen.observe([its], by);
    return its && { result: "link_read", link: its.link.id, isShown: found.verdict === "shown" };
  }
  if (!failed) return undefined;
  if (failed.reply) {
    if (isRefusal(failed.reply)) return undefined;
    return { issues: [failure("upstream_failed", { answer: String(failed.reply.status) })] };
  }
  // A reference that cannot be used in a list call cannot find a link.
  const isDown = failed.issues.every(({ code }) => code.startsWith("upstream_"));
  return isDown ? { issues: failed.issues } : undefined;
}
