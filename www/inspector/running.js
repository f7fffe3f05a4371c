// While the worker works: at what, how far it is, and the way to stop it.

import { h } from "../dom.js";
import { say } from "./words.js";

/** @typedef {import("./bench.js").Progress} Progress */

const STAGES = /** @type {const} */ ({
  open: "stageOpen",
  lines: "stageLines",
  core: "stageCore",
  places: "stagePlaces",
});

/** Quick work shows nothing: a bar that flashes is noise. */
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
      // How far the core is with a text nobody can tell from outside.
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
