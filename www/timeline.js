// The history and the future of a link, from its data and the edge's journal.

/**
 * @import {Outcome} from "paylink"
 * @import {EntryType} from "../edge/journal.js"
 * @import {Labels} from "./locale.js"
 */

import { h } from "./dom.js";
import { escaped } from "./foreign.js";
import { labelled } from "./locale.js";
import { panelWords as words } from "./panel.words.js";
import { hasEnded } from "./rules.js";
import { childWord, exactDate, verdictWord } from "./words.js";

/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./edge.js").EventEntry} EventEntry */
/** @typedef {{at: string, text: string, who?: string, own?: boolean, ahead?: boolean}} Moment */

const outcomeWord = labelled(/** @satisfies {Labels<Outcome | "not_sent">} */ (words));
/** @satisfies {Labels<EntryType>} */
const entries = words;

/** @param {UsableLink} link @param {EventEntry[]} events @param {number} now */
export function timeline(link, events, now) {
  const moments = [...ofLink(link, now), ...events.map(ofEvent)].sort(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  );
  return h(
    "ol",
    { class: "timeline" },
    ...moments.map(({ at, text, who, own, ahead }) =>
      h(
        "li",
        { class: ahead ? "ahead" : own ? "own" : "" },
        h("p", null, text, who ? h("span", { class: "quiet" }, ` ${words("by", { who })}`) : null),
        h("time", { attrs: { datetime: at, title: at } }, exactDate(at)),
      ),
    ),
  );
}

/** @param {UsableLink} link @param {number} now @returns {Moment[]} */
function ofLink(link, now) {
  const { createdAt, updatedAt, completedAt, expiresAt, child } = link;
  const past = expiresAt !== undefined && Date.parse(expiresAt) <= now;
  return [
    ...(createdAt ? [{ at: createdAt, text: words("created"), own: true }] : []),
    ...(updatedAt && updatedAt !== createdAt && updatedAt !== completedAt
      ? [{ at: updatedAt, text: words("updated"), own: true }]
      : []),
    ...(completedAt ? [{ at: completedAt, text: words("completed"), own: true }] : []),
    ...(child?.createdAt
      ? [
          {
            at: child.createdAt,
            text: words("childCreated", { child: childWord(child.type) }),
            own: true,
          },
        ]
      : []),
    ...(expiresAt && (past || !hasEnded(link))
      ? [{ at: expiresAt, text: words(past ? "expired" : "expires"), own: true, ahead: !past }]
      : []),
  ];
}

/** @param {EventEntry} event @returns {Moment} */
function ofEvent({ at, type, who, detail = {} }) {
  const text = entries.knows(type) ? entries(wordOf(type, detail), paramsOf(detail)) : type;
  return { at, text, who };
}

/** @param {Parameters<typeof words>[0]} type @param {Record<string, any>} detail */
function wordOf(type, { from, child }) {
  if (type === "child_changed" && from === undefined) return "childSeen";
  return type === "link_conflict" && child ? "childConflict" : type;
}

/** @param {Record<string, any>} detail */
function paramsOf({ verdict, outcome, type, from, to, child }) {
  return {
    verdict: verdictWord(String(verdict ?? "")).toLowerCase(),
    outcome: outcomeWord(String(outcome ?? "")),
    child: childWord(String(child?.type ?? type ?? "")),
    from: stateWords(child?.from ?? from),
    to: stateWords(child?.to ?? child ?? to),
  };
}

/**
 * A status, or the state of an invoice or payout: status, amount and time of the payment.
 * @param {any} state
 */
const stateWords = (state) =>
  [typeof state === "string" ? state : state?.rawStatus, state?.statusContext, state?.paymentStatus]
    .filter((text) => typeof text === "string" && text !== "")
    .map(escaped)
    .join(", ");
