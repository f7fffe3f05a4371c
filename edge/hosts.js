// The host names that a server accepts, and those of this machine.

/** @import {MiddlewareHandler} from "hono" */

/** The usual names of this machine, as URLs spell them. */
export const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** Whether the name is this machine, which others cannot reach (RFC 6761, RFC 6890). @param {string} hostname */
export const isLoopback = (hostname) =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(hostname);

/**
 * Protection against DNS rebinding: a name that an attacker points to this server must not reach it, because the
 * browser would send the session cookie.
 * @param {readonly string[]} names empty for all
 * @returns {MiddlewareHandler}
 */
export const hostsOnly = (names) => async (c, next) => {
  if (names.length === 0 || names.includes(new URL(c.req.url).hostname)) return next();
  return c.text(`this server answers to ${names.join(", ")} only\n`, 421, {
    "cache-control": "no-store",
  });
};
