// The progress of the worker, with a button to abort.

import { h } from "../dom.js";
import { say } from "./words.js";

/** @typedef {import("./bench.js").Progress} Progress */

const STAGES = /** @type {const} */ ({
  open: "stageOpen",
  lines: "stageLines",
  core: "stageCore",
});

/** Short work shows no progress bar. */
const PATIENCE_MS = 150;

/** @param {() => void} stop */
export function running(stop) {
  const label = h("span", { attrs: { id: "running" } });
  const bar = h("progress", { attrs: { "aria-labelledby": "running" } });
  const press = h(
    "button",
    { class: "button", attrs: { type: "button" }, on: { click: stop } },
    say("stop"),
  );
  const element = h("div", { class: "card running", attrs: { hidden: true } }, label, bar, press);
  let timer = 0;
  return {
    element,
    begin() {
      label.textContent = say("stageOpen");
      bar.removeAttribute("value");
      timer = window.setTimeout(() => {
        element.hidden = false;
      }, PATIENCE_MS);
    },
    /** @param {Progress} progress */
    show({ stage, done, total }) {
      label.textContent = say(STAGES[stage]);
      // The progress of the core itself is not known.
      if (done === undefined || !total) bar.removeAttribute("value");
      else {
        bar.max = total;
        bar.value = done;
      }
    },
    end() {
      clearTimeout(timer);
      element.hidden = true;
    },
  };
}
