// Makes a link, once: planned, sent, understood, and written down at each step.

/**
 * @import {CreatePlan, FormatId, IssueLike, Note, PaymentLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {By} from "./closing.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {SendPlan, Upstream} from "./upstream.js"
 */

import { planCreate, readMany, readRequest } from "paylink";
import { answerKept, BUDGET_MS, inTime, sendUntil, stillOpen } from "./sending.js";
import { isSuccess } from "./upstream.js";

/**
 * @typedef {object} Create
 * @property {Uint8Array<ArrayBuffer>} body the provider's own request
 * @property {string | undefined} key for the provider, where it heeds one
 * @property {By} by
 * @property {(plan: CreatePlan) => SendPlan} [dressed] the caller's own call, instead of the planned one
 */

/**
 * `refused`: it is no request that this provider takes. `found`: an earlier try made it. `open`: an
 * earlier try may have made it, and nobody can tell.
 * @typedef {{kind: "refused", issues: readonly IssueLike[]}
 *   | {kind: "found", link: PaymentLink, notes: Note[]}
 *   | {kind: "open"}
 *   | (Told & {kind: "sent"})} Created
 */

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
  if (!planned.ok) return { kind: "refused", issues: planned.issues };
  const plan = planned.value;
  const reference = referenceOf(body, format);
  const about = { ...by, format };
  if (attempt.recovering && plan.retry.lostAnswer === "read_first") {
    const found = await byReference(edge, upstream, reference, by);
    if (found === "unknown") return { kind: "open" };
    if (found) {
      const detail = { outcome: "done", foundByReading: true };
      await edge.journal.add({ type: "create_answered", ...about, link: found.link.id, detail });
      return { kind: "found", ...found };
    }
    if (!inTime(until)) return { kind: "open" };
  }
  const detail = { ...(reference !== undefined && { reference }) };
  await edge.journal.add({ type: "create_planned", ...about, detail });
  const call = dressed ? dressed(plan) : plan;
  const told = await sendUntil(edge, upstream, plan, call, attempt, until);
  const { link } = told.understood;
  if (link) await edge.observe([{ link }], by);
  if (stillOpen(told, key !== undefined)) attempt.conclude(true);
  await edge.journal.add({
    type: "create_answered",
    ...about,
    ...(link && { link: link.id }),
    detail: answerKept(told),
  });
  return { kind: "sent", ...told };
}

/** The merchant's own name for the payment, where a request has one. @param {Uint8Array} body @param {FormatId} format */
function referenceOf(body, format) {
  const request = readRequest(body, { format });
  return request.ok && "reference" in request.value ? request.value.reference : undefined;
}

/**
 * What a provider without idempotency keys made of a request whose answer was lost: it can be asked
 * for the link of that reference, which is unique.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {string | undefined} reference
 * @param {By} by
 * @returns {Promise<{link: PaymentLink, notes: Note[]} | undefined | "unknown">}
 */
async function byReference(edge, upstream, reference, by) {
  if (reference === undefined) return "unknown";
  const { reply } = await upstream.readList({ reference });
  if (!reply || !isSuccess(reply)) return "unknown";
  const list = readMany(reply.body, { format: upstream.format });
  if (!list.ok) return "unknown";
  const found = list.value.links.find((link) => link.ok && link.value.reference === reference);
  if (!found?.ok) return undefined;
  await edge.observe([{ link: found.value }], by);
  return { link: found.value, notes: found.notes };
}
