// Answers of the document. Statuses and messages of codes come from the core; an operation only lists its codes.

/**
 * @import {IssueCode} from "paylink"
 * @import {Place} from "./codes.js"
 * @import {Schema} from "./schema.js"
 */

import { messages } from "paylink";
import { described } from "../described.js";
import { statusOf } from "./codes.js";
import { ref, text, whole } from "./schema.js";
import { errorOf } from "./schemas/providers.js";

/** @typedef {Record<string, Schema>} Responses by status */

/** @type {Record<string, Schema>} */
export const headers = {
  RequestId: {
    description: "The id that the request came with, or one made here; log and journal have it.",
    required: true,
    schema: text("An id.", { minLength: 1, maxLength: 128 }),
  },
  RateLimit: {
    description: "How much the caller has left, and for how many seconds.",
    schema: text("`limit=…, remaining=…, reset=…`", {
      pattern: "^limit=\\d+, remaining=\\d+, reset=\\d+$",
    }),
  },
  RateLimitPolicy: {
    description: "How much a caller has in how many seconds.",
    schema: text("`…;w=…`", { pattern: "^\\d+;w=\\d+$" }),
  },
  RetryAfter: {
    description: "Seconds to wait before the same call is made again.",
    schema: whole("Seconds.", { minimum: 1 }),
  },
  SetCookie: {
    description: "The session's cookie, or its end.",
    schema: text("A cookie."),
  },
  Location: {
    description: "Where what was made can be read.",
    required: true,
    schema: text("A path.", { format: "uri-reference" }),
  },
  PreferenceApplied: {
    description: "For how long the call would have waited, if it asked for that: `wait=30`.",
    schema: text("`wait=…`", { pattern: "^wait=\\d+$" }),
  },
  WwwAuthenticate: {
    description: "Which credential is asked for; a browser that opens a page is asked for another.",
    schema: text("A challenge."),
  },
  Vary: {
    description: "Which headers of the request the answer depends on.",
    schema: text("Names, with commas between."),
  },
};

/** @param {string} name */
const header = (name) => ({ $ref: `#/components/headers/${name}` });

/** The headers of every answer, and of those that count requests. @param {boolean} counted */
const usual = (counted) => ({
  "X-Request-Id": header("RequestId"),
  ...(counted && {
    RateLimit: header("RateLimit"),
    "RateLimit-Policy": header("RateLimitPolicy"),
  }),
});

/**
 * A successful answer.
 * @param {string} description
 * @param {Record<string, Schema>} content schemas by media type
 * @param {{headers?: Record<string, string>, counted?: boolean, links?: Schema}} [more] `headers`:
 *   names of components by names of headers
 */
export const answer = (
  description,
  content,
  { headers: own = {}, counted = true, links } = {},
) => ({
  description,
  headers: {
    ...usual(counted),
    ...Object.fromEntries(
      Object.entries(own).map(([name, component]) => [name, header(component)]),
    ),
  },
  content: Object.fromEntries(
    Object.entries(content).map(([mediaType, schema]) => [mediaType, { schema }]),
  ),
  ...(links && { links }),
});

/** @param {string} component */
export const json = (component) => ({ "application/json": ref(component) });

/** Codes of any path with a rate limit. @type {IssueCode[]} */
const ANYWHERE = ["credential_missing", "credential_refused", "rate_limited", "internal_error"];

/** Codes of a path for every known caller. @type {IssueCode[]} */
export const KNOWN = [...ANYWHERE, "origin_refused", "store_unavailable"];

/** Codes of a path with a scope. @type {IssueCode[]} */
export const GUARDED = [...KNOWN, "scope_missing"];

/**
 * Every problem of an operation, by status.
 * @param {readonly IssueCode[]} codes
 * @param {{at?: Place, schema?: string, schemaFrom?: readonly IssueCode[]}} [where] `at`: its error format;
 *   `schema`: for the statuses of `schemaFrom`
 * @returns {Responses}
 */
export function problems(codes, { at = "problem", schema = "Problem", schemaFrom = [] } = {}) {
  const texts = messages().messages;
  const rich = new Set(schemaFrom.map((code) => statusOf(code, at)));
  /** @type {Map<number, IssueCode[]>} */
  const byStatus = new Map();
  for (const code of new Set(codes)) {
    const status = statusOf(code, at);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const statuses = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    statuses.map(([status, these]) => [
      String(status),
      {
        description: these.map((code) => `- \`${code}\`: ${texts[code]}`).join("\n"),
        headers: {
          ...usual(true),
          ...(status === 401 &&
            at === "problem" && { "WWW-Authenticate": header("WwwAuthenticate") }),
          ...(WAITS.includes(status) && { "Retry-After": header("RetryAfter") }),
        },
        content: faced(at, rich.has(status) ? schema : "Problem"),
      },
    ]),
  );
}

/** Statuses with `Retry-After`. */
const WAITS = [409, 429, 502, 503, 504];

/** @param {Place} at @param {string} schema */
const faced = (at, schema) =>
  at === "problem"
    ? { "application/problem+json": { schema: ref(schema) } }
    : { [described(at).mediaType]: { schema: ref(errorOf(at)) } };
