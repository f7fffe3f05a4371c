// Who may use the unified API: callers with the token, and a browser that was signed in by the page
// it loaded from here.

import { getCookie, setCookie } from "hono/cookie";
import { timingSafeEqual } from "hono/utils/buffer";
import { failure, problem } from "./answers.js";

/**
 * @typedef {object} Auth
 * @property {string | undefined} token without one, nobody gets in
 */

const COOKIE = "paylink_session";

/**
 * @param {Auth} auth
 * @returns {import("hono").MiddlewareHandler<{Variables: {caller: string}}>}
 */
export const authenticate = (auth) => async (c, next) => {
  const bearer = c.req.header("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];
  const cookie = getCookie(c, COOKIE);
  const presented = bearer ?? cookie;
  if (presented === undefined) {
    return refuse("credential_missing", { header: "authorization" });
  }
  if (!auth.token || !(await timingSafeEqual(presented, auth.token))) {
    return refuse("credential_refused");
  }
  // A cookie goes with whatever request a page makes; only our own page may make one.
  const site = c.req.header("sec-fetch-site");
  const foreign = site !== undefined && site !== "same-origin" && site !== "none";
  if (bearer === undefined && foreign) return refuse("credential_refused");
  c.set("caller", "owner");
  await next();
};

/** @param {import("paylink").IssueCode} code @param {Record<string, string>} [params] */
const refuse = (code, params) =>
  problem([failure(code, params)], { headers: { "www-authenticate": "Bearer" } });

/**
 * Signs in the browser that loads the page. Only for a server that nobody else can reach.
 * @param {Auth} auth
 * @returns {import("hono").MiddlewareHandler}
 */
export const signIn = (auth) => async (c, next) => {
  await next();
  if (auth.token) {
    setCookie(c, COOKIE, auth.token, { httpOnly: true, sameSite: "Strict", path: "/" });
  }
};
