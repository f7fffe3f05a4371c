/**
 * The same API for whoever brings the core: nothing is fetched by itself.
 * @module paylink/slim
 */

import type { WasmSource } from "./types.d.ts";

export * from "./types.js";

/**
 * Starts the core from `paylink/paylink.wasm`: its bytes, a compiled module, an answer of `fetch`, or
 * a promise of one of these. Once; safe to call often and at once, and again after it failed.
 */
export function init(source: WasmSource | Promise<WasmSource>): Promise<void>;
