// The stored record of an idempotency key, and its holder.

/**
 * @import {IdempotencyRecord, StoredResponse} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

/**
 * `over`: the call has ended without a known result; `response`: its answer, if any; `acceptedAt`: when its provider
 * accepted it without having processed it; `spoilt`: the provider keeps a failure under the key of an earlier attempt.
 * @typedef {IdempotencyRecord & {acceptedAt?: number, spoilt?: boolean, over?: {response?: StoredResponse}}} KeptRecord
 */

/** @typedef {{text: string | null, record: KeptRecord | null}} Held */

/**
 * The store slot of one key.
 * @typedef {object} Slot
 * @property {() => Promise<Held>} read
 * @property {(held: string | null, record: KeptRecord) => Promise<boolean>} replace
 * @property {(held: Held, record: IdempotencyRecord) => Promise<Hold | null>} take
 */

/**
 * @typedef {object} Hold
 * @property {IdempotencyRecord} record
 * @property {(next: KeptRecord | null) => Promise<boolean>} replace
 */

/**
 * A record, or what else is given, with what the next holder has to know.
 * @template T
 * @param {T} record
 * @param {{acceptedAt?: number | undefined, spoilt?: boolean | undefined}} known
 */
export const noting = (record, { acceptedAt, spoilt }) => ({
  ...record,
  ...(acceptedAt !== undefined && { acceptedAt }),
  ...(spoilt && { spoilt }),
});

/** Longer than any profile stores a key. */
export const FORGET_AFTER_MS = 48 * 60 * 60 * 1000;

/** @param {Store} store @param {string} key 64 hexadecimal digits @returns {Slot} */
export function slotOf(store, key) {
  // Records are many and each is used alone, so they are spread over tables.
  const place = store.at(`keys-${key.slice(0, 2)}`);
  /** @param {string | null} held @param {KeptRecord | null} next */
  const replace = (held, next) =>
    place.write([
      next === null
        ? { key, held, next }
        : {
            key,
            held,
            next: JSON.stringify(next),
            until: Date.parse(next.startedAt) + FORGET_AFTER_MS,
          },
    ]);
  return {
    read: async () => {
      const [text = null] = await place.get([key]);
      return { text, record: JSON.parse(text ?? "null") };
    },
    replace,
    take: async (held, judged) => {
      // The next holder after a crash needs it too.
      const record = noting(judged, held.record ?? {});
      if (!(await replace(held.text, record))) return null;
      return { record, replace: (next) => replace(JSON.stringify(record), next) };
    },
  };
}
