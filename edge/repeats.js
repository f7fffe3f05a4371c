// Idempotency keys and locks: an effect runs at most once for each key, and never concurrently for one name. The
// core decides; the store's compare-and-set ensures that only one of two callers starts.

/**
 * @import {Claim, Face, FormatId, IdempotencyRecord, Judgement, ProfileId, StoredResponse} from "paylink"
 * @import {Held, Hold, KeptRecord, Slot} from "./slots.js"
 * @import {Store} from "./stores/store.js"
 * @import {Sent} from "./upstream.js"
 */

import { idempotency } from "paylink";
import { wait } from "paylink/client";
import { failure, refusedAs, retryAfter } from "./answers.js";
import { textOf } from "./body.js";
import { sha256 } from "./digest.js";
import { shortenedResponse } from "./shorten.js";
import { noting, slotOf } from "./slots.js";
import { StoreError } from "./stores/watched.js";
import { hasLeft, TURNED_AWAY } from "./upstream.js";

/**
 * The hold of an effect on its key.
 * @typedef {object} Attempt
 * @property {number} firstTriedAt when the first call with the key began, epoch milliseconds
 * @property {boolean} recovering an earlier attempt did not finish: it may have had the effect
 * @property {(forMs: number) => boolean} mayAct whether the lease lasts for a call of that duration
 * @property {(call: () => Promise<Sent>) => Promise<Sent>} send sends the call with the effect
 * @property {number} [acceptedAt] when the provider accepted an earlier attempt without having processed it
 * @property {boolean} [spoilt] the provider keeps a failure under the key that an earlier attempt used there
 * @property {() => void} spoil this attempt's key there keeps a failure
 * @property {(open: boolean, acceptedAt?: number) => void} conclude whether it may still be processed, whatever its answer
 *   was; and when it was accepted
 * @property {() => number} heldMs how long a repeat learns nothing, if it may still be processed; otherwise 0
 * @property {() => void} postpone the caller was only told when to retry: no answer to store
 */

/**
 * @typedef {object} Repeat
 * @property {Store} store
 * @property {ProfileId | FormatId} profile
 * @property {Claim | null | undefined} claim missing: the effect runs unconditionally
 * @property {() => number} now
 * @property {Face} face the error format of refusals
 * @property {number} [patienceMs] how long to wait for a running call with the same key; default 0
 * @property {(verdict: Judgement["verdict"]) => void} [judged] called for each judgement
 * @property {boolean} [isCall] whether the effect is a call to a provider; default true
 * @property {number} [keepsBelow] the statuses that are stored although nothing was sent: those below; default 400
 */

/**
 * Runs an effect once for each idempotency key; every repeat gets the first response. A refusal before anything was
 * sent is not stored, and a repeat is decided again.
 * @param {Repeat} repeat
 * @param {(attempt: Attempt) => Promise<Response>} effect
 * @returns {Promise<Response>}
 */
