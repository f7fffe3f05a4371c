// The progress of loading, while it runs or is stopped.

import { h } from "./dom.js";
import { linksWords as words } from "./links.words.js";
import { isSignedOut } from "./session.js";
import { press } from "./states.js";

/** @typedef {import("./loading.js").Loading} Loading */

/** More than one page: a short load shows no progress. */
const WORTH_TELLING = 200;

/** @param {HTMLElement} place @param {Loading} loading @param {number} count of the links read */
export function drawProgress(place, loading, count) {
  const running = loading.isRunning() && count >= WORTH_TELLING;
  const stopped = !isSignedOut() && loading.streams().some(({ state }) => state === "stopped");
  const state = running ? "running" : stopped ? "stopped" : "";
  if (place.dataset.state !== state) {
    place.dataset.state = state;
    // Its button stays the same element while the count changes, so that it can be pressed.
    const text = h("span", { class: "text" });
    place.replaceChildren(
      ...(running
        ? [h("span", { class: "spin" }), text, press(words("stop"), loading.stop)]
        : stopped
          ? [text, press(words("goOn"), () => loading.resume())]
          : []),
    );
  }
  const text = place.querySelector(".text");
  if (text) text.textContent = words(running ? "readSoFar" : "stoppedAt", { count });
}
