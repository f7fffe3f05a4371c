// Issues as HTTP responses, in the error format of the API that was called.

/**
 * @import {Face, IssueCode, IssueLike} from "paylink"
 * @import {Context} from "hono"
 */

import { checkRequest, errorBody } from "paylink";

/**
 * An issue of the edge; the core makes its message.
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
 * RFC 9457 with additional members. `type` is a name, the same on every server; `help` is the address of this
 * server's page about it.
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

/** The number of issues that the core omitted from a refusal, if any. @param {{more?: number}} refused */
export const moreOf = ({ more }) => (more ? { more } : {});

/**
 * An error response in the format of the edge's or a provider's own path.
 * @param {readonly IssueLike[]} issues
 * @param {Face} face
 * @param {{status?: number, headers?: Record<string, string>, extra?: object}} [options] no provider's
 *   refusals have room for more
 */
export const refusedAs = (issues, face, options) =>
  face === "problem" ? problem(issues, options) : errorAnswer(issues, face, options);

/**
 * A refusal in the provider's format, before the caller is known.
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
 * The header has whole seconds, rounded up so that a caller does not come too early.
 * @param {number} millis
 */
export const retryAfter = (millis) => ({
  "retry-after": String(Math.max(1, Math.ceil(millis / 1000))),
});