export async function once(repeat, effect) {
  const { store, claim, now, face, patienceMs = 0, judged = () => {} } = repeat;
  if (!claim) {
    // Without a key there is nothing to lock.
    const attempt = attemptOf(null, now(), { mayAct: () => true, leftMs: () => 0 });
    return toldLeft(attempt, () => effect(attempt.face));
  }
  const profile = profileOf(repeat);
  const slot = slotOf(store, claim.slot);
  const waits = waiting(patienceMs);
  /** @type {StoredResponse | undefined} */
  let own;
  for (;;) {
    const { held, judgement, since } = await judgedNow(slot, profile, claim, now);
    const { verdict } = judgement;
    // It has run here, and no other caller took over: the store lost the record, which is no reason to run again.
    if (own && verdict === "proceed") return answerOf(own);
    if (verdict === "proceed" || verdict === "recover") {
      // If another caller started or took over in between, the decision is repeated.
      const taken = await slot.take(held, judgement.record);
      if (!taken) continue;
      judged(verdict);
      const { startedAt } = judgement.record;
      const before = verdict === "recover" ? held.record : null;
      const lease = leaseOf(taken, now, since);
      const attempt = attemptOf(before, Date.parse(startedAt), lease);
      const done = () => answered(repeat, taken, attempt, effect);
      const { response, kept } = await toldLeft(attempt, done);
      if (kept) return answerOf(response);
      own = response;
      continue;
    }
    if (verdict === "locked" && (await waits.again())) continue;
    judged(verdict);
    if (verdict === "replay") return answerOf(judgement.response);
    const { issues, status } = judgement;
    if (verdict !== "locked") return refusedAs(issues, face, { status });
    // The result of the call with this key is not known yet.
    const extra = repeat.isCall === false ? {} : { outcome: "unclear" };
    const { over } = held.record ?? {};
    if (!over) {
      return refusedAs(issues, face, {
        status,
        extra,
        headers: retryAfter(judgement.retryAfterMs),
      });
    }
    // The call has ended: its answer is valid until the lease expires and another call checks.
    const headers = retryAfter(leaseLeft(held, now));
    if (!over.response) return refusedAs([failure("outcome_not_kept")], face, { headers, extra });
    return answerOf({ ...over.response, headers: { ...over.response.headers, ...headers } });
  }
}

/**
 * @param {Repeat} repeat
 * @param {Hold} hold
 * @param {Tracked} attempt
 * @param {(attempt: Attempt) => Promise<Response>} effect
 * @returns {Promise<{response: StoredResponse, kept: boolean}>} not stored if another caller took over
 */
async function answered(repeat, hold, attempt, effect) {
  let response;
  try {
    response = shortenedResponse(await recordOf(await effect(attempt.face)));
  } catch (error) {
    // The next caller recovers a sent call, but only after the lease: until then the call may still arrive, and a
    // provider's copies may not show it.
    const open = attempt.lost() || attempt.left();
    const kept = idempotency.abandon(hold.record, open);
    const next = attempt.noted(kept);
    await hold.replace(open ? overOf(next) : next);
    throw error;
  }
  // A call without a response may still arrive, so there is no response to store.
  const finished = (/** @type {StoredResponse} */ answer) =>
    idempotency.finish(profileOf(repeat), hold.record, answer);
  // If nothing was sent and the result is a refusal or a failure, there was no effect: a repeat may succeed. If an
  // earlier attempt may have been sent, its record stays, and the next call checks.
  const untouched = response.status >= (repeat.keepsBelow ?? 400) && !attempt.left();
  const kept =
    attempt.lost() || attempt.postponed() || untouched
      ? idempotency.abandon(hold.record, attempt.lost())
      : // Where an earlier try may have done it, the next caller looks first.
        (finished(response) ?? (attempt.doubtful() ? finished(FAILED) : null));
  const next = attempt.noted(kept);
  if (!attempt.lost()) return { response, kept: await hold.replace(next) };
  // A repeat of the same call learns more only after the lease expires.
  const restMs = leaseLeft({ text: null, record: hold.record }, repeat.now);
  response.headers = { ...response.headers, ...retryAfter(restMs) };
  return { response, kept: await hold.replace(overOf(next, response)) };
}

/**
 * Distinguishes a store failure after a call was sent from one before.
 * @template T
 * @param {Tracked} attempt
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function toldLeft(attempt, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) error.left = attempt.left();
    throw error;
  }
}

/** @type {StoredResponse} */
const FAILED = { status: 500, headers: {}, body: "" };

/**
 * What is locked and why: the close of a link, a delivery.
 * @typedef {readonly string[]} HoldName
 */

/** The longest wait for another effect of the same name. */
const RIVAL_MS = 10_000;

/**
 * Runs an effect exclusively for a name: for providers without idempotency keys, and for callers with different
 * keys. It uses the state machine of a key that is never finished: the lease is released after the response, and kept
 * until it expires if the response was lost.
 * @template T
 * @param {{store: Store, now: () => number, name: HoldName}} held
 * @param {(attempt: Attempt) => Promise<T>} effect
 * @returns {Promise<{value: T} | {busyMs: number}>} or how long another caller may still hold it
 */
