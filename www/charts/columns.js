// Stacked columns, drawn for the available width without scaling. Statuses differ by pattern as well as by colour.

import { numberWords } from "../locale.js";
import { s } from "./svg.js";

const HEIGHT = 220;
const TOP = 14;
const BOTTOM = 26;
/** The width of a label on the time axis. */
const LABEL = 76;

/**
 * @typedef {{key: string, name: string}} Series
 * @typedef {{label: string, counts: readonly number[]}} Stack
 */

/**
 * @param {number} width
 * @param {readonly Stack[]} stacks
 * @param {readonly Series[]} series
 * @param {string} name
 */
export function stackedColumns(width, stacks, series, name) {
  const most = Math.max(1, ...stacks.map(({ counts }) => sum(counts)));
  const { step, highest } = scale(most);
  const left = 12 + 7.5 * numberWords(highest).length;
  const room = Math.max(1, width - left - 8);
  const each = room / Math.max(1, stacks.length);
  const bar = Math.max(1, Math.min(46, each * 0.72));
  const yOf = (/** @type {number} */ value) =>
    HEIGHT - BOTTOM - (value / highest) * (HEIGHT - TOP - BOTTOM);
  const every = Math.max(1, Math.ceil(LABEL / each));

  const parts = [];
  for (let value = 0; value <= highest; value += step) {
    parts.push(
      s("line", {
        class: value === 0 ? "axis" : "rule",
        x1: left,
        x2: width - 8,
        y1: yOf(value),
        y2: yOf(value),
      }),
      s("text", { class: "tick end", x: left - 6, y: yOf(value) + 4 }, numberWords(value)),
    );
  }
  stacks.forEach(({ label, counts }, index) => {
    const middle = left + (index + 0.5) * each;
    let below = 0;
    const pieces = counts.flatMap((count, place) => {
      const { key = "", name = "" } = series[place] ?? {};
      if (count === 0) return [];
      const bottom = yOf(below);
      below += count;
      // The line between two pieces has the background's colour, so that they stay distinct.
      return [
        s(
          "rect",
          {
            class: "piece",
            "data-series": key,
            fill: `url(#chart-${key})`,
            x: middle - bar / 2,
            width: bar,
            y: yOf(below),
            height: bottom - yOf(below),
          },
          s("title", {}, `${label} · ${name}: ${numberWords(count)}`),
        ),
      ];
    });
    parts.push(...pieces);
    // The last one always has its label, and the one before it is hidden if they overlap.
    const fromEnd = stacks.length - 1 - index;
    if (fromEnd % every === 0 && middle - LABEL / 2 > left - 24)
      parts.push(
        s(
          "text",
          {
            class: `tick ${fromEnd === 0 && stacks.length > 1 ? "end" : "middle"}`,
            x: fromEnd === 0 && stacks.length > 1 ? width - 4 : middle,
            y: HEIGHT - 6,
          },
          label,
        ),
      );
  });
  return s(
    "svg",
    {
      class: "chart-drawing",
      viewBox: `0 0 ${width} ${HEIGHT}`,
      width,
      height: HEIGHT,
      role: "img",
      "aria-label": name,
    },
    ...parts,
  );
}

/** @param {readonly number[]} counts */
const sum = (counts) => counts.reduce((all, count) => all + count, 0);

/** Steps of 1, 2 or 5 times a power of ten; at least one link. @param {number} most */
function scale(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((by) => by * power).find((each) => each * 4 >= most) ?? most,
  );
  return { step, highest: Math.ceil(most / step) * step };
}

/** The patterns of the pieces; once on a page. @param {readonly Series[]} series */
export const patterns = (series) =>
  s(
    "svg",
    { class: "visually-hidden", width: 0, height: 0, "aria-hidden": "true" },
    s("defs", {}, ...series.map(({ key }) => pattern(key))),
  );

/** @type {Record<string, [string, Record<string, string | number>][]>} */
const MARKS = {
  open: [],
  in_progress: [["path", { d: "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6" }]],
  completed: [["circle", { cx: 4, cy: 4, r: 1.4 }]],
  expired: [["path", { d: "M0 2 H8 M0 6 H8" }]],
  cancelled: [["path", { d: "M0 0 L8 8 M0 8 L8 0" }]],
  unknown: [["path", { d: "M2 0 V8 M6 0 V8" }]],
};

/** @param {string} key */
const pattern = (key) =>
  s(
    "pattern",
    {
      id: `chart-${key}`,
      class: `fill-${key}`,
      width: 8,
      height: 8,
      patternUnits: "userSpaceOnUse",
    },
    s("rect", { class: "fill", width: 8, height: 8 }),
    ...(MARKS[key] ?? []).map(([tag, attrs]) => s(tag, { class: "mark", ...attrs })),
  );
