// The table of links: columns, selection, and the grid.

import { h, hidden } from "./dom.js";
import { gridOf } from "./grid.js";
import { icon } from "./icons.js";
import { linksWords as words } from "./links.words.js";
import { drawRow } from "./row.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./choice.js").Choice} Choice */
/** @typedef {import("./choice.js").Sort} Sort */

/** @type {readonly (readonly ["link" | "provider" | "status" | "amount" | "left" | "close", Sort])[]} */
const COLUMNS = [
  ["link", "title"],
  ["provider", "provider"],
  ["status", "status"],
  ["amount", "amount"],
  ["left", "expires"],
  ["close", "urgency"],
];

/**
 * @param {object} actions
 * @param {(key: string) => void} actions.open
 * @param {(key: string) => void} actions.close
 * @param {(text: string) => void} actions.announce
 * @param {(sort: Sort) => void} actions.sort
 * @param {(hidden: number) => void} actions.selected what is selected has changed, or what is shown of it
 */
export function tableOf(actions) {
  /** @type {Set<string>} */
  const selected = new Set();
  /** @type {Entry[]} */
  let shown = [];

  const all = h("input", {
    attrs: { type: "checkbox", "aria-label": words("selectAll"), autocomplete: "off" },
    on: { change: () => select(shown, all.checked) },
  });
  /** @type {Map<Sort, {cell: HTMLElement, mark: HTMLElement}>} */
  const heads = new Map();
  const head = h(
    "div",
    { class: "row head", attrs: { role: "row", "aria-rowindex": 1 } },
    h(
      "div",
      { class: "cell select", attrs: { role: "columnheader", "aria-colindex": 1 } },
      h("label", { class: "check" }, all),
    ),
    ...COLUMNS.map(([name, sort], place) => {
      const mark = h("span", { class: "mark" });
      const label = hidden(words("sortedBy", { column: words(name) }));
      const cell = h(
        "div",
        { class: `cell ${name}`, attrs: { role: "columnheader", "aria-colindex": place + 2 } },
        h(
          "button",
          { attrs: { type: "button" }, on: { click: () => actions.sort(sort) } },
          h("span", { attrs: { "aria-hidden": "true" } }, words(name)),
          label,
          mark,
        ),
      );
      heads.set(sort, { cell, mark });
      return cell;
    }),
  );

  const grid = gridOf({
    label: words("table"),
    head,
    columns: COLUMNS.length + 1,
    draw: (entry, state) =>
      drawRow(entry, state, { ...actions, choose: (key, range) => grid.choose(key, range) }),
    open: ({ key }) => actions.open(key),
    select,
    isSelected: (key) => selected.has(key),
  });

  /** @param {Entry[]} entries @param {boolean} wanted */
  function select(entries, wanted) {
    for (const { key } of entries) {
      if (wanted) selected.add(key);
      else selected.delete(key);
    }
    drawSelected();
  }

  function drawSelected() {
    grid.redraw();
    let count = 0;
    if (selected.size > 0) for (const { key } of shown) if (selected.has(key)) count += 1;
    all.checked = count > 0 && count === shown.length;
    all.indeterminate = count > 0 && !all.checked;
    actions.selected(selected.size - count);
  }

  return {
    element: grid.element,
    focus: grid.focus,
    toTop: grid.toTop,
    inSight: grid.inSight,
    selected: () => selected,
    selectNone() {
      selected.clear();
      drawSelected();
    },
    /** @param {Entry[]} entries @param {Choice} choice */
    show(entries, { sort, down }) {
      shown = entries;
      grid.show(entries);
      drawSelected();
      for (const [name, { cell, mark }] of heads) {
        if (name === sort) cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        else cell.removeAttribute("aria-sort");
        mark.replaceChildren(...(name === sort ? [icon(down ? "down" : "up")] : []));
      }
    },
  };
}
