export * from "./types.js";

/**
 * The core itself failed: out of memory or of stack. It keeps nothing between calls, so nothing is
 * lost; the next call works, on a fresh instance.
 */
export class PaylinkCrash extends Error {
  constructor(cause?: unknown);
  readonly code: "crashed";
  readonly cause?: unknown;
}
