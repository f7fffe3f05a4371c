// A status as a pill: the normalised status, with the provider's word.

import { h, hidden } from "./dom.js";
import { escaped, isolated } from "./foreign.js";
import { linksWords as words } from "./links.words.js";
import { statusWord } from "./words.js";

/** @typedef {import("./rules.js").UsableLink} UsableLink */

/**
 * The current status of a link.
 * @param {UsableLink} link
 * @param {boolean} ended whether it is a final one
 */
export function pill(link, ended) {
  const word = escaped(link.rawStatus);
  const attrs = {
    "data-status": link.status,
    title: words(ended ? "rawStatusEnds" : "rawStatus", { word: isolated(word) }),
  };
  return h("span", { class: "pill", attrs }, statusWord(link.status), hidden(` (${word})`));
}

/**
 * A possible status of a link.
 * @param {string} status
 */
export const futurePill = (status) =>
  h("span", { class: "pill", attrs: { "data-status": status } }, statusWord(status));
