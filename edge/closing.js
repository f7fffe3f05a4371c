// Ends one link, whoever asks and however often: held against rivals, read, decided, planned, sent,
// understood, and written down at each step.

/**
 * @import {Action, Attention, ClosePlan, Decision, IssueLike, Note, PaymentLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, SendPlan, Upstream} from "./upstream.js"
 */

import { decide, interpretResponse, planClose, read } from "paylink";
import { failure } from "./answers.js";
import { textOf } from "./body.js";
import { described } from "./described.js";
import { kept } from "./journal.js";
import { pause } from "./pause.js";
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
import { isSuccess } from "./upstream.js";

/**
 * @typedef {object} Close
 * @property {Action} action
 * @property {string} id
 * @property {string} key for the provider, where it heeds one; the same for every try of one close
 * @property {boolean} comesAgain whether that key may be used again, by the same caller
 * @property {By} by
 * @property {(plan: ClosePlan) => SendPlan} [dressed] the caller's own call, instead of the
 *   planned one
 */

/** Who asked, and in which request. @typedef {{who: string, requestId: string}} By */

/**
 * What became of it. `earlier`: whether an earlier try with this key may have been sent.
 * @typedef {(Unread | Busy | Settled | Refused | Sentence) & {earlier: boolean}} Closed
 */

/**
 * The link could not be read, so nothing was decided and nothing sent.
 * @typedef {{kind: "unread", reply?: Reply, issues: readonly IssueLike[], pausedMs?: number | undefined}} Unread
 */
/** Another call is just closing it. @typedef {{kind: "busy", busyMs: number}} Busy */
/**
 * It is where the action would bring it. `recovered`: by this very call, in this try or an earlier one.
 * `reply`: what showed it, if its provider did; otherwise it rests on what its provider showed before, in
 * `document`.
 * @typedef {{kind: "settled", link: PaymentLink, notes: Note[], decision: Decision,
 *   reply: Reply | undefined, document?: string | undefined, recovered: boolean, source?: "kept"}} Settled
 */
/**
 * Nothing was sent.
 * @typedef {{kind: "refused", link: PaymentLink, decision: Decision, issues: readonly IssueLike[],
 *   source?: "kept"}} Refused
 */
/**
 * The link has ended otherwise, as it was read after the call: nothing more can come of it. `issues`: why, behind
 * what its provider answered.
 * @typedef {{kind: "ended", link: PaymentLink, notes: Note[], decision: Decision,
 *   issues: readonly IssueLike[]}} Ended
 */
/**
 * It was sent. `decision`: missing where nobody could show the link, so nothing was decided. `settled`: the
 * link as it was read when the answer did not say what became of it; `ended`: where that rules it out.
 * @typedef {Told & {kind: "sent", decision?: Decision, settled?: Settled, ended?: Ended}} Sentence
 */

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} outer the hold on the caller's own key
 * @returns {Promise<Closed>}
 */
export async function closeLink(edge, upstream, close, outer) {
  const name = ["close", upstream.format, close.id];
  const done = await alone({ store: edge.store, now: edge.now, name }, (inner) =>
    closeHeld(edge, upstream, close, both(outer, inner), close.comesAgain ? outer : inner),
  );
  const what = "value" in done ? done.value : { kind: /** @type {const} */ ("busy"), ...done };
  const closed = { ...what, earlier: outer.recovering };
  // Kept under the key, it would be told to come again whenever it came again.
  if (closed.kind === "busy") outer.postpone();
  edge.metrics.count("paylink_closes_total", { format: upstream.format, outcome: wordOf(closed) });
  return closed;
}

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} attempt
 * @param {Pick<Attempt, "recovering">} own what tells of earlier tries of this very call, not of rivals
 * @returns {Promise<Unread | Settled | Refused | Sentence>}
 */
