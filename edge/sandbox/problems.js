// Errors of the control calls as RFC 9457. Codes of the core have the core's messages; a few codes exist only in the
// sandbox.

/** @import {IssueLike} from "paylink" */

import { errorBody } from "paylink";

/** Status and text of each. */
const OWN = {
  child_not_found: [404, "no child of a link has this id"],
  child_refused: [409, "cannot make this {found} `{status}`: {why}"],
  clock_refused: [409, "the clock goes forwards only, up to the year 9999; it shows {now}"],
  fault_not_found: [404, "no fault has this number"],
  webhook_not_found: [404, "no webhook has this number"],
  delivery_not_found: [404, "no delivery that is remembered has this number"],
};

/**
 * @typedef {object} Problem
 * @property {string} type
 * @property {string} title
 * @property {number} status
 * @property {string} detail
 * @property {string} code
 * @property {{code: string, pointer: string, message: string}[]} issues
 */

/**
 * The result, or the errors.
 * @template [T=any]
 * @typedef {{ok: true, value: T} | {ok: false, problem: Problem}} Answer
 */

/**
 * @param {readonly IssueLike[]} issues
 * @returns {{ok: false, problem: Problem}}
 */
export const problemOf = (issues) => ({
  ok: false,
  problem: JSON.parse(errorBody(issues, "problem").body),
});

/**
 * @param {keyof typeof OWN} code
 * @param {Record<string, string>} [params]
 * @returns {{ok: false, problem: Problem}}
 */
export function ownProblem(code, params = {}) {
  const [status, template] = /** @type {[number, string]} */ (OWN[code]);
  const message = template.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
  return {
    ok: false,
    problem: {
      type: `urn:paylink:problem:${code}`,
      title: code.replaceAll("_", " "),
      status,
      detail: message,
      code,
      issues: [{ code, pointer: "", message }],
    },
  };
}
