// `readList`: plain links are created from slices of the source, the others by the core.

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
    // An object has no source to cut from, so the core creates its links.
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
  // `alone`: a string that is kept keeps no other link alive.
  const links = answersOf(
    () => views,
    format,
    alone,
    alone,
    () => odd.next().value,
  );
  if (sources) {
    links.forEach((link, index) => {
      const source = batch.source(index);
      if (source !== undefined) Object.assign(link, { source });
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
