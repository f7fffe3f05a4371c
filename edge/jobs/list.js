// Stored jobs: each in its own table, the head next to its items.

/**
 * @import {FormatId} from "paylink"
 * @import {Store} from "../stores/store.js"
 */

import { idempotency } from "paylink";

/** The most links of a job. */
export const MAX_LINKS = 10_000;

/** The retention of a job. */
const KEEP_MS = 90 * 24 * 60 * 60 * 1000;

/** How many items are written or read at once. */
const CHUNK = 500;

/**
 * @typedef {object} Job
 * @property {string} id
 * @property {string} madeAt RFC 3339
 * @property {string} who made it
 * @property {number} links how many
 */

/**
 * One link of a job. `result` is missing until the first attempt; a result that is not `final` is tried again by
 * the next run.
 * @typedef {object} Item
 * @property {number} n from 0
 * @property {FormatId} format
 * @property {string} id
 * @property {Result} [result]
 */

/**
 * @typedef {object} Result
 * @property {boolean} final
 * @property {number} status the status of the single close
 * @property {string} outcome
 * @property {string} [code] of a problem
 * @property {string} [message] of a problem
 * @property {string} [rawStatus] the link's, if the answer has it
 * @property {string} [source] `kept`: the answer is not the provider's current state
 * @property {string} at RFC 3339
 */

/** @param {{store: Store, now: () => number}} edge */
export function jobListOf({ store, now }) {
  /** @param {string} id */
  const placeOf = (id) => store.at(`job-${id}`);
  /** @param {number} n */
  const keyOf = (n) => `item/${String(n).padStart(6, "0")}`;
  /** @param {Job} job */
  const until = ({ madeAt }) => Date.parse(madeAt) + KEEP_MS;

  /**
   * @param {string} id
   * @param {{after?: number | undefined, limit: number}} range
   * @returns {Promise<Item[]>}
   */
  async function items(id, { after, limit }) {
    const range = { prefix: "item/", limit };
    const place = placeOf(id);
    const found = await place.list(after === undefined ? range : { ...range, after: keyOf(after) });
    return found.map(([, text]) => JSON.parse(text));
  }

  /** @param {string} id @returns {AsyncGenerator<Item, undefined>} */
  async function* all(id) {
    for (let after; ; ) {
      const page = await items(id, { after, limit: CHUNK });
      yield* page;
      if (page.length < CHUNK) return undefined;
      after = page.at(-1)?.n;
    }
  }

  return {
    items,
    all,
    /**
     * @param {readonly {format: FormatId, id: string}[]} links
     * @param {string} who
     * @returns {Promise<Job>}
     */
    async make(links, who) {
      const time = now();
      const id = idempotency.newKey(undefined, time);
      const job = { id, madeAt: new Date(time).toISOString(), who, links: links.length };
      const place = placeOf(id);
      for (let from = 0; from < links.length; from += CHUNK) {
        const chunk = links.slice(from, from + CHUNK).map((link, at) => {
          const n = from + at;
          const next = JSON.stringify({ n, ...link });
          return { key: keyOf(n), held: null, next, until: until(job) };
        });
        await place.write(chunk);
      }
      // The job exists from here on: a crash before leaves nothing that could be run.
      const next = JSON.stringify(job);
      await place.write([{ key: "job", held: null, next, until: until(job) }]);
      return job;
    },
    /** @param {string} id @returns {Promise<Job | null>} */
    async find(id) {
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
      const [text = null] = await placeOf(id).get(["job"]);
      return JSON.parse(text ?? "null");
    },
    /**
     * Stores a result; a final one is not replaced.
     * @param {Job} job
     * @param {Item} item
     * @param {Result} result
     * @returns {Promise<Result>} the stored result
     */
    async keep(job, item, result) {
      const place = placeOf(job.id);
      const key = keyOf(item.n);
      const next = JSON.stringify({ ...item, result });
      for (;;) {
        const [held = null] = await place.get([key]);
        /** @type {Partial<Item>} */
        const { result: kept } = JSON.parse(held ?? "{}");
        if (kept?.final) return kept;
        if (await place.write([{ key, held, next, until: until(job) }])) return result;
      }
    },
    /** The number of links by outcome. @param {string} id */
    async counts(id) {
      /** @type {Record<string, number>} */
      const counts = {};
      for await (const { result } of all(id)) {
        const outcome = result?.outcome ?? "waiting";
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
      return counts;
    },
  };
}

/** @typedef {ReturnType<typeof jobListOf>} JobList */
