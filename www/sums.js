// Summarises the decisions about many links by verdict and reason.

import { outcomeWord, bulkWords as words } from "./bulk.words.js";
import { h, prose } from "./dom.js";
import { escaped } from "./foreign.js";
import { closeOf } from "./links.js";
import { inWords, numberWords } from "./locale.js";
import { titleOf, verdictWord } from "./words.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {{verdict: string, canTry: boolean, reasons: string[], count: number}} Heap */
/** @typedef {{code: string, messages: Set<string>, count: number, place: number}} Warned */
/** @typedef {{key: string, format: string, id: string, title: string}} Named */

/**
 * @typedef {object} Summed
 * @property {Heap[]} heaps
 * @property {Named[]} send the links to close
 * @property {number} warned how many of these have a warning
 * @property {Warned[]} warnings their warnings, the most important first
 * @property {number} unconfirmed the number of them with an unconfirmed earlier close
 */

/** The longest time without drawing. */
const SLICE_MS = 12;

/**
 * In slices, so that the page can draw.
 * @param {Links} links
 * @param {string[]} keys
 * @param {() => boolean} goesOn
 * @param {(count: number) => void} told
 * @returns {Promise<Summed | null>}
 */
export async function sumsOf(links, keys, goesOn, told) {
  /** @type {Map<string, Heap>} */
  const heaps = new Map();
  /** @type {Map<string, Warned>} */
  const warnings = new Map();
  /** @type {Named[]} */
  const send = [];
  let warned = 0;
  let unconfirmed = 0;
  let until = performance.now() + SLICE_MS;
  for (const [at, key] of keys.entries()) {
    if (performance.now() > until) {
      told(at);
      await new Promise((resolve) => setTimeout(resolve));
      if (!goesOn()) return null;
      until = performance.now() + SLICE_MS;
    }
    const entry = links.decideAgain(key);
    if (!entry) continue;
    const close = closeOf(entry);
    const verdict = close?.verdict ?? "refused";
    const canTry = close?.canTry ?? false;
    const reasons = close ? close.reasons : [];
    // Equal parameters, except the instant, which differs by link.
    const alike = reasons.map(({ code, params: { expires_at: _, ...params } }) => [code, params]);
    const name = JSON.stringify([verdict, canTry, alike, close === undefined]);
    const heap = heaps.get(name) ?? {
      verdict,
      canTry,
      reasons: close ? inWords(reasons).map(({ message }) => message) : [words("unreadable")],
      count: 0,
    };
    heap.count += 1;
    heaps.set(name, heap);
    if (!canTry || !entry.link) continue;
    send.push({ key, format: entry.format, id: entry.link.id, title: titleOf(entry.link) });
    if (entry.unconfirmed) unconfirmed += 1;
    if (close && close.warnings.length > 0) warned += 1;
    for (const [place, warning] of (close?.warnings ?? []).entries()) add(warnings, warning, place);
  }
  return {
    heaps: [...heaps.values()],
    send,
    warned,
    warnings: [...warnings.values()].sort((one, other) => one.place - other.place),
    unconfirmed,
  };
}

/** A warning states its subject: at most this many different ones of a code are shown. */
const MOST_MESSAGES = 3;

/**
 * Counted by code.
 * @param {Map<string, Warned>} warnings
 * @param {import("./rules.js").Decision["warnings"][number]} warning
 * @param {number} place among the warnings of its link, the gravest first
 */
function add(warnings, warning, place) {
  const { code } = warning;
  const warned = warnings.get(code) ?? { code, messages: new Set(), count: 0, place };
  warned.count += 1;
  warned.place = Math.max(warned.place, place);
  if (warned.messages.size < MOST_MESSAGES) {
    for (const { message } of inWords([warning])) warned.messages.add(message);
  }
  warnings.set(code, warned);
}

/** The most links that are listed by name. */
const MOST_NAMED = 200;

/**
 * The links of a bulk close, by name.
 * @param {Named[]} send
 * @param {Set<string>} shown the visible links
 */
export function named(send, shown) {
  // First those that this dialog hides.
  const hidden = send.filter(({ key }) => !shown.has(key));
  const ordered =
    hidden.length > 0 ? [...hidden, ...send.filter(({ key }) => shown.has(key))] : send;
  const more = send.length - MOST_NAMED;
  return h(
    "section",
    null,
    h("h3", { attrs: { id: "named" } }, words("named")),
    hidden.length > 0 && h("p", { class: "near" }, words("notShown", { count: hidden.length })),
    h(
      "ul",
      { class: "named", attrs: { tabindex: 0, "aria-labelledby": "named" } },
      ...ordered
        .slice(0, MOST_NAMED)
        .map(({ key, id, title }) =>
          h(
            "li",
            null,
            h("bdi", null, title),
            " ",
            h("code", { class: "id" }, escaped(id)),
            !shown.has(key) && h("span", { class: "near" }, ` ${words("isNotShown")}`),
          ),
        ),
    ),
    more > 0 && h("p", { class: "hint" }, words("more", { count: more })),
  );
}

/** @param {Child[]} rows @param {string} caption @param {boolean} [hide] */
const sums = (rows, caption, hide) =>
  h(
    "table",
    { class: "sums" },
    h("caption", hide ? { class: "visually-hidden" } : null, caption),
    ...rows,
  );

/** @param {string} text */
const rowHead = (text) => h("th", { attrs: { scope: "row" } }, text);

/** @param {number} count */
const number = (count) => h("td", { class: "number" }, numberWords(count));

/** @param {string} caption @param {Heap[]} heaps */
export function heapTable(caption, heaps) {
  const heads = [words("verdict"), words("reason"), words("links")];
  const rows = heaps.sort((one, other) => other.count - one.count);
  return sums(
    [
      h(
        "thead",
        null,
        h("tr", null, ...heads.map((text) => h("th", { attrs: { scope: "col" } }, text))),
      ),
      h(
        "tbody",
        null,
        ...rows.map(({ verdict, reasons, count }) =>
          h(
            "tr",
            null,
            rowHead(verdictWord(verdict)),
            h(
              "td",
              null,
              ...(reasons.length > 0
                ? reasons.map((reason) => h("p", null, ...prose(reason)))
                : [words("noReason")]),
            ),
            number(count),
          ),
        ),
      ),
    ],
    caption,
  );
}

/** @param {Record<string, number>} counts by outcome; `kept`: of those that rest on what was last seen */
export const outcomeTable = (counts) =>
  sums(
    [
      h(
        "tbody",
        null,
        ...Object.entries(counts).map(([outcome, count]) =>
          h("tr", null, rowHead(outcomeWord(outcome)), number(count)),
        ),
      ),
    ],
    words("outcome"),
    true,
  );
