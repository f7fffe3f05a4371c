// Closes a link: takes the lease, reads, decides, plans, sends, interprets, and journals each step.

/**
 * @import {Action, Attention, ClosePlan, Decision, Issue, IssueLike, Note, UsableLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, SendPlan, Upstream} from "./upstream.js"
 */

import { decide, idempotency, interpretResponse, planClose, read } from "paylink";
import { wait } from "paylink/client";
import { failure } from "./answers.js";
import { textOf } from "./body.js";
import { described } from "./described.js";
import { kept } from "./journal.js";
import { alone, both } from "./repeats.js";
import {
  acceptedAt,
  acceptedBefore,
  answerKept,
  BUDGET_MS,
  inTime,
  outcomeOf,
  sendUntil,
  shownIn,
  stillOpen,
  tellWhen,
} from "./sending.js";
import { failedRead, isMissing, isSuccess } from "./upstream.js";
import { foundIn, linkOf } from "./usable.js";

/**
 * @typedef {object} Close
 * @property {Action} action
 * @property {string} id
 * @property {string} key for the provider, if it supports keys; the same for every attempt of a close
 * @property {boolean} comesAgain whether the same caller may use that key again
 * @property {By} by
 * @property {(plan: ClosePlan) => SendPlan} [dressed] the caller's own call, instead of the
 *   planned one
 */

/** The caller and the request. @typedef {{who: string, requestId: string}} By */

/**
 * The result of a close. `earlier`: whether an earlier attempt with this key may have been sent.
 * @typedef {(Unread | Busy | Settled | Refused | Sentence) & {earlier: boolean}} Closed
 */

/**
 * The link could not be read, so nothing was decided or sent.
 * @typedef {{kind: "unread", reply?: Reply, issues: readonly IssueLike[], pausedMs?: number | undefined}} Unread
 */
/** Another call is closing the link. @typedef {{kind: "busy", busyMs: number}} Busy */
/**
 * The link has the target status. `recovered`: by this call, in this attempt or an earlier one. `reply`: the
 * provider's response that shows it; without it, `document` is the stored document that shows it.
 * @typedef {{kind: "settled", link: UsableLink, notes: Note[], linkIssues?: readonly Issue[] | undefined,
 *   decision: Decision,
 *   reply: Reply | undefined, document?: string | undefined, recovered: boolean, source?: "kept"}} Settled
 */
/**
 * Nothing was sent.
 * @typedef {{kind: "refused", link: UsableLink, linkIssues?: readonly Issue[] | undefined, decision: Decision,
 *   issues: readonly IssueLike[],
 *   source?: "kept"}} Refused
 */
/**
 * The link has ended in another way, as a read after the call shows, so the call has no effect. `issues`: the
 * reasons, after those of the provider's response.
 * @typedef {{kind: "ended", link: UsableLink, notes: Note[], linkIssues?: readonly Issue[] | undefined,
 *   decision: Decision,
 *   issues: readonly IssueLike[]}} Ended
 */
/**
 * The call was sent. `linkIssues`: of the link as it was read before. `decision`: missing if the link could not be
 * read. `settled`: the link as read afterwards, if the response did not show the result; `ended`: if that excludes
 * the effect.
 * @typedef {Told & {kind: "sent", decision?: Decision, linkIssues?: readonly Issue[] | undefined,
 *   settled?: Settled, ended?: Ended}} Sentence
 */

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} outer the lease on the caller's key
 * @returns {Promise<Closed>}
 */
export async function closeLink(edge, upstream, close, outer) {
  const name = ["close", upstream.format, close.id];
  const done = await alone({ store: edge.store, now: edge.now, name }, (inner) =>
    closeHeld(edge, upstream, close, both(outer, inner), close.comesAgain ? outer : inner),
  );
  const what = "value" in done ? done.value : { kind: /** @type {const} */ ("busy"), ...done };
  const closed = { ...what, earlier: outer.recovering };
  // Not stored under the key: otherwise every repeat would be told to repeat.
  if (closed.kind === "busy") outer.postpone();
  edge.metrics.count("paylink_closes_total", { format: upstream.format, outcome: wordOf(closed) });
  return closed;
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} attempt
 * @param {Pick<Attempt, "recovering" | "spoilt">} own about earlier attempts of this call, not of others
 * @returns {Promise<Unread | Settled | Refused | Sentence>}
 */
