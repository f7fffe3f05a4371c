// The caller brings the core: nothing is fetched here, and no bundler finds a file to copy.
import { initWith } from "./core.js";

/** @typedef {import("./core.js").Source} Source */

export * from "./api.js";
export const init = initWith(
  /** @param {Source | Promise<Source>} source */ async (source) => source,
);
