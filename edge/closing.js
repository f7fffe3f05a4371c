// Ends one link, whoever asks and however often: held against rivals, read, decided, planned, sent,
// understood, and written down at each step.

/**
 * @import {Action, ClosePlan, Decision, IssueLike, Note, PaymentLink} from "paylink"
 * @import {Edge} from "./app.js"
 * @import {Attention} from "./changes.js"
 * @import {Attempt} from "./repeats.js"
 * @import {Told} from "./sending.js"
 * @import {Reply, SendPlan, Upstream} from "./upstream.js"
 */

import { decide, interpret, plan, read } from "paylink";
import { failure } from "./answers.js";
import { attentionOf } from "./changes.js";
import { described } from "./described.js";
import { kept } from "./journal.js";
import { pause } from "./pause.js";
import { alone, both } from "./repeats.js";
import { answerKept, BUDGET_MS, inTime, outcomeOf, sendUntil, stillOpen } from "./sending.js";
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
 * What became of it.
 * @typedef {Unread | Busy | Settled | Refused | Sentence} Closed
 */

/**
 * The link could not be read, so nothing was decided and nothing sent.
 * @typedef {{kind: "unread", reply?: Reply, issues: readonly IssueLike[], pausedMs?: number | undefined}} Unread
 */
/** Another call is just closing it. @typedef {{kind: "busy", busyMs: number}} Busy */
/**
 * It is where the action would bring it. `recovered`: by this very call, in this try or an earlier one.
 * `reply`: what showed it, if its provider did; otherwise it rests on what its provider showed before.
 * @typedef {{kind: "settled", link: PaymentLink, notes: Note[], decision: Decision,
 *   reply: Reply | undefined, recovered: boolean, source?: "kept"}} Settled
 */
/**
 * Nothing was sent.
 * @typedef {{kind: "refused", link: PaymentLink, decision: Decision, issues: readonly IssueLike[],
 *   source?: "kept"}} Refused
 */
/**
 * It was sent. `decision`: missing where nobody could show the link, so nothing was decided. `settled`: the
 * link as it was read when the answer did not say what became of it.
 * @typedef {Told & {kind: "sent", decision?: Decision, settled?: Settled}} Sentence
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
    closeHeld(edge, upstream, close, both(outer, inner)),
  );
  const closed = "value" in done ? done.value : { kind: /** @type {const} */ ("busy"), ...done };
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
 * @returns {Promise<Closed>}
 */
async function closeHeld(edge, upstream, close, attempt) {
  const until = performance.now() + BUDGET_MS;
  const found = await readOrKnown(edge, upstream, close, attempt);
  if (!("link" in found)) return { kind: "unread", ...found };
  const { link, notes } = found;
  const { action, id, key, by } = close;
  const decision = decide(action, link, edge.clock());
  const about = { ...by, format: upstream.format, link: id };
  const isUnseen = found.source === "unseen";
  const isShown = found.source === "provider";
  const source = found.source === "kept" ? { source: found.source } : {};
  const detail = {
    ...kept(decision),
    // What is guessed allows nothing for sure.
    ...(isUnseen && { verdict: "unsure" }),
    ...(!isShown && { origin: found.source }),
    ...(found.imported !== undefined && { imported: found.imported }),
  };
  await Promise.all([
    isShown && edge.observe([{ link }], by),
    edge.journal.add({ type: "close_decided", ...about, detail }),
  ]);
  if (decision.verdict === "already_done") {
    const reply = isShown ? found.reply : undefined;
    const recovered = attempt.recovering;
    return { kind: "settled", link, notes, decision, reply, recovered, ...source };
  }
  const planned = plan(action, link, { ...edge.clock(), idempotencyKey: key });
  if (!planned.ok) return { kind: "refused", link, decision, issues: planned.issues, ...source };
  // The provider was so slow to show it that nothing can be sent; who asks again may be luckier.
  if (!inTime(until)) return { kind: "unread", issues: [failure("upstream_late")] };

  const call = close.dressed ? close.dressed(planned.value) : planned.value;
  const told = await sendUntil(edge, upstream, planned.value, call, attempt, until);
  const after = await lookedAfter(edge, upstream, close, attempt, told);
  const settled = after && "kind" in after ? after : undefined;
  if (settled) attempt.conclude(false);
  else if (stillOpen(told, close.comesAgain)) attempt.conclude(true);
  const { understood } = told;
  const decided = isUnseen ? {} : { decision };
  await Promise.all([
    // Another link in this one's place is not seen: its child would be taken for that one's.
    understood.link?.id === id && edge.observe([{ link: understood.link }], by),
    edge.journal.add({
      type: "close_answered",
      ...about,
      detail: {
        ...answerKept(told),
        ...(settled?.recovered && { outcome: "done" }),
        ...(settled && { foundByReading: true }),
      },
    }),
  ]);
  if (after && "issues" in after) {
    const nothing = { reply: undefined, understood: interpret(planned.value, null) };
    return { kind: "sent", ...decided, ...told, ...nothing, issues: after.issues };
  }
  return { kind: "sent", ...decided, ...told, ...(settled && { settled }) };
}

/** After an answer that says nothing, the provider may yet be at it. */
const SETTLES_MS = 300;

/**
 * Where the answer does not say what became of the link, the link may.
 * @param {Edge} edge
 * @param {Upstream} upstream
 * @param {Close} close
 * @param {Attempt} attempt
 * @param {Told} told
 * @returns {Promise<Settled | Missing | undefined>} missing: nobody can tell; nothing if it does not show
 *   the close, where that proves nothing
 */
async function lookedAfter(edge, upstream, close, attempt, { left, understood }) {
  const { outcome, retry } = understood;
  if (!left || retry.advice !== "read_first") return undefined;
  await pause(SETTLES_MS);
  const found = await readNow(edge, upstream, close);
  const saidNo = outcome === "conflict" || outcome === "refused";
  // What an earlier try did is refused to this one: where the link does not tell, nobody knows.
  const doubtful = attempt.recovering && saidNo;
  if (!("link" in found)) return doubtful ? found : undefined;
  const { link, notes, reply } = found;
  const decision = decide(close.action, link, edge.clock());
  if (decision.verdict === "already_done") {
    // Where the provider said no to the first who tries, somebody else did it.
    const recovered = attempt.recovering || !saidNo;
    return { kind: "settled", link, notes, decision, reply, recovered };
  }
  if (!doubtful || decision.verdict !== "allowed") return undefined;
  // The link tells of no reason for the refusal: an old copy, or nobody knows why.
  return { issues: [failure("upstream_contradicts", { status: link.status })] };
}

/**
 * A link, and what it rests on. `provider`: as its provider shows it now. `kept`: as it ended, which its
 * provider showed before. `unseen`: nobody shows it, and it is taken for one that is open, as any is at
 * first; `imported`: the status that it has in what was pasted, which decides nothing.
 * @typedef {{link: PaymentLink, notes: Note[], reply: Reply, source: "provider" | "kept" | "unseen",
 *   imported?: string}} Found
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
  const [observed] = await observe([{ link: found.link }], by);
  return { ...found, attention: observed?.attention ?? attentionOf(found.link) };
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
  return { link: answer.value, notes: answer.notes, reply, source: "provider" };
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
  if (wasShown && ended) return { link: known.link, notes: [], reply, source: "kept" };
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
      return closed.settled?.recovered ? "done" : outcomeOf(closed);
    case "settled":
      return "already_done";
    case "refused":
    case "unread":
    case "busy":
      return closed.kind;
  }
}
