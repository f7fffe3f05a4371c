// One line of JSON for each event of interest to an operator. Headers, bodies and queries are never logged,
// because they may contain secrets.

/**
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Variables} from "./callers.js"
 * @import {Metrics} from "./metrics.js"
 */

import { matchedRoutes } from "hono/route";

/** @typedef {{level: "info" | "warn" | "error", event: string} & Record<string, unknown>} Line */

/** @typedef {(line: Line) => void} Log */

/**
 * @param {(text: string) => void} write
 * @param {{all?: boolean, secrets?: readonly string[]}} [options] `all`: information too;
 *   default true; `secrets`: redacted, because an error of a library may contain one
 * @returns {Log}
 */
export function logTo(write, { all = true, secrets = [] } = {}) {
  const hidden = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return ({ level, event, ...line }) => {
    if (!all && level === "info") return;
    const text = JSON.stringify({ time: new Date().toISOString(), level, event, ...line });
    write(hidden.reduce((shown, secret) => shown.replaceAll(secret, "***"), text));
  };
}

/**
 * Whether a request failed only because its caller disconnected before it was sent completely: not a failure of
 * this server, and no response arrives.
 * @param {Context} c
 * @param {unknown} error
 */
export function brokenOff(c, error) {
  if (!c.req.raw.signal?.aborted || !(error instanceof Error)) return false;
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  return code === "ECONNRESET" || error.name === "AbortError" || BROKEN_OFF.test(message);
}

/** The messages of Node and its adapter. */
const BROKEN_OFF = /^(aborted|premature close|Client connection prematurely closed\.)$/i;

/**
 * The description of an error for a line.
 * @param {unknown} error
 * @returns {{error: string, cause?: string, stack?: string | undefined}}
 */
export function said(error) {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause === undefined ? {} : { cause: String(error.cause) };
  return { error: `${error.name}: ${error.message}`, ...cause, stack: error.stack };
}

/**
 * The registered path; wildcard routes have no name of their own.
 * @param {Context} c
 */
const ownRoute = (c) => matchedRoutes(c).findLast(({ path }) => path !== "/*")?.path;

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Logs each request after its response.
 * @param {{log: Log, metrics: Metrics}} edge
 * @returns {MiddlewareHandler<Variables>}
 */
export const logged =
  ({ log, metrics }) =>
  async (c, next) => {
    const since = performance.now();
    await next();
    const ms = performance.now() - since;
    const { method, path } = c.req;
    const { status } = c.res;
    const route = c.get("route") ?? ownRoute(c) ?? "*";
    // Callers can invent methods, which must not fill the memory with counters.
    const counted = METHODS.includes(method) ? method : "other";
    metrics.count("paylink_http_requests_total", { method: counted, route, status: `${status}` });
    metrics.time("paylink_http_request_seconds", { route }, ms / 1000);
    log({
      level: status >= 500 ? "error" : "info",
      event: "request",
      requestId: c.get("requestId"),
      method,
      path,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      ...(c.get("identity")?.caller && { who: c.get("identity").caller?.name }),
    });
  };
