/**
 * The same API for whoever brings the core: nothing is fetched by itself.
 * @packageDocumentation
 */
export * from "./index.js";

/**
 * Starts the core from `paylink/paylink.wasm`: its bytes, a compiled module, an answer of `fetch`, or
 * a promise of one of these. Once; safe to call often and at once, and again after it failed.
 */
export function init(
  source:
    | BufferSource
    | WebAssembly.Module
    | Response
    | Promise<BufferSource | WebAssembly.Module | Response>,
): Promise<void>;
