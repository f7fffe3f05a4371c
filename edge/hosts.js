// The names that a server answers to.

/** @import {MiddlewareHandler} from "hono" */

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
