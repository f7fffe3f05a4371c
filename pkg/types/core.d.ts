// The core itself: its errors, and what it is started from.

import type { LinkBatch } from "./batch.js";
import type { Present } from "./inputs.js";

/** A type of the host, if the program's type library has it. */
export type Host<Name extends string, Otherwise> = typeof globalThis extends {
  [Key in Name]: {
    /** What its constructor makes. */
    prototype: infer Type;
  };
}
  ? Type
  : Otherwise;

/** The codes of {@link PaylinkError}. */
export type PaylinkErrorCode = "not_initialised" | "invalid_argument";

/** An invalid call: a mistake of the calling program. Invalid data is never thrown, but answered. */
export class PaylinkError extends Error {
  /** For paylink only. */
  constructor(code: PaylinkErrorCode, message: string, cause?: unknown);
  /** Stable. */
  readonly code: PaylinkErrorCode;
}

/**
 * The core failed: out of memory or of stack. The next call works, on a new instance. Every
 * {@link LinkBatch} of the old instance is lost, and nothing else.
 */
export class PaylinkCrash extends Error {
  /** For paylink only. */
  constructor(cause?: unknown);
  /** Stable. */
  readonly code: "crashed";
}

/** The bytes of the core's WebAssembly module. */
export type WasmBytes = ArrayBuffer | ArrayBufferView;

/** A `WebAssembly.Module`, if the program's type library has it. */
export type WasmModule = typeof globalThis extends {
  /** In the types of browsers, Node and Workers. */
  WebAssembly: {
    /** Its constructor. */
    Module: {
      /** Its instance type. */
      prototype: infer Module;
    };
  };
}
  ? Module & object & Present
  : object & Present;

/** A `Response` of `fetch`, if the program's type library has it. */
export type WasmResponse = Host<"Response", never>;

/** The values that the core can be started from. */
export type WasmSource = WasmBytes | WasmModule | WasmResponse;
