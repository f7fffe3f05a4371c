// The links of a list of any length: valid or not, their findings, and whether they can be closed.

import { h } from "../dom.js";
import { escaped } from "../foreign.js";
import { numberWords } from "../locale.js";
import { futurePill } from "../pill.js";
import { titleOf, verdictWord } from "../words.js";
import { virtual } from "./virtual.js";
import { say } from "./words.js";

const ROW = 48;
const SHOWS = /** @type {const} */ (["all", "wrong", "noted"]);

/** @typedef {{index: number, id?: string, link?: import("paylink").UsableLink, notes?: number,
 *   issues?: number, verdict?: string}} LinkRow `link` is missing if it cannot be used, `id` if it cannot be read */

/**
 * @param {object} given
 * @param {ReturnType<typeof import("./bench.js").bench>} given.worker
 * @param {{links: number, wrong: number, noted: number}} given.answer
 * @param {(index: number) => void} given.onLink
 */
export function linkTable({ worker, answer, onLink }) {
  let marked = -1;
  /** @type {{show: typeof SHOWS[number], query: string}} */
  const wanted = { show: "all", query: "" };
  let total = answer.links;
  /** The target of the arrow keys, until it is drawn. @type {{place: number, opens: boolean} | null} */
  let awaited = null;

  const pane = h("div", { class: "pane", attrs: { role: "presentation" } });
  const sizer = h("div", { class: "sizer", attrs: { role: "presentation" } }, pane);
  const scroller = h("div", { class: "scroller", attrs: { tabindex: 0, role: "rowgroup" } }, sizer);
  const none = h("p", { class: "quiet none", attrs: { hidden: true } }, say("noMatch"));
  const shown = h("p", { class: "quiet shown", attrs: { role: "status" } });
  const table = h(
    "div",
    { class: "grid", attrs: { role: "table", "aria-label": say("links") } },
    h(
      "div",
      { class: "grid-head", attrs: { role: "rowgroup" } },
      h(
        "div",
        { class: "grid-row", attrs: { role: "row", "aria-rowindex": 1 } },
        ...[say("number"), say("linkColumn"), say("status"), say("can"), say("found")].map((name) =>
          h("span", { attrs: { role: "columnheader" } }, name),
        ),
      ),
    ),
    scroller,
  );
  const list = virtual({
    scroller,
    sizer,
    pane,
    rowHeight: ROW,
    draw: async (first, count) =>
      (await worker.ask("links", { first, count, now: Date.now() })).map(
        (/** @type {LinkRow} */ row, /** @type {number} */ n) => drawn(row, first + n),
      ),
    drawn: arrive,
  });

  /** @param {LinkRow} row @param {number} place */
  const drawn = ({ index, id, link, notes = 0, issues = 0, verdict }, place) =>
    h(
      "div",
      {
        class: `grid-row${index === marked ? " marked" : ""}`,
        attrs: { role: "row", "aria-rowindex": place + 2 },
      },
      h("span", { class: "no", attrs: { role: "cell" } }, numberWords(index + 1)),
      h(
        "span",
        { class: "name", attrs: { role: "cell" } },
        h(
          "button",
          {
            class: "pick",
            attrs: {
              type: "button",
              "data-key": `link-${index}`,
              "data-place": place,
              "aria-current": index === marked ? "true" : null,
            },
            on: { click: () => onLink(index) },
          },
          h("bdi", null, link ? titleOf(link) : id === undefined ? say("unreadable") : escaped(id)),
        ),
      ),
      h(
        "span",
        { attrs: { role: "cell" } },
        link ? futurePill(link.status) : h("span", { class: "pill" }, say("unusable")),
      ),
      h(
        "span",
        { class: "can", attrs: { role: "cell", "data-verdict": verdict } },
        verdict && verdictWord(verdict),
      ),
      h("span", { class: "told", attrs: { role: "cell" } }, told(issues, notes)),
    );

  // The next link by the arrow keys; a redrawn row keeps the focus. Keys may be faster than rendering.
  table.addEventListener("keydown", (event) => {
    const focused = document.activeElement;
    const place = focused instanceof HTMLElement ? focused.dataset.place : undefined;
    const from = awaited ? awaited.place : Number(place);
    if (Number.isNaN(from)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (from + step < 0 || from + step >= total) return;
      awaited = { place: from + step, opens: false };
      list.reveal(awaited.place);
      arrive();
    } else if (awaited && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      awaited.opens = true;
    }
  });

  /** Focuses the target row once it is drawn, unless the user has moved elsewhere. */
  function arrive() {
    if (!awaited) return;
    const { place, opens } = awaited;
    const row = pane.querySelector(`[data-place="${place}"]`);
    if (!table.contains(document.activeElement)) awaited = null;
    else if (row instanceof HTMLElement) {
      awaited = null;
      row.focus({ preventScroll: true });
      if (opens) row.click();
    }
  }

  async function look() {
    const { count } = await worker.ask("view", wanted);
    total = count;
    table.setAttribute("aria-rowcount", String(count + 1));
    shown.textContent = say("shown", { count });
    none.hidden = count > 0;
    scroller.scrollTop = 0;
    list.resize(count);
  }

  const counts = { all: answer.links, wrong: answer.wrong, noted: answer.noted };
  const search = h("input", {
    attrs: {
      type: "search",
      "aria-label": say("search"),
      placeholder: say("search"),
      autocomplete: "off",
    },
    on: {
      input: () => {
        wanted.query = search.value;
        look();
      },
    },
  });
  const element = h(
    "section",
    { class: "links-part", attrs: { "aria-label": say("links") } },
    h(
      "div",
      { class: "toolbar" },
      h(
        "fieldset",
        { class: "segments" },
        h("legend", { class: "visually-hidden" }, say("links")),
        ...SHOWS.map((show) =>
          h(
            "label",
            null,
            h("input", {
              attrs: {
                type: "radio",
                name: "show",
                value: show,
                checked: show === "all",
                autocomplete: "off",
              },
              on: {
                change: () => {
                  wanted.show = show;
                  look();
                },
              },
            }),
            say(show),
            h("span", { class: "count" }, numberWords(counts[show])),
          ),
        ),
      ),
      h("div", { class: "narrow" }, h("div", { class: "search" }, search)),
    ),
    h("div", { class: "card" }, table, none),
    shown,
  );
  return {
    element,
    start: look,
    /** @param {number} index */
    mark(index) {
      marked = index;
      list.refresh();
    },
  };
}

/** @param {number} issues @param {number} notes */
function told(issues, notes) {
  if (issues > 0) return h("strong", { class: "bad" }, say("issueCount", { count: issues }));
  return notes > 0
    ? say("noteCount", { count: notes })
    : h("span", { class: "quiet" }, say("fine"));
}
