// The members of the link's model.

import { h } from "../dom.js";
import { escaped, escapedLines } from "../foreign.js";
import { futurePill } from "../pill.js";
import { say } from "./words.js";

/** @typedef {import("../dom.js").Child} Child */

/**
 * @param {import("paylink").UsableLink | null} link
 * @param {boolean} isValid
 * @param {string | null} what the name of a payload that is no payment link
 */
export function modelTree(link, isValid, what) {
  const heading = h("h2", null, say(isValid || link === null ? "model" : "usable"));
  if (link === null)
    return [heading, h("p", { class: "quiet" }, what ? say("notLink", { what }) : say("noModel"))];
  return [
    heading,
    !isValid && h("p", { class: "hint" }, say("usableHint")),
    h("p", { class: "model-status" }, futurePill(link.status)),
    members(link),
  ];
}

/** @param {object} value */
const members = (value) =>
  h(
    "dl",
    { class: "model" },
    ...Object.entries(value).map(([name, each]) =>
      h(
        "div",
        { class: isNested(each) ? "nested" : "" },
        h("dt", null, h("code", null, escaped(name))),
        h("dd", null, told(each)),
      ),
    ),
  );

/** @param {unknown} value @returns {value is object} */
const isNested = (value) =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** @param {unknown} value @returns {Child} */
function told(value) {
  if (Array.isArray(value) && value.every((each) => !isNested(each)) && value.length > 0)
    return h("ul", null, ...value.map((each) => h("li", null, told(each))));
  if (isNested(value)) return members(value);
  if (typeof value === "string")
    return h("bdi", { class: "text-value" }, value === "" ? '""' : escapedLines(value));
  return h("code", { class: "quiet" }, JSON.stringify(value) ?? "");
}
