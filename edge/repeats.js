// Runs an effect at most once for each idempotency key. The core judges; the store makes sure that
// of two callers only one begins.

/**
 * @import {Claim, Face, IdempotencyRecord, FormatId, ProfileId, StoredResponse} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

import { idempotency } from "paylink";
import { errorAnswer, retryAfter } from "./answers.js";
import { DEADLINE_MS } from "./upstream.js";

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
  const slot = slotOf(store, claim.slot);
  for (;;) {
    const held = await slot.held();
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
    if (!(await slot.replace(held, record))) continue;
    const answer = await run({ ...repeat, slot }, record, verdict === "recover", effect);
    if (answer) return answer;
  }
}

/**
 * @param {Repeat & {slot: Slot}} repeat
 * @param {IdempotencyRecord} record
 * @param {boolean} recovering
 * @param {(attempt: Attempt) => Promise<Response>} effect
 */
async function run(repeat, record, recovering, effect) {
  const { slot, now } = repeat;
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
    await slot.replace(record, idempotency.abandon(record, waiting));
    throw error;
  }
  // A call that nobody answered may still arrive: then there is no answer to keep.
  const kept = waiting
    ? idempotency.abandon(record, true)
    : idempotency.finish(profileOf(repeat), record, response);
  return (await slot.replace(record, kept)) ? answerOf(response) : null;
}

/**
 * Where the record of one key is kept. A record is never equal to another of its slot, so they may be
 * compared by what they say.
 * @typedef {object} Slot
 * @property {() => Promise<IdempotencyRecord | null>} held
 * @property {(held: IdempotencyRecord | null, next: IdempotencyRecord | null) => Promise<boolean>} replace
 */

/** Records are many and each is used alone, so they may be far from each other. */
const FORGET_AFTER_MS = 48 * 60 * 60 * 1000;

/** @param {Store} store @param {string} key 64 hexadecimal digits @returns {Slot} */
function slotOf(store, key) {
  const place = store.at(`keys-${key.slice(0, 2)}`);
  /** @param {IdempotencyRecord | null} record */
  const text = (record) => (record === null ? null : JSON.stringify(record));
  return {
    held: async () => JSON.parse((await place.get([key]))[0] ?? "null"),
    replace: (held, next) => {
      const until = next === null ? undefined : Date.parse(next.startedAt) + FORGET_AFTER_MS;
      return place.write([{ key, held: text(held), next: text(next), until }]);
    },
  };
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
