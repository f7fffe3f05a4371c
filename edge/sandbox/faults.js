// Faults on demand: the calls they apply to, and their effect on the responses.

/**
 * @import {FormatId, Operation} from "paylink"
 * @import {SandboxClock} from "./clock.js"
 */

import { errorAnswer, failure, retryAfter } from "../answers.js";
import { described } from "../described.js";

/** @type {readonly Operation[]} */
export const OPERATIONS = ["create", "read", "list", "close"];

/** @type {readonly Operation[]} */
const EFFECTS = ["create", "close"];

/**
 * @typedef {"slow" | "server_error" | "bad_gateway" | "maintenance" | "rate_limited" | "not_json"
 *   | "cut" | "cut_midway" | "lost_answer" | "lost_answer_5xx" | "key_locked" | "other_link"
 *   | "stale_read"} FaultName
 */

/**
 * @typedef {object} FaultInfo
 * @property {string} does
 * @property {boolean} [instead] it prevents the effect
 * @property {readonly Operation[]} operations the calls it can apply to
 * @property {boolean} [needsKeys] it can apply only to providers with idempotency keys
 * @property {string} [ms] the meaning of its `ms`, if it has one
 * @property {boolean} [needsMs]
 */

/** @type {Readonly<Record<FaultName, FaultInfo>>} */
export const FAULTS = {
  slow: {
    does: "answers after `ms` of real time; a caller that leaves earlier does not stop it",
    operations: OPERATIONS,
    ms: "how long it takes",
    needsMs: true,
  },
  server_error: {
    does: "500 in the provider's own envelope, without effect; kept under the call's key where the provider does so",
    operations: OPERATIONS,
  },
  bad_gateway: {
    does: "502 with a proxy's HTML, without effect",
    instead: true,
    operations: OPERATIONS,
  },
  maintenance: {
    does: "503 with HTML and a date as `retry-after`, without effect",
    instead: true,
    operations: OPERATIONS,
    ms: "from now until it is over; default a minute",
  },
  rate_limited: {
    does: "429 with seconds as `retry-after`, without effect",
    instead: true,
    operations: OPERATIONS,
    ms: "how long to wait; default a second",
  },
  not_json: {
    does: "200 with the HTML of a portal, without effect",
    instead: true,
    operations: OPERATIONS,
  },
  cut: {
    does: "the connection is cut, without effect",
    instead: true,
    operations: OPERATIONS,
  },
  cut_midway: {
    does: "the effect happens; the connection is cut in the middle of the answer's body",
    operations: OPERATIONS,
  },
  lost_answer: {
    does: "the effect happens; the connection is cut before the answer",
    operations: EFFECTS,
  },
  lost_answer_5xx: {
    does: "the effect happens; a proxy answers 504 with HTML",
    operations: EFFECTS,
  },
  key_locked: {
    does: "409 `idempotency_key_locked`, without effect",
    instead: true,
    operations: EFFECTS,
    needsKeys: true,
  },
  other_link: {
    does: "the effect happens; the answer is a success that shows another link",
    operations: ["create", "read", "close"],
  },
  stale_read: {
    does: "links are shown as they were before their last change, as by a copy that lags behind",
    operations: ["read", "list"],
  },
};

/**
 * @typedef {object} Fault
 * @property {number} number
 * @property {FaultName} fault
 * @property {FormatId} [format]
 * @property {Operation} [operation]
 * @property {string} [id] of the link
 * @property {number | null} left the number of remaining calls; `null`: all
 * @property {number} [ms]
 * @property {number} met the number of calls so far
 */

/** @typedef {{format: FormatId, operation?: Operation, id?: string}} Call */

/** Whether a fault can apply to a provider. @param {FaultName} fault @param {FormatId} format */
export const isPossibleAt = (fault, format) =>
  !FAULTS[fault].needsKeys || described(format).idempotency !== undefined;

/** @typedef {ReturnType<typeof faultsOf>} Faults */

