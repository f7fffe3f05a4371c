/**
 * The same API, for callers that provide the core themselves: nothing is fetched.
 * @module paylink/slim
 */

import type { WasmSource } from "./types.d.ts";

export * from "./types.js";

/**
 * Starts the core from `paylink/paylink.wasm`: its bytes, a compiled module, a `Response` of `fetch`, or
 * a promise of one of these. It loads once, also for concurrent calls; a failed load can be repeated.
 */
export function init(source: WasmSource | Promise<WasmSource>): Promise<void>;
