// A provider as the edge reaches it: what the core planned goes out with the operator's credential,
// within a deadline, not at all while the provider is down, and what comes back is read to its end.

/**
 * @import {FormatId, IssueLike, Listing, Plan} from "paylink"
 * @import {Breaker} from "./breaker.js"
 * @import {Log} from "./log.js"
 * @import {Metrics} from "./metrics.js"
 */

import { interpretResponse, planList, planRead } from "paylink";
import { failure } from "./answers.js";
import { readBody } from "./body.js";
import { breakerOf } from "./breaker.js";
import { pause } from "./pause.js";
import { unsaid } from "./unsaid.js";

/**
 * What an operator says of a provider.
 * @typedef {object} Provider
 * @property {string} baseUrl fixed by the operator; no caller can change it
 * @property {string} credential never leaves the edge but to that address
 * @property {boolean} [opens] whether who shows this credential is let in on the provider's own paths
 * @property {readonly string[]} [webhookSecrets] what its deliveries are verified with; several while
 *   they are rotated
 * @property {boolean} [played] whether the sandbox plays it
 * @property {(request: Request) => Promise<Response>} [fetch]
 */

/** @typedef {{status: number, headers: Headers, body: Uint8Array<ArrayBuffer>}} Reply */

/**
 * A reply; or why there is none, and whether the call may have had its effect all the same. `status`: it
 * was answered, but not in a way that can be read.
 * @typedef {{reply: Reply, issues?: undefined, lost?: undefined}
 *   | {reply?: undefined, issues: readonly IssueLike[], lost: boolean, pausedMs?: number,
 *     status?: number}} Sent
 */

/**
 * @typedef {object} Connection
 * @property {FormatId} format
 * @property {Provider} provider
 * @property {Breaker} breaker
 * @property {(plan: SendPlan, deadlineMs?: number) => Promise<Sent>} send
 * @property {(id: string) => Promise<Sent>} readLink
 * @property {(listing?: Listing) => Promise<Sent>} readList
 */

/**
 * A provider. Calls with an effect, and what is read for them, have a circuit of their own: callers that
 * only read use `reading`, so that what fails for them pauses no close.
 * @typedef {Connection & {reading: Connection}} Upstream
 */

/**
 * As much of a plan as is sent; the body may be a caller's own bytes.
 * @typedef {Pick<Plan, "method" | "path" | "headers" | "credential" | "operation">
 *   & {body?: string | Uint8Array<ArrayBuffer> | null}} SendPlan
 */

/** How long a provider may take, to the last byte. */
export const DEADLINE_MS = 15_000;

/**
 * How much it may answer: a list is at most what the core reads of one, and an answer about one link has
 * to fit into a store, beside what is made of it.
 */
const MAX_LIST_BYTES = 8 * 1024 * 1024;
const MAX_REPLY_BYTES = 256 * 1024;

/** Failures of the network after which it is certain that nothing was sent. */
const NEVER_LEFT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];

/** An answer came, but it is not one that is read. */
class Unreadable extends Error {
  name = "Unreadable";

