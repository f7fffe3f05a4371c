// Jobs at the edge: create, run as a stream of results, read. This browser stores the current job, so that a reload finds
// it again.

import { call } from "./edge.js";
import { problemOf, unreachable } from "./problem.js";
import { heard } from "./session.js";

/** @typedef {import("./problem.js").Problem} Problem */

/**
 * @typedef {object} JobResult
 * @property {number} n
 * @property {string} format
 * @property {string} id
 * @property {string} outcome
 * @property {boolean} final
 * @property {number} status
 * @property {string} [code]
 * @property {string} [message]
 * @property {string} [rawStatus]
 * @property {import("./edge.js").Source} [source] its origin, if it is not the provider's current state
 * @property {string} at
 */

/** `parts`: the jobs of one bulk close, each with its number of links. @typedef {{parts: {id: string, links: number}[]}} Kept */

/** The most links of one job at the edge. */
export const MOST = 10_000;

const KEPT = "paylink.bulk";

/** @returns {Kept | null} */
export function keptJob() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    return Array.isArray(kept?.parts) && kept.parts.length > 0 ? kept : null;
  } catch {
    return null;
  }
}

/** @param {Kept | null} job */
export function keepJob(job) {
  try {
    if (job) localStorage.setItem(KEPT, JSON.stringify(job));
    else localStorage.removeItem(KEPT);
  } catch {
    // Then a reload loses it; the edge does not.
  }
}

/**
 * @param {{format: string, id: string}[]} links
 * @param {string} key the same for every attempt
 */
export const makeJob = (links, key) =>
  call("POST", "/v1/jobs", {
    headers: { "idempotency-key": `"${key}"`, prefer: "wait=20" },
    body: { links },
  });

/**
 * The results of a job so far.
 * @param {string} id
 * @returns {Promise<{ok: true, value: JobResult[]} | {ok: false, problem: Problem}>}
 */
export async function resultsOf(id) {
  /** @type {JobResult[]} */
  const results = [];
  for (let after = 0; ; ) {
    const place = after > 0 ? `&after=${after}` : "";
    const answer = await call("GET", `/v1/jobs/${id}?limit=1000${place}`);
    if (!answer.ok) return answer;
    for (const { result, ...item } of answer.value.items) {
      if (result) results.push({ ...item, ...result });
    }
    const { next } = answer.value;
    // Positions only increase, so this loop ends for any answer.
    if (!(Number(next) > after)) return { ok: true, value: results };
    after = Number(next);
  }
}

/**
 * Runs a job until it is finished, or `signal` aborts; links in progress are finished at the edge.
 * @param {string} id
 * @param {AbortSignal} signal
 * @param {(result: JobResult) => void} told
 * @returns {Promise<{ok: true} | {ok: false, problem: Problem}>}
 */
export async function runJob(id, signal, told) {
  try {
    const response = await fetch(`/v1/jobs/${id}/run`, {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    heard(response.status);
    if (!response.ok || !response.body) {
      const body = await response.json().catch(() => ({}));
      return { ok: false, problem: problemOf(body, response.status) };
    }
    let finished = false;
    for await (const line of linesOf(response.body)) {
      const said = JSON.parse(line);
      if (typeof said.n === "number") told(said);
      finished ||= said.finished === true;
    }
    return finished ? { ok: true } : { ok: false, problem: unreachable(true) };
  } catch {
    return { ok: false, problem: unreachable(true) };
  }
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body */
async function* linesOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = `${rest}${value ?? ""}`.split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    yield* lines.filter(Boolean);
    if (done) return;
  }
}

const COLUMNS = /** @type {const} */ ([
  "format",
  "id",
  "outcome",
  "status",
  "rawStatus",
  "code",
  "message",
  "at",
  "source",
]);

/** As CSV; no cell may start a formula. @param {JobResult[]} results */
export const csvOf = (results) =>
  [
    COLUMNS.join(","),
    ...results.map((result) =>
      COLUMNS.map((column) => {
        const text = String(result[column] ?? "");
        const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
        return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
      }).join(","),
    ),
  ].join("\r\n");
