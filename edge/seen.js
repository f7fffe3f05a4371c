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
import { cutText, LONGEST_ENTRY, shortenedLink } from "./shorten.js";

/**
 * @typedef {object} Snapshot
 * @property {PaymentLink} link
 * @property {string} seenAt when it was seen, RFC 3339
 * @property {Origin} origin
 * @property {string[]} [conflicts] the contradictions to it that the journal has
 */

/** Whether a provider showed it, or somebody pasted it. @typedef {"provider" | "import"} Origin */

/**
 * @typedef {object} Observation
 * @property {PaymentLink} link
 * @property {boolean} [replayed] an old answer, given once more: it was not seen now
 * @property {string} [at] when it was so, if that is not now
 * @property {Origin} [origin] default `provider`
 */

/**
 * How an observation stands to what was known; `link` and `origin`: what is known from now on.
 * @typedef {{verdict: Reconciled["verdict"], why: GroundCode, link: PaymentLink, origin: Origin}} Observed
 */

/**
 * @typedef {object} Weighed
 * @property {Observed} told
 * @property {Snapshot | undefined} snapshot what is to be kept instead
 * @property {PaymentLink | undefined} from what was known
 * @property {Origin} origin of the observation
 * @property {string} observed its status, in the provider's word
 * @property {boolean} takes whether it is what is known from now on
 * @property {boolean} isNews whether it is a contradiction that the journal does not have
 */

/**
 * @typedef {object} Seen
 * @property {(observations: readonly Observation[], by: {who: string, requestId?: string}) =>
 *   Promise<Observed[]>} observe
 * @property {(format: FormatId, id: string) => Promise<Snapshot | null>} link
 * @property {(format: FormatId, child: Pick<Child, "id">) =>
 *   Promise<{id: string, origin: Origin} | null>} linkOf the link that brought forth a child
 * @property {(range: {format?: FormatId | undefined, after?: string | undefined, limit: number}) =>
 *   Promise<{snapshots: Snapshot[], next: string | undefined}>} list
 */

/** More than this is not kept of one link; what is known beside it is shorter than the difference. */
const LONGEST_LINK = LONGEST_ENTRY - 5_000;

/** How many contradictions to one link are remembered. */
const CONFLICTS = 8;

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
      const origins = /** @type {const} */ (["provider", "import"]);
      const keys = await Promise.all(origins.map((origin) => childKey(format, child.id, origin)));
      const found = await place.get(keys);
      // What a provider showed goes before what was pasted.
      for (const [at, origin] of origins.entries()) {
        if (found[at]) return { id: JSON.parse(found[at]), origin };
      }
      return null;
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
    const children = await Promise.all(observations.map(childOf));
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
        if (next && next !== text && next.length <= LONGEST_ENTRY) {
          const key = `link/${name}`;
          changes.set(key, { key, held: held[at] ?? null, next, until });
          texts.set(name, next);
          // A contradiction that is not taken says nothing of whose child one is.
          const child = answer.isNews && !answer.takes ? undefined : children[at];
          // As JSON, for an id may have characters that a store does not take.
          const id = JSON.stringify(observation.link.id);
          if (child) changes.set(child, { key: child, held: null, next: id, until });
        }
        return answer;
      });
      // Somebody else saw one of them at the same time: weighed anew. What many fight for is seen often.
      if (!(await written([...changes.values()])) && tries < TRIES) continue;
      for (const each of observed) await tell(each, by);
      return observed.map(({ told }) => told);
    }
  }

  /**
   * Whose child one is never changes: what is known is not written again.
   * @param {Change[]} changes
   */
  async function written(changes) {
    const links = changes.filter(({ key }) => key.startsWith("link/"));
    const children = changes.filter(({ key }) => !key.startsWith("link/"));
    const known = children.length > 0 ? await place.get(children.map(({ key }) => key)) : [];
    const unknown = children.filter((_, at) => known[at] === null);
    return links.length + unknown.length === 0 || place.write([...links, ...unknown]);
  }

  /**
   * @param {Weighed} weighed
   * @param {{who: string, requestId?: string}} by
   */
  async function tell({ told: { verdict, why, link }, from, origin, observed, isNews }, by) {
    const { format, id } = link;
    metrics.count("paylink_observations_total", { format, verdict });
    const changed = from !== undefined && from.rawStatus !== link.rawStatus;
    const contradicts = verdict === "conflict";
    if (!(contradicts ? isNews : changed)) return;
    await journal.add({
      type: contradicts ? "link_conflict" : "link_changed",
      ...by,
      format,
      link: id,
      detail: {
        verdict,
        why,
        from: from?.rawStatus,
        to: link.rawStatus,
        ...(contradicts && { observed }),
        ...(origin === "import" && { origin }),
      },
    });
  }
}

/**
 * @param {Snapshot | null} stored
 * @param {Observation} observation
 * @param {number} now
 * @returns {Weighed}
 */
function weighed(stored, { link: whole, replayed = false, at, origin = "provider" }, now) {
  const seenAt = at ?? new Date(now).toISOString();
  const link = shortenedLink(whole, LONGEST_LINK);
  // What was pasted never stands against what a provider showed, in neither direction.
  const known = stored && stored.origin === "import" && origin === "provider" ? null : stored;
  const reconciled = reconcile(known?.link ?? null, link, {
    ...(known && { storedAt: known.seenAt }),
    ...(!replayed && { observedAt: seenAt }),
  });
  const { verdict, why } = reconciled;
  const isKept = known?.origin === "provider" && origin === "import";
  const takes = reconciled.take === "observed" && !isKept;
  const told = {
    verdict,
    why: why.code,
    link: isKept ? known.link : reconciled.link,
    origin: takes || !known ? origin : known.origin,
  };
  const from = isKept ? undefined : known?.link;
  // The same contradiction comes with every list that shows it.
  const conflict = `${origin}: ${cutText(`${why.code}, ${known?.link.rawStatus}`)}, ${cutText(link.rawStatus)}`;
  const before = known?.conflicts ?? [];
  const isNews = verdict === "conflict" && !before.includes(conflict);
  const after = isNews ? [...before, conflict].slice(-CONFLICTS) : before;
  const conflicts = after.length > 0 ? { conflicts: after } : {};
  const common = { told, from, origin, observed: link.rawStatus, takes, isNews };
  if (takes || !known) {
    return { ...common, snapshot: { link, seenAt, origin, ...conflicts } };
  }
  // Seen again as it was known: from now on it is known as of now, give or take.
  const again =
    verdict === "same" &&
    !replayed &&
    !isKept &&
    Date.parse(seenAt) - Date.parse(known.seenAt) >= SEEN_EVERY_MS;
  const next = { ...known, ...(again && { seenAt }), ...conflicts };
  return { ...common, snapshot: again || isNews ? next : undefined };
}

/** @param {Observation} observation @returns {Promise<string | undefined>} */
async function childOf({ link: { format, child, payment }, origin = "provider" }) {
  const id = child?.id ?? payment?.id;
  return id === undefined ? undefined : childKey(format, id, origin);
}

/** @param {FormatId} format @param {string} id @param {Origin} origin */
const childKey = async (format, id, origin) =>
  `${origin === "import" ? "imported-child" : "child"}/${await linkKey(format, id)}`;
