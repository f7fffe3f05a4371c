// The charts, collapsed at first: they are loaded and computed when opened.

import { h } from "./dom.js";
import { linksWords as words } from "./links.words.js";
import { closing } from "./rules.js";

/** @typedef {import("./links.js").Entry} Entry */

const STYLES = ["/charts/parts.css", "/charts/charts.css"];

/** @param {HTMLElement} place @param {() => Entry[]} entries */
export function overviewOf(place, entries) {
  const body = h("div", { class: "overview-body" });
  const details = h("details", { class: "overview" }, h("summary", null, words("charts")), body);
  place.replaceChildren(details);
  /** @type {Entry[] | null} */
  let drawn = null;
  /** @type {Promise<typeof import("./charts/charts.js")> | null} */
  let loaded = null;

  async function draw() {
    if (!details.open || drawn === entries()) return;
    if (!loaded) {
      for (const href of STYLES)
        document.head.append(h("link", { attrs: { rel: "stylesheet", href } }));
      loaded = import("./charts/charts.js");
    }
    const { charts } = await loaded;
    drawn = entries();
    body.replaceChildren(charts(drawn, { closing }));
  }

  details.addEventListener("toggle", draw);
  return { draw };
}
