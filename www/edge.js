// The edge's API. Every call answers with a value; what goes wrong on the way is a problem too.

import { notUnderstood, problemOf, unreachable } from "./problem.js";

/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./problem.js").Problem} Problem */

/**
 * @template T
 * @typedef {{ok: true, value: T} | {ok: false, problem: Problem}} Result
 */

/**
 * @typedef {{format: string, ok: true, value: PaymentLink, notes: Issue[]}
 *   | {format: string, ok: false, issues: Issue[]}} ListedLink
 * @typedef {{links: ListedLink[], unavailable: {format: string, problem: Problem}[]}} Listing
 * @typedef {{link: PaymentLink, notes: Issue[]}} Reading
 * @typedef {Reading & {outcome: "done" | "already_done"}} Closing
 */

const PATIENCE_MS = 30_000;

/** @param {string} format @param {string} id */
const pathOf = (format, id) => `/v1/links/${encodeURIComponent(format)}/${encodeURIComponent(id)}`;

/** @returns {Promise<Result<Listing>>} */
export async function listLinks() {
  const answer = await call("GET", "/v1/links");
  if (!answer.ok) return answer;
  const { links, unavailable = [] } = answer.value;
  if (!Array.isArray(links) || !Array.isArray(unavailable))
    return { ok: false, problem: notUnderstood(200, false) };
  const down = unavailable.map(({ format, problem }) => ({
    format: String(format),
    problem: problemOf(problem ?? {}, 0),
  }));
  return { ok: true, value: { links, unavailable: down } };
}

/** @param {string} format @param {string} id @returns {Promise<Result<Reading>>} */
export async function readLink(format, id) {
  return readingOf(await call("GET", pathOf(format, id)));
}

/**
 * @param {string} format
 * @param {string} id
 * @param {string} key the same for every try of one and the same close
 * @returns {Promise<Result<Closing>>}
 */
export async function closeLink(format, id, key) {
  const headers = { "idempotency-key": `"${key}"` };
  return readingOf(await call("POST", `${pathOf(format, id)}/close`, headers));
}

/**
 * @param {Result<any>} answer
 * @returns {Result<any>}
 */
function readingOf(answer) {
  if (!answer.ok) return answer;
  const { link, notes = [] } = answer.value;
  if (typeof link !== "object" || link === null)
    return { ok: false, problem: notUnderstood(200, true) };
  return { ok: true, value: { ...answer.value, link, notes } };
}

/**
 * @param {"GET" | "POST"} method
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Result<any>>}
 */
async function call(method, path, headers = {}) {
  // A lost answer to a read changes nothing; a lost answer to a close leaves its outcome open.
  const changes = method !== "GET";
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: "application/json, application/problem+json", ...headers },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    text = await response.text();
  } catch {
    return { ok: false, problem: unreachable(changes) };
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, problem: notUnderstood(response.status, changes) };
  }
  if (typeof body !== "object" || body === null)
    return { ok: false, problem: notUnderstood(response.status, changes) };
  if (response.ok) return { ok: true, value: body };
  return { ok: false, problem: problemOf(body, response.status) };
}
