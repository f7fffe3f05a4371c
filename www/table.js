// The table. Rows are kept by link, so that what one has opened or focused stays as it is while the
// list around it changes.

import { h } from "./dom.js";
import { Row } from "./row.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./row.js").RowActions} RowActions */

const COLUMNS = ["Link", "Provider", "Status", "Amount", "Time left", "Close"];
/** More than this at once is neither read by anybody nor quick to draw. */
const PAGE = 100;
const SKELETON_ROWS = 8;

export class Table {
  /** @type {Map<string, Row>} */
  #rows = new Map();
  #actions;
  #body = h("tbody", { attrs: { role: "rowgroup" } });
  #more = h("button", { class: "button more-rows", attrs: { type: "button" } });
  #limit = PAGE;
  /** @type {Entry[]} */
  #entries = [];

  /** @param {RowActions} actions */
  constructor(actions) {
    this.#actions = actions;
    this.#more.addEventListener("click", () => {
      this.#limit += PAGE;
      this.show(this.#entries);
    });
    this.element = h("div", null, table("Payment links of every provider", this.#body), this.#more);
    setInterval(() => this.#tick(), 1000);
  }

  /** @param {Entry[]} entries those to show, in their order */
  show(entries) {
    this.#entries = entries;
    const shown = entries.slice(0, this.#limit);
    const rows = shown.map((entry) => this.#row(entry));
    const elements = rows.flatMap((row) => row.elements);
    const same =
      elements.length === this.#body.children.length &&
      elements.every((element, place) => this.#body.children[place] === element);
    // Putting an element where it is already would still take the focus from what is inside it.
    if (!same) this.#body.replaceChildren(...elements);
    const left = entries.length - shown.length;
    this.#more.hidden = left === 0;
    this.#more.textContent = `Show ${Math.min(left, PAGE)} more of ${left}`;
    this.#tick();
  }

  /** Forgets the rows of links that are no longer there. @param {Set<string>} keys */
  keep(keys) {
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
  }

  /** Whether there was a row to focus. @param {string} key */
  focus(key) {
    const row = this.#rows.get(key);
    if (!row?.element.isConnected) return false;
    row.focus();
    return true;
  }

  /** @param {Entry} entry */
  #row(entry) {
    let row = this.#rows.get(entry.key);
    if (row) row.update(entry);
    else {
      row = new Row(entry, this.#actions);
      this.#rows.set(entry.key, row);
    }
    return row;
  }

  #tick() {
    if (document.hidden) return;
    const now = Date.now();
    for (const row of this.#rows.values()) if (row.element.isConnected) row.tick(now);
  }
}

/** The table's shape while the links are on their way. */
export function skeleton() {
  const bar = (/** @type {string} */ name) => h("span", { class: `bar ${name}` });
  const rows = Array.from({ length: SKELETON_ROWS }, () =>
    h(
      "tr",
      { class: "link" },
      h("td", null, bar("wide"), bar("thin")),
      ...["", "short", "short", "", "short"].map((name) => h("td", null, bar(name))),
    ),
  );
  const busy = table("Payment links, loading", h("tbody", null, ...rows));
  busy.setAttribute("aria-hidden", "true");
  return busy;
}

/**
 * The roles stand here in words because narrow screens lay the rows out as cards, and a table that is
 * not laid out as one loses them.
 * @param {string} caption
 * @param {HTMLTableSectionElement} body
 */
function table(caption, body) {
  const heads = COLUMNS.map((name) =>
    h(
      "th",
      {
        class: name.toLowerCase().replace(" ", "-"),
        attrs: { scope: "col", role: "columnheader" },
      },
      name,
    ),
  );
  return h(
    "table",
    { attrs: { role: "table" } },
    h("caption", { class: "visually-hidden" }, caption),
    h("thead", { attrs: { role: "rowgroup" } }, h("tr", { attrs: { role: "row" } }, ...heads)),
    body,
  );
}
