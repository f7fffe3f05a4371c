// The names that a server answers to, and those of this machine.

/** @import {MiddlewareHandler} from "hono" */

/** The usual names of this machine, as URLs spell them. */
export const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** Whether it is this machine, which others cannot reach (RFC 6761, RFC 6890). @param {string} hostname */
export const isLoopback = (hostname) =>
  /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(hostname);

/**
 * A name that an attacker lets point here must not reach what only this machine, or only users of the
 * right name, may reach: the browser would send along our cookie.
 * @param {readonly string[]} names without any, every name is answered
 * @returns {MiddlewareHandler}
 */
export const hostsOnly = (names) => async (c, next) => {
  if (names.length === 0 || names.includes(new URL(c.req.url).hostname)) return next();
  return c.text(`this server answers to ${names.join(", ")} only\n`, 421, {
    "cache-control": "no-store",
  });
};
