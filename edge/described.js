// What the core says of its formats: asked once, for it does not change while a process lives.

/** @import {FormatId, FormatInfo} from "paylink" */

import { formats } from "paylink";

/** @type {FormatInfo[] | undefined} */
let known;

const all = () => {
  known ??= formats();
  return known;
};

/** @param {FormatId} format */
export function described(format) {
  const info = all().find(({ id }) => id === format);
  if (!info) throw new Error(`the core knows no format ${format}`);
  return info;
}

described.all = all;