async function closeHeld(edge, upstream, close, attempt, own) {
  const until = performance.now() + BUDGET_MS;
  const found = await readOrKnown(edge, upstream, close, attempt);
  if (!("link" in found)) return { kind: "unread", ...found };
  const { link, notes, document } = found;
  const { action, id, key, by } = close;
  const decision = decide(action, link, edge.clock());
  const about = { ...by, format: upstream.format, link: id };
  const isUnseen = found.source === "unseen";
  const isShown = found.source === "provider";
  const source = found.source === "kept" ? { source: found.source } : {};
  const detail = {
    ...kept(decision),
    // What is guessed allows nothing for sure.
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
    return { kind: "settled", link, notes, decision, reply, document, recovered, ...source };
  }
  const planned = planClose(action, link, { ...edge.clock(), idempotencyKey: key });
  if (!planned.ok) {
    attempt.conclude(false);
    return { kind: "refused", link, decision, issues: planned.issues, ...source };
  }
  const accepted = acceptedBefore(planned.value, attempt, edge.now());
  if (accepted) return { kind: "sent", ...(isUnseen ? {} : { decision }), ...accepted };
  // The provider was so slow to show it that nothing can be sent; who asks again may be luckier.
  if (!inTime(until)) return { kind: "unread", issues: [failure("upstream_late")] };

  const call = close.dressed ? close.dressed(planned.value) : planned.value;
  const told = await sendUntil(edge, upstream, planned.value, call, attempt, until);
  const looks = told.understood.retry.advice === "read_first" || (failsOn(told) && inTime(until));
  const recovering = { any: attempt.recovering, own: own.recovering };
  const after =
    told.left && looks ? await lookedAfter(edge, upstream, close, recovering, told) : undefined;
  const settled = after?.kind === "settled" ? after : undefined;
  const ended = after?.kind === "ended" ? after : undefined;
  if (settled || ended) attempt.conclude(false);
  else if (stillOpen(told, close.comesAgain)) attempt.conclude(true, acceptedAt(told, edge.now()));
  if (!settled && !ended) tellWhen(told, attempt);
  const { understood } = told;
  const decided = isUnseen ? {} : { decision };
  await Promise.all([
    // Another link in this one's place is not seen: its child would be taken for that one's.
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
  const sent = { kind: /** @type {const} */ ("sent"), ...decided, ...told };
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
 * A provider that fails as often as it is asked may have done it, and may be answering what it keeps under the key.
 * @param {Told} told
 */
const failsOn = ({ reply, exhausted, understood: { outcome } }) =>
  outcome === "retry" &&
  exhausted &&
  reply !== undefined &&
  reply.status >= 500 &&
  reply.status !== 503 &&
  !reply.headers.has("retry-after");

/** After an answer that says nothing, the provider may yet be at it. */
const SETTLES_MS = 300;

/**
 * Where the answer does not say what became of the link, the link may. `missing`: nobody can tell. `spoilt`: it is
 * open still, and its provider fails under this key.
 * @typedef {{kind: "missing", issues: readonly IssueLike[]} | {kind: "spoilt"}} Untold
 */

/**
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {{any: boolean, own: boolean}} recovering whether any earlier call, or one of this key, may have left
 * @param {Told} told
 * @returns {Promise<Settled | Ended | Untold | undefined>} nothing if the link does not show the close, where that
 *   proves nothing
 */
async function lookedAfter(edge, upstream, close, recovering, told) {
  const { understood, doubted } = told;
  const { outcome } = understood;
  await pause(SETTLES_MS);
  const found = await readNow(edge, upstream, close);
  const saidNo = outcome === "conflict" || outcome === "refused";
  // What an earlier try did is refused to this one: where the link does not tell, nobody knows.
  const doubtful = (recovering.any || doubted) && saidNo;
  if (!("link" in found)) return doubtful ? { kind: "missing", issues: found.issues } : undefined;
  const { link, notes, reply } = found;
  const decision = decide(close.action, link, edge.clock());
  switch (decision.verdict) {
    case "already_done": {
      // Where the provider said no to the first who tries, somebody else did it.
      const recovered = recovering.own || doubted || !saidNo;
      return { kind: "settled", link, notes, decision, reply, recovered };
    }
    case "refused": {
      const planned = planClose(close.action, link, edge.clock());
      const why = planned.ok ? [] : planned.issues;
      const issues = saidNo ? [...told.issues, ...why] : why;
      return { kind: "ended", link, notes, decision, issues };
    }
    case "allowed":
    case "uncertain": {
      if (failsOn(told)) {
        // A gateway's failures are not kept under a key; a provider's own may be.
        const isSpoilt = told.reply?.status === 500 && described(upstream.format).idempotency;
        return isSpoilt ? { kind: "spoilt" } : undefined;
      }
      if (!doubtful || decision.verdict === "uncertain") return undefined;
      // The link tells of no reason for the refusal: an old copy, or nobody knows why.
      const { status } = link;
      return { kind: "missing", issues: [failure("upstream_contradicts", { status })] };
    }
  }
}

/**
 * A link, and what it rests on. `provider`: as its provider shows it now. `kept`: as it ended, which its
 * provider showed before. `unseen`: nobody shows it, and it is taken for one that is open, as any is at
 * first; `imported`: the status that it has in what was pasted, which decides nothing. `document`: the text
 * that it was read from.
 * @typedef {{link: PaymentLink, notes: Note[], reply: Reply, source: "provider" | "kept" | "unseen",
 *   document?: string | undefined, imported?: string}} Found
 */

/**
 * Why there is none.
 * @typedef {{reply?: Reply, issues: readonly IssueLike[], pausedMs?: number | undefined}} Missing
 */

/**
 * Reads it as it is now, and keeps what was seen.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Pick<Close, "id" | "by">} link
 * @param {Edge["observe"]} [observe] default: a store that fails costs the memory, not the answer
 * @returns {Promise<Missing | (Found & {attention: readonly Attention[]})>}
 */
export async function readNow(edge, upstream, { id, by }, observe = edge.observe) {
  const found = await shownBy(upstream, id);
  if (!("link" in found)) return found;
  const [observed] = await observe([found], by);
  return { ...found, attention: observed?.attention ?? [] };
}

/** @param {Upstream} upstream @param {string} id @returns {Promise<Found | Missing>} */
async function shownBy(upstream, id) {
  const sent = await upstream.readLink(id);
  if (!sent.reply) return { issues: sent.issues, pausedMs: sent.pausedMs };
  const { reply } = sent;
  if (!isSuccess(reply)) {
    const answer = String(reply.status);
    const missing = reply.status === 404 || reply.status === 410;
    const issue = missing ? failure("link_not_found") : failure("upstream_failed", { answer });
    return { reply, issues: [issue] };
  }
  const answer = read(reply.body, { format: upstream.format });
  // What is wrong is wrong with the provider's answer, not with the call that asked for it.
  if (!answer.ok) return { reply, issues: [failure("upstream_unreadable"), ...answer.issues] };
  if (answer.value.id !== id) return { reply, issues: [failure("upstream_other_link")] };
  const document = textOf(reply.body);
  return { link: answer.value, notes: answer.notes, reply, document, source: "provider" };
}

/**
 * Not every provider is documented to show its links. Where one shows none, an ending that it showed before
 * decides, for no link leaves it. Nothing else does: what a provider showed of an open link may have
 * changed, and what was pasted is unverified. Then the call is sent, and the provider has the last word.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} attempt
 * @returns {Promise<Found | Missing>}
 */
async function readOrKnown({ seen }, upstream, { id }, { recovering }) {
  const found = await shownBy(upstream, id);
  if ("link" in found || !found.reply || !SHOWS_NONE.includes(found.reply.status)) return found;
  const { format } = upstream;
  const { reply } = found;
  const { statuses, calls } = described(format);
  const known = await seen.link(format, id);
  const wasShown = known?.origin === "provider";
  const ended = statuses.some(({ word, final }) => final && word === known?.link.rawStatus);
  if (wasShown && ended) {
    const { link, document } = known;
    return { link, notes: [], reply, document, source: "kept" };
  }
  // Where reading is documented, its 404 says that there is no such link; not where an earlier try may have closed
  // it, which a refusal would deny.
  const reads = calls.some((call) => call.operation === "read" && call.basis === "documented");
  if (reads && reply.status === 404 && !wasShown && !recovering) return found;
  const open = statuses.find(({ status }) => status === "open");
  // As much of a link as the core needs to plan a call for it.
  const link = /** @type {PaymentLink} */ ({ format, id, rawStatus: open?.word });
  const imported = known?.origin === "import" ? { imported: known.link.rawStatus } : {};
  return { link, notes: [], reply, source: "unseen", ...imported };
}

const SHOWS_NONE = [404, 405, 501];

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
