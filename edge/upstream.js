// Calls to a provider: a plan is sent with the operator's credential and a deadline, unless the circuit is open, and
// the response is read completely.

/**
 * @import {FormatId, IssueLike, Listing, Plan} from "paylink"
 * @import {Breaker} from "./breaker.js"
 * @import {Log} from "./log.js"
 * @import {Metrics} from "./metrics.js"
 */

import { interpretResponse, planList, planRead } from "paylink";
import { attempt, retryDelay, wait } from "paylink/client";
import { failure } from "./answers.js";
import { breakerOf } from "./breaker.js";

/**
 * The operator's settings of a provider.
 * @typedef {object} Provider
 * @property {string} baseUrl set by the operator; callers cannot change it
 * @property {string} credential sent to that address only; `user:password` for HTTP Basic
 * @property {boolean} [opens] whether this credential gives access to the provider's own paths
 * @property {readonly string[]} [webhookSecrets] the secrets of its deliveries; several during
 *   a rotation
 * @property {boolean} [played] whether the sandbox simulates it
 * @property {(request: Request) => Promise<Response>} [fetch]
 */

/** @typedef {import("paylink/client").SentResponse} Reply */

/**
 * A response; or why there is none, and whether the call may have had its effect. `status`: there was a response that
 * cannot be read.
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
 * A provider. Calls with an effect, and reads for them, have a circuit of their own: other reads use `reading`, so that
 * their failures do not pause closes.
 * @typedef {Connection & {reading: Connection}} Upstream
 */

/**
 * The part of a plan that is sent; the body may be a caller's own bytes.
 * @typedef {import("paylink/client").SendPlan & Pick<Plan, "operation">} SendPlan
 */

/** The deadline of a response, to its last byte. */
export const DEADLINE_MS = 15_000;

/**
 * The largest response: a list up to the core's limit; a response about one link has to fit into a store with the data
 * derived from it.
 */
const MAX_LIST_BYTES = 8 * 1024 * 1024;
const MAX_REPLY_BYTES = 256 * 1024;

/** There was a response that cannot be read. */
class Unreadable extends Error {
  name = "Unreadable";

  /** @param {string} code the reason, for the log @param {number} status */
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
  const fetched = provider.fetch ?? edge.fetch ?? ((request) => fetch(request));
  metrics.observe("paylink_upstream_circuit_open", { format, circuit }, () =>
    breaker.state() === "closed" ? 0 : 1,
  );

  /** @param {SendPlan} plan @param {number} [deadlineMs] @returns {Promise<Sent>} */
  async function send(plan, deadlineMs = DEADLINE_MS) {
    const pausedMs = breaker.admit();
    if (pausedMs > 0) return { issues: [failure("upstream_paused")], lost: false, pausedMs };
    const { operation } = plan;
    // Failures of one link do not indicate a failing provider; lists and creates concern no link.
    const link = ["read", "close"].includes(operation) ? plan.path : undefined;
    const since = performance.now();
    /** @param {string} outcome @param {boolean} worked @param {string} [about] */
    const tell = (outcome, worked, about) => {
      breaker.tell(worked, about);
      const seconds = (performance.now() - since) / 1000;
      metrics.count("paylink_upstream_requests_total", { format, operation, outcome });
      metrics.time("paylink_upstream_request_seconds", { format, operation }, seconds);
    };
    const call = { ...plan, headers: { ...plan.headers, "accept-encoding": "identity" } };
    const { baseUrl, credential } = provider;
    const maxBytes = operation === "list" ? MAX_LIST_BYTES : MAX_REPLY_BYTES;
    const options = { baseUrl, credential, timeoutMs: deadlineMs, maxBytes };
    const got = await attempt(call, {
      ...options,
      fetch: (request) => fetched(request).then(readable),
    });
    if (got.response) {
      const { status } = got.response;
      tell(String(status), status < 500, link);
      return { reply: got.response };
    }
    const late = got.failure === "timeout";
    const code = late ? "deadline" : got.code;
    const { status } = got.cause instanceof Unreadable ? got.cause : got;
    if (!late && status !== undefined) {
      log({ level: "warn", event: "upstream_unreadable", format, operation, code, status });
      tell("unreadable", isAnswer({ status }) && status < 500, link);
      return { issues: [failure("upstream_unreadable")], lost: true, status };
    }
    log({ level: "warn", event: "upstream_unreachable", format, operation, code });
    // If nothing was sent, the link is not the reason.
    tell(late ? "late" : "unreachable", false, got.sent ? link : undefined);
    return {
      issues: [failure(late ? "upstream_late" : "upstream_unreachable")],
      lost: got.sent,
    };
  }

