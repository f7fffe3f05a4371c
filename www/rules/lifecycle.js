// The lifecycle of a provider's links: as a diagram, by selected edge, and as a table.

import { s } from "../charts/svg.js";
import { h, prose } from "../dom.js";
import { statusWord } from "../words.js";
import { drawing, stepWords } from "./drawing.js";
import { plainTable } from "./plain.js";
import { sourced } from "./sourced.js";
import { say } from "./words.js";

/** @import {FormatInfo, LifecycleRow} from "paylink" */
/** @import {Step} from "./layers.js" */

/** @param {FormatInfo} format @param {readonly LifecycleRow[]} rows */
export function lifecyclePart(format, rows) {
  const panel = h(
    "div",
    { class: "edge-panel", attrs: { "aria-live": "polite" } },
    h("p", { class: "quiet" }, say("pick")),
  );
  /** @param {Step} step */
  const choose = (step) =>
    panel.replaceChildren(h("p", { class: "step" }, stepWords(step)), sourced(step));
  return h(
    "section",
    { class: "card part" },
    h(
      "div",
      { class: "part-head" },
      h("h2", null, say("lifecycle")),
      h("p", { class: "legend" }, key("documented"), key("assumed")),
    ),
    h(
      "div",
      { class: "drawing", attrs: { tabindex: 0, role: "region", "aria-label": say("lifecycle") } },
      drawing(format, rows, choose),
    ),
    panel,
    h(
      "details",
      null,
      h("summary", null, say("asText")),
      plainTable(
        say("asText"),
        [say("from"), say("event"), say("to"), say("offer"), say("basis"), say("source")],
        rows.map(({ from, event, to, offer, basis, document, words }) => [
          statusWord(from),
          say(event),
          to ? statusWord(to) : "–",
          say(offer),
          say(basis),
          h("span", { attrs: { lang: "en" } }, `${document}: `, ...prose(words)),
        ]),
      ),
    ),
  );
}

/** @param {"documented" | "assumed"} basis */
const key = (basis) =>
  h(
    "span",
    { class: "key" },
    /** @type {any} */ (
      s(
        "svg",
        { width: 34, height: 10, "aria-hidden": "true", class: "edge", "data-basis": basis },
        s("path", { class: "line-key", d: "M0 5 H34" }),
      )
    ),
    say(basis),
  );