async function closeHeld(edge, upstream, close, attempt, own) {
  const until = performance.now() + BUDGET_MS;
  const found = await readOrKnown(edge, upstream, close, attempt);
  if (!("link" in found)) return { kind: "unread", ...found };
  const { link, notes, linkIssues, document } = found;
  const { action, id, key, by } = close;
  const decision = decide(action, link, edge.clock());
  const about = { ...by, format: upstream.format, link: id };
  const isUnseen = found.source === "unseen";
  const isShown = found.source === "provider";
  const source = found.source === "kept" ? { source: found.source } : {};
  const detail = {
    ...kept(decision),
    // A status from a guess allows nothing with certainty.
    ...(isUnseen && { verdict: "uncertain" }),
    ...(!isShown && { origin: found.source }),
    ...(found.imported !== undefined && { imported: found.imported }),
  };
  await Promise.all([
    isShown && edge.observe([{ link, document }], by),
    edge.journal.add({ type: "close_decided", ...about, detail }),
  ]);
  if (decision.verdict === "already_done") {
    const reply = isShown ? found.reply : undefined;
    const recovered = own.recovering;
    attempt.conclude(false);
    return {
      kind: "settled",
      link,
      notes,
      linkIssues,
      decision,
      reply,
      document,
      recovered,
      ...source,
    };
  }
  // The link is open, and the earlier attempt was answered, so another key repeats nothing.
  const idempotencyKey = own.spoilt ? idempotency.newKey() : key;
  const comesAgain = close.comesAgain && !own.spoilt;
  const planned = planClose(action, link, { ...edge.clock(), idempotencyKey });
  if (!planned.ok) {
    attempt.conclude(false);
    return { kind: "refused", link, linkIssues, decision, issues: planned.issues, ...source };
  }
  const accepted = acceptedBefore(planned.value, attempt, edge.now());
  if (accepted) return { kind: "sent", ...(isUnseen ? {} : { decision }), linkIssues, ...accepted };
  // The read took so long that no time is left to send; another call may succeed.
  if (!inTime(until)) return { kind: "unread", issues: [failure("upstream_late")] };

  const call = close.dressed ? close.dressed(planned.value) : planned.value;
  const told = await sendUntil(edge, upstream, planned.value, call, attempt, until);
  const looks = told.understood.retry.advice === "read_first" || (failsOn(told) && inTime(until));
  const recovering = { any: attempt.recovering, own: own.recovering };
  const after =
    told.left && looks ? await lookedAfter(edge, upstream, close, recovering, told) : undefined;
  const settled = after?.kind === "settled" ? after : undefined;
  const ended = after?.kind === "ended" ? after : undefined;
  // A failure that is kept under the key is an answer: nothing is still to come, unless an earlier try was lost.
  const isKept = after?.kind === "spoilt" && !told.doubted && told.understood.outcome === "unclear";
  if (isKept) attempt.spoil();
  if (settled || ended || isKept) attempt.conclude(false);
  else if (stillOpen(told, comesAgain)) attempt.conclude(true, acceptedAt(told, edge.now()));
  if (!settled && !ended) tellWhen(told, attempt);
  const { understood } = told;
  const decided = isUnseen ? {} : { decision };
  await Promise.all([
    // Another link's document is not stored: its child would be attributed to this link.
    understood.link?.id === id && edge.observe([shownIn(told, understood.link)], by),
    edge.journal.add({
      type: "close_answered",
      ...about,
      detail: {
        ...answerKept(told),
        ...(settled?.recovered && { outcome: "done" }),
        ...(ended && { outcome: "refused" }),
        ...((settled || ended) && { foundByReading: true }),
      },
    }),
  ]);
  const sent = { kind: /** @type {const} */ ("sent"), ...decided, linkIssues, ...told };
  switch (after?.kind) {
    case "missing":
      return {
        ...sent,
        reply: undefined,
        understood: interpretResponse(planned.value, null),
        issues: after.issues,
      };
    case "spoilt":
      return { ...sent, understood: { ...understood, retry: { advice: "new_key" } } };
    case "settled":
      return { ...sent, settled: after };
    case "ended":
      return { ...sent, ended: after };
    case undefined:
      return sent;
  }
}

