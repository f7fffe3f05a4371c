// The page of the core's rules: drawn, filtered, listed.

import { diagram, formats, init, lifecycle, translate, truthTable } from "/paylink/browser.js";
import { h } from "../dom.js";
import { loadCatalogue } from "../locale.js";
import { shell } from "../shell.js";
import { apiPart } from "./api.js";
import { lifecyclePart } from "./lifecycle.js";
import { truthPart } from "./truth.js";
import { say } from "./words.js";

const main = document.querySelector("main") ?? document.body;

async function start() {
  shell({ current: "rules" });
  document.title = `${say("title")} · paylink`;
  await Promise.all([init(), loadCatalogue(translate)]);
  const known = formats();
  const asked = new URL(location.href).searchParams.get("format");
  const shown = h("div", { class: "rules-of" });

  /** @param {string} id */
  function show(id) {
    const format = known.find((each) => each.id === id) ?? known[0];
    if (!format) return;
    const rows = lifecycle(format.id);
    const truth = truthTable(format.id);
    shown.replaceChildren(
      lifecyclePart(format, rows),
      truthPart(truth),
      apiPart(format),
      downloads([
        [`${format.id}-lifecycle.mmd`, "Mermaid", () => diagram(format.id, "mermaid")],
        [`${format.id}-lifecycle.dot`, "DOT", () => diagram(format.id, "dot")],
        [`${format.id}-lifecycle.json`, say("lifecycleJson"), () => json(rows)],
        [`${format.id}-truth-table.json`, say("truthJson"), () => json(truth)],
        [`${format.id}.json`, say("formatJson"), () => json(format)],
      ]),
    );
  }

  const first = known.find(({ id }) => id === asked)?.id ?? known[0]?.id ?? "";
  main.replaceChildren(
    h("div", { class: "heading" }, h("h1", { attrs: { tabindex: -1 } }, say("title"))),
    h("p", { class: "lead" }, say("lead")),
    h(
      "fieldset",
      { class: "segments providers" },
      h("legend", { class: "visually-hidden" }, say("provider")),
      ...known.map(({ id, name }) =>
        h(
          "label",
          null,
          h("input", {
            attrs: {
              type: "radio",
              name: "format",
              value: id,
              checked: id === first,
              autocomplete: "off",
            },
            on: {
              change: () => {
                const url = new URL(location.href);
                url.search = "";
                url.searchParams.set("format", id);
                history.replaceState(null, "", url);
                show(id);
              },
            },
          }),
          name,
        ),
      ),
    ),
    shown,
  );
  show(first);
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** @param {[string, string, () => string][]} files */
const downloads = (files) =>
  h(
    "section",
    { class: "card part" },
    h("h2", null, say("download")),
    h(
      "p",
      { class: "downloads" },
      ...files.map(([name, label, text]) =>
        h(
          "button",
          { class: "button", attrs: { type: "button" }, on: { click: () => save(name, text()) } },
          label,
        ),
      ),
    ),
  );

/** @param {string} name @param {string} text */
function save(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { attrs: { href, download: name } }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

start().catch((error) => {
  const why = error instanceof Error ? error.message : String(error);
  main.replaceChildren(
    h("p", { class: "banner error", attrs: { role: "alert" } }, say("notStarted", { why })),
  );
});
