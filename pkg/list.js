// A list, read at once. Its links are cut out of its source; those that cannot be are the core's answers.

import { alone, answersOf, viewsOf } from "./columns.js";
import { bytesOf, call, core, text } from "./core.js";

/** @typedef {typeof import("./types.d.ts")} Api */

/** @type {Api["readList"]} */
export const readList = (input, options) =>
  call(() => {
    const { format, limits, listing, walk, sources = false } = options ?? {};
    const bytes = bytesOf(input);
    /** @type {[any, any, any, any]} */
    const given = [
      text("format", format, false),
      limits?.maxBytes,
      listing,
      text("walk", walk, false),
    ];
    // What is neither comes the long way, as in `read`.
    const isCut = sources || typeof input === "string" || input instanceof Uint8Array;
    return isCut ? cutList(bytes, given, sources) : core.readList(bytes, ...given);
  });

/**
 * @param {Uint8Array} bytes @param {[any, any, any, any]} given @param {boolean} sources
 * @returns {any}
 */
function cutList(bytes, given, sources) {
  const batch = core.Batch.page(bytes, ...given);
  const { issues, notes, more, nextCursor, walk, format } = batch.around();
  const left = more === undefined ? {} : { more };
  if (issues.length > 0) {
    batch.free();
    return { ok: false, issues, ...left };
  }
  const odd = batch.odd().values();
  const views = viewsOf(batch.columns(), core.memory());
  // What is kept of one link keeps no other one alive.
  const links = answersOf(
    () => views,
    format,
    alone,
    alone,
    () => odd.next().value,
  );
  if (sources) {
    links.forEach((link, index) => {
      if (link.ok) Object.assign(link, { source: batch.source(index) });
    });
  }
  batch.free();
  const value = {
    links,
    ...(nextCursor !== undefined && { nextCursor }),
    ...(walk !== undefined && { walk }),
  };
  return { ok: true, value, notes, ...left };
}