/**
 * A provider that fails on every attempt may have had the effect, and may replay the failure stored under the key.
 * @param {Told} told
 */
const failsOn = ({ reply, exhausted, understood: { outcome } }) =>
  outcome === "retry" &&
  exhausted &&
  reply !== undefined &&
  reply.status >= 500 &&
  reply.status !== 503 &&
  !reply.headers.has("retry-after");

/** Whether the provider keeps a failure under the key. @param {Pick<Upstream, "format">} upstream */
const replaysFailures = ({ format }) => described(format).idempotency?.replaysFailures ?? false;

/**
 * Whether the key is of no use any more. Failures of a gateway are not stored under a key; a provider's own may be.
 * @param {Told} told
 * @param {Upstream} upstream
 */
function isSpoilt(told, upstream) {
  if (told.reply?.status !== 500 || !described(upstream.format).idempotency) return false;
  return failsOn(told) || (told.understood.outcome === "unclear" && replaysFailures(upstream));
}

/** After an unclear response the provider may still be processing. */
const SETTLES_MS = 300;

/**
 * If the response does not show the result, the link may. `missing`: the result is unknown. `spoilt`: the link is
 * still open, and the provider fails under this key.
 * @typedef {{kind: "missing", issues: readonly IssueLike[]} | {kind: "spoilt"}} Untold
 */

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {{any: boolean, own: boolean}} recovering whether any earlier call, or one with this key, may have been sent
 * @param {Told} told
 * @returns {Promise<Settled | Ended | Untold | undefined>} nothing if the link does not show the close, where that
 *   proves nothing
 */
async function lookedAfter(edge, upstream, close, recovering, told) {
  const { understood, doubted } = told;
  const { outcome } = understood;
  await wait(SETTLES_MS);
  const found = await readNow(edge, upstream, close);
  const saidNo = outcome === "conflict" || outcome === "refused" || outcome === "already_done";
  // An earlier attempt may be the reason for the refusal: if the link does not show it, the result is unknown.
  const doubtful = (recovering.any || doubted) && saidNo;
  if (!("link" in found)) return doubtful ? { kind: "missing", issues: found.issues } : undefined;
  const { link, notes, linkIssues, reply } = found;
  const decision = decide(close.action, link, edge.clock());
  switch (decision.verdict) {
    case "already_done": {
      // If the provider refused the first attempt, another caller closed the link.
      const recovered = recovering.own || doubted || !saidNo;
      return { kind: "settled", link, notes, linkIssues, decision, reply, recovered };
    }
    case "refused": {
      const planned = planClose(close.action, link, edge.clock());
      const why = planned.ok ? [] : planned.issues;
      const issues = saidNo ? [...told.issues, ...why] : why;
      return { kind: "ended", link, notes, linkIssues, decision, issues };
    }
    case "allowed":
    case "uncertain": {
      if (isSpoilt(told, upstream)) return { kind: "spoilt" };
      if (failsOn(told)) return undefined;
      if (!doubtful || decision.verdict === "uncertain") return undefined;
      // The link shows no reason for the refusal: a stale copy, or an unknown cause.
      const { status } = link;
      return { kind: "missing", issues: [failure("upstream_contradicts", { status })] };
    }
  }
}

