// Whether the response to a read is a provider's: a link, a list or an error of its format. A link with deviations
// is still a link.

/**
 * @import {FormatId, Issue} from "paylink"
 * @import {Reply} from "./upstream.js"
 */

import { detect, read, readError, readList } from "paylink";
import { isSuccess } from "./upstream.js";

/**
 * @param {Reply} reply
 * @param {FormatId} format
 * @param {string | undefined} id the requested link; missing for a list
 */
export function isRecognised(reply, format, id) {
  const { body } = reply;
  if (!isSuccess(reply)) return isError(reply, format);
  if (id === undefined) return isList(body, format);
  const link = read(body, { format });
  if (link.ok || link.link) return true;
  if (detect(body) !== format || link.issues.some(isOther)) return false;
  // An invalid link is recognised by the requested id.
  return new TextDecoder().decode(body).includes(JSON.stringify(id));
}

/** @param {Reply} reply @param {FormatId} format */
function isError({ status, body }, format) {
  if (status < 400) return false;
  if (body.length === 0) return true;
  const { code, message, details, foreign } = readError(body, { format, status });
  return !foreign && (code ?? message ?? details) !== undefined;
}

/** @param {Uint8Array} body @param {FormatId} format */
function isList(body, format) {
  const list = readList(body, { format });
  if (!list.ok || detect(body) !== format) return false;
  const { links } = list.value;
  return links.length === 0 || links.some((link) => link.ok || !link.issues.some(lacksIdentity));
}

/** A document of another kind in this format. @param {Issue} issue */
const isOther = ({ code }) => code === "resource_type" || code === "list_found";

/**
 * An entry of a list that has another type, is not an object, or has no type or id.
 * @param {Issue} issue
 */
const lacksIdentity = (issue) =>
  isOther(issue) ||
  (issue.code === "type_mismatch" &&
    issue.params.expected === "an object" &&
    ENTRY.test(issue.pointer)) ||
  (issue.code === "member_missing" && IDENTITY.test(issue.pointer));

/** The pointer of an entry: in a list, or the whole document. */
const ENTRY = /^(\/[^/]+)?(\/\d+)?$/;
/** A member that identifies it. */
const IDENTITY = /^(\/[^/]+)?(\/\d+)?\/(type|\w*id)$/i;
