// Whose rule a decision rests on: a provider's document, or an assumption that says so.

import { closeWords as words } from "./close.words.js";
import { h, prose } from "./dom.js";

/** @param {Pick<import("./rules.js").Decision, "basis" | "source">} decision */
export function basis({ basis, source }) {
  return h(
    "p",
    { class: "basis", attrs: { "data-basis": basis } },
    h("strong", null, words(basis)),
    ` – ${source.document}: `,
    // As the provider wrote it.
    h("span", { attrs: { lang: "en" } }, ...prose(source.words)),
  );
}