  /** @param {string} code why, for the log @param {number} status */
  constructor(code, status) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/**
 * @param {FormatId} format
 * @param {Provider} provider
 * @param {{now: () => number, metrics: Metrics, log: Log,
 *   fetch?: ((request: Request) => Promise<Response>) | undefined}} edge
 * @returns {Upstream}
 */
export function upstreamOf(format, provider, edge) {
  const reading = connectionOf(format, provider, "reads", edge);
  const acting = connectionOf(format, provider, "effects", edge);
  return { ...acting, readList: reading.readList, reading };
}

/**
 * @param {FormatId} format
 * @param {Provider} provider
 * @param {"reads" | "effects"} circuit
 * @param {Parameters<typeof upstreamOf>[2]} edge
 * @returns {Connection}
 */
function connectionOf(format, provider, circuit, { now, metrics, log, ...edge }) {
  const breaker = breakerOf({ now });
  const base = provider.baseUrl.replace(/\/$/, "");
  const fetched = provider.fetch ?? edge.fetch ?? ((request) => fetch(request));
  metrics.observe("paylink_upstream_circuit_open", { format, circuit }, () =>
    breaker.state() === "closed" ? 0 : 1,
  );

  /** @param {SendPlan} plan @param {number} [deadlineMs] @returns {Promise<Sent>} */
  async function send(plan, deadlineMs = DEADLINE_MS) {
    const pausedMs = breaker.admit();
    if (pausedMs > 0) return { issues: [failure("upstream_paused")], lost: false, pausedMs };
    const { operation } = plan;
    const { header, scheme } = plan.credential;
    const credential = scheme ? `${scheme} ${provider.credential}` : provider.credential;
    // One link that fails is not the provider; lists and creates are about no link.
    const link = ["read", "close"].includes(operation) ? plan.path : undefined;
    const since = performance.now();
    /** @param {string} outcome @param {boolean} worked @param {string} [about] */
    const tell = (outcome, worked, about) => {
      breaker.tell(worked, about);
      const seconds = (performance.now() - since) / 1000;
      metrics.count("paylink_upstream_requests_total", { format, operation, outcome });
      metrics.time("paylink_upstream_request_seconds", { format, operation }, seconds);
    };
    const stop = new AbortController();
    const deadline = setTimeout(() => stop.abort(), deadlineMs);
    try {
      const request = new Request(base + plan.path, {
        method: plan.method,
        headers: { ...plan.headers, "accept-encoding": "identity", [header]: credential },
        body: plan.body?.length ? plan.body : null,
        // A redirect would take the credential to another address.
        redirect: "manual",
        signal: stop.signal,
      });
      const response = await fetched(request);
      const most = operation === "list" ? MAX_LIST_BYTES : MAX_REPLY_BYTES;
      const body = unsaid(await whole(response, most), provider.credential);
      const reply = { status: response.status, headers: response.headers, body };
      tell(String(reply.status), reply.status < 500, link);
      return { reply };
    } catch (error) {
      // A `fetch` of a provider's own may have its own deadline.
      const late =
        stop.signal.aborted || (error instanceof DOMException && error.name === "TimeoutError");
      // What is left of an answer is not waited for.
      stop.abort();
      // The address may hold a secret, and what the network said may hold the address.
      const code = late ? "deadline" : codeOf(error);
      if (!late && error instanceof Unreadable) {
        const { status } = error;
        log({ level: "warn", event: "upstream_unreadable", format, operation, code, status });
        tell("unreadable", isAnswer(error) && status < 500, link);
        return { issues: [failure("upstream_unreadable")], lost: true, status };
      }
      log({ level: "warn", event: "upstream_unreachable", format, operation, code });
      const sent = !NEVER_LEFT.includes(code);
      // Where nothing was sent, it was not about the link.
      tell(late ? "late" : "unreachable", false, sent ? link : undefined);
      return {
        issues: [failure(late ? "upstream_late" : "upstream_unreachable")],
        lost: sent,
      };
    } finally {
      clearTimeout(deadline);
    }
  }

  /**
   * A call that changes nothing may be made again, as the core advises.
   * @param {ReturnType<typeof planList> | ReturnType<typeof planRead>} planned
   * @returns {Promise<Sent>}
   */
  async function sendRead(planned) {
    if (!planned.ok) return { issues: planned.issues, lost: false };
    const { retry } = planned.value;
    for (let attempt = 1; ; attempt += 1) {
      const sent = await send(planned.value);
      const busy = sent.reply && busyOf(format, sent.reply, now());
      if (busy) return busy;
      const failed = sent.reply
        ? sent.reply.status >= 500
        : sent.issues.some(({ code }) => code === "upstream_unreachable");
      if (!failed || attempt >= READ_ATTEMPTS) return sent;
      metrics.count("paylink_upstream_retries_total", { format, operation: "read" });
      await pause(backOff(retry.firstMs, attempt));
    }
  }

  return {
    format,
    provider,
    breaker,
    send,
    readLink: (id) => sendRead(planRead(format, id)),
    readList: (listing) => sendRead(planList(format, listing)),
  };
}

/**
 * A provider that says for how long it wants to be left alone, to a call that only reads.
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {number} now
 * @returns {Sent | undefined}
 */
export function busyOf(format, { status, headers, body }, now) {
  if ((status !== 429 && status !== 503) || !headers.has("retry-after")) return undefined;
  const asked = { format, retry: { lostAnswer: /** @type {const} */ ("same_request") } };
  const { afterMs } = interpretResponse(asked, { status, headers, body }, { now }).retry;
  if (!afterMs) return undefined;
  const issues = [failure("upstream_busy", { answer: String(status) })];
  return { issues, lost: false, pausedMs: afterMs };
}

/** A person waits for a read; the provider's own patience is for calls that must not be lost. */
const READ_ATTEMPTS = 2;

/**
 * Twice as long each time, and never two callers in step.
 * @param {number} firstMs
 * @param {number} attempt from 1
 * @param {number} [longestMs]
 */
export const backOff = (firstMs, attempt, longestMs = Number.POSITIVE_INFINITY) =>
  Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (0.75 + Math.random() / 4);

/** What the network calls it. @param {unknown} error @returns {string} */
function codeOf(error) {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}

/** Whether a status is one that ends a call. @param {{status: number}} response */
const isAnswer = ({ status }) => status >= 200 && status <= 599;

/**
 * An answer that breaks off is none; one that is compressed, although that was not asked for, or has no
 * end is not read.
 * @param {Response} response
 * @param {number} most
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function whole(response, most) {
  const { status, headers } = response;
  if (!isAnswer(response)) throw new Unreadable("status", status);
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") throw new Unreadable("content_encoding", status);
  const body = await readBody(response, most);
  if (body === null) throw new Unreadable("too_large", status);
  return body;
}

/** Whether the provider may know of it. @param {Sent} sent */
export const hasLeft = ({ reply, lost }) => reply !== undefined || lost;

/** @param {Pick<Reply, "status">} reply */
export const isSuccess = ({ status }) => status >= 200 && status < 300;

/** @param {Pick<Reply, "status">} reply */
export const isRefusal = ({ status }) => status >= 400 && status < 500;