export async function alone({ store, now, name }, effect) {
  const slotName = await sha256(JSON.stringify(name));
  const claim = { key: "hold", slot: slotName, fingerprint: slotName };
  const slot = slotOf(store, slotName);
  const waits = waiting(RIVAL_MS);
  for (;;) {
    const { held, judgement, since } = await judgedNow(slot, "ietf", claim, now);
    const { verdict } = judgement;
    if (verdict === "proceed" || verdict === "recover") {
      const hold = await slot.take(held, judgement.record);
      if (!hold) continue;
      const before = verdict === "recover" ? held.record : null;
      const attempt = attemptOf(before, since.at, leaseOf(hold, now, since));
      try {
        return { value: await effect(attempt.face) };
      } finally {
        const accepted = attempt.acceptedAt();
        const kept = attempt.lost() ? hold.record : idempotency.abandon(hold.record, false);
        const next = attempt.lost() || accepted !== undefined ? attempt.noted(kept) : null;
        // A store failure here only delays the next caller; but an accepted call must be stored, because the next caller would
        // send it again.
        const replaced = hold.replace(next);
        await (accepted === undefined ? replaced.catch(() => false) : replaced);
      }
    }
    if (await waits.again()) continue;
    return { busyMs: leaseLeft(held, now) };
  }
}

/** An attempt that needs both leases. @param {Attempt} outer @param {Attempt} inner @returns {Attempt} */
export const both = (outer, inner) => ({
  firstTriedAt: outer.firstTriedAt,
  acceptedAt: inner.acceptedAt ?? outer.acceptedAt,
  recovering: outer.recovering || inner.recovering,
  spoil: outer.spoil,
  mayAct: (forMs) => outer.mayAct(forMs) && inner.mayAct(forMs),
  send: (call) => outer.send(() => inner.send(call)),
  conclude: (open, acceptedAt) => {
    outer.conclude(open, acceptedAt);
    inner.conclude(open, acceptedAt);
  },
  heldMs: () => Math.max(outer.heldMs(), inner.heldMs()),
  postpone: () => {
    outer.postpone();
    inner.postpone();
  },
});

/**
 * The largest difference between the clocks of two processes: a lease that ends later than one that begins now by more
 * than this was taken with a wrong clock.
 */
const SKEW_MS = 10_000;

/**
 * Decides about a claim by the stored record of its key.
 *
 * A lease that ends later than one that begins now was taken by a clock that was ahead. It is shortened to begin now,
 * so that the key is free after one lease by the present clock. This is safe: its holder acts only within one lease of
 * its start by a monotonic clock (`leaseOf`), and it started before this moment.
 * @param {Slot} slot
 * @param {ProfileId} profile
 * @param {Claim} claim
 * @param {() => number} now
 * @returns {Promise<{held: Held, judgement: Judgement, since: {at: number, ticks: number}}>}
 */
async function judgedNow(slot, profile, claim, now) {
  for (;;) {
    const held = await slot.read();
    const since = { at: now(), ticks: performance.now() };
    const { record } = held;
    const until = Date.parse(record?.leasedUntil ?? "");
    if (record && until > since.at + SKEW_MS) {
      const fresh = idempotency.judge(profile, null, claim, since.at);
      const longest = "record" in fresh ? Date.parse(fresh.record.leasedUntil ?? "") : until;
      if (until > longest + SKEW_MS) {
        const leasedUntil = new Date(longest).toISOString();
        await slot.replace(held.text, { ...record, leasedUntil });
        continue;
      }
    }
    return { held, judgement: idempotency.judge(profile, record, claim, since.at), since };
  }
}

/** @param {Held} held @param {() => number} now */
const leaseLeft = ({ record }, now) =>
  Math.max(1, Date.parse(record?.leasedUntil ?? "") - now() || 1);

/** @param {KeptRecord | null} record @param {StoredResponse} [response] @returns {KeptRecord | null} */
const overOf = (record, response) =>
  record && { ...record, over: { ...(response && { response }) } };

