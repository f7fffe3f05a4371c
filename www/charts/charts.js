// Charts of links: by status over time, by time left, by reasons against a close. SVG from one pass over all links; each
// chart has a table of its figures.

import { h } from "../dom.js";
import { locale, numberWords } from "../locale.js";
import { plainTable } from "../rules/plain.js";
import { statuses } from "../rules.js";
import { statusWord } from "../words.js";
import { lyingBars } from "./bars.js";
import { patterns, stackedColumns } from "./columns.js";
import { s } from "./svg.js";
import { columnsOf, LEFT, said, tallied } from "./tally.js";
import { say } from "./words.js";

/** @typedef {import("./tally.js").Counted} Counted */
/** @typedef {import("./tally.js").Unit} Unit */
/** @typedef {import("../dom.js").Child} Child */

/** The width before the layout is known. */
const WIDTH = 560;

/** How long reasons are computed before the page may draw. */
const SLICE_MS = 8;

/**
 * The page needs `/charts/parts.css` and `/charts/charts.css`; new entries give a new element.
 * @param {Iterable<Counted>} entries
 * @param {object} [options]
 * @param {number} [options.now] epoch milliseconds, default the clock's
 * @param {(link: import("paylink").UsableLink) => import("paylink").Decision | undefined}
 *   [options.closing] the core's decision about closing, if the entries only have the verdict
 */
export function charts(entries, { now = Date.now(), closing } = {}) {
  const tally = tallied(entries, now);
  if (tally.links === 0)
    return h("div", { class: "charts" }, h("p", { class: "quiet" }, say("nothing")));
  return h(
    "div",
    { class: "charts" },
    /** @type {any} */ (patterns(series())),
    byStatus(tally),
    soon(tally),
    why(tally, closing),
  );
}

/** In stacking order. */
const series = () => statuses().map((key) => ({ key, name: statusWord(key) }));

/** @type {Record<Unit, Intl.DateTimeFormat>} */
const dates = {
  day: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
  week: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
  month: new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }),
  year: new Intl.DateTimeFormat(locale, { year: "numeric", timeZone: "UTC" }),
};

/** @param {import("./tally.js").Tally} tally */
function byStatus({ days, totals }) {
  const { unit, columns } = columnsOf(days);
  const stacks = columns.map(({ at, counts }) => ({ label: dates[unit].format(at), counts }));
  const used = series().filter((_, index) => (totals[index] ?? 0) > 0);
  const name = `${say("byStatus")}, ${say(`by_${unit}`)}`;
  const all = (/** @type {readonly number[]} */ counts) =>
    numberWords(counts.reduce((sum, count) => sum + count, 0));
  return figure({
    title: say("byStatus"),
    hint: say(`by_${unit}`),
    wide: true,
    legend: h(
      "ul",
      { class: "chart-legend" },
      ...used.map(({ key, name }) =>
        h(
          "li",
          null,
          /** @type {any} */ (swatch(key)),
          `${name} `,
          h("strong", null, numberWords(totals[statuses().indexOf(key)] ?? 0)),
        ),
      ),
    ),
    draw: (width) => stackedColumns(width, stacks, series(), name),
    table: plainTable(
      name,
      [say("when"), ...used.map(({ name }) => name), say("sum")],
      stacks.map(({ label, counts }) => [
        label,
        ...used.map(({ key }) => numberWords(counts[statuses().indexOf(key)] ?? 0)),
        all(counts),
      ]),
    ),
  });
}

/** @param {import("./tally.js").Tally} tally */
function soon({ left }) {
  const rows = LEFT.map(([key], index) => ({ label: say(key), count: left[index] ?? 0 }));
  return counted(say("soon"), say("soonHint"), say("left"), rows);
}

/**
 * @param {import("./tally.js").Tally} tally
 * @param {((link: import("paylink").UsableLink) => import("paylink").Decision | undefined)
 *   | undefined} closing
 */
function why(tally, closing) {
  if (closing === undefined || tally.unasked.length === 0) return reasonBars(tally);
  const place = h("div", { class: "chart-later" }, h("p", { class: "quiet" }, say("counting")));
  const { reasons, unasked } = tally;
  let next = 0;
  let shown = false;
  const slice = () => {
    shown ||= place.isConnected;
    const until = performance.now() + SLICE_MS;
    while (next < unasked.length && performance.now() < until) {
      const decision = closing(/** @type {import("paylink").UsableLink} */ (unasked[next]));
      next += 1;
      if (decision) said(reasons, decision);
    }
    if (next === unasked.length) place.replaceWith(reasonBars(tally));
    // The chart was replaced before it was computed.
    else if (!shown || place.isConnected) setTimeout(slice);
  };
  setTimeout(slice);
  return place;
}

/** @param {import("./tally.js").Tally} tally */
function reasonBars({ reasons, unreadable }) {
  const rows = [...reasons]
    .map(([code, count]) => ({
      label: say(/** @type {import("paylink").ReasonCode} */ (code)),
      count,
    }))
    .concat(unreadable > 0 ? [{ label: say("unreadable"), count: unreadable }] : [])
    .sort((one, other) => other.count - one.count);
  return counted(say("why"), say("whyHint"), say("reason"), rows);
}

/**
 * @param {string} title @param {string} hint @param {string} head
 * @param {readonly {label: string, count: number}[]} rows
 */
const counted = (title, hint, head, rows) =>
  figure({
    title,
    hint,
    wide: false,
    legend: null,
    draw: (width) => lyingBars(width, rows, title),
    table: plainTable(
      title,
      [head, say("count")],
      rows.map(({ label, count }) => [label, numberWords(count)]),
    ),
  });

/**
 * @param {{title: string, hint: string, wide: boolean, legend: Child, table: HTMLElement,
 *   draw: (width: number) => SVGElement}} given
 */
function figure({ title, hint, wide, legend, table, draw }) {
  const place = h("div", { class: "chart-place" }, /** @type {any} */ (draw(WIDTH)));
  let drawn = WIDTH;
  // Redrawn for the new width, because scaling would stretch the letters.
  new ResizeObserver(() => {
    const width = Math.max(200, Math.floor(place.clientWidth));
    if (width === drawn) return;
    drawn = width;
    place.replaceChildren(draw(width));
  }).observe(place);
  return h(
    "figure",
    { class: wide ? "card chart wide-chart" : "card chart" },
    h("figcaption", null, h("h2", null, title), h("p", { class: "quiet" }, hint)),
    legend,
    place,
    h("details", null, h("summary", null, say("table")), table),
  );
}

/** @param {string} key */
const swatch = (key) =>
  s(
    "svg",
    { width: 16, height: 16, "aria-hidden": "true" },
    s("rect", { class: "piece", width: 16, height: 16, rx: 4, fill: `url(#chart-${key})` }),
  );