  /**
   * A call without an effect may be repeated, as the core advises.
   * @param {ReturnType<typeof planList> | ReturnType<typeof planRead>} planned
   * @returns {Promise<Sent>}
   */
  async function sendRead(planned) {
    if (!planned.ok) return { issues: planned.issues, lost: false };
    const { retry } = planned.value;
    for (let attempts = 1; ; attempts += 1) {
      const sent = await send(planned.value);
      const busy = sent.reply && busyOf(format, sent.reply, now());
      if (busy) return busy;
      const failed = sent.reply
        ? sent.reply.status >= 500
        : sent.issues.some(({ code }) => code === "upstream_unreachable");
      if (!failed || attempts >= READ_ATTEMPTS) return sent;
      metrics.count("paylink_upstream_retries_total", { format, operation: "read" });
      await wait(retryDelay(retry, attempts));
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

/** Statuses of a request that was not processed (RFC 8470, RFC 6585). */
export const TURNED_AWAY = [425, 429];

/**
 * A provider that asks a read to wait. A 503 without `retry-after` is a failure.
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {number} now
 * @returns {Extract<Sent, {reply?: undefined}> | undefined}
 */
export function busyOf(format, reply, now) {
  const { status, headers } = reply;
  const isTurnedAway = TURNED_AWAY.includes(status);
  if (!isTurnedAway && (status !== 503 || !headers.has("retry-after"))) return undefined;
  const { issues, retry } = readFailure(format, reply, now);
  if (!isTurnedAway && !retry.afterMs) return undefined;
  return { issues, lost: false, pausedMs: Math.max(1, retry.afterMs ?? 0) };
}

/**
 * The meaning of a failed read.
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {number} now
 */
function readFailure(format, { status, headers, body }, now) {
  const asked = { format, retry: { lostAnswer: /** @type {const} */ ("same_request") } };
  return interpretResponse(asked, { status, headers, body }, { now });
}

/**
 * A failed read, with the provider's words as far as they can be read.
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {number} now
 */
export function failedRead(format, reply, now) {
  const [issue] = readFailure(format, reply, now).issues;
  return failure("upstream_failed", { answer: issue?.params.answer ?? String(reply.status) });
}

/**
 * Whether the provider does not know the link that was to be read. Some say so with another status than 404.
 * @param {FormatId} format
 * @param {Reply} reply
 * @param {number} now
 */
export const isMissing = (format, reply, now) =>
  [404, 410].includes(reply.status) || readFailure(format, reply, now).outcome === "not_found";

/** The longest wait of a read, because a person is waiting; longer waits are for calls with an effect. */
const READ_ATTEMPTS = 2;

/** Whether a status is final. @param {{status: number}} response */
const isAnswer = ({ status }) => status >= 200 && status <= 599;

/**
 * Refuses a response before it is read: one without a final status, or compressed without request.
 * @param {Response} response
 */
function readable(response) {
  const { status, headers } = response;
  if (!isAnswer(response)) throw new Unreadable("status", status);
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") throw new Unreadable("content_encoding", status);
  return response;
}

/** Whether the provider may have received it. @param {Sent} sent */
export const hasLeft = ({ reply, lost }) => reply !== undefined || lost;

/** @param {Pick<Reply, "status">} reply */
export const isSuccess = ({ status }) => status >= 200 && status < 300;

/** @param {Pick<Reply, "status">} reply */
export const isRefusal = ({ status }) => status >= 400 && status < 500;
