// The bar that shows while links are selected.

import { bulkWords as words } from "./bulk.words.js";
import { byId, h } from "./dom.js";
import { press } from "./states.js";

/** @param {number} count @param {{review: () => void, clear: () => void}} ways */
export function drawSelection(count, { review, clear }) {
  const bar = byId("selection", HTMLDivElement);
  if (bar.hidden !== (count === 0)) {
    bar.hidden = count === 0;
    const primary = press(words("review"), review);
    primary.classList.add("primary");
    bar.replaceChildren(
      h("p", { class: "selected", attrs: { role: "status" } }),
      press(words("clear"), clear),
      primary,
    );
  }
  const told = bar.querySelector(".selected");
  if (told) told.textContent = words("selected", { count });
}
