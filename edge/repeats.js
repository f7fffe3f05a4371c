// Runs an effect at most once for each idempotency key. The core judges; the store makes sure that
// of two callers only one begins.

/** @import {Claim, Face, IdempotencyRecord, StoredResponse} from "paylink" */

import { idempotency } from "paylink";
import { errorAnswer, retryAfter } from "./answers.js";

/**
 * What a store can do. `replace` is a compare-and-set: it writes only if the slot still holds what
 * was read, and says whether it did.
 * @typedef {object} Store
 * @property {(slot: string) => Promise<Held | null>} get
 * @property {(slot: string, held: Held | null, next: IdempotencyRecord | null) => Promise<boolean>} replace
 */

/** @typedef {{version: number, record: IdempotencyRecord}} Held */

/**
 * @param {object} call
 * @param {Store} call.store
 * @param {string} call.profile
 * @param {Claim | null | undefined} call.claim none: the effect simply runs
 * @param {() => number} call.now
 * @param {Face} call.face how refusals look
 * @param {() => Promise<Response>} effect
 * @returns {Promise<Response>}
 */
export async function once({ store, profile, claim, now, face }, effect) {
  if (!claim) return effect();
  const held = await store.get(claim.slot);
  const judged = idempotency.judge(profile, held?.record ?? null, claim, now());
  switch (judged.verdict) {
    case "replay":
      return answerOf(judged.response);
    case "mismatch":
      return errorAnswer(judged.issues, face, { status: judged.status });
    case "locked":
      return errorAnswer(judged.issues, face, {
        status: judged.status,
        headers: retryAfter(judged.retryAfterMs),
      });
    case "proceed":
      break;
  }
  if (!(await store.replace(claim.slot, held, judged.record))) {
    // Somebody began in between: whoever that was is judged anew, as everyone is.
    return once({ store, profile, claim, now, face }, effect);
  }
  const begun = await store.get(claim.slot);
  let kept = null;
  try {
    const response = await recordOf(await effect());
    kept = idempotency.finish(profile, judged.record, response);
    return answerOf(response);
  } finally {
    // After a failure the key is forgotten, so that the same call may be tried again.
    await store.replace(claim.slot, begun, kept);
  }
}

/** The whole answer, as plain data. @param {Response} response @returns {Promise<StoredResponse>} */
async function recordOf(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** @param {StoredResponse} response */
const answerOf = ({ status, headers, body }) => new Response(body, { status, headers });
