// The last observation of each link. Observations come from reads, responses, deliveries and imports, late, twice and
// in any order; the core decides which of two is newer.

/**
 * @import {Attention, Child, FormatId, GroundCode, Reconciled, UsableLink} from "paylink"
 * @import {Entry, Journal, Told} from "./journal.js"
 * @import {Metrics} from "./metrics.js"
 * @import {Orphan, Orphans} from "./orphans.js"
 * @import {Change, Store} from "./stores/store.js"
 */

import { reconcile } from "paylink";
import { attentionIn, changesOf } from "./changes.js";
import { masked } from "./masked.js";
import { linkKey } from "./names.js";
import { orphansOf } from "./orphans.js";
import { cutText, documentBeside, LONGEST_ENTRY, shortenedLink } from "./shorten.js";

/**
 * @typedef {object} Snapshot
 * @property {UsableLink} link
 * @property {string} [document] the text of the provider's document that the link was read from; missing
 *   if there was none, or if it is too long
 * @property {string} seenAt when it was observed, RFC 3339
 * @property {Origin} origin
 * @property {string[]} [conflicts] the contradictions to it that the journal has
 * @property {readonly Attention[]} [attention] what a person should check
 * @property {Entry[]} [untold] entries that are still to be written to the journal, so that a store that
 *   failure between the two writes loses none
 */

/** Whether a provider showed it, or a caller imported it. @typedef {"provider" | "import"} Origin */

/**
 * @typedef {object} Observation
 * @property {UsableLink} link
 * @property {string | undefined} [document] the text of its document, if there is one
 * @property {boolean} [replayed] a replayed response, which is not current
 * @property {string} [at] when it was current, if not now
 * @property {Origin} [origin] default `provider`
 */

/**
 * The result of an observation; `link`, `origin` and `attention` are the stored state after it.
 * @typedef {{verdict: Reconciled["verdict"], why: GroundCode, link: UsableLink, origin: Origin,
 *   attention: readonly Attention[]}} Observed
 */

/**
 * @typedef {object} Weighed
 * @property {Observed} told
 * @property {Snapshot | undefined} snapshot the new snapshot
 * @property {Pick<Told, "type" | "detail">[]} entries the journal entries
 * @property {boolean} takes whether it replaces the stored link
 * @property {boolean} isNews whether it is a contradiction that the journal does not have
 */

/**
 * @typedef {object} Seen
 * @property {(observations: readonly Observation[], by: {who: string, requestId?: string}) =>
 *   Promise<Observed[]>} observe
 * @property {(format: FormatId, id: string) => Promise<Snapshot | null>} link
 * @property {(format: FormatId, child: Pick<Child, "id">) =>
 *   Promise<{id: string, origin: Origin} | null>} linkOf the link of a child
 * @property {Orphans} orphans deliveries that wait for their link
 * @property {(range: {format?: FormatId | undefined, after?: string | undefined, limit: number}) =>
 *   Promise<{snapshots: Snapshot[], next: string | undefined}>} list
 */

/**
 * The largest stored size of a link and its document; the remaining data is smaller than the difference to a store's
 * limit.
 */
const LONGEST_LINK = LONGEST_ENTRY - 20_000;

/** The most journal entries of a link that wait to be written; a store that fails for longer loses the oldest. */
const UNTOLD = 8;

/** The most contradictions stored for one link. */
const CONFLICTS = 8;

/** The longest page; an import may have many links. */
const PAGE = 100;

const TRIES = 8;

/** The precision of the time of an unchanged observation, so that a read does not always cost a write. */
const SEEN_EVERY_MS = 10_000;

/**
 * @param {{store: Store, now: () => number, journal: Journal, metrics: Metrics, keepMs: number}} edge
 * @returns {Seen}
 */
