// The bar that is visible while links are selected.

import { bulkWords as words } from "./bulk.words.js";
import { byId, h } from "./dom.js";
import { press } from "./states.js";

/**
 * @param {number} count
 * @param {number} hidden how many of them the list does not show
 * @param {{review: () => void, clear: () => void}} ways
 */
export function drawSelection(count, hidden, { review, clear }) {
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
  const text = words("selected", { count });
  if (told)
    told.textContent = hidden > 0 ? `${text} · ${words("notShown", { count: hidden })}` : text;
}