/** @typedef {{mayAct: Attempt["mayAct"], leftMs: () => number}} Lease */

/**
 * A holder acts within its lease by both clocks: the wall clock, by which others judge it and which can be set, and the
 * monotonic clock, which may stop while the machine sleeps.
 * @param {Hold} hold
 * @param {() => number} now
 * @param {{at: number, ticks: number}} since the start of the lease by both clocks
 * @returns {Lease}
 */
function leaseOf(hold, now, { at, ticks }) {
  const leaseMs = Date.parse(hold.record.leasedUntil ?? "") - at;
  return {
    mayAct: (forMs) =>
      performance.now() - ticks + forMs <= leaseMs && idempotency.mayAct(hold.record, now(), forMs),
    leftMs: () => leaseLeft({ text: null, record: hold.record }, now),
  };
}

/**
 * An attempt and its result.
 * @typedef {{face: Attempt, left: () => boolean, lost: () => boolean, postponed: () => boolean,
 *   doubtful: () => boolean, acceptedAt: () => number | undefined,
 *   noted: (record: IdempotencyRecord | null) => KeptRecord | null}} Tracked `noted`: a record with what the next
 *   attempt has to know
 */

/**
 * @param {KeptRecord | null} before the record of an earlier attempt that did not finish
 * @param {number} firstTriedAt
 * @param {Lease} lease
 * @returns {Tracked}
 */
function attemptOf(before, firstTriedAt, { mayAct, leftMs }) {
  /** @type {number | undefined} */
  let acceptedAt = before?.acceptedAt;
  let spoilt = before?.spoilt ?? false;
  let left = false;
  let lost = false;
  let postponed = false;
  let doubtful = false;
  return {
    left: () => left,
    lost: () => lost,
    postponed: () => postponed,
    doubtful: () => doubtful,
    acceptedAt: () => acceptedAt,
    noted: (record) => record && noting(record, { acceptedAt, spoilt }),
    face: {
      firstTriedAt,
      recovering: before !== null,
      ...noting({}, { acceptedAt, spoilt }),
      spoil: () => {
        spoilt = true;
      },
      mayAct,
      async send(call) {
        const wasLost = lost;
        // Until it reports otherwise, because it may throw.
        lost = true;
        acceptedAt = undefined;
        const sent = await call();
        left ||= hasLeft(sent);
        // A call that was not sent, or was rejected, says nothing about an earlier one.
        lost = sent.reply
          ? wasLost && TURNED_AWAY.includes(sent.reply.status)
          : wasLost || sent.lost;
        doubtful ||= sent.reply ? sent.reply.status >= 500 : sent.lost;
        return sent;
      },
      conclude: (open, since) => {
        lost = open;
        acceptedAt = since;
      },
      heldMs: () => (lost ? leftMs() : 0),
      postpone: () => {
        postponed = true;
      },
    },
  };
}

/** Increasing pauses with jitter. @param {number} patienceMs */
function waiting(patienceMs) {
  const since = performance.now();
  let nextMs = 20;
  return {
    /** @returns {Promise<boolean>} true after a pause; false at once if the time is over */
    async again() {
      const leftMs = patienceMs - (performance.now() - since);
      if (leftMs <= 0) return false;
      await wait(Math.min(leftMs, nextMs * (0.5 + Math.random())));
      nextMs = Math.min(nextMs * 2, 500);
      return true;
    },
  };
}

/** A format without a profile never makes a claim. @param {Repeat} repeat */
const profileOf = ({ profile }) => /** @type {ProfileId} */ (profile);

/** The whole response as plain data. @param {Response} response @returns {Promise<StoredResponse>} */
async function recordOf(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: textOf(await response.arrayBuffer()),
  };
}

/** Statuses without a body (Fetch, 2.2.3). @param {number} status */
export const mayHaveBody = (status) => ![204, 205, 304].includes(status);

/** @param {StoredResponse} response */
const answerOf = ({ status, headers, body }) =>
  new Response(mayHaveBody(status) && body.length > 0 ? body : null, { status, headers });
