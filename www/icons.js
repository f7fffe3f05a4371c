// The icons as inline SVG: they have the colour of their text and need no request.

/** @type {Record<string, string[]>} */
const PATHS = {
  chevron: ["M6 4l4 4-4 4"],
  copy: ["M6 6h7v7H6z", "M10 3H3v7"],
  check: ["M3.5 8.5l3 3 6-7"],
  external: ["M9 3h4v4", "M13 3L7.5 8.5", "M11.5 9.5V13H3V4.5h3.5"],
  caution: ["M8 2.5l6 10.5H2z", "M8 6.5v3", "M8 11.2v.1"],
  arrow: ["M3 8h10", "M9.5 4.5L13 8l-3.5 3.5"],
  up: ["M4.5 9.5L8 6l3.5 3.5"],
  down: ["M4.5 6.5L8 10l3.5-3.5"],
  keyboard: ["M1.5 4.5h13v7.5h-13z", "M5 9.8h6", "M4 7h.1M6.6 7h.1M9.2 7h.1M11.8 7h.1"],
  cross: ["M4.5 4.5l7 7", "M11.5 4.5l-7 7"],
};

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const d of PATHS[name] ?? []) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
