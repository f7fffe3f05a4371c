// The core's truth table, with filters.

import { h, outward, prose } from "../dom.js";
import { statusWord, verdictWord } from "../words.js";
import { plainTable } from "./plain.js";
import { catalogueText } from "./texts.js";
import { say } from "./words.js";

/** @import {TruthRow} from "paylink" */

const PAGE = 25;

/** @param {TruthRow["child"]} child */
const childWord = (child) => (child ? `${child.type}: ${child.rawStatus}` : say("none"));

/** The filters, with the value of a row. @type {Record<string, (row: TruthRow) => string>} */
const COLUMNS = {
  status: ({ rawStatus }) => rawStatus,
  action: ({ action }) => action,
  clock: ({ clock }) => clock,
  child: ({ child }) => (child ? `${child.type}: ${child.rawStatus}` : ""),
  approval: ({ approval }) => (approval ? "yes" : "no"),
  verdict: ({ verdict }) => verdict,
};

/** @param {string} column @param {string} value */
function word(column, value) {
  if (column === "clock") return say(/** @type {TruthRow["clock"]} */ (value));
  if (column === "approval") return say(value === "yes" ? "yes" : "no");
  if (column === "verdict") return verdictWord(value);
  if (column === "child") return value || say("none");
  return value;
}

/** @param {readonly TruthRow[]} rows */
export function truthPart(rows) {
  const asked = new URL(location.href).searchParams;
  /** @type {Map<string, HTMLSelectElement>} */
  const filters = new Map();
  let first = 0;
  let fitting = rows;

  for (const [column, of] of Object.entries(COLUMNS)) {
    const values = [...new Set(rows.map(of))];
    const wanted = asked.get(column);
    const select = h(
      "select",
      { attrs: { name: column, autocomplete: "off" }, on: { change: filter } },
      h("option", { attrs: { value: "*" } }, say("any")),
      ...values.map((value) =>
        h(
          "option",
          { attrs: { value: `=${value}`, selected: wanted === value } },
          word(column, value),
        ),
      ),
    );
    filters.set(column, select);
  }

  const table = h("div", { class: "truth" });
  const count = h("p", { class: "quiet", attrs: { role: "status" } });
  const where = h("span", { class: "quiet" });
  const previous = turn("previous", -PAGE);
  const following = turn("following", PAGE);
  const codes = h("dl", { class: "codes" });

  /** @param {"previous" | "following"} name @param {number} by */
  function turn(name, by) {
    const press = () => {
      if (first + by < 0 || first + by >= fitting.length) return;
      first += by;
      draw();
    };
    return h(
      "button",
      { class: "button", attrs: { type: "button" }, on: { click: press } },
      say(name),
    );
  }

  function filter() {
    const url = new URL(location.href);
    for (const [column, select] of filters) {
      if (select.value === "*") url.searchParams.delete(column);
      else url.searchParams.set(column, select.value.slice(1));
    }
    history.replaceState(null, "", url);
    look();
  }

  function look() {
    const wanted = [...filters].filter(([, { value }]) => value !== "*");
    fitting = rows.filter((row) =>
      wanted.every(([column, { value }]) => COLUMNS[column]?.(row) === value.slice(1)),
    );
    first = 0;
    count.textContent = say("rows", { count: fitting.length, all: rows.length });
    const said = new Set(fitting.flatMap(({ reasons, warnings }) => [...reasons, ...warnings]));
    codes.replaceChildren(
      ...[...said].map((code) =>
        h(
          "div",
          null,
          h("dt", null, h("code", null, code)),
          h("dd", null, ...prose(catalogueText(code))),
        ),
      ),
    );
    draw();
  }

  function draw() {
    const shown = fitting.slice(first, first + PAGE);
    const last = first + shown.length;
    where.textContent = say("page", { first: first + 1, last, all: fitting.length });
    previous.setAttribute("aria-disabled", String(first === 0));
    following.setAttribute("aria-disabled", String(last >= fitting.length));
    table.replaceChildren(
      shown.length === 0
        ? h("p", { class: "quiet none" }, say("noRows"))
        : plainTable(
            say("truth"),
            HEADS.map((head) => say(head)),
            shown.map(cells),
          ),
    );
  }

  look();
  return h(
    "section",
    { class: "card part" },
    h("h2", null, say("truth")),
    h("p", { class: "hint" }, say("truthLead")),
    h(
      "div",
      { class: "filters" },
      ...[...filters].map(([column, select]) =>
        h(
          "label",
          { class: "filter" },
          h("span", null, say(/** @type {"status"} */ (column))),
          select,
        ),
      ),
      h(
        "button",
        {
          class: "button",
          attrs: { type: "button" },
          on: {
            click: () => {
              for (const select of filters.values()) select.value = "*";
              filter();
            },
          },
        },
        say("clear"),
      ),
    ),
    count,
    table,
    h("p", { class: "paging" }, previous, where, following),
    h("h3", null, say("codes")),
    codes,
  );
}

const HEADS = /** @type {const} */ ([
  "status",
  "action",
  "clock",
  "child",
  "approval",
  "verdict",
  "next",
  "reasons",
  "basis",
]);

/** @param {TruthRow} row */
function cells(row) {
  const { rawStatus, action, clock, child, approval, verdict, canTry, next, reasons, warnings } =
    row;
  return [
    h("code", null, rawStatus),
    action,
    say(clock),
    childWord(child),
    say(approval ? "yes" : "no"),
    h(
      "span",
      { class: "verdict-word", attrs: { "data-verdict": verdict } },
      verdictWord(verdict),
      verdict === "uncertain" && canTry && h("span", { class: "raw" }, say("may")),
    ),
    next ? statusWord(next) : "–",
    h(
      "span",
      { class: "places" },
      ...reasons.map((code) => h("code", null, code)),
      ...warnings.map((code) => h("code", { class: "warns" }, code)),
    ),
    // The page is the provider's, and so are its words.
    outward(
      row.source.url,
      { attrs: { title: `${row.source.document}: ${row.source.words}` } },
      say(row.basis),
    ),
  ];
}
