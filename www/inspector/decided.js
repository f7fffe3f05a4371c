// The core's decision about the link for every action: now, and at a chosen time.

import { decideAll } from "/paylink/browser.js";
import { basis } from "../basis.js";
import { h, prose } from "../dom.js";
import { inWords } from "../locale.js";
import { futurePill } from "../pill.js";
import { exactDate, verdictWord } from "../words.js";
import { instantOf } from "./share.js";
import { say } from "./words.js";

/** @typedef {import("paylink").Decision} Decision */
/** @typedef {import("paylink").UsableLink} UsableLink */

/** The assumed largest error of this computer's clock, either way. */
const SKEW_MS = 5000;
/** The longest time of a timer: 2^31 ms. */
const LONGEST_WAIT_MS = 60_000;

let timer = 0;

/**
 * @param {HTMLElement} element
 * @param {UsableLink} link
 * @param {string | null} at RFC 3339
 * @param {(at: string | null) => void} onAt
 */
export function decided(element, link, at, onAt) {
  clearTimeout(timer);
  const now = h("div", { class: "moment" });
  const then = h("div", { class: "moment" });
  const time = h("input", {
    attrs: { type: "datetime-local", step: 1, id: "at", max: "9999-12-31T23:59:59" },
  });
  time.value = at === null ? "" : localOf(at);

  function drawNow() {
    const decisions = decideAll(link, { now: Date.now(), skewMs: SKEW_MS });
    now.replaceChildren(h("h3", null, say("now")), ...decisions.map(card));
    const next = Math.min(
      ...decisions.map(({ changesAt }) => Date.parse(changesAt ?? "") || Infinity),
    );
    const wait = Math.max(20, next - Date.now());
    clearTimeout(timer);
    if (next !== Infinity) timer = window.setTimeout(drawNow, Math.min(wait, LONGEST_WAIT_MS));
  }

  /** @param {string | null} instant */
  function drawThen(instant) {
    then.hidden = instant === null;
    if (instant === null) return;
    const decisions = decideAll(link, { now: instant, skewMs: SKEW_MS });
    then.replaceChildren(
      h("h3", null, say("atTime", { time: exactDate(instant) })),
      ...decisions.map(card),
    );
  }

  /** @param {string | null} instant */
  function set(instant) {
    onAt(instant);
    drawThen(instant);
  }
  time.addEventListener("input", () => {
    set(instantOf(time.value === "" ? Number.NaN : new Date(time.value).getTime()));
  });

  element.replaceChildren(
    h("h2", null, say("decision")),
    h(
      "div",
      { class: "at-bar" },
      h("label", { attrs: { for: "at" } }, say("other")),
      time,
      h(
        "button",
        {
          class: "button",
          attrs: { type: "button" },
          on: {
            click: () => {
              time.value = "";
              set(null);
            },
          },
        },
        say("clear"),
      ),
    ),
    h("div", { class: "moments" }, now, then),
  );
  drawNow();
  drawThen(at);
}

/** @param {Decision} decision */
function card(decision) {
  const { action, call, verdict, canTry, reasons, warnings, next, changesAt } = decision;
  return h(
    "article",
    { class: "call", attrs: { "data-verdict": verdict, "data-action": action } },
    h(
      "h4",
      { class: "call-name" },
      h("strong", null, say(action)),
      h("span", { class: "verdict" }, verdictWord(verdict)),
    ),
    action === "close" && h("p", { class: "quiet" }, say("byCall", { call })),
    ...inWords(reasons).map(remark),
    verdict === "uncertain" && h("p", null, say(canTry ? "may" : "mayNot")),
    next && verdict !== "already_done" && nextStatus(next),
    ...inWords(warnings).map((warning) =>
      h(
        "p",
        { class: "heeded" },
        h("strong", null, `${say("warning")}: `),
        ...prose(warning.message),
      ),
    ),
    changesAt && h("p", { class: "quiet" }, say("changes", { time: exactDate(changesAt) })),
    basis(decision),
  );
}

/** @param {{message: string, source: {document: string, words: string}}} reason */
const remark = ({ message, source }) =>
  h("p", { attrs: { title: `${source.document}: ${source.words}` } }, ...prose(message));

/** The status within a sentence, in the word order of the language. @param {string} next */
function nextStatus(next) {
  const [before = "", after = ""] = say("next", { status: "\u0000" }).split("\u0000");
  return h("p", null, before, futurePill(next), after);
}

/** For the input field: local time, without an offset. @param {string} instant */
function localOf(instant) {
  const at = new Date(instant);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
