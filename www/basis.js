// Whose rule a decision rests on: a provider's own words, or an assumption that says so.

import { h, prose } from "./dom.js";

/**
 * @param {import("./rules.js").Decision} decision
 */
export function basis({ basis, source }) {
  const documented = basis === "documented";
  return h(
    "p",
    { class: "basis", attrs: { "data-basis": basis } },
    h("strong", null, documented ? "Documented" : "Assumed"),
    ` \u2013 ${source.document}: `,
    ...(documented ? [h("q", null, source.words)] : prose(source.words)),
  );
}
