// The status and message of a code in each error format, from the core.

/** @import {Face, FormatId, IdempotencyRecord, IssueCode, Judgement} from "paylink" */

import { errorBody, idempotency, messages } from "paylink";
import { described } from "../described.js";
import { HELP } from "./help.js";

/** The error formats of the edge. @typedef {FormatId | "problem"} Place */

/** @param {IssueCode} code @param {Place} place @returns {number} */
export function statusOf(code, place) {
  if (code === "idempotency_key_mismatch" || code === "idempotency_key_locked") {
    const profile = place === "problem" ? ownProfile() : described(place).idempotency;
    if (profile) {
      return code === "idempotency_key_mismatch" ? profile.mismatchStatus : profile.lockedStatus;
    }
  }
  return errorBody([{ code }], /** @type {Face} */ (place)).status;
}

/**
 * The profile of the edge's own paths belongs to no format, so its statuses are taken from its judgements.
 * @returns {{mismatchStatus: number, lockedStatus: number}}
 */
function ownProfile() {
  own ??= { mismatchStatus: refusedWith("1"), lockedStatus: refusedWith("0") };
  return own;
}

/** @type {{mismatchStatus: number, lockedStatus: number} | undefined} */
let own;

/** @param {string} digit of the fingerprint of a second call, while one with zeros runs */
function refusedWith(digit) {
  /** @type {IdempotencyRecord} */
  const running = {
    fingerprint: "0".repeat(64),
    startedAt: "2026-01-01T00:00:00Z",
    attempt: 1,
    leasedUntil: "2026-01-01T00:01:00Z",
  };
  const claim = { key: "k", slot: "0".repeat(64), fingerprint: digit.repeat(64) };
  const judgement = idempotency.judge("ietf", running, claim, running.startedAt);
  return isRefusal(judgement) ? judgement.status : 500;
}

/** @param {Judgement} judgement */
const isRefusal = (judgement) => judgement.verdict === "mismatch" || judgement.verdict === "locked";

/**
 * The description of a problem type for people.
 * @typedef {object} Kind
 * @property {IssueCode} code
 * @property {string} type the name in answers
 * @property {string} title
 * @property {number} status on the edge's own paths
 * @property {Record<string, number>} statuses on the providers' own paths, if different
 * @property {string} message with `{parameters}`
 * @property {string[]} parameters
 * @property {string} advice
 */

/** @param {IssueCode} code @returns {Kind} */
export function kindOf(code) {
  const { type, title } = JSON.parse(errorBody([{ code }], "problem").body);
  const message = messages().messages[code];
  const status = statusOf(code, "problem");
  const elsewhere = described
    .all()
    .map(({ id }) => /** @type {const} */ ([id, statusOf(code, id)]))
    .filter(([, other]) => other !== status);
  return {
    code,
    type,
    title,
    status,
    statuses: Object.fromEntries(elsewhere),
    message,
    parameters: [...message.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name),
    advice: HELP[code],
  };
}

/** @param {string} text @returns {text is IssueCode} */
export const isCode = (text) => Object.hasOwn(HELP, text);
