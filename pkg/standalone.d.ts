/**
 * The same API and the same core as JavaScript instead of WebAssembly, for pages whose Content
 * Security Policy forbids `'wasm-unsafe-eval'`. Slower: a call takes about twice as long, the start
 * three times, and it is a third larger on the wire. Nothing is fetched, and the first call loads it.
 * @module paylink/standalone
 */
export * from "./types.js";

/** Starts the core synchronously, instead of `init()`; the argument is ignored. */
export function initSync(module?: unknown): void;
