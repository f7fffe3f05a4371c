// A status as a pill: the shared word to read, the provider's own word beside it.

import { h, hidden } from "./dom.js";
import { hasEnded } from "./rules.js";
import { statusWord } from "./words.js";

/** @typedef {import("./rules.js").PaymentLink} PaymentLink */

/**
 * The status that a link has.
 * @param {PaymentLink} link
 */
export function pill(link) {
  const ended = hasEnded(link);
  const attrs = {
    "data-status": link.status,
    title: `The provider's word is ${link.rawStatus}${ended ? ", which ends the link" : ""}`,
  };
  return h(
    "span",
    { class: "pill", attrs },
    statusWord(link.status),
    hidden(` (${link.rawStatus})`),
  );
}

/**
 * A status that a link would have.
 * @param {string} status
 */
export const futurePill = (status) =>
  h("span", { class: "pill", attrs: { "data-status": status } }, statusWord(status));
