// Creates a link once: plans, sends, interprets, and journals each step.

/**
 * @import {CreatePlan, FormatId, IssueLike, Note, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {By} from "./closing.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {SendPlan, Upstream} from "./upstream.js"
 */

import { findMade, planCreate, readCreateRequest } from "paylink";
import { failure, moreOf } from "./answers.js";
import { withReference } from "./by-reference.js";
import { excerpt } from "./query.js";
import {
  acceptedAt,
  acceptedBefore,
  answerKept,
  BUDGET_MS,
  inTime,
  sendUntil,
  shownIn,
  stillOpen,
  tellWhen,
} from "./sending.js";

/**
 * @typedef {object} Create
 * @property {Uint8Array<ArrayBuffer>} body the provider's own request
 * @property {string | undefined} key for the provider, if it supports keys
 * @property {By} by
 * @property {(plan: CreatePlan) => SendPlan} [dressed] the caller's own call, instead of the planned one
 */

/**
 * `refused`: not a valid request for this provider. `open`: an earlier attempt may have created it, and the result
 * is unknown.
 * @typedef {{kind: "refused", issues: readonly IssueLike[], more?: number} | Found | Held | {kind: "open"}
 *   | (Told & {kind: "sent"})} Created
 */
/**
 * An earlier attempt created it. `document`: the text it was read from.
 * @typedef {{kind: "found", link: UsableLink, notes: Note[], document?: string | undefined}} Found
 */
/**
 * There are links with the request's reference, and it is not certain that the request created one of them.
 * @typedef {{kind: "held", holders: UsableLink[]}} Held
 */

/**
 * The links with the reference, for the response.
 * @param {Held} held
 * @returns {IssueLike}
 */
export function heldIssue({ holders }) {
  const shown = holders.slice(0, 3).map(({ id, amount }) => {
    const of = amount ? ` (${amount.value} ${amount.currency})` : "";
    return `\`${excerpt(id)}\`${of}`;
  });
  const more = holders.length > shown.length ? ` and ${holders.length - shown.length} more` : "";
  return failure("reference_held", { found: shown.join(", ") + more });
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Create} create
 * @param {Attempt} attempt
 * @returns {Promise<Created>}
 */
export async function createLink(edge, upstream, { body, key, by, dressed }, attempt) {
  const until = performance.now() + BUDGET_MS;
  const { format } = upstream;
  const planned = planCreate(body, { format, idempotencyKey: key });
  if (!planned.ok) return { kind: "refused", issues: planned.issues, ...moreOf(planned) };
  const plan = planned.value;
  const reference = referenceOf(body, format);
  const about = { ...by, format };
  const owner = key ?? by.requestId;
  const isFoundByReading = plan.retry.lostAnswer === "read_first";
  if (attempt.recovering && isFoundByReading) {
    const found = await madeBefore(edge, upstream, { body, reference, owner, by, ...attempt });
    if (found.kind === "found") {
      const detail = { outcome: "done", foundByReading: true };
      await edge.journal.add({ type: "create_answered", ...about, link: found.link.id, detail });
    }
    if (found.kind !== "nothing") return found;
    if (!inTime(until)) return { kind: "open" };
  }
  const accepted = acceptedBefore(plan, attempt, edge.now());
  if (accepted) return { kind: "sent", ...accepted };
  const detail = { ...(reference !== undefined && { reference }) };
  await edge.journal.add({ type: "create_planned", ...about, detail });
  const call = dressed ? dressed(plan) : plan;
  const told = await sendUntil(edge, upstream, plan, call, attempt, until);
  const { link } = told.understood;
  if (link) {
    await edge.observe([shownIn(told, link)], by);
    // A repeat of the same call finds the result, so the list is not searched.
    if (isFoundByReading && told.understood.outcome === "done") await edge.made.claim(link, owner);
  }
  if (stillOpen(told, key !== undefined)) attempt.conclude(true, acceptedAt(told, edge.now()));
  tellWhen(told, attempt);
  await edge.journal.add({
    type: "create_answered",
    ...about,
    ...(link && { link: link.id }),
    detail: answerKept(told),
  });
  return { kind: "sent", ...told };
}

/** The merchant's reference in a request, if it has one. @param {Uint8Array} body @param {FormatId} format */
function referenceOf(body, format) {
  const request = readCreateRequest(body, { format });
  return request.ok && "reference" in request.value ? request.value.reference : undefined;
}

/**
 * The result of a create whose response was lost, at a provider without idempotency keys. The core compares the
 * links with its reference with the whole request.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {{body: Uint8Array<ArrayBuffer>, reference: string | undefined, owner: string, by: By,
 *   firstTriedAt: number}} request
 * @returns {Promise<Found | Held | {kind: "open"} | {kind: "nothing"}>}
 */
async function madeBefore(edge, upstream, { body, reference, owner, by, firstTriedAt }) {
  const named = await withReference(upstream, reference);
  if (!named?.isWhole) return { kind: "open" };
  const { links } = named;
  await edge.observe(links, by);
  const holders = links.map(({ link }) => link);
  const owners = await edge.made.by(holders);
  // A link that another request created is not the result of this one, even if it is equal.
  const free = links.filter((_, at) => [null, undefined, owner].includes(owners[at]));
  const found = findMade(
    body,
    free.map(({ link }) => link),
    { format: upstream.format, firstTriedAt },
  );
  // It was planned, so it can be read.
  if (!found.ok) return { kind: "open" };
  const { verdict } = found.value;
  if (verdict === "nothing" && holders.length === 0) return { kind: "nothing" };
  const made = verdict === "made" ? free[found.value.index] : undefined;
  if (made && (await edge.made.claim(made.link, owner))) return { kind: "found", ...made };
  return holders.length > 0 ? { kind: "held", holders } : { kind: "open" };
}
