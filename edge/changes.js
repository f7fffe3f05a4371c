// The changes of an observation, as journal entries: of the link's status, of its invoice or payout, and payments
// after the link had ended.

/**
 * @import {Attention, Child, GroundCode, Reconciled, UsableLink} from "paylink"
 * @import {Told} from "./journal.js"
 */

import { cutText } from "./shorten.js";

/**
 * The member of a response; missing if there is nothing to check.
 * @param {readonly Attention[]} attention
 */
export const attentionIn = (attention) => (attention.length > 0 ? { attention } : {});

/** The reported members of a child: status, amount and time. @param {Child} child */
const stateOf = (child) => ({
  rawStatus: cutText(child.rawStatus),
  ...(child.type === "invoice" && {
    ...(child.statusContext !== undefined && { statusContext: cutText(child.statusContext) }),
    ...(child.paymentStatus !== undefined && { paymentStatus: cutText(child.paymentStatus) }),
  }),
});

/** @param {Child} child */
const nameOf = ({ type, id }) => ({ type, id: cutText(id) });

/**
 * @typedef {object} Standing
 * @property {UsableLink | undefined} from the stored link
 * @property {UsableLink} observed
 * @property {UsableLink} link the link to store
 * @property {boolean} takes whether that is the observed link
 * @property {boolean} isNews whether it is a contradiction that the journal does not have
 * @property {Reconciled["verdict"]} verdict
 * @property {GroundCode} why
 * @property {"provider" | "import"} origin
 * @property {readonly Attention[]} arises what a person should check because of this observation
 */

/**
 * The journal entries of an observation.
 * @param {Standing} standing
 * @returns {Pick<Told, "type" | "detail">[]}
 */
export function changesOf({ from, observed, link, takes, isNews, verdict, why, origin, arises }) {
  const pasted = origin === "import" ? { origin } : {};
  const basis = { verdict, why, ...pasted };
  const statuses = {
    ...(from && { from: cutText(from.rawStatus) }),
    to: cutText(link.rawStatus),
  };
  /** @type {Pick<Told, "type" | "detail">[]} */
  const entries = [];
  if (verdict === "conflict" && isNews) {
    const isOfChild = why === "child_ended_otherwise";
    const child = isOfChild && childChange(from?.child, observed.child);
    const detail = { ...basis, ...statuses, observed: cutText(observed.rawStatus) };
    entries.push({ type: "link_conflict", detail: { ...detail, ...(child && { child }) } });
  } else if (verdict !== "conflict" && from && from.rawStatus !== link.rawStatus) {
    entries.push({ type: "link_changed", detail: { ...basis, ...statuses } });
  }
  const child = from && takes ? childChange(from.child, link.child) : undefined;
  if (child) entries.push({ type: "child_changed", detail: { ...basis, ...child } });
  if (arises.includes("paid_after_end")) {
    const detail = { rawStatus: cutText(observed.rawStatus) };
    const paid = observed.child;
    entries.push({
      type: "paid_after_end",
      detail: { ...detail, ...(paid && { child: { ...nameOf(paid), ...stateOf(paid) } }) },
    });
  }
  return entries;
}

/**
 * @param {Child | undefined} before
 * @param {Child | undefined} after
 * @returns {object | undefined}
 */
function childChange(before, after) {
  if (!after) return undefined;
  const was = before?.id === after.id ? stateOf(before) : undefined;
  const is = stateOf(after);
  if (JSON.stringify(was) === JSON.stringify(is)) return undefined;
  return { ...nameOf(after), ...(was && { from: was }), to: is };
}