/**
 * A link and its origin. `provider`: read from the provider now. `kept`: an end that the provider showed before.
 * `unseen`: it cannot be read and counts as open, the initial status; `imported`: its status in an imported
 * document, which does not decide. `document`: the text it was read from.
 * @typedef {{link: UsableLink, notes: Note[], linkIssues?: readonly Issue[], reply: Reply,
 *   source: "provider" | "kept" | "unseen",
 *   document?: string | undefined, imported?: string}} Found
 */

/**
 * Why the link is missing.
 * @typedef {{reply?: Reply, issues: readonly IssueLike[], pausedMs?: number | undefined}} Missing
 */

/**
 * Reads the link from the provider and stores the observation.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Pick<Close, "id" | "by">} link
 * @param {Edge["observe"]} [observe] default: a store failure does not affect the answer
 * @returns {Promise<Missing | (Found & {attention: readonly Attention[]})>}
 */
export async function readNow(edge, upstream, { id, by }, observe = edge.observe) {
  const found = await shownBy(edge, upstream, id);
  if (!("link" in found)) return found;
  const [observed] = await observe([found], by);
  return { ...found, attention: observed?.attention ?? [] };
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {string} id
 * @returns {Promise<Found | Missing>}
 */
async function shownBy(edge, upstream, id) {
  const sent = await upstream.readLink(id);
  if (!sent.reply) return { issues: sent.issues, pausedMs: sent.pausedMs };
  const { reply } = sent;
  if (!isSuccess(reply)) {
    const { format } = upstream;
    const now = edge.now();
    const missing = isMissing(format, reply, now);
    const issue = missing ? failure("link_not_found") : failedRead(format, reply, now);
    return { reply, issues: [issue] };
  }
  const answer = read(reply.body, { format: upstream.format });
  const link = linkOf(answer);
  // The error is in the provider's response, not in the caller's request.
  if (!link) {
    const issues = answer.ok ? [] : answer.issues;
    return { reply, issues: [failure("upstream_unreadable"), ...issues] };
  }
  if (link.id !== id) return { reply, issues: [failure("upstream_other_link")] };
  const document = textOf(reply.body);
  return { link, ...foundIn(answer), reply, document, source: "provider" };
}

/**
 * Some providers document no call that reads a link. Then only an end that the provider showed before decides,
 * because it is final. An open link may have changed, and an import is unverified: the call is sent, and the
 * provider decides.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} attempt
 * @returns {Promise<Found | Missing>}
 */
async function readOrKnown(edge, upstream, { id }, { recovering }) {
  const found = await shownBy(edge, upstream, id);
  if ("link" in found || !found.reply) return found;
  const missing = found.issues.some(({ code }) => code === "link_not_found");
  if (!missing && !SHOWS_NONE.includes(found.reply.status)) return found;
  const { format } = upstream;
  const { reply } = found;
  const { statuses, calls } = described(format);
  const known = await edge.seen.link(format, id);
  const wasShown = known?.origin === "provider";
  const ended = statuses.some(({ word, final }) => final && word === known?.link.rawStatus);
  if (wasShown && ended) {
    const { link, document } = known;
    return { link, notes: [], reply, document, source: "kept" };
  }
  // If a documented read does not find the link, it does not exist, unless an earlier attempt may have closed it: a
  // refusal would deny that.
  const reads = calls.some((call) => call.operation === "read" && call.basis === "documented");
  if (reads && missing && !wasShown && !recovering) return found;
  const open = statuses.find(({ status }) => status === "open");
  // The members of a link that the core needs for a plan.
  const link = /** @type {UsableLink} */ ({ format, id, rawStatus: open?.word });
  const imported = known?.origin === "import" ? { imported: known.link.rawStatus } : {};
  return { link, notes: [], reply, source: "unseen", ...imported };
}

/** Statuses of a provider that has no call to read a link. */
const SHOWS_NONE = [405, 501];

/** @param {Closed} closed */
function wordOf(closed) {
  switch (closed.kind) {
    case "sent":
      if (closed.ended) return "refused";
      return closed.settled?.recovered ? "done" : outcomeOf(closed);
    case "settled":
      return "already_done";
    case "refused":
    case "unread":
    case "busy":
      return closed.kind;
  }
}
