// Whether an answer to a call that reads is the provider's: a link, a list or an error of its format. A
// link that is not quite as documented is still a link.

/**
 * @import {FormatId, Issue} from "paylink"
 * @import {Reply} from "./upstream.js"
 */

import { detect, read, readError, readList } from "paylink";
import { isSuccess } from "./upstream.js";

/**
 * @param {Reply} reply
 * @param {FormatId} format
 * @param {string | undefined} id the link that was asked for; a list, where it is missing
 */
export function isRecognised(reply, format, id) {
  const { body } = reply;
  if (!isSuccess(reply)) return isError(reply, format);
  if (id === undefined) return isList(body, format);
  const link = read(body, { format });
  if (link.ok) return true;
  if (detect(body) !== format || link.issues.some(isOther)) return false;
  // With a mistake in it, it shows by the id that it is the link that was asked for.
  return new TextDecoder().decode(body).includes(JSON.stringify(id));
}

/** @param {Reply} reply @param {FormatId} format */
function isError({ status, body }, format) {
  if (status < 400) return false;
  if (body.length === 0) return true;
  const { code, message, details } = readError(body, { format, status });
  return (code ?? message ?? details) !== undefined;
}

/** @param {Uint8Array} body @param {FormatId} format */
function isList(body, format) {
  const list = readList(body, { format });
  if (!list.ok || detect(body) !== format) return false;
  const { links } = list.value;
  return links.length === 0 || links.some((link) => link.ok || !link.issues.some(lacksIdentity));
}

/** A document of this format that is something else. @param {Issue} issue */
const isOther = ({ code }) => code === "resource_type" || code === "list_found";

/**
 * An entry of a list that is of another type, no object, or has no type or id of its own.
 * @param {Issue} issue
 */
const lacksIdentity = (issue) =>
  isOther(issue) ||
  (issue.code === "type_mismatch" &&
    issue.params.expected === "an object" &&
    ENTRY.test(issue.pointer)) ||
  (issue.code === "member_missing" && IDENTITY.test(issue.pointer));

/** Where an entry stands: in a list, or as the whole document. */
const ENTRY = /^(\/[^/]+)?(\/\d+)?$/;
/** A member of it that says what it is. */
const IDENTITY = /^(\/[^/]+)?(\/\d+)?\/(type|\w*id)$/i;
