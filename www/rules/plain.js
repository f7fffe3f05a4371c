// A table that scrolls if the page is too narrow.

import { h } from "../dom.js";

/** @typedef {import("../dom.js").Child} Child */

/**
 * @param {string} name
 * @param {readonly string[]} heads
 * @param {readonly (readonly Child[])[]} rows
 */
export const plainTable = (name, heads, rows) =>
  h(
    "div",
    { class: "wide", attrs: { tabindex: 0, role: "region", "aria-label": name } },
    h(
      "table",
      { class: "plain" },
      h("caption", { class: "visually-hidden" }, name),
      h(
        "thead",
        null,
        h("tr", null, ...heads.map((head) => h("th", { attrs: { scope: "col" } }, head))),
      ),
      h(
        "tbody",
        null,
        ...rows.map((cells) => h("tr", null, ...cells.map((cell) => h("td", null, cell)))),
      ),
    ),
  );