export function faultsOf() {
  /** @type {Map<number, Fault>} */
  const faults = new Map();
  let count = 0;
  return {
    /** @param {Omit<Fault, "number" | "met">} given */
    add(given) {
      count += 1;
      const fault = { number: count, ...given, met: 0 };
      faults.set(count, fault);
      return fault;
    },
    list: () => [...faults.values()],
    /** @param {number} number */
    remove: (number) => faults.delete(number),
    clear: () => faults.clear(),
    /**
     * The faults of a call: the first that matches, and the first that makes it slow.
     * @param {Call} call
     * @returns {{slow?: Fault, other?: Fault}}
     */
    meet(call) {
      const fitting = [...faults.values()].filter((fault) => fits(fault, call));
      const slow = fitting.find(({ fault }) => fault === "slow");
      const other = fitting.find(({ fault }) => fault !== "slow");
      for (const fault of [slow, other]) {
        if (!fault) continue;
        fault.met += 1;
        if (fault.left !== null) fault.left -= 1;
        if (fault.left === 0) faults.delete(fault.number);
      }
      return { slow, other };
    },
  };
}

/**
 * A call that is refused before its operation is known only gets faults that apply to every call.
 * @param {Fault} fault
 * @param {Call} call
 */
function fits({ fault, format, operation, id }, call) {
  const { operations } = FAULTS[fault];
  return (
    (format === undefined || format === call.format) &&
    isPossibleAt(fault, call.format) &&
    (operation === undefined || operation === call.operation) &&
    (call.operation === undefined
      ? operations === OPERATIONS
      : operations.includes(call.operation)) &&
    (id === undefined || id === call.id)
  );
}

/**
 * How a call is executed. `stale`: with links before their last change; `failed`: the answer in place of the effect.
 * @typedef {{stale?: boolean, failed?: Response}} How
 */

/** @callback Perform @param {How} [how] @returns {Promise<Response>} */

/**
 * The response of a call with a fault.
 * @param {Fault | undefined} fault
 * @param {Call} call
 * @param {Perform} perform
 * @param {object} world
 * @param {SandboxClock} world.clock
 * @param {() => Promise<unknown>} world.wait waits, if the call is slow too
 * @param {(response: Response) => Promise<Response>} world.another
 * @returns {Promise<Response>}
 */
export async function disturbed(fault, { format }, perform, { clock, wait, another }) {
  if (!fault) return perform();
  // The effect has its own delay.
  if (FAULTS[fault.fault].instead) await wait();
  switch (fault.fault) {
    case "server_error":
      return perform({ failed: errorAnswer([failure("internal_error")], format) });
    case "bad_gateway":
      return page(502, "502 Bad Gateway");
    case "maintenance": {
      const until = new Date(clock.now() + (fault.ms ?? 60_000)).toUTCString();
      return page(503, "Down for maintenance", { "retry-after": until });
    }
    case "rate_limited":
      return errorAnswer([failure("rate_limited", { limit: "100", seconds: "60" })], format, {
        headers: retryAfter(fault.ms ?? 1000),
      });
    case "not_json":
      return page(200, "Sign in to continue");
    case "cut":
      throw cut();
    case "cut_midway":
      return torn(await perform());
    case "lost_answer":
      await perform();
      throw cut();
    case "lost_answer_5xx":
      await perform();
      return page(504, "504 Gateway Time-out");
    case "key_locked":
      return errorAnswer([failure("idempotency_key_locked")], format, { headers: retryAfter(500) });
    case "other_link":
      return another(await perform());
    case "stale_read":
      return perform({ stale: true });
    case "slow":
      return perform();
  }
}

/** A proxy's error page. @param {number} status @param {string} title @param {Record<string, string>} [headers] */
const page = (status, title, headers = {}) =>
  new Response(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
    { status, headers: { "content-type": "text/html; charset=utf-8", ...headers } },
  );

/** A rejection like `fetch`'s: a `TypeError` with the reason as its cause. */
export const cut = () =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error("the sandbox cut the connection"), { code: "ECONNRESET" }),
  });

/** @param {unknown} error */
export const isCut = (error) =>
  error instanceof TypeError &&
  error.cause instanceof Error &&
  error.cause.message === "the sandbox cut the connection";

/** The headers, half of the body, and an error. @param {Response} response */
async function torn(response) {
  const body = new Uint8Array(await response.arrayBuffer());
  const half = body.subarray(0, Math.ceil(body.length / 2));
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(half),
    // The error follows only after the half has been read: an error would discard what is still queued.
    pull: (controller) => controller.error(cut()),
  });
  const headers = new Headers(response.headers);
  headers.set("content-length", String(body.length));
  return new Response(stream, { status: response.status, headers });
}

/**
 * In the host's time. The timer does not keep the process alive.
 * @param {number} ms
 * @param {AbortSignal} signal of the waiting call
 */
export const sleep = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      if (typeof timer === "object" && "unref" in timer) timer.unref();
    });
  });
