// The input of a payload: pasted, typed, dropped or opened. Long texts are never put into the text field, whose layout
// would take seconds.

import { formats } from "/paylink/browser.js";
import { h } from "../dom.js";
import { EXAMPLE } from "./example.js";
import { say } from "./words.js";

/** In characters: longer texts go to the worker at once. */
const LONG = 200_000;

/**
 * @param {object} given
 * @param {(source: File | string, format: string) => void} given.inspect
 * @param {() => void} given.nothing
 */
export function intake({ inspect, nothing }) {
  const text = h("textarea", {
    attrs: {
      id: "payload",
      rows: 14,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      placeholder: say("payloadHint"),
    },
  });
  const format = h(
    "select",
    { attrs: { id: "format", autocomplete: "off" } },
    h("option", { attrs: { value: "" } }, say("byShape")),
    ...formats().map(({ id, name }) => h("option", { attrs: { value: id } }, name)),
  );
  const file = h("input", {
    class: "visually-hidden",
    attrs: { type: "file", id: "file", accept: ".json,application/json,text/plain" },
  });

  const submit = () => {
    if (text.value.trim() === "") nothing();
    else inspect(text.value, format.value);
  };
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) inspect(chosen, format.value);
    // Selecting the same file again is a change too.
    file.value = "";
  });
  text.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (pasted.length < LONG) return;
    event.preventDefault();
    inspect(pasted, format.value);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  });

  const element = h(
    "form",
    { class: "intake", attrs: { autocomplete: "off" } },
    h(
      "div",
      { class: "card drop" },
      h("label", { attrs: { for: "payload" } }, say("payload")),
      text,
      h("p", { class: "drop-here", attrs: { "aria-hidden": "true" } }, say("dropHere")),
    ),
    h(
      "div",
      { class: "intake-bar" },
      h("label", { class: "choice" }, h("span", null, say("format")), format),
      h(
        "button",
        { class: "button", attrs: { type: "button" }, on: { click: () => file.click() } },
        say("file"),
      ),
      h(
        "button",
        {
          class: "button",
          attrs: { type: "button" },
          on: {
            click: () => {
              text.value = EXAMPLE;
              inspect(EXAMPLE, format.value);
            },
          },
        },
        say("example"),
      ),
      h("button", { class: "button primary", attrs: { type: "submit" } }, say("inspect")),
      file,
    ),
  );
  file.tabIndex = -1;
  file.setAttribute("aria-hidden", "true");
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  dropped(element, (source) => inspect(source, format.value));

  return {
    element,
    focus: () => text.focus(),
    /** @param {string} value @param {string} chosen */
    fill(value, chosen) {
      text.value = value;
      format.value = chosen;
    },
  };
}

/**
 * The whole window accepts drops; otherwise the browser would open the file.
 * @param {HTMLElement} element @param {(source: File | string) => void} take
 */
function dropped(element, take) {
  let depth = 0;
  /** @param {number} by */
  const mark = (by) => {
    depth = Math.max(0, depth + by);
    element.classList.toggle("over", depth > 0);
  };
  addEventListener("dragenter", () => mark(1));
  addEventListener("dragleave", () => mark(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    mark(-depth);
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    if (file) take(file);
    else if (text.trim() !== "") take(text);
  });
}
