/**
 * The same API and the same core as JavaScript instead of WebAssembly, for pages whose Content
 * Security Policy forbids `'wasm-unsafe-eval'`. It is some ten times slower and larger: use it only
 * there. Nothing is fetched, and what `initSync` is given is not looked at.
 * @packageDocumentation
 */
export * from "./index.d.ts";

/** Needed by nobody: calls work after `init()` or this. */
export function initSync(module?: unknown): void;
