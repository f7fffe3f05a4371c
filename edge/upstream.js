// A provider as the edge reaches it: what the core planned goes out with the operator's credential,
// within a deadline, not at all while the provider is down, and what comes back is read to its end.

/**
 * @import {FormatId, IssueLike, Listing, Plan} from "paylink"
 * @import {Breaker} from "./breaker.js"
 * @import {Metrics} from "./metrics.js"
 */

import { planRead } from "paylink";
import { failure } from "./answers.js";
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
 * A reply; or why there is none, and whether the call may have had its effect all the same.
 * @typedef {{reply: Reply, issues?: undefined, lost?: undefined}
 *   | {reply?: undefined, issues: readonly IssueLike[], lost: boolean, pausedMs?: number}} Sent
 */

/**
 * @typedef {object} Upstream
 * @property {FormatId} format
 * @property {Provider} provider
 * @property {Breaker} breaker
 * @property {(plan: SendPlan, deadlineMs?: number) => Promise<Sent>} send
 * @property {(id: string) => Promise<Sent>} readLink
 * @property {(listing?: Listing) => Promise<Sent>} readList
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

/**
 * @param {FormatId} format
 * @param {Provider} provider
 * @param {{now: () => number, metrics: Metrics}} edge
 * @returns {Upstream}
 */
export function upstreamOf(format, provider, { now, metrics }) {
  const breaker = breakerOf({ now });
  const base = provider.baseUrl.replace(/\/$/, "");
  metrics.observe("paylink_upstream_circuit_open", { format }, () =>
    breaker.state() === "closed" ? 0 : 1,
  );

  /** @param {SendPlan} plan @param {number} [deadlineMs] @returns {Promise<Sent>} */
  async function send(plan, deadlineMs = DEADLINE_MS) {
    const pausedMs = breaker.admit();
    if (pausedMs > 0) return { issues: [failure("upstream_paused")], lost: false, pausedMs };
    const { header, scheme } = plan.credential;
    const credential = scheme ? `${scheme} ${provider.credential}` : provider.credential;
    const since = performance.now();
    /** @param {string} outcome @param {boolean} worked */
    const tell = (outcome, worked) => {
      breaker.tell(worked);
      const { operation } = plan;
      const seconds = (performance.now() - since) / 1000;
      metrics.count("paylink_upstream_requests_total", { format, operation, outcome });
      metrics.time("paylink_upstream_request_seconds", { format, operation }, seconds);
    };
    try {
      const request = new Request(base + plan.path, {
        method: plan.method,
        headers: { ...plan.headers, [header]: credential },
        body: plan.body?.length ? plan.body : null,
        // A redirect would take the credential to another address.
        redirect: "manual",
        // Whole milliseconds, or Node throws.
        signal: AbortSignal.timeout(Math.max(1, Math.floor(deadlineMs))),
      });
      const response = await (provider.fetch ? provider.fetch(request) : fetch(request));
      const most = plan.operation === "list" ? MAX_LIST_BYTES : MAX_REPLY_BYTES;
      const body = unsaid(await whole(response, most), provider.credential);
      const reply = { status: response.status, headers: response.headers, body };
      tell(String(reply.status), reply.status < 500);
      return { reply };
    } catch (error) {
      const late = error instanceof DOMException && error.name === "TimeoutError";
      tell(late ? "late" : "unreachable", false);
      // What the network said stays here.
      return {
        issues: [failure(late ? "upstream_late" : "upstream_unreachable")],
        lost: !neverLeft(error),
      };
    }
  }

  /**
   * A call that changes nothing may be made again, as the core advises.
   * @param {{ok: true, value: Plan} | {ok: false, issues: readonly IssueLike[]}} planned
   * @returns {Promise<Sent>}
   */
  async function sendRead(planned) {
    if (!planned.ok) return { issues: planned.issues, lost: false };
    const { retry } = planned.value;
    for (let attempt = 1; ; attempt += 1) {
      const sent = await send(planned.value);
      const failed = sent.reply ? sent.reply.status >= 500 : !sent.pausedMs && !isLate(sent.issues);
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
    readList: (listing) => sendRead(planRead(format, undefined, listing)),
  };
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

/** @param {readonly IssueLike[]} issues */
const isLate = (issues) => issues.some(({ code }) => code === "upstream_late");

/** @param {unknown} error */
function neverLeft(error) {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return NEVER_LEFT.includes(code);
}

/**
 * An answer that breaks off is none, and one without end is cut.
 * @param {Response} response
 * @param {number} most
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function whole(response, most) {
  if (!response.body) return new Uint8Array();
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (length > most) throw new Error("the answer has no end");
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

/** Whether the provider may know of it. @param {Sent} sent */
export const hasLeft = ({ reply, lost }) => reply !== undefined || lost;

/** @param {Pick<Reply, "status">} reply */
export const isSuccess = ({ status }) => status >= 200 && status < 300;

/** @param {Pick<Reply, "status">} reply */
export const isRefusal = ({ status }) => status >= 400 && status < 500;
