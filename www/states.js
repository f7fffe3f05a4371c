// What stands in the list's place, or above it, when there is nothing to show or not everything.

import { h, prose } from "./dom.js";
import { linksWords as words } from "./links.words.js";
import { codeOf } from "./problem.js";
import { problemWords } from "./problem.words.js";
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
  const { status, title, detail } = problem;
  if (status === 401 || status === 403) {
    const text = [problemWords("sessionText")];
    return { title, text, button: press(problemWords("reload"), ways.reload) };
  }
  const text = detail ? prose(detail) : [];
  return { title, text, button: press(problemWords("again"), ways.retry) };
}

/** In the list's place. @param {Problem} problem @param {Ways} ways */
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

/** Above the list. @param {Problem} problem @param {Ways} ways */
export function stale(problem, ways) {
  const { title, text, button } = advice(problem, ways);
  return banner("error", `${title}. `, text, button);
}

/**
 * One provider is down.
 * @param {{format: string, problem: Problem | null, kept: boolean}} stream
 * @param {{retry: () => void, showKept: () => void}} ways
 */
export const down = ({ format, problem, kept }, ways) =>
  banner(
    "caution",
    `${words(kept ? "downKept" : "down", { provider: providerName(format) })} `,
    prose(problem?.detail || problem?.title || ""),
    press(problemWords("again"), ways.retry),
    kept ? null : press(words("showKept"), ways.showKept),
  );

export const offline = () => banner("caution", `${words("offline")} `, [words("offlineText")]);

export const empty = () =>
  h(
    "div",
    { class: "state" },
    h("h2", null, words("emptyTitle")),
    h("p", null, words("emptyText")),
  );

/** @param {() => void} clear */
export const noMatch = (clear) =>
  h(
    "div",
    { class: "state" },
    h("h2", null, words("noMatchTitle")),
    h("p", null, words("noMatchText")),
    press(words("clear"), clear),
  );

/** @param {unknown} error @param {() => void} again */
export const notStarted = (error, again) =>
  h(
    "div",
    { class: "state", attrs: { role: "alert" } },
    h("h2", null, words("notStartedTitle")),
    h("p", null, words("notStartedText")),
    h(
      "p",
      { class: "code" },
      h("code", null, error instanceof Error ? error.message : String(error)),
    ),
    press(problemWords("again"), again),
  );

const SKELETON_ROWS = 8;

/** The list's shape while the links are on their way. */
export const skeleton = () =>
  h(
    "div",
    { class: "grid", attrs: { "aria-hidden": "true" } },
    ...Array.from({ length: SKELETON_ROWS }, () =>
      h(
        "div",
        { class: "row waiting" },
        h("div", { class: "cell" }),
        ...["wide", "", "short", "short", "", "short"].map((name) =>
          h("div", { class: "cell" }, h("span", { class: `bar ${name}` })),
        ),
      ),
    ),
  );

/**
 * @param {string} kind
 * @param {string} title
 * @param {Child[]} text
 * @param {...Child} buttons
 */
export const banner = (kind, title, text, ...buttons) =>
  h(
    "div",
    { class: `banner ${kind}`, attrs: { role: "alert" } },
    h("p", null, h("strong", null, title), ...text),
    ...buttons,
  );

/** @param {string} label @param {() => void} act */
export const press = (label, act) =>
  h("button", { class: "button", attrs: { type: "button" }, on: { click: act } }, label);
