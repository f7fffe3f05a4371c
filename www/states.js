// What stands in the table's place, or above it, when there is nothing to show or not everything.

import { h, prose } from "./dom.js";
import { codeOf } from "./problem.js";
import { providerName } from "./rules.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./dom.js").Child} Child */

/** @typedef {{retry: () => void, reload: () => void}} Ways */

/**
 * What the problem means and what to do about it.
 * @param {Problem} problem
 * @param {Ways} ways
 * @returns {{title: string, text: Child[], button: HTMLButtonElement}}
 */
function advice(problem, ways) {
  if (problem.status === 401 || problem.status === 403) {
    return {
      title: "Your session is missing or has ended",
      text: [
        "Reload the page to begin a new one. If that does not help, ask whoever runs this edge.",
      ],
      button: press("Reload the page", ways.reload),
    };
  }
  const text = problem.detail ? prose(problem.detail) : [];
  return { title: problem.title, text, button: press("Try again", ways.retry) };
}

/** In the table's place. @param {Problem} problem @param {Ways} ways */
export function failed(problem, ways) {
  const { title, text, button } = advice(problem, ways);
  return h(
    "div",
    { class: "state", attrs: { role: "alert" } },
    h("h2", null, title),
    h("p", null, ...text),
    problem.code && h("p", { class: "code" }, h("code", null, codeOf(problem))),
    button,
  );
}

/** Above the table, which still shows what was read before. @param {Problem} problem @param {Ways} ways */
export function stale(problem, ways) {
  const { title, text, button } = advice(problem, ways);
  const shown = "The links below are as they were read before. ";
  return banner("error", `${title}. `, [shown, ...text], button);
}

/**
 * @param {{format: string, problem: Problem}[]} unavailable
 * @param {Ways} ways
 */
export const partly = (unavailable, ways) =>
  unavailable.map(({ format, problem }) =>
    banner(
      "caution",
      `${providerName(format)} is not available, so its links may be missing or out of date. `,
      prose(problem.detail || problem.title),
      press("Try again", ways.retry),
    ),
  );

export const empty = () =>
  h(
    "div",
    { class: "state" },
    h("h2", null, "No payment links yet"),
    h(
      "p",
      null,
      "Links made at your providers appear here, each with what can still be done with it.",
    ),
  );

/** @param {() => void} clear */
export const noMatch = (clear) =>
  h(
    "div",
    { class: "state" },
    h("h2", null, "No links match"),
    h("p", null, "Nothing that was read fits the search and the filters."),
    press("Clear the filters", clear),
  );

/** @param {unknown} error @param {() => void} again */
export const notStarted = (error, again) =>
  h(
    "div",
    { class: "state", attrs: { role: "alert" } },
    h("h2", null, "The page could not start"),
    h("p", null, "The part that works out what can be done with a link did not load."),
    h(
      "p",
      { class: "code" },
      h("code", null, error instanceof Error ? error.message : String(error)),
    ),
    press("Try again", again),
  );

/**
 * @param {string} kind
 * @param {string} title
 * @param {Child[]} text
 * @param {HTMLButtonElement} button
 */
const banner = (kind, title, text, button) =>
  h(
    "div",
    { class: `banner ${kind}`, attrs: { role: "alert" } },
    h("p", null, h("strong", null, title), ...text),
    button,
  );

/** @param {string} label @param {() => void} act */
const press = (label, act) =>
  h("button", { class: "button", attrs: { type: "button" }, on: { click: act } }, label);
