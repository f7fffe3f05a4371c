// Whose rule a decision rests on: a provider's page, or an assumption that says so.

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
    // As the provider wrote it.
    h("span", { attrs: { lang: "en" } }, ...prose(source.words)),
  );
}
