// The diagram of a lifecycle from the core's table. Every edge can be selected by pointer and keyboard.

import { s } from "../charts/svg.js";
import { statusWord } from "../words.js";
import { layout, NODE } from "./layers.js";
import { say } from "./words.js";

/** @import {FormatInfo, LifecycleRow} from "paylink" */
/** @import {Edge, Node, Step} from "./layers.js" */

/** @param {Step} step */
export const stepWords = ({ from, event, to, basis }) =>
  say("step", {
    from: statusWord(from),
    event: say(event),
    to: statusWord(to),
    basis: say(basis),
  });

/**
 * @param {FormatInfo} format
 * @param {readonly LifecycleRow[]} rows
 * @param {(step: Step) => void} choose
 */
export function drawing(format, rows, choose) {
  const { nodes, edges, width, height } = layout(rows);
  const drawn = edges.map((each) => edge(each));
  drawn.forEach((element, index) => {
    const pick = () => {
      for (const other of drawn) other.setAttribute("aria-pressed", String(other === element));
      choose(/** @type {Edge} */ (edges[index]).step);
    };
    element.addEventListener("click", pick);
    element.addEventListener("focus", pick);
    element.addEventListener("keydown", (event) => {
      const { key } = /** @type {KeyboardEvent} */ (event);
      if (key !== "Enter" && key !== " ") return;
      event.preventDefault();
      pick();
    });
  });
  return s(
    "svg",
    {
      class: "lifecycle",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "group",
      "aria-label": say("drawingOf", { name: format.name }),
    },
    s("defs", {}, arrow("arrow"), arrow("arrow-chosen")),
    ...drawn,
    ...nodes.map((each) => node(each, format)),
  );
}

/** @param {string} id */
const arrow = (id) =>
  s(
    "marker",
    {
      id,
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 11,
      markerHeight: 11,
      markerUnits: "userSpaceOnUse",
      orient: "auto",
    },
    s("path", { d: "M0 0.5 L8 4 L0 7.5 z", class: id }),
  );

/** @param {Node} node @param {FormatInfo} format */
function node({ status, x, y }, format) {
  const words = format.statuses.filter((each) => each.status === status);
  const final = words.length > 0 && words.every((each) => each.final);
  const raw = words.map(({ word }) => word).join(", ") || say("noWord");
  return s(
    "g",
    { class: "node", "data-status": status, "data-final": String(final) },
    s("rect", {
      x: x - NODE.width / 2,
      y: y - NODE.height / 2,
      width: NODE.width,
      height: NODE.height,
      rx: 12,
    }),
    s("text", { x, y: y - 4, class: "node-name" }, statusWord(status)),
    s("text", { x, y: y + 15, class: "node-word" }, raw),
  );
}

/** @param {Edge} edge */
function edge({ step, points, label: [x, y] }) {
  return s(
    "g",
    {
      class: "edge",
      tabindex: 0,
      role: "button",
      "aria-pressed": "false",
      "aria-label": stepWords(step),
      "data-from": step.from,
      "data-event": step.event,
      "data-to": step.to,
      "data-basis": step.basis,
    },
    s("path", { class: "reach", d: curve(points) }),
    s("path", { class: "way", d: curve(points) }),
    s("text", { class: "event", x, y: y - 7 }, say(step.event)),
  );
}

/** Horizontal at every point, so that a label is on a straight piece. @param {[number, number][]} points */
function curve(points) {
  let path = "";
  points.forEach(([x, y], index) => {
    const before = points[index - 1];
    if (!before) path = `M${x} ${y}`;
    else {
      const half = (before[0] + x) / 2;
      path += ` C${half} ${before[1]} ${half} ${y} ${x} ${y}`;
    }
  });
  return path;
}
