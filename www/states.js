// Empty and partial states of the list.

import { h, prose } from "./dom.js";
import { linksWords as words } from "./links.words.js";
import { inWords } from "./locale.js";
import { codeOf } from "./problem.js";
import { problemWords } from "./problem.words.js";
import { providerName } from "./rules.js";
import { signInAddress } from "./session.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./dom.js").Child} Child */

/** @typedef {{retry: () => void}} Ways */

export const signIn = () =>
  h("a", { class: "button primary", attrs: { href: signInAddress() } }, problemWords("signIn"));

/**
 * The meaning of a problem, and what to do about it.
 * @param {Problem} problem
 * @param {Ways} ways
 * @returns {{title: string, text: Child[], button: HTMLElement}}
 */
function advice(problem, ways) {
  const { status, title, detail } = problem;
  const text = detail ? prose(detail) : [];
  const button = status === 401 ? signIn() : press(problemWords("again"), ways.retry);
  return { title, text, button };
}

/** Instead of the list. @param {Problem} problem @param {Ways} ways */
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

/** Above links that were read during an earlier session. */
export const signedOut = () =>
  banner("caution", `${problemWords("signedOut")}. `, [problemWords("signedOutText")], signIn());

/**
 * The provider's list repeats itself, or its end cannot be determined.
 * @param {import("./loading.js").Stream} stream
 */
export const odd = ({ format, repeats, read, notes }) =>
  banner(
    "info",
    `${providerName(format)}: `,
    repeats
      ? [words("repeats", { count: read })]
      : prose(
          inWords(notes)
            .map(({ message }) => message)
            .join("; "),
        ),
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

/** A placeholder while the links are loading. */
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