export function seenOf({ store, now, journal, metrics, keepMs }) {
  const place = store.at("links");
  const orphans = orphansOf({ store, now });

  return {
    orphans,
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
      // A provider's observation has precedence over an import.
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
   * A page of observations. Earlier deliveries about their payments are matched to them.
   * @param {readonly Observation[]} observations
   * @param {{who: string, requestId?: string}} by
   */
  async function together(observations, by) {
    const children = await Promise.all(observations.map(childOf));
    const unknown = await firstSeen(observations, children);
    const waiting = await orphansAmong(unknown);
    const observed = await weighedTogether(observations, children, waiting, by);
    // A delivery that is stored concurrently searches for its link again, so none is missed.
    const late = await orphansAmong(unknown.filter((child) => !waiting.has(child.key)));
    if (late.size > 0) {
      const again = observations.filter((_, at) => late.has(children[at] ?? ""));
      const keys = children.filter((key) => late.has(key ?? ""));
      await weighedTogether(again, keys, late, by);
    }
    for (const { key, format, id } of unknown) {
      if (waiting.has(key) || late.has(key)) await orphans.forget(format, id);
    }
    return observed;
  }

  /**
   * Payments that a provider shows and whose link was unknown.
   * @param {readonly Observation[]} observations
   * @param {readonly (string | undefined)[]} keys
   */
  async function firstSeen(observations, keys) {
    const shown = observations.flatMap(({ link, origin = "provider" }, at) => {
      const [key, id] = [keys[at], idOfChild(link)];
      return key && id !== undefined && origin === "provider"
        ? [{ key, format: link.format, id }]
        : [];
    });
    const all = [...new Map(shown.map((child) => [child.key, child])).values()];
    const known = all.length > 0 ? await place.get(all.map(({ key }) => key)) : [];
    return all.filter((_, at) => known[at] === null);
  }

  /**
   * @param {readonly {key: string, format: FormatId, id: string}[]} children
   * @returns {Promise<Map<string, Orphan[]>>}
   */
  async function orphansAmong(children) {
    const found = await orphans.of(children);
    return new Map(
      children.flatMap(({ key }, at) => (found[at]?.length ? [[key, found[at]]] : [])),
    );
  }

  /**
   * @param {readonly Observation[]} observations
   * @param {readonly (string | undefined)[]} children
   * @param {Map<string, Orphan[]>} waiting
   * @param {{who: string, requestId?: string}} by
   */
  async function weighedTogether(observations, children, waiting, by) {
    const names = await Promise.all(observations.map(({ link }) => linkKey(link.format, link.id)));
    for (let tries = 1; ; tries += 1) {
      const held = await place.get(names.map((name) => `link/${name}`));
      /** @type {Map<string, Change>} */
      const changes = new Map();
      const texts = new Map(names.map((name, at) => [name, held[at] ?? null]));
      /** @type {Entry[]} */
      const unkept = [];
      const observed = observations.map((observation, at) => {
        const name = names[at] ?? "";
        // The state that an earlier observation in this batch left.
        const text = texts.get(name) ?? null;
        /** @type {Snapshot | null} */
        const stored = JSON.parse(text ?? "null");
        const answer = joined(stored, observation, waiting.get(children[at] ?? "") ?? [], now());
        const { format, id } = observation.link;
        const entries = answer.entries.map(({ type, detail }) =>
          journal.entryOf({ type, ...by, format, link: id, ...(detail && { detail }) }),
        );
        const untold = [...(stored?.untold ?? []), ...entries].slice(-UNTOLD);
        const until = now() + keepMs;
        const waits = untold.length > 0 ? { untold } : {};
        const next = answer.snapshot && JSON.stringify({ ...answer.snapshot, ...waits });
        if (next && next !== text && next.length <= LONGEST_ENTRY) {
          const key = `link/${name}`;
          changes.set(key, { key, held: held[at] ?? null, next, until });
          texts.set(name, next);
          // A contradiction that is not taken does not determine the link of a child.
          const child = answer.isNews && !answer.takes ? undefined : children[at];
          // As JSON, because an id may contain characters that a store does not accept.
          if (child)
            changes.set(child, { key: child, held: null, next: JSON.stringify(id), until });
        } else unkept.push(...entries);
        return answer;
      });
      // A concurrent observation of one of them: reconcile again. Frequent conflicts mean frequent observations.
      if (!(await written([...changes.values()])) && tries < TRIES) continue;
      for (const { told, entries } of observed) {
        const { format } = told.link;
        metrics.count("paylink_observations_total", { format, verdict: told.verdict });
        if (entries.some(({ type }) => type === "paid_after_end"))
          metrics.count("paylink_late_payments_total", { format });
      }
      for (const entry of unkept) await journal.put(entry);
      for (const [name, text] of texts) await tell(`link/${name}`, text);
      return observed.map(({ told }) => told);
    }
  }

  /**
   * Writes pending entries to the journal. After a failure the next observation of the link does it; an entry already
   * has its id, so it is written once by any writer.
   * @param {string} key
   * @param {string | null} text the stored snapshot
   */
  async function tell(key, text) {
    /** @type {Snapshot | null} */
    const snapshot = JSON.parse(text ?? "null");
    if (!snapshot?.untold) return;
    const { untold, ...told } = snapshot;
    for (const entry of untold) await journal.put(entry);
    // If it changed in the meantime, the other writer does this too.
    const until = now() + keepMs;
    await place.write([{ key, held: text, next: JSON.stringify(told), until }]);
  }

  /**
   * The link of a child never changes, so a known one is not written again.
   * @param {Change[]} changes
   */
  async function written(changes) {
    const links = changes.filter(({ key }) => key.startsWith("link/"));
    const children = changes.filter(({ key }) => !key.startsWith("link/"));
    const known = children.length > 0 ? await place.get(children.map(({ key }) => key)) : [];
    const unknown = children.filter((_, at) => known[at] === null);
    return links.length + unknown.length === 0 || place.write([...links, ...unknown]);
  }
}

/** The state of an observation alone. @param {Observation} observation @param {number} now @returns {Observed} */
export const unkept = (observation, now) => weighed(null, observation, now).told;

/**
 * @param {Snapshot | null} stored
 * @param {Observation} observation
 * @param {number} now
 * @returns {Weighed}
 */
function weighed(
  stored,
  { link: whole, document, replayed = false, at, origin = "provider" },
  now,
) {
  const seenAt = at ?? new Date(now).toISOString();
  const link = shortenedLink(whole, LONGEST_LINK);
  const beside = documentBeside(document && masked(document), link, LONGEST_LINK);
  // An import never contradicts a provider's observation, in either direction.
  const known = stored && stored.origin === "import" && origin === "provider" ? null : stored;
  const reconciled = reconcile(known?.link ?? null, link, {
    ...(known && { storedAt: known.seenAt }),
    ...(!replayed && { observedAt: seenAt }),
  });
  const isKept = known?.origin === "provider" && origin === "import";
  const { verdict } = reconciled;
  const why = reconciled.why.code;
  const takes = reconciled.take === "observed" && !isKept;
  const next = takes || !known ? link : known.link;
  const from = isKept ? undefined : known?.link;
  // Every list that shows it repeats the same contradiction.
  const isOfChild = why === "child_ended_otherwise";
  const words = [known?.link, link].map((each) => (isOfChild ? each?.child : each)?.rawStatus);
  const [was = "", is = ""] = words.map((word) => word && cutText(word));
  const conflict = `${origin}: ${why}, ${was}, ${is}`;
  const before = known?.conflicts ?? [];
  const isNews = verdict === "conflict" && !before.includes(conflict);
  const after = isNews ? [...before, conflict].slice(-CONFLICTS) : before;
  const conflicts = after.length > 0 ? { conflicts: after } : {};
  // An import does not report payments.
  const noted = origin === "import" ? [] : reconciled.attention;
  const had = known?.attention ?? [];
  const arises = noted.filter((each) => !had.includes(each));
  const look = [...had, ...arises];
  const attention = attentionIn(look);
  const told = {
    verdict,
    why,
    link: isKept ? known.link : next,
    origin: takes || !known ? origin : known.origin,
    attention: look,
  };
  const standing = {
    from,
    observed: link,
    link: next,
    takes,
    isNews,
    verdict,
    why,
    origin,
    arises,
  };
  const common = { told, entries: changesOf(standing), takes, isNews };
  if (takes || !known) {
    return { ...common, snapshot: { link, ...beside, seenAt, origin, ...conflicts, ...attention } };
  }
  // Observed unchanged: its time is now, up to the precision.
  const again =
    verdict === "same" &&
    !replayed &&
    !isKept &&
    Date.parse(seenAt) - Date.parse(known.seenAt) >= SEEN_EVERY_MS;
  const { untold, ...rest } = known;
  // The same link, but possibly another text.
  const anew = again && why === "identical" ? beside : {};
  const snapshot = { ...rest, ...anew, ...(again && { seenAt }), ...conflicts, ...attention };
  const changes = again || isNews || arises.length > 0;
  return { ...common, snapshot: changes ? snapshot : undefined };
}

/**
 * An observation, followed by earlier deliveries about its payment.
 * @param {Snapshot | null} stored
 * @param {Observation} observation
 * @param {readonly Orphan[]} orphans
 * @param {number} now
 * @returns {Weighed}
 */
function joined(stored, observation, orphans, now) {
  let all = weighed(stored, observation, now);
  for (const { child, at, detail } of orphans) {
    const link = { ...observation.link, child };
    const { told, entries, snapshot } = weighed(all.snapshot ?? stored, { link, at }, now);
    all = {
      ...all,
      told: { ...all.told, link: told.link, attention: told.attention },
      snapshot: snapshot ?? all.snapshot,
      entries: [...all.entries, { type: "delivery_joined", detail }, ...entries],
    };
  }
  return all;
}

/** @param {UsableLink} link */
const idOfChild = ({ child, payment }) => child?.id ?? payment?.id;

/** @param {Observation} observation @returns {Promise<string | undefined>} */
async function childOf({ link, origin = "provider" }) {
  const id = idOfChild(link);
  return id === undefined ? undefined : childKey(link.format, id, origin);
}

/** @param {FormatId} format @param {string} id @param {Origin} origin */
const childKey = async (format, id, origin) =>
  `${origin === "import" ? "imported-child" : "child"}/${await linkKey(format, id)}`;
