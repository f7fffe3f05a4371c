// What the core says of its formats: asked once, for it does not change while a process lives.

/** @import {FormatId, FormatInfo, IssueCode} from "paylink" */

import { formats } from "paylink";
import { failure } from "./answers.js";

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

/**
 * Why a format of a path has no provider here: it is not configured, or there is none of that name.
 * @param {string} format
 * @param {IssueCode} otherwise
 */
export const absent = (format, otherwise) =>
  described.all().some(({ id }) => id === format)
    ? failure("format_not_configured", { format })
    : failure(otherwise);
