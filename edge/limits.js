// How much a caller may ask: requests a minute, and bytes at once.

/**
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Variables} from "./callers.js"
 */

import { bodyLimit } from "hono/body-limit";
import { rateLimiter } from "hono-rate-limiter";
import { failure, refused, retryAfter } from "./answers.js";

/**
 * @typedef {object} Limits
 * @property {number} [perMinute] requests of one caller, counted in this process; default 3,000
 * @property {RateLimit} [binding] counts for all isolates instead, where the host has one; its own
 *   configuration says how many
 * @property {(c: Context) => string} [addressOf] where a request comes from: who shows no credential
 *   that is known here is counted by it
 */

/** @typedef {{limit: (options: {key: string}) => Promise<{success: boolean}>}} RateLimit */

const WINDOW_MS = 60_000;

/** @param {Limits} limits @returns {MiddlewareHandler<Variables>} */
export function rateLimited({ perMinute = 3000, binding, addressOf = () => "anywhere" }) {
  /** @param {Context<Variables>} c */
  const keyGenerator = (c) => {
    const { caller } = c.get("identity");
    return caller ? `caller ${caller.name}` : `address ${addressOf(c)}`;
  };
  /** @param {Context} c */
  const handler = (c) =>
    refused(c, [failure("rate_limited", { limit: String(perMinute), seconds: "60" })], {
      headers: retryAfter(WINDOW_MS),
    });
  return binding
    ? rateLimiter({ binding, keyGenerator, handler })
    : rateLimiter({
        windowMs: WINDOW_MS,
        limit: perMinute,
        standardHeaders: "draft-7",
        keyGenerator,
        handler,
      });
}

/**
 * What goes on to a provider comes back in its answer, up to three times as long where that one escapes
 * what is not ASCII; and an answer is read up to 256 KiB. What is longer would be made, and nobody told.
 */
const MAX_CALL_BYTES = 64 * 1024;
/** Jobs of many links, and what providers deliver. */
const MAX_BODY_BYTES = 1024 * 1024;
/** What is pasted has the core's own limit. */
const MAX_IMPORT_BYTES = 8 * 1024 * 1024;

/** @returns {MiddlewareHandler} */
export function bodyLimited() {
  const [call, body, pasted] = [MAX_CALL_BYTES, MAX_BODY_BYTES, MAX_IMPORT_BYTES].map((maxSize) =>
    bodyLimit({
      maxSize,
      onError: (c) => refused(c, [failure("json_too_large", { limit: String(maxSize) })]),
    }),
  );
  return (c, next) => {
    const { path } = c.req;
    // They are read when their headers have been looked at.
    if (path.startsWith("/webhooks/")) return next();
    if (path === "/v1/imports") return pasted(c, next);
    return (/^\/(v1\/jobs|webhooks\/|sandbox\/)/.test(path) ? body : call)(c, next);
  };
}
