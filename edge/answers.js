// Issues as HTTP answers, in the face that the caller's API has.

/**
 * @import {Face, IssueCode, IssueLike} from "paylink"
 * @import {Context} from "hono"
 */

import { checkRequest, errorBody } from "paylink";

/**
 * An issue that arose out here; its message is made by the core from its table.
 * @param {IssueCode} code
 * @param {Record<string, string>} [params]
 * @returns {IssueLike}
 */
export const failure = (code, params = {}) => ({ code, pointer: "", params });

/**
 * @param {readonly IssueLike[]} issues
 * @param {Face} face
 * @param {{status?: number, headers?: Record<string, string>}} [options]
 */
export function errorAnswer(issues, face, { status, headers = {} } = {}) {
  const rendered = errorBody(issues, face, { status });
  return new Response(rendered.body, {
    status: rendered.status,
    headers: { "content-type": rendered.contentType, "cache-control": "no-store", ...headers },
  });
}

/**
 * RFC 9457, with members of ours beside the standard ones. `type` is a name, the same wherever it is read;
 * `help` is where this server has a page on it.
 * @param {readonly IssueLike[]} issues
 * @param {{status?: number, headers?: Record<string, string>, extra?: object}} [options]
 */
export function problem(issues, { status, headers = {}, extra = {} } = {}) {
  const rendered = errorBody(issues, "problem", { status });
  const body = JSON.parse(rendered.body);
  return Response.json(
    { ...body, help: `/problems/${body.code}`, ...extra },
    {
      status: rendered.status,
      headers: { "content-type": rendered.contentType, "cache-control": "no-store", ...headers },
    },
  );
}

/** How many issues the core left out of a refusal, if it did. @param {{more?: number}} refused */
export const moreOf = ({ more }) => (more ? { more } : {});

/**
 * In the face of a path of ours, or of a provider's own.
 * @param {readonly IssueLike[]} issues
 * @param {Face} face
 * @param {{status?: number, headers?: Record<string, string>, extra?: object}} [options] no provider's
 *   refusals have room for more
 */
export const refusedAs = (issues, face, options) =>
  face === "problem" ? problem(issues, options) : errorAnswer(issues, face, options);

/**
 * Refused before anybody asked whose path it is: it looks as that one's refusals do.
 * @param {Context} c
 * @param {readonly IssueLike[]} issues
 * @param {{headers?: Record<string, string>, extra?: object}} [options]
 */
export function refused(c, issues, options) {
  const { pathname } = new URL(c.req.url);
  const checked = checkRequest({ method: c.req.method, path: pathname });
  const format = checked.ok ? checked.value.format : checked.format;
  return refusedAs(issues, format ?? "problem", options);
}

/** @param {unknown} value @param {{status?: number, headers?: Record<string, string>}} [options] */
export const json = (value, { status = 200, headers = {} } = {}) =>
  Response.json(value, { status, headers: { "cache-control": "no-store", ...headers } });

/**
 * The header has whole seconds; a caller must not be early.
 * @param {number} millis
 */
export const retryAfter = (millis) => ({
  "retry-after": String(Math.max(1, Math.ceil(millis / 1000))),
});
