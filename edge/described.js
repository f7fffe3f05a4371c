// The core's descriptions of its formats, cached for the process.

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
 * Why a format has no provider here: it is not configured, or unknown.
 * @param {string} format
 * @param {IssueCode} otherwise
 */
export const absent = (format, otherwise) =>
  described.all().some(({ id }) => id === format)
    ? failure("format_not_configured", { format })
    : failure(otherwise);
