// What would become of many links, summed up by verdict and reason.

import { outcomeWord, bulkWords as words } from "./bulk.words.js";
import { h, prose } from "./dom.js";
import { closeOf } from "./links.js";
import { inWords, numberWords } from "./locale.js";
import { verdictWord } from "./words.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {{verdict: string, mayTry: boolean, reasons: string[], count: number}} Heap */

/** For so long at once the page may be kept from drawing. */
const SLICE_MS = 12;

/**
 * In slices that leave the page its frames.
 * @param {Links} links
 * @param {string[]} keys
 * @param {() => boolean} goesOn
 * @param {(count: number) => void} told
 */
export async function sumsOf(links, keys, goesOn, told) {
  /** @type {Map<string, Heap>} */
  const heaps = new Map();
  /** @type {{format: string, id: string}[]} */
  const send = [];
  let warned = 0;
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
    const mayTry = close?.mayTry ?? false;
    const reasons = close ? close.reasons : [];
    // Alike by what they are made of, but for the instant that each has of its own.
    const alike = reasons.map(({ code, params: { expires_at: _, ...params } }) => [code, params]);
    const name = JSON.stringify([verdict, mayTry, alike, close === undefined]);
    const heap = heaps.get(name) ?? {
      verdict,
      mayTry,
      reasons: close ? inWords(reasons).map(({ message }) => message) : [words("unreadable")],
      count: 0,
    };
    heap.count += 1;
    heaps.set(name, heap);
    if (!mayTry || !entry.link) continue;
    send.push({ format: entry.format, id: entry.link.id });
    if (close && close.warnings.length > 0) warned += 1;
  }
  return { heaps: [...heaps.values()], send, warned };
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

/** @param {Record<string, number>} counts by outcome */
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
