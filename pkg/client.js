// Sends a planned call to its provider: with the credential, a time limit, and repeats as the core advises. What a
// response means, and whether and when to repeat, is the core's; here are only the sockets and the timers.

import { interpretResponse } from "./calls.js";
import { call, misuse } from "./core.js";
import { credentialHeader, credentialTexts, redact } from "./credential.js";
import { readList } from "./list.js";
import { wait } from "./wait.js";

export { credentialHeader, credentialTexts } from "./credential.js";
export { untilChange, wait } from "./wait.js";

/** @typedef {typeof import("./client.d.ts")} Client */
/** @typedef {import("./client.d.ts").Attempt} Attempt */
/** @typedef {import("./client.d.ts").SendOptions} SendOptions */
/** @typedef {import("./types.d.ts").Plan} Plan */

/** The largest list that the core reads. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Timers over it fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Network errors after which certainly nothing was sent. */
const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** @param {Plan} plan @param {SendOptions} options @returns {Promise<any>} */
export async function send(plan, options) {
  // Throws if the core was not started: not after the call was sent.
  call(() => {});
  const { signal, timeoutMs = 15_000, totalMs = 60_000 } = options;
  const end = performance.now() + totalMs;
  let sent = false;
  for (let attempts = 1; ; attempts += 1) {
    const leftMs = end - performance.now();
    const got = await attempt(plan, { ...options, timeoutMs: Math.min(timeoutMs, leftMs) });
    sent ||= got.sent;
    const { response, failure } = got;
    const known = { sent, attempts, ...(response ? { response } : { failure }) };
    /** @type {any} */
    const meaning = { ...meaningOf(plan, got), ...known };
    const { advice, afterMs } = meaning.retry;
    if (failure === "aborted" || advice !== "same_request" || attempts >= plan.retry.attempts) {
      return meaning;
    }
    const waitMs = retryDelay(plan.retry, attempts, afterMs);
    if (performance.now() + waitMs >= end) return meaning;
    if (!(await wait(waitMs, signal))) return { ...meaning, failure: "aborted" };
  }
}

/** Replaces a body that was not read. */
const UNREAD = "…";

/** @param {Plan} plan @param {Attempt} got */
function meaningOf(plan, { response, ...failed }) {
  const { format, action, id, retry } = plan;
  if (plan.operation === "list" && response && response.status >= 200 && response.status < 300) {
    const answer = readList(response.body, { format, listing: plan.listing });
    if (answer.ok) {
      const { ok, value: list, ...notes } = answer;
      return { outcome: "done", list, issues: [], ...notes, retry: { advice: "stop" } };
    }
  }
  // A call that reads has no action: a link of any status is its result.
  const asked = { format, action, id, retry };
  const { status } = "status" in failed ? failed : {};
  const unread = status === undefined ? null : { status, headers: {}, body: UNREAD };
  return interpretResponse(asked, response ?? unread, { now: Date.now() });
}

/**
 * @param {import("./client.d.ts").SendPlan} plan
 * @param {import("./client.d.ts").AttemptOptions} options
 * @returns {Promise<Attempt>}
 */
export async function attempt(plan, options) {
  const { baseUrl, credential, signal, timeoutMs = 15_000, maxBytes = MAX_BYTES } = options;
  if (typeof plan?.path !== "string") throw misuse("plan", "a plan, the `value` of an answer");
  const fetched = options.fetch ?? fetch;
  const url = baseOf(baseUrl) + plan.path;
  const headers = headersOf(plan, credential);
  if (signal?.aborted) return { failure: "aborted", code: "aborted", sent: false };
  const stop = new AbortController();
  const abort = () => stop.abort();
  let late = false;
  const timer = setTimeout(
    () => {
      late = true;
      abort();
    },
    Math.min(timeoutMs, LONGEST_TIMER_MS),
  );
  signal?.addEventListener("abort", abort);
  try {
    const request = new Request(url, {
      method: plan.method,
      headers,
      body: plan.body?.length ? plan.body : null,
      // A redirect would send the credential to another address.
      redirect: "manual",
      signal: stop.signal,
    });
    const response = await fetched(request);
    const { status } = response;
    const body = await readBody(response, maxBytes);
    if (body === null) {
      abort();
      return { failure: "too_large", code: "too_large", sent: true, status };
    }
    for (const text of credentialTexts(plan.credential, credential)) redact(body, text);
    return { response: { status, headers: response.headers, body }, sent: true };
  } catch (error) {
    // The rest of a response is not awaited.
    abort();
    // A `fetch` may have a time limit of its own.
    late ||= error instanceof DOMException && error.name === "TimeoutError";
    const failure = late ? "timeout" : signal?.aborted ? "aborted" : "network";
    // The error's text may contain the address, and so a secret.
    const code = failure === "network" ? codeOf(error) : failure;
    return { failure, code, sent: !NEVER_SENT.includes(code), cause: error };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** @param {unknown} baseUrl */
function baseOf(baseUrl) {
  const url = URL.canParse(String(baseUrl)) ? new URL(String(baseUrl)) : undefined;
  // The address is not quoted, because it may contain a secret.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search) {
    throw misuse("baseUrl", "an http or https address without user, password and query");
  }
  return url.origin + url.pathname.replace(/\/$/, "");
}

/** @param {import("./client.d.ts").SendPlan} plan @param {unknown} credential */
function headersOf({ headers, credential: slot }, credential) {
  if (typeof credential === "string" && credential !== "") {
    try {
      return new Headers({ ...headers, [slot.header]: credentialHeader(slot, credential) });
    } catch {
      // The error's text quotes the value.
    }
  }
  throw misuse("credential", "a text that can be sent in a header");
}

/** The network's error code. @param {unknown} error @returns {string} */
function codeOf(error) {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

/**
 * @param {Request | Response} message
 * @param {number} maxBytes
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export async function readBody({ headers, body: stream }, maxBytes) {
  if (Number(headers.get("content-length") ?? 0) > maxBytes) return null;
  if (!stream) return new Uint8Array();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/** @type {Client["retryDelay"]} */
export const retryDelay = ({ firstMs, longestMs }, attempts, afterMs = 0) =>
  Math.max(
    afterMs,
    Math.min(longestMs, firstMs * 2 ** (attempts - 1)) * (0.75 + Math.random() / 4),
  );
