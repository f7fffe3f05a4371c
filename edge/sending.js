// Sends a call with an effect, interprets the response, and repeats it as the core advises.

/**
 * @import {ClosePlan, CreatePlan, Interpretation, IssueLike, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Reply, SendPlan, Sent, Upstream} from "./upstream.js"
 */

import { interpretResponse } from "paylink";
import { retryDelay, wait } from "paylink/client";
import { textOf } from "./body.js";
import { DEADLINE_MS, hasLeft } from "./upstream.js";

/** The longest duration of a call with all attempts: callers do not wait longer. */
export const BUDGET_MS = 25_000;

/** An attempt needs at least this much time. */
const SHORTEST_MS = 3_000;

/** Whether enough time is left for an attempt. @param {number} until by `performance.now()` */
export const inTime = (until) => until - performance.now() >= SHORTEST_MS;

/**
 * The response, its meaning, and the reason if it is not the wanted result.
 * @typedef {object} Told
 * @property {Reply | undefined} reply
 * @property {Interpretation} understood
 * @property {readonly IssueLike[]} issues
 * @property {boolean} left whether any attempt was sent
 * @property {boolean} open whether an attempt may still be processed
 * @property {boolean} doubted whether an attempt before the last may have had the effect without a response
 * @property {boolean} exhausted whether all attempts were used
 */

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {ClosePlan | CreatePlan} planned the plan for the interpretation
 * @param {SendPlan} call the call to send: the plan's or a caller's own
 * @param {Attempt} attempt
 * @param {number} until by `performance.now()`
 * @returns {Promise<Told>}
 */
export async function sendUntil(edge, upstream, planned, call, attempt, until) {
  const { format, operation, retry } = planned;
  let left = false;
  let open = false;
  let doubted = false;
  for (let tries = 1; ; tries += 1) {
    const deadlineMs = Math.min(DEADLINE_MS, until - performance.now());
    // The process may have been paused until here.
    if (deadlineMs < 1 || !attempt.mayAct(deadlineMs))
      throw new Error("the hold ended before anything was sent");
    const sent = await attempt.send(() => upstream.send(call, deadlineMs));
    left ||= hasLeft(sent);
    open ||= sent.reply ? mayGoOn(sent.reply) : sent.lost;
    const exhausted = tries >= retry.attempts;
    const told = { ...toldOf(planned, sent, edge.now()), left, open, doubted, exhausted };
    const { outcome, retry: next } = told.understood;
    if (outcome !== "retry" || next.advice !== "same_request") return told;
    // While the circuit is open nothing changes soon enough.
    if (!sent.reply && sent.pausedMs !== undefined) return told;
    const waitMs = retryDelay(retry, tries, next.afterMs);
    if (exhausted || !inTime(until - waitMs) || !attempt.mayAct(waitMs + SHORTEST_MS)) return told;
    // A process that shuts down does not wait for a retry.
    await wait(waitMs, edge.stopping);
    if (edge.stopping?.aborted) return told;
    doubted ||= sent.reply ? sent.reply.status >= 500 : sent.lost;
    edge.metrics.count("paylink_upstream_retries_total", { format, operation });
  }
}

/**
 * After a 5xx or a lock on its key a call may still be processed; not if it was rejected (RFC 8470, RFC 6585).
 * @param {Reply} reply
 */
const mayGoOn = ({ status }) => status >= 400 && status !== 425 && status !== 429;

/** Replaces a body that was not read. */
const UNREAD = "…";

/**
 * @param {ClosePlan | CreatePlan} planned
 * @param {Sent} sent
 * @param {number} now
 * @returns {Pick<Told, "reply" | "understood" | "issues">}
 */
function toldOf(planned, sent, now) {
  if (sent.reply) {
    const { status, headers, body } = sent.reply;
    const understood = interpretResponse(planned, { status, headers, body }, { now });
    return { reply: sent.reply, understood, issues: understood.issues };
  }
  // The provider may have acted before the connection failed, or before an unreadable response; the issue says which.
  const { pausedMs, status } = sent;
  const understood = interpretResponse(
    planned,
    status === undefined ? null : { status, headers: {}, body: UNREAD },
  );
  if (pausedMs !== undefined) understood.retry.afterMs = pausedMs;
  return { reply: undefined, understood, issues: sent.issues };
}

/**
 * The link in a response, as an observation.
 * @param {Pick<Told, "reply">} told
 * @param {UsableLink} link
 */
export const shownIn = ({ reply }, link) => ({
  link,
  ...(reply && { document: textOf(reply.body) }),
});

/** The result for the journal. @param {Pick<Told, "left" | "understood">} told */
export const outcomeOf = ({ left, understood }) => (left ? understood.outcome : "not_sent");

/** A response for the journal: its meaning and its source. @param {Told} told */
export function answerKept(told) {
  const { reply, understood } = told;
  const { error, basis, source } = understood;
  return {
    outcome: outcomeOf(told),
    ...(reply && { status: reply.status }),
    ...(error?.code !== undefined && { code: error.code }),
    basis,
    source,
  };
}

/**
 * How long nothing is sent again after a provider accepted a call (202): it may process it late, and a second call
 * would be a second effect. After that time it counts as dropped.
 */
const ACCEPTED_MS = 5 * 60 * 1000;

/** When it was accepted, if it was. @param {Told} told @param {number} now */
export const acceptedAt = ({ issues }, now) =>
  issues.some(({ code }) => code === "upstream_accepted") ? now : undefined;

/**
 * The answer for a call that an earlier attempt sent and its provider accepted.
 * @param {ClosePlan | CreatePlan} planned
 * @param {Attempt} attempt
 * @param {number} now
 * @returns {Told | undefined} undefined if there is none, or if it has expired
 */
export function acceptedBefore(planned, attempt, now) {
  const { acceptedAt: since } = attempt;
  if (since === undefined || now - since >= ACCEPTED_MS) return undefined;
  attempt.conclude(true, since);
  const understood = interpretResponse(planned, { status: 202, headers: {}, body: "" });
  const { issues } = understood;
  const sent = { left: true, open: true, doubted: false, exhausted: false };
  const told = { reply: undefined, understood, issues, ...sent };
  tellWhen(told, attempt);
  return told;
}

/**
 * Sets the time to retry, if an earlier repeat would learn nothing.
 * @param {Told} told
 * @param {Attempt} attempt
 */
export function tellWhen({ understood: { retry } }, attempt) {
  const heldMs = attempt.heldMs();
  if (heldMs > 0) retry.afterMs = Math.max(retry.afterMs ?? 0, heldMs);
}

/**
 * Whether it may still be processed, while another call would be a second effect.
 * @param {Told} told
 * @param {boolean} comesAgain whether the same key may be used for it again
 */
export function stillOpen({ left, open, understood: { outcome } }, comesAgain) {
  if (outcome === "unclear") return left;
  return outcome === "retry" && !comesAgain && open;
}
