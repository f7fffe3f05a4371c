// The core's descriptions of its formats, cached for the process.

/** @import {FormatId, FormatInfo, IssueCode} from "paylink" */

import { formats, readWebhook } from "paylink";
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

/**
 * The required headers of a delivery, in the order in which the core checks them.
 * @param {FormatId} format
 * @returns {string[]}
 */
export function signatureHeaders(format) {
  /** @type {Record<string, string>} */
  const headers = {};
  for (;;) {
    const read = readWebhook({ format, headers, body: "{}", now: Date.now() });
    const issue = read.ok ? undefined : read.issues[0];
    const header = issue?.code === "signature_missing" ? issue.params.header : undefined;
    if (header === undefined || header in headers) return Object.keys(headers);
    headers[header] = "0";
  }
}
