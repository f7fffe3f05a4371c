// Problems of calls: the edge's own (RFC 9457), and failures before the edge can answer, in the same form.

import { inWords } from "./locale.js";
import { problemWords as words } from "./problem.words.js";

/** @typedef {import("./rules.js").Issue} Issue */

/**
 * @typedef {object} Problem
 * @property {number} status 0 without a response
 * @property {string} code
 * @property {string} title
 * @property {string} detail
 * @property {Issue[]} issues
 * @property {boolean} unclear whether the call may have had its effect
 * @property {number} [afterMs] the requested wait
 * @property {boolean} again whether repeating the same call may succeed
 * @property {boolean} [spoilt] whether its key is unusable: another key is needed
 */

/**
 * @param {Record<string, any>} body
 * @param {number} httpStatus 0 without a response
 * @param {number} [afterMs] from its header
 * @returns {Problem}
 */
export function problemOf(body, httpStatus, afterMs = Number.NaN) {
  const { outcome, retry, error, issues } = body;
  const status = httpStatus || Number(body.status) || 0;
  const text = (/** @type {string} */ name) =>
    typeof body[name] === "string" ? /** @type {string} */ (body[name]) : "";
  const code = text("code");
  // An ended session is reported in the same way for every call.
  const signedOut = status === 401;
  const told = inWords(
    Array.isArray(issues) && !signedOut
      ? issues.filter((issue) => typeof issue?.message === "string")
      : [],
  );
  const running = code === "idempotency_key_locked";
  // The core advises on a provider's response; without its advice the call did not get that far, or the edge failed.
  const advised = retry?.advice === "same_request" || retry?.advice === "read_first";
  return {
    status,
    code,
    title: titleOf(status),
    detail: signedOut
      ? words("signedOutText")
      : told.length > 0
        ? told.map(({ message }) => message).join("; ")
        : text("detail"),
    issues: told,
    ...(afterMs >= 0 && { afterMs }),
    unclear:
      outcome === "unclear" ||
      // To be repeated, because its result is unknown; except a call that was rejected, which had none.
      (outcome === "retry" && error?.status !== 429) ||
      running ||
      status === 500,
    ...(retry?.advice === "new_key" && { spoilt: true }),
    again: retry?.advice ? advised : running || status === 429 || status >= 500,
  };
}

/** @param {number} status */
function titleOf(status) {
  if (status === 401) return words("signedOut");
  if (status === 403) return words("forbidden");
  if (status === 429) return words("busy");
  return words(status >= 502 ? "provider" : "failed");
}

/** @param {boolean} unclear @returns {Problem} */
export const unreachable = (unclear) => ({
  status: 0,
  code: "no_answer",
  title: words("unreachable"),
  detail: words("unreachableText"),
  issues: [],
  unclear,
  again: true,
});

/**
 * @param {number} status
 * @param {boolean} changes whether the call has an effect
 * @returns {Problem}
 */
export const notUnderstood = (status, changes) => ({
  status,
  code: "not_understood",
  title: words("notUnderstood"),
  detail: words("notUnderstoodText", { status: String(status) }),
  issues: [],
  unclear: changes && (status >= 500 || status < 300),
  again: true,
});

/** The reference for a support request. @param {Problem} problem */
export const codeOf = ({ status, code }) => [status || "", code].filter(Boolean).join(" ");
