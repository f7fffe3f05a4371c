// The last that was seen of each link. Observations come from reads, answers, deliveries and pasted
// payloads, late, twice and in any order; the core says which of two is the link.

/**
 * @import {Child, FormatId, GroundCode, PaymentLink, Reconciled} from "paylink"
 * @import {Journal} from "./journal.js"
 * @import {Metrics} from "./metrics.js"
 * @import {Change, Store} from "./stores/store.js"
 */

import { reconcile } from "paylink";
import { linkKey } from "./names.js";

/**
 * @typedef {object} Snapshot
 * @property {PaymentLink} link
 * @property {string} seenAt when it was seen, RFC 3339
 * @property {Origin} origin
 */

/** Whether a provider showed it, or somebody pasted it. @typedef {"provider" | "import"} Origin */

/**
 * @typedef {object} Observation
 * @property {PaymentLink} link
 * @property {boolean} [replayed] an old answer, given once more: it was not seen now
 * @property {string} [at] when it was so, if that is not now
 * @property {Origin} [origin] default `provider`
 */

/** @typedef {{verdict: Reconciled["verdict"], why: GroundCode, link: PaymentLink}} Observed */

/**
 * @typedef {object} Seen
 * @property {(observations: readonly Observation[], by: {who: string, requestId?: string}) =>
 *   Promise<Observed[]>} observe
 * @property {(format: FormatId, id: string) => Promise<Snapshot | null>} link
 * @property {(format: FormatId, child: Pick<Child, "id">) => Promise<string | null>} linkOf the
 *   id of the link that brought forth a child
 * @property {(range: {format?: FormatId | undefined, after?: string | undefined, limit: number}) =>
 *   Promise<{snapshots: Snapshot[], next: string | undefined}>} list
 */

/** More than this is not kept of one link: a page of the longest must fit into one call of a store. */
const LONGEST_TEXT = 60_000;

/** The longest page; what is pasted may be many. */
const PAGE = 100;

const TRIES = 8;

/** How exact it is when a link was last seen unchanged: a read shall not cost a write each time. */
const SEEN_EVERY_MS = 10_000;

/**
 * @param {{store: Store, now: () => number, journal: Journal, metrics: Metrics, keepMs: number}} edge
 * @returns {Seen}
 */
