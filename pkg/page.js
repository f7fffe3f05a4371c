// What a page needs, with a module of its own: copied to the folder of that module, beside what it imports.

import { newKey } from "./calls.js";
import { initWith } from "./core.js";

/** @typedef {import("./core.js").Source} Source */

export { readBatch } from "./batch.js";
export {
  codes,
  decide,
  decideAll,
  formats,
  interpretResponse,
  messages,
  planClose,
  planList,
  planRead,
  reconcile,
  transition,
  translate,
  version,
} from "./calls.js";
export { initSync, PaylinkCrash, PaylinkError } from "./core.js";
export { readList } from "./list.js";
export { read } from "./read.js";
export { untilChange } from "./wait.js";

export const idempotency = Object.freeze({ newKey });

export const init = initWith(
  /** @param {Source | Promise<Source>} [source] */
  async (source) => source ?? fetch(new URL("./wasm/paylink_bg.wasm", import.meta.url)),
);
