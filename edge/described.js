// What the core says of a format: asked once, for it does not change while a process lives.

/** @import {FormatId, FormatInfo} from "paylink" */

import { formats } from "paylink";

/** @type {Map<string, FormatInfo> | undefined} */
let known;

/** @param {FormatId} format */
export function described(format) {
  known ??= new Map(formats().map((info) => [info.id, info]));
  const info = known.get(format);
  if (!info) throw new Error(`the core knows no format ${format}`);
  return info;
}
