// Horizontal bars, with the label above and the number at the end.

import { numberWords } from "../locale.js";
import { s } from "./svg.js";

const ROW = 44;

/**
 * @param {number} width
 * @param {readonly {label: string, count: number}[]} rows
 * @param {string} name
 */
export function lyingBars(width, rows, name) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const end = 18 + 8 * numberWords(most).length;
  return s(
    "svg",
    {
      class: "chart-drawing",
      viewBox: `0 0 ${width} ${rows.length * ROW}`,
      width,
      height: rows.length * ROW,
      role: "img",
      "aria-label": name,
    },
    ...rows.flatMap(({ label, count }, index) => {
      const y = index * ROW;
      const length = (count / most) * Math.max(1, width - end);
      return [
        s("text", { class: "bar-label", x: 0, y: y + 14 }, fitted(label, width)),
        s("rect", {
          class: "track",
          x: 0,
          y: y + 21,
          width: Math.max(1, width - end),
          height: 14,
          rx: 4,
        }),
        s("rect", {
          class: "length",
          x: 0,
          y: y + 21,
          width: count === 0 ? 0 : Math.max(3, length),
          height: 14,
          rx: 4,
        }),
        s("text", { class: "number", x: width, y: y + 33 }, numberWords(count)),
      ];
    }),
  );
}

/** The table below has the whole label. @param {string} label @param {number} width */
function fitted(label, width) {
  const letters = Math.max(12, Math.floor(width / 7.2));
  return label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
}
