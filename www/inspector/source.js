// The text with line numbers, and all findings marked.

import { h } from "../dom.js";
import { escaped } from "../foreign.js";
import { virtual } from "./virtual.js";
import { say } from "./words.js";

/** @typedef {import("./segments.js").Segment} Segment */
/** @typedef {import("./lines.js").Row & {segments: Segment[], begin: number[]}} SourceRow */

const ROW = 24;

/**
 * @param {object} given
 * @param {ReturnType<typeof import("./bench.js").bench>} given.worker
 * @param {number} given.rows
 * @param {(id: number, link: number) => void} given.onFinding
 * @param {(place: {pointer: string, link: number}) => void} given.onPlace
 */
export function sourceView({ worker, rows, onFinding, onPlace }) {
  const chosen = { start: -1, end: -1 };
  const pane = h("div", { class: "pane" });
  const sizer = h("div", { class: "sizer" }, pane);
  const scroller = h(
    "div",
    { class: "scroller", attrs: { tabindex: 0, role: "region", "aria-label": say("source") } },
    sizer,
  );
  const crumb = h("p", { class: "crumb" }, say("placeAt"));
  const element = h(
    "div",
    { class: "card source" },
    h("div", { class: "source-head" }, h("h2", null, say("source")), crumb),
    scroller,
  );
  const list = virtual({
    scroller,
    sizer,
    pane,
    rowHeight: ROW,
    draw: async (first, count) =>
      (await worker.ask("rows", { first, count, ...chosen })).map(drawn),
  });

  /** @param {SourceRow} row */
  function drawn(row) {
    const { segments, begin, line, first } = row;
    const finding = begin[0];
    const number = first ? String(line) : "";
    const gutter =
      finding === undefined
        ? h("span", { class: "gutter", attrs: { "aria-hidden": "true" } }, number)
        : h(
            "button",
            {
              class: "gutter",
              attrs: {
                type: "button",
                "data-key": `row-${row.start}`,
                "data-id": finding,
                "aria-label": say("row", { count: begin.length, line }),
              },
            },
            number || "·",
          );
    return h(
      "div",
      { class: "line", attrs: { "data-severity": severityOf(segments) } },
      gutter,
      h("code", { class: "text" }, ...segments.map(segment)),
    );
  }

  /** @param {Segment} segment */
  const segment = ({ text, shown, at, found, severity, chosen }) =>
    h(
      "span",
      {
        class: [chosen && "chosen", text !== shown && "unseen"].filter(Boolean).join(" "),
        attrs: {
          "data-at": at,
          "data-id": found >= 0 ? found : null,
          "data-severity": severity || null,
        },
      },
      shown,
    );

  pane.addEventListener("click", async (event) => {
    const target =
      event.target instanceof Element ? event.target.closest("[data-id], [data-at]") : null;
    if (!(target instanceof HTMLElement)) return;
    const id = target.dataset.id;
    const line = target.closest(".line")?.querySelector("[data-at]");
    const from = target.dataset.at ?? (line instanceof HTMLElement ? line.dataset.at : undefined);
    if (from === undefined) return;
    const place = await worker.ask("at", {
      offset: Number(from) + (target.dataset.at ? bytesBefore(event, target) : 0),
      id: id === undefined ? -1 : Number(id),
    });
    choose(place.place, place.pointer, false);
    if (id !== undefined) onFinding(Number(id), place.link);
    else onPlace(place);
  });

  /**
   * @param {{start: number, end: number, row: number}} place
   * @param {string | null} pointer
   * @param {boolean} [turn] whether to scroll there
   */
  function choose(place, pointer, turn = true) {
    chosen.start = place.start;
    chosen.end = place.end;
    crumb.replaceChildren(
      pointer === null
        ? say("placeAt")
        : pointer === ""
          ? say("wholeText")
          : h("code", null, escaped(pointer)),
    );
    if (turn) list.reveal(place.row);
    else list.refresh();
  }

  return { element, choose, start: () => list.resize(rows) };
}

/** @param {readonly Segment[]} segments */
function severityOf(segments) {
  if (segments.some(({ severity }) => severity === "error")) return "error";
  return segments.some(({ severity }) => severity === "note") ? "note" : null;
}

/**
 * The offset of a click within a piece of the text.
 * @param {MouseEvent} event @param {HTMLElement} target
 */
function bytesBefore(event, target) {
  const text = target.textContent ?? "";
  // An escape stands for one character.
  if (target.classList.contains("unseen")) return 0;
  // If the browser does not report the position, the first character that is not a space.
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const letters =
    caret && target.contains(caret.offsetNode)
      ? Math.min(caret.offset, Math.max(0, text.length - 1))
      : 0;
  const indent = text.length - text.trimStart().length;
  return new TextEncoder().encode(text.slice(0, Math.max(letters, indent))).length;
}
