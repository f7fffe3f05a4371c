// The source of a decision: a provider's page, or an assumption.

import { closeWords as words } from "./close.words.js";
import { h, outward, prose } from "./dom.js";

/** @param {Pick<import("./rules.js").Decision, "basis" | "source">} decision */
export function basis({ basis, source }) {
  return h(
    "p",
    { class: "basis", attrs: { "data-basis": basis } },
    h("strong", null, words(basis)),
    " – ",
    outward(
      source.url,
      { attrs: { title: words("readOn", { day: source.readOn }) } },
      source.document,
    ),
    ": ",
    // The provider's words, untranslated.
    h("span", { attrs: { lang: "en" } }, ...prose(source.words)),
  );
}
