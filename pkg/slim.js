// The caller provides the core: nothing is fetched, and bundlers find no file to copy.
import { initWith } from "./core.js";

/** @typedef {import("./core.js").Source} Source */

export * from "./api.js";
export const init = initWith(
  /** @param {Source | Promise<Source>} source */ async (source) => source,
);
