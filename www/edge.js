// The edge's API. Every call returns a value; failures are problems too.

import { notUnderstood, problemOf, unreachable } from "./problem.js";
import { heard } from "./session.js";
import { memberText } from "./source-text.js";

/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./problem.js").Problem} Problem */

/**
 * @template T
 * @typedef {{ok: true, value: T} | {ok: false, problem: Problem}} Result
 */

/**
 * The origin of a link in an answer: the provider's current state, its last known state, or an import that the provider has
 * not shown.
 * @typedef {"provider" | "kept" | "import"} Source
 * @typedef {{format: string, seenAt?: string, origin?: "provider" | "import", attention?: string[]}
 *   & ({ok: true, value: UsableLink, notes: Issue[]}
 *     | {ok: false, issues: Issue[], more?: number, id?: string, link?: UsableLink})} ListedLink
 * @typedef {{links: ListedLink[], unavailable: {format: string, problem: Problem}[],
 *   notes: import("paylink").Note[], played: boolean, next: string | undefined}} Listing
 * @typedef {{link: UsableLink, notes: Issue[], linkIssues?: Issue[], document?: string, seenAt: string,
 *   source: Source, attention?: string[]}} Reading
 * @typedef {{link: UsableLink, notes: Issue[], linkIssues?: Issue[], outcome: "done" | "already_done",
 *   source?: Source, attention?: string[]}} Closing
 * @typedef {{id: string, at: string, type: string, who: string, detail?: Record<string, any>}} EventEntry
 */

const PATIENCE_MS = 30_000;

/** @param {string} format @param {string} id */
const pathOf = (format, id) => `/v1/links/${encodeURIComponent(format)}/${encodeURIComponent(id)}`;

/** The number of links on a page of a list. */
const PAGE = 100;

/**
 * One page of a provider's list, or of the stored links.
 * @param {{format: string, cursor?: string | undefined, kept?: boolean, signal?: AbortSignal}} wanted
 * @returns {Promise<Result<Listing>>}
 */
export async function listPage({ format, cursor, kept = false, signal }) {
  const query = new URLSearchParams({ format, limit: String(PAGE) });
  if (cursor !== undefined) query.set("cursor", cursor);
  // Users mostly look for recent links, and the first page is visible before the last one is read.
  query.set(kept ? "source" : "order", kept ? "kept" : "newest_first");
  const answer = await call("GET", `/v1/links?${query}`, { signal });
  if (!answer.ok) return answer;
  const { links, unavailable = [], notes = [], played = [], next } = answer.value;
  if (!Array.isArray(links) || !Array.isArray(unavailable))
    return { ok: false, problem: notUnderstood(200, false) };
  const down = unavailable.map(({ format, problem }) => ({
    format: String(format),
    problem: problemOf(problem ?? {}, 0),
  }));
  return {
    ok: true,
    value: {
      links,
      unavailable: down,
      notes: Array.isArray(notes) ? notes.flatMap((of) => of?.notes ?? []) : [],
      played: Array.isArray(played) && played.includes(format),
      // Other values are not cursors.
      next: typeof next === "string" ? next : undefined,
    },
  };
}

/** @param {string} format @param {string} id @returns {Promise<Result<Reading>>} */
export async function readLink(format, id) {
  return readingOf(await call("GET", pathOf(format, id)));
}

/**
 * @param {string} format
 * @param {string} id
 * @param {string} key the same for every attempt of a close
 * @returns {Promise<Result<Closing>>}
 */
export async function closeLink(format, id, key) {
  const headers = { "idempotency-key": `"${key}"`, prefer: "wait=20" };
  return readingOf(await call("POST", `${pathOf(format, id)}/close`, { headers }));
}

/**
 * The journal of a link.
 * @param {string} format
 * @param {string} id
 * @returns {Promise<Result<EventEntry[]>>}
 */
export async function readEvents(format, id) {
  const answer = await call("GET", `${pathOf(format, id)}/events?limit=100`);
  if (!answer.ok) return answer;
  const { events } = answer.value;
  if (!Array.isArray(events)) return { ok: false, problem: notUnderstood(200, false) };
  return { ok: true, value: events };
}

/**
 * @param {Result<any> & {text?: string}} answer
 * @returns {Result<any>}
 */
function readingOf(answer) {
  if (!answer.ok) return answer;
  const { link, notes = [] } = answer.value;
  if (typeof link !== "object" || link === null)
    return { ok: false, problem: notUnderstood(200, true) };
  // Numbers of the provider may have more digits than JavaScript numbers.
  const document = answer.text && memberText(answer.text, "document");
  return { ok: true, value: { ...answer.value, link, notes, document } };
}

/**
 * @param {"GET" | "POST"} method
 * @param {string} path
 * @param {{headers?: Record<string, string>, body?: unknown, signal?: AbortSignal | undefined}} [options]
 * @returns {Promise<Result<any> & {text?: string}>} with the text of a text answer
 */
export async function call(method, path, { headers = {}, body: sent, signal } = {}) {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  // A lost response to a read has no effect; after a lost response to a close the result is unknown.
  const changes = method !== "GET";
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: "application/json, application/problem+json",
        ...(sent !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    text = await response.text();
  } catch {
    return { ok: false, problem: unreachable(changes) };
  }
  heard(response.status);
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, problem: notUnderstood(response.status, changes) };
  }
  if (typeof body !== "object" || body === null)
    return { ok: false, problem: notUnderstood(response.status, changes) };
  if (response.ok) return { ok: true, value: body, text };
  const waitS = Number(response.headers.get("retry-after") ?? Number.NaN);
  return { ok: false, problem: problemOf(body, response.status, waitS * 1000) };
}
