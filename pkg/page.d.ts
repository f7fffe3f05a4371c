/**
 * What a page needs, with a module of its own that has nothing else: reading, lists, deciding, plans, their
 * answers, and messages. The same answers as `paylink`; about two thirds of its size.
 * @module paylink/page
 */

import type { idempotency as Idempotency, WasmSource } from "./types.js";

export { untilChange } from "./client.js";
export type * from "./types.js";
export {
  codes,
  decide,
  decideAll,
  formats,
  initSync,
  interpretResponse,
  messages,
  PaylinkCrash,
  PaylinkError,
  planClose,
  planList,
  planRead,
  read,
  readBatch,
  readList,
  reconcile,
  transition,
  translate,
  version,
} from "./types.js";

/** Keys for plans. */
export const idempotency: Pick<typeof Idempotency, "newKey">;

/**
 * Loads the core, before any other call; without an argument by `fetch`, from `wasm/paylink_bg.wasm` beside this module. It loads
 * once, also for concurrent calls; a failed load can be repeated.
 */
export function init(source?: WasmSource | Promise<WasmSource>): Promise<void>;
