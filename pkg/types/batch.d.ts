// Many links in columns.

import type { Action, FormatId } from "../unions.js";
import type { PaylinkCrash, PaylinkError } from "./core.js";
import type { Issue, Note } from "./findings.js";
import type { Clock, Now } from "./inputs.js";
import type { LinkAnswer } from "./links.js";

/** Options of {@link readBatch}. */
export interface BatchOptions {
  /** The expected format; default: detected from the document's shape. */
  format?: FormatId | undefined;
  /** Limits of the input. */
  limits?:
    | {
        /** The largest document, in bytes; default limited by memory only. */
        maxBytes?: number | undefined;
      }
    | undefined;
  /** The time of the decisions; without it there are none until {@link LinkBatch.decideAgain}. */
  now?: Now | undefined;
  /** The largest difference from the provider's clock, either way, in milliseconds, 0 or more. Default 0. */
  skewMs?: number | undefined;
}

/**
 * Many links, read in one pass with every check. They are columns in WebAssembly memory; objects are
 * created on request, and most of their strings are slices of the source.
 *
 * **Columns are views** of that memory, one element for each link; do not write to them. They are valid
 * until the next call of paylink, which may move the memory and leave them empty; the getter then gives
 * a new view. To keep a column, copy it: `batch.status.slice()`.
 *
 * **Strings keep their source alive**: a string of a link is a slice of a larger one, of its link if it
 * comes from `at`, of up to 64 KiB if it comes from `toArray`.
 *
 * **Memory** is released by `free()`, at the end of `using`, or by garbage collection, which engines delay
 * because they do not see the size of a batch. A {@link PaylinkCrash} in any call invalidates all
 * batches: their methods then throw another one. Links and copies made before stay valid.
 *
 * After `free()`, every member except `length`, `ok`, `issues`, `notes`, `nextCursor` and `free` throws
 * a {@link PaylinkError}.
 */
export interface LinkBatch extends Disposed {
  /** The number of links, valid and invalid. */
  readonly length: number;
  /** Whether the document could be read; otherwise there are no links, and `issues` has the errors. */
  readonly ok: boolean;
  /** The errors of the document. {@link LinkBatch.at} gives the errors of one link. */
  readonly issues: Issue[];
  /** The notes of the document outside its links. */
  readonly notes: Note[];
  /** How many further issues or notes of the document are omitted. */
  readonly more: number;
  /** The cursor of the next page, if the document has one. */
  readonly nextCursor: string | undefined;
  /** The format of the document; `undefined` if it is refused. */
  readonly format: FormatId | undefined;
  /** Each link's index in `codes().status`; 255 for an unusable link. */
  readonly status: Uint8Array;
  /** Epoch milliseconds, rounded down; NaN if missing or unreadable. */
  readonly createdAt: Float64Array;
  /** Epoch milliseconds, rounded down; NaN if missing. */
  readonly updatedAt: Float64Array;
  /** Epoch milliseconds, rounded down; NaN if missing. */
  readonly expiresAt: Float64Array;
  /** Two elements for each link: its start and end in the source, in bytes. */
  readonly offsets: Uint32Array;
  /** The same for the child that a document has outside its links; 0 and 0 if there is none. A copy, made on request. */
  readonly childOffsets: Uint32Array;
  /**
   * Each link's verdict as index in `codes().verdict`; 255 for an unusable link.
   *
   * Throws a {@link PaylinkError} for an unknown action, and if no clock was given.
   */
  verdicts(action: Action): Uint8Array;
  /**
   * The reasons of each decision as bits: bit 0 for the first of `codes().reasonCode`, bit 1 for the next.
   *
   * Throws a {@link PaylinkError} for an unknown action, and if no clock was given.
   */
  reasons(action: Action): Uint32Array;
  /**
   * One link by its index, from 0, as {@link readList} answers it.
   *
   * Throws a {@link PaylinkError} for an index out of range.
   */
  at(index: number): LinkAnswer;
  /** Whether the link is valid; an invalid one may be usable all the same, see {@link LinkBatch.status}. */
  isValid(index: number): boolean;
  /** Whether the link has notes; `false` for an invalid link. */
  isNoted(index: number): boolean;
  /** A string of one link, without creating the link; `undefined` if missing or unreadable. */
  text(member: "id" | "description" | "reference" | "rawStatus", index: number): string | undefined;
  /**
   * Every link as {@link at} answers it, twice as fast as one by one. A string that is kept keeps up to
   * 64 KiB of the source alive; a string from {@link at}, only its own link.
   */
  toArray(): LinkAnswer[];
  /**
   * Decides for all links by another clock, without reading them again.
   *
   * Throws a {@link PaylinkError} for an invalid clock, and then changes nothing.
   */
  decideAgain(clock: Clock): void;
  /** Releases the memory; further calls do nothing. */
  free(): void;
}

/** The `Symbol.dispose` method for `using`, if the program's type library has it; the same as `free`. */
export type Disposed = SymbolConstructor extends {
  /** Present in type libraries that support `using`. */
  readonly dispose: infer Name extends symbol;
}
  ? { [Key in Name]: () => void }
  : object;
