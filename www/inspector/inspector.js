// The inspector: a provider's payload and the core's model of it. The page displays; the text, the core and all long data
// are in the worker.

import { init, translate } from "/paylink/browser.js";
import { h, present } from "../dom.js";
import { readLink } from "../edge.js";
import { loadCatalogue } from "../locale.js";
import { shell } from "../shell.js";
import { indented } from "../source-text.js";
import { bench } from "./bench.js";
import { decided } from "./decided.js";
import { findingList } from "./findings.js";
import { intake } from "./intake.js";
import { linkTable } from "./links.js";
import { modelTree } from "./model.js";
import { running } from "./running.js";
import { LARGEST } from "./share.js";
import { sourceView } from "./source.js";
import { nameOfKind, sizeWords, summaryOf } from "./summary.js";
import { say } from "./words.js";

/** @typedef {import("./findings.js").Placed} Placed */

const main = document.querySelector("main") ?? document.body;
const live = document.getElementById("live");

/** @param {string} text */
function announce(text) {
  if (live) live.textContent = text;
}

async function start() {
  shell({ current: "inspector" });
  document.title = `${say("title")} · paylink`;
  await Promise.all([init(), loadCatalogue(translate)]);

  const progress = running(() => {
    worker.stop();
    notice(say("stopped"));
  });
  const worker = bench(progress.show);
  const result = h("div", { class: "result", attrs: { hidden: true } });
  const notices = h("div", { attrs: { "aria-live": "polite" } });
  const form = intake({ inspect, nothing: () => notice(say("nothing")) });

  /** The chosen time of the decisions; kept for the next payload. @type {string | null} */
  let at = null;

  /** @param {string} [text] */
  function notice(text) {
    notices.replaceChildren(...(text ? [h("p", { class: "banner caution" }, text)] : []));
  }

  /** @param {File | string} source @param {string} format */
  async function inspect(source, format) {
    notice();
    result.hidden = true;
    progress.begin();
    try {
      const answer = await worker.ask("inspect", { source, format });
      if (answer.kind === "too_large") {
        notice(say("tooLarge", { limit: sizeWords(LARGEST) }));
        return;
      }
      if (answer.text !== null) form.fill(answer.text, answer.chosen);
      if (answer.at !== null) at = answer.at;
      await show(answer);
      announce(say("done", { what: summaryOf(answer).join(", ") }));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== "stopped") notice(say("failed", { why }));
    } finally {
      progress.end();
    }
  }

  /** @param {any} answer what the worker says of the text */
  async function show(answer) {
    const source = sourceView({ worker, rows: answer.rows, onFinding, onPlace });
    const findings = h("section", {
      class: "card panel",
      attrs: { "aria-label": say("findings") },
    });
    const model = h("section", { class: "card panel", attrs: { "aria-label": say("model") } });
    const decision = h("section", {
      class: "card panel",
      attrs: { "aria-label": say("decision") },
    });
    const answers = h("div", { class: "answers" }, findings, model, decision);
    const list = answer.kind === "list" ? linkTable({ worker, answer, onLink: open }) : null;
    const summary = summaryOf(answer);
    const other = answer.isLink ? null : nameOfKind(answer.what, answer.event);
    let shown = -1;

    /** The finding whose position was clicked. @param {number} id @param {number} index */
    async function onFinding(id, index) {
      if (index >= 0 && index !== shown && list) await open(index, false);
      const button = findings.querySelector(`[data-finding="${id}"]`);
      if (button instanceof HTMLElement) button.focus();
    }

    /** @param {{link: number}} place */
    function onPlace({ link }) {
      if (list && link >= 0 && link !== shown) open(link, false);
    }

    /** @param {Placed} finding */
    const reveal = (finding) => source.choose(finding, finding.pointer);

    /** @param {number} index @param {boolean} [turn] whether the source turns to it */
    async function open(index, turn = true) {
      const opened = await worker.ask("link", { index });
      shown = index;
      list?.mark(index);
      const heading = list ? say("linkNo", { count: index + 1 }) : null;
      findings.replaceChildren(
        ...findingList(list ? [] : answer.whole, opened.found, reveal, heading),
      );
      findings.hidden = other !== null && opened.found.length === 0;
      model.replaceChildren(...present(modelTree(opened.value, opened.valid, other)));
      answers.classList.toggle("graded", opened.value !== null && !opened.valid);
      decision.hidden = opened.value === null;
      if (opened.value !== null) decided(decision, opened.value, at, (next) => (at = next));
      if (turn && opened.place) source.choose(opened.place, null);
    }

    result.replaceChildren(
      h(
        "div",
        { class: "found-bar" },
        h(
          "p",
          { class: "facts" },
          h("strong", null, summary[0]),
          ...summary.slice(1).map((fact) => ` · ${fact}`),
        ),
        h(
          "div",
          { class: "found-actions" },
          button(say("save"), save, say("saveHint")),
          button(say("change"), again),
        ),
      ),
      ...(list && answer.whole.length > 0
        ? [
            h(
              "section",
              { class: "card panel" },
              ...findingList(answer.whole, [], reveal, say("aboutList")),
            ),
          ]
        : []),
      ...(list ? [list.element] : []),
      h("div", { class: "beside" }, source.element, answers),
    );
    form.element.hidden = true;
    result.hidden = false;
    source.start();
    list?.start();
    if (answer.links > 0) await open(0, false);
    const first = answer.kind === "one" ? findings.querySelector("[data-finding]") : null;
    if (first instanceof HTMLElement) first.click();
  }

  async function save() {
    const blob = await worker.ask("save", { at });
    const link = h("a", {
      attrs: { href: URL.createObjectURL(blob), download: "inspection.json" },
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function again() {
    const url = new URL(location.href);
    url.searchParams.delete("link");
    history.replaceState(null, "", url);
    result.hidden = true;
    result.replaceChildren();
    form.element.hidden = false;
    form.focus();
  }

  main.replaceChildren(
    h("div", { class: "heading" }, h("h1", { attrs: { tabindex: -1 } }, say("title"))),
    h("p", { class: "lead" }, say("lead")),
    notices,
    form.element,
    progress.element,
    result,
  );
  const named = new URLSearchParams(location.search).get("link") ?? "";
  if (named.includes("/")) await fromEdge(named);

  /** The payload of a link of the dashboard, laid out. @param {string} key format and id */
  async function fromEdge(key) {
    const at = key.indexOf("/");
    const format = key.slice(0, at);
    const answer = await readLink(format, key.slice(at + 1));
    if (!answer.ok) return notice(answer.problem.title);
    const { document } = answer.value;
    if (document) await inspect(indented(document), format);
    else notice(say("noDocument"));
  }
}

/** @param {string} label @param {() => void} act @param {string} [title] */
const button = (label, act, title) =>
  h("button", { class: "button", attrs: { type: "button", title }, on: { click: act } }, label);

start().catch((error) => {
  const why = error instanceof Error ? error.message : String(error);
  main.replaceChildren(
    h("p", { class: "banner error", attrs: { role: "alert" } }, say("notStarted", { why })),
  );
});
