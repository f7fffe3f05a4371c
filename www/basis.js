// Whose rule a decision rests on: a provider's document, or an assumption that says so.

import { h, prose } from "./dom.js";

/**
 * @param {import("./rules.js").Decision} decision
 */
export function basis({ basis, source }) {
  return h(
    "p",
    { class: "basis", attrs: { "data-basis": basis } },
    h("strong", null, basis === "documented" ? "Documented" : "Assumed"),
    ` \u2013 ${source.document}: `,
    ...prose(source.words),
  );
}
