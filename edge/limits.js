// The limit of requests a minute for each caller.

/**
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Variables} from "./callers.js"
 */

import { rateLimiter } from "hono-rate-limiter";
import { failure, refused, retryAfter } from "./answers.js";

/**
 * @typedef {object} Limits
 * @property {number} [perMinute] requests of one caller, counted in this process; default 3,000
 * @property {RateLimit} [binding] counts over all isolates instead, if the host has one; its own
 *   configuration has the limit
 * @property {(c: Context) => string} [addressOf] the address of a request: callers without a known
 *   credential are counted by it
 */

/** @typedef {{limit: (options: {key: string}) => Promise<{success: boolean}>}} RateLimit */

const WINDOW_MS = 60_000;

/**
 * Counts known callers by their name, all others by their address. Deliveries have a separate count, so that
 * guesses from the same address do not block them.
 * @param {Limits} limits
 * @returns {MiddlewareHandler<Variables>}
 */
export function rateLimited(limits) {
  const { addressOf = () => "anywhere" } = limits;
  const limited = limiter(limits, (c) => {
    const { caller } = c.get("identity");
    return caller ? `caller ${caller.name}` : `address ${addressOf(c)}`;
  });
  return (c, next) => (c.req.path.startsWith("/webhooks/") ? next() : limited(c, next));
}

/**
 * Counts the deliveries of each provider; to be called after verification.
 * @param {Limits} limits
 * @returns {MiddlewareHandler<Variables>}
 */
export const deliveriesLimited = (limits) =>
  limiter(limits, (c) => `delivery ${c.req.param("format")}`);

/**
 * @param {Limits} limits
 * @param {(c: Context<Variables>) => string} keyGenerator
 * @returns {MiddlewareHandler<Variables>}
 */
function limiter({ perMinute = 3000, binding }, keyGenerator) {
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
