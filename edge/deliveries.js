// Each delivery is processed once: the stored record of a delivery, and its retention.

/**
 * @import {Store} from "./stores/store.js"
 */

import { failure, json, problem, retryAfter } from "./answers.js";
import { sha256 } from "./digest.js";
import { alone } from "./repeats.js";

/** Txn retries for 27 hours; a week is the usual retention of receivers. */
const REMEMBER_MS = 7 * 24 * 60 * 60 * 1000;

/** How many different bodies of one id are stored. */
const OTHERS = 16;

/**
 * @typedef {object} Taken
 * @property {number} at epoch milliseconds
 * @property {string} body its digest
 * @property {object} answer
 * @property {string[]} [others] digests of other bodies with the same id
 */

/** @typedef {{format: string, id: string, body: Uint8Array<ArrayBuffer>}} Delivery */

/**
 * @typedef {object} Taking
 * @property {() => Promise<Response>} take processes it; an answer below 400 is stored
 * @property {() => Promise<void>} differs journals another body with the same id
 * @property {(result: "taken" | "repeated" | "differs") => void} told
 */

/**
 * @param {{store: Store, now: () => number}} edge
 * @param {Delivery} delivery
 * @param {Taking} taking
 * @returns {Promise<Response>}
 */
export async function takenOnce({ store, now }, { format, id, body }, { take, differs, told }) {
  const place = store.at("deliveries");
  const key = `${format}/${await sha256(id)}`;
  const digest = await sha256(body);

  /** @returns {Promise<{text: string | null, taken: Taken | null}>} */
  const known = async () => {
    const [text = null] = await place.get([key]);
    /** @type {Taken | null} */
    const taken = JSON.parse(text ?? "null");
    return { text, taken: taken && now() - taken.at < REMEMBER_MS ? taken : null };
  };
  /** @param {string | null} held @param {Taken} taken */
  const keep = (held, taken) =>
    place.write([{ key, held, next: JSON.stringify(taken), until: taken.at + REMEMBER_MS }]);

  /**
   * @param {Awaited<ReturnType<typeof known>>} before
   * @returns {Promise<Response | undefined>} undefined if it was not processed before
   */
  const repeated = async ({ text, taken }) => {
    if (!taken) return undefined;
    if (taken.body === digest) {
      told("repeated");
      return json(taken.answer);
    }
    // Acknowledged, because it would be redelivered, but not processed: one id is one event.
    const { others = [] } = taken;
    if (!others.includes(digest)) {
      await differs();
      // A concurrent delivery that stores another body costs one more entry.
      await keep(text, { ...taken, others: [...others, digest].slice(-OTHERS) });
    }
    told("differs");
    return json({ event: id, result: "differs" });
  };

  const before = await repeated(await known());
  if (before) return before;
  const done = await alone({ store, now, name: ["delivery", format, id] }, async () => {
    // The stored record is compared with the one read here: it may have been replaced by another process.
    const held = await known();
    const meanwhile = await repeated(held);
    if (meanwhile) return meanwhile;
    const answer = await take();
    if (answer.status >= 400) return answer;
    told("taken");
    const first = await answer.json();
    if (await keep(held.text, { at: now(), body: digest, answer: first })) return json(first);
    // This process was paused, and another one took over.
    return (await repeated(await known())) ?? json(first);
  });
  if ("value" in done) return done.value;
  return problem([failure("idempotency_key_locked")], { headers: retryAfter(done.busyMs) });
}