export function seenOf({ store, now, journal, metrics, keepMs }) {
  const place = store.at("links");

  return {
    async observe(observations, by) {
      /** @type {Observed[]} */
      const observed = [];
      for (let from = 0; from < observations.length; from += PAGE) {
        observed.push(...(await together(observations.slice(from, from + PAGE), by)));
      }
      return observed;
    },
    async link(format, id) {
      const [text = null] = await place.get([`link/${await linkKey(format, id)}`]);
      return JSON.parse(text ?? "null");
    },
    async linkOf(format, child) {
      const [text = null] = await place.get([await childKey(format, child.id)]);
      return JSON.parse(text ?? "null");
    },
    async list({ format, after, limit }) {
      const prefix = format ? `link/${format}/` : "link/";
      const range = { prefix, limit };
      const entries = await place.list(after === undefined ? range : { ...range, after });
      return {
        snapshots: entries.map(([, text]) => JSON.parse(text)),
        next: entries.length === limit ? entries.at(-1)?.[0] : undefined,
      };
    },
  };

  /**
   * A page of them.
   * @param {readonly Observation[]} observations
   * @param {{who: string, requestId?: string}} by
   */
  async function together(observations, by) {
    const names = await Promise.all(observations.map(({ link }) => linkKey(link.format, link.id)));
    const children = await Promise.all(observations.map(({ link }) => childOf(link)));
    for (let tries = 1; ; tries += 1) {
      const held = await place.get(names.map((name) => `link/${name}`));
      /** @type {Map<string, Change>} */
      const changes = new Map();
      const texts = new Map(names.map((name, at) => [name, held[at] ?? null]));
      const observed = observations.map((observation, at) => {
        const name = names[at] ?? "";
        // As an earlier one of the same link left it.
        const text = texts.get(name) ?? null;
        const answer = weighed(JSON.parse(text ?? "null"), observation, now());
        const until = now() + keepMs;
        const next = answer.snapshot && JSON.stringify(answer.snapshot);
        if (next && next !== text && next.length <= LONGEST_TEXT) {
          const key = `link/${name}`;
          changes.set(key, { key, held: held[at] ?? null, next, until });
          texts.set(name, next);
          const child = children[at];
          // As JSON, for an id may have characters that a store does not take.
          const id = JSON.stringify(observation.link.id);
          if (child) changes.set(child, { key: child, held: null, next: id, until });
        }
        return answer;
      });
      // Somebody else saw one of them at the same time: weighed anew. What many fight for is seen often.
      if (!(await written([...changes.values()])) && tries < TRIES) continue;
      for (const { told, from } of observed) await tell(told, from, by);
      return observed.map(({ told }) => told);
    }
  }

  /**
   * Whose child one is never changes: what is known is not written again.
   * @param {Change[]} changes
   */
  async function written(changes) {
    const children = changes.filter(({ key }) => key.startsWith("child/"));
    const links = changes.filter(({ key }) => !key.startsWith("child/"));
    const known = children.length > 0 ? await place.get(children.map(({ key }) => key)) : [];
    const unknown = children.filter((_, at) => known[at] === null);
    return links.length + unknown.length === 0 || place.write([...links, ...unknown]);
  }

  /**
   * @param {Observed} told
   * @param {PaymentLink | undefined} from
   * @param {{who: string, requestId?: string}} by
   */
  async function tell({ verdict, why, link }, from, by) {
    const { format, id } = link;
    metrics.count("paylink_observations_total", { format, verdict });
    const changed = from !== undefined && from.rawStatus !== link.rawStatus;
    if (verdict !== "conflict" && !changed) return;
    await journal.add({
      type: verdict === "conflict" ? "link_conflict" : "link_changed",
      ...by,
      format,
      link: id,
      detail: { verdict, why, from: from?.rawStatus, to: link.rawStatus },
    });
  }
}

/**
 * @param {Snapshot | null} stored
 * @param {Observation} observation
 * @param {number} now
 * @returns {{told: Observed, snapshot: Snapshot | undefined, from: PaymentLink | undefined}}
 */
function weighed(stored, { link, replayed = false, at, origin = "provider" }, now) {
  const seenAt = at ?? new Date(now).toISOString();
  // What somebody pasted never stands against what a provider showed, in neither direction.
  const known = stored && stored.origin === "import" && origin === "provider" ? null : stored;
  const reconciled = reconcile(known?.link ?? null, link, {
    ...(known && { storedAt: known.seenAt }),
    ...(!replayed && { observedAt: seenAt }),
  });
  const told = { verdict: reconciled.verdict, why: reconciled.why.code, link: reconciled.link };
  const from = known?.link;
  if (known && known.origin === "provider" && origin === "import") {
    return { told: { ...told, link: known.link }, snapshot: undefined, from: undefined };
  }
  if (reconciled.take === "observed") return { told, snapshot: { link, seenAt, origin }, from };
  // Seen again as it was known: from now on it is known as of now, give or take.
  const again =
    reconciled.verdict === "same" &&
    !replayed &&
    known &&
    Date.parse(seenAt) - Date.parse(known.seenAt) >= SEEN_EVERY_MS;
  return { told, snapshot: again ? { ...known, seenAt } : undefined, from };
}

/** @param {PaymentLink} link @returns {Promise<string | undefined>} */
async function childOf({ format, child, payment }) {
  const id = child?.id ?? payment?.id;
  return id === undefined ? undefined : childKey(format, id);
}

/** @param {FormatId} format @param {string} id */
const childKey = async (format, id) => `child/${await linkKey(format, id)}`;
