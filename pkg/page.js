// What a page needs, with a module of its own: copied to the folder of that module, beside what it imports.

import { initWith, newKey } from "./core.js";

/** @typedef {import("./core.js").Source} Source */

export * from "./calls.js";
export { untilChange } from "./wait.js";

export const idempotency = Object.freeze({ newKey });

export const init = initWith(
  /** @param {Source | Promise<Source>} [source] */
  async (source) => source ?? fetch(new URL("./wasm/paylink_bg.wasm", import.meta.url)),
);
