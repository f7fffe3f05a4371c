// Runs an effect at most once for each idempotency key. The core judges; the store makes sure that
// of two callers only one begins.

/** @import {Claim, Face, IdempotencyRecord, FormatId, ProfileId, StoredResponse} from "paylink" */

import { idempotency } from "paylink";
import { errorAnswer, retryAfter } from "./answers.js";
import { DEADLINE_MS } from "./upstream.js";

/**
 * What a store can do. `replace` is a compare-and-set: it writes only if the slot still holds what was
 * read, and says whether it did. Two records of a slot are never equal unless they are the same one,
 * so they may be compared by value.
 * @typedef {object} Store
 * @property {(slot: string) => Promise<IdempotencyRecord | null>} get
 * @property {(slot: string, held: IdempotencyRecord | null, next: IdempotencyRecord | null) => Promise<boolean>} replace
 */

/**
 * An effect's hold on its key.
 * @typedef {object} Attempt
 * @property {boolean} recovering somebody began before and did not finish: it may have happened already
 * @property {<T>(call: () => Promise<T>) => Promise<T>} send makes the call that has the effect
 */

/** Without a key there is nothing to hold. @type {Attempt} */
const UNKEPT = { recovering: false, send: (call) => call() };

/**
 * @typedef {object} Repeat
 * @property {Store} store
 * @property {ProfileId | FormatId} profile
 * @property {Claim | null | undefined} claim none: the effect simply runs
 * @property {() => number} now
 * @property {Face} face how refusals look
 */

/**
 * @param {Repeat} repeat
 * @param {(attempt: Attempt) => Promise<Response>} effect
 * @returns {Promise<Response>}
 */
export async function once(repeat, effect) {
  const { store, claim, now, face } = repeat;
  if (!claim) return effect(UNKEPT);
  const profile = profileOf(repeat);
  for (;;) {
    const held = await store.get(claim.slot);
    const judged = idempotency.judge(profile, held, claim, now());
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
      case "recover":
        break;
    }
    const { record, verdict } = judged;
    // Where somebody began in between, or took over meanwhile, everybody is judged anew.
    if (!(await store.replace(claim.slot, held, record))) continue;
    const answer = await run({ ...repeat, claim }, record, verdict === "recover", effect);
    if (answer) return answer;
  }
}

/**
 * @param {Repeat & {claim: Claim}} repeat
 * @param {IdempotencyRecord} record
 * @param {boolean} recovering
 * @param {(attempt: Attempt) => Promise<Response>} effect
 */
async function run(repeat, record, recovering, effect) {
  const { store, claim, now } = repeat;
  let waiting = false;
  /** @type {Attempt} */
  const attempt = {
    recovering,
    async send(call) {
      if (!idempotency.mayAct(record, now(), DEADLINE_MS)) {
        throw new Error("too little is left of the time for which the key is held");
      }
      waiting = true;
      const answer = await call();
      waiting = false;
      return answer;
    },
  };
  let response;
  try {
    response = await recordOf(await effect(attempt));
  } catch (error) {
    await store.replace(claim.slot, record, idempotency.abandon(record, waiting));
    throw error;
  }
  // A call that nobody answered may still arrive: then there is no answer to keep.
  const kept = waiting
    ? idempotency.abandon(record, true)
    : idempotency.finish(profileOf(repeat), record, response);
  return (await store.replace(claim.slot, record, kept)) ? answerOf(response) : null;
}

/** A format without a profile never makes a claim. @param {Repeat} repeat */
const profileOf = ({ profile }) => /** @type {ProfileId} */ (profile);

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
