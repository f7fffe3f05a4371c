// The list of keyboard shortcuts.

import { h } from "./dom.js";
import { linksWords as words } from "./links.words.js";

const KEYS = /** @type {const} */ ([
  [["↑", "↓"], "helpMove"],
  [["Home", "End"], "helpEnds"],
  [["Page Up", "Page Down"], "helpPage"],
  [["←", "→"], "helpInside"],
  [["Enter"], "helpOpen"],
  [["Space"], "helpSelect"],
  [["Shift", "Space"], "helpRange"],
  [["Ctrl", "A"], "helpAll"],
  [["/"], "helpSearch"],
  [["?"], "helpHelp"],
  [["Esc"], "helpLeave"],
]);

/** @param {{search: () => void}} page */
export function helpOf({ search }) {
  const done = h("button", { class: "button keep", attrs: { type: "button" } }, words("done"));
  const dialog = h(
    "dialog",
    { class: "help", attrs: { "aria-labelledby": "help-title" } },
    h("header", null, h("h2", { attrs: { id: "help-title" } }, words("help"))),
    h(
      "div",
      { class: "body", attrs: { tabindex: 0, role: "group", "aria-labelledby": "help-title" } },
      h(
        "dl",
        { class: "keys" },
        ...KEYS.map(([keys, text]) =>
          h(
            "div",
            null,
            h("dt", null, ...keys.flatMap((key) => [h("kbd", null, key), " "])),
            h("dd", null, words(text)),
          ),
        ),
      ),
    ),
    h("footer", null, done),
  );
  done.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  const open = () => {
    dialog.showModal();
    done.focus();
  };

  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || document.querySelector("dialog[open]")) return;
    const typing =
      target instanceof HTMLSelectElement ||
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.type !== "checkbox");
    if (typing && key === "Escape") target.blur();
    if (typing || (key !== "/" && key !== "?")) return;
    event.preventDefault();
    if (key === "/") search();
    else open();
  });
  return { open };
}
