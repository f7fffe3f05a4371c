// Helpers for operations of the document, and their common answers.

/**
 * @import {FormatInfo, IssueCode} from "paylink"
 * @import {Scope} from "../callers.js"
 * @import {Schema} from "./schema.js"
 */

import { checkRequest, schema } from "paylink";
import { componentOf } from "./core.js";
import { ref } from "./schema.js";

/**
 * @typedef {object} Operation
 * @property {string} id unique, a verb and its object
 * @property {string} tag
 * @property {string} summary a few words
 * @property {string} description
 * @property {Schema[]} [parameters]
 * @property {Schema} [body]
 * @property {Schema[]} security
 * @property {Record<string, Schema>} responses
 */

/** @param {Operation} operation @returns {Schema} */
export const operation = ({ id, tag, parameters = [], body, ...more }) => ({
  operationId: id,
  tags: [tag],
  ...(parameters.length > 0 && { parameters }),
  ...(body && { requestBody: { required: true, ...body } }),
  ...more,
});

/** An access token or a session with the scope. @param {Scope} scope @returns {Schema[]} */
export const scoped = (scope) => [{ token: [scope] }, { session: [scope] }];

/** Any access token or session. @returns {Schema[]} */
export const known = () => [{ token: [] }, { session: [] }];

/**
 * The media type of a provider's requests with a body: what the core expects of one with another type.
 * @param {FormatInfo} info
 */
export function requestTypeOf({ calls, credential: { header, scheme }, mediaType }) {
  const { method = "POST", path = "/" } = calls.find((call) => call.operation === "create") ?? {};
  const headers = { [header]: scheme ? `${scheme} x` : "x", "content-type": "x/x" };
  const checked = checkRequest({ method, path, headers, body: "x" });
  const issues = checked.ok ? [] : checked.issues;
  const issue = issues.find(({ code }) => code === "media_type_unsupported");
  return issue?.params.expected?.replaceAll("`", "") ?? mediaType;
}

/**
 * The body of a request that makes a link.
 * @param {FormatInfo} info
 * @param {string} description
 * @param {string[]} mediaTypes
 */
export function makingOf({ id }, description, mediaTypes) {
  const body = bodyOf(ref(componentOf(`${id}-create`)), description, mediaTypes);
  const form = /** @type {Schema | undefined} */ (body.content[FORM]);
  if (!form) return body;
  const { properties } = /** @type {Schema} */ (schema(`${id}-create`));
  const nested = Object.entries(/** @type {Record<string, Schema>} */ (properties)).filter(
    ([, { type, anyOf }]) =>
      [type, ...(anyOf ?? []).map((/** @type {Schema} */ one) => one.type)].some(isNested),
  );
  // `line_items[0][price]=…`
  const written = { style: "deepObject", explode: true };
  form.encoding = Object.fromEntries(nested.map(([name]) => [name, written]));
  return body;
}

/** @param {unknown} type */
const isNested = (type) => ["object", "array"].some((each) => [type].flat().includes(each));

const FORM = "application/x-www-form-urlencoded";

/** A body of JSON. @param {Schema} schema @param {string} description @param {string[]} [mediaTypes] */
export const bodyOf = (schema, description, mediaTypes = ["application/json"]) => ({
  description,
  content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }])),
});

/** Codes of a query of the edge's API. @type {IssueCode[]} */
export const QUERY = ["parameter_unknown", "parameter_malformed", "parameter_duplicate"];

/** Codes of an idempotency key. @type {IssueCode[]} */
export const KEYED = [
  "idempotency_key_malformed",
  "idempotency_key_too_long",
  "idempotency_key_mismatch",
  "idempotency_key_locked",
];

/** Codes of a JSON text. @type {IssueCode[]} */
export const TEXT = [
  "json_syntax",
  "json_not_utf8",
  "json_too_deep",
  "json_too_large",
  "member_duplicate",
];

/** Codes of a create request. @type {IssueCode[]} */
export const REQUEST = [
  ...TEXT,
  "type_mismatch",
  "member_missing",
  "member_null",
  "resource_type",
  "exactly_one",
  "word_unknown",
  "text_half_character",
  "text_empty",
  "instant_malformed",
  "amount_malformed",
  "currency_malformed",
  "url_malformed",
  "url_credentials",
];

/** Codes of a call that reads at a provider. @type {IssueCode[]} */
export const READING = [
  "link_not_found",
  "upstream_failed",
  "upstream_unreadable",
  "upstream_other_link",
  "upstream_unreachable",
  "upstream_paused",
  "upstream_late",
];

/** Codes of a call that changes something at a provider. @type {IssueCode[]} */
export const CHANGING = [
  ...READING,
  "upstream_refused",
  "upstream_conflict",
  "upstream_busy",
  "upstream_accepted",
  "upstream_contradicts",
  "outcome_not_kept",
];
