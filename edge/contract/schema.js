// Helpers for JSON Schema 2020-12: a member is required unless its name ends with `?`, and further members are not
// allowed.

/** @import {Codes} from "paylink" */

import { codes, formats } from "paylink";

/** @typedef {Record<string, any>} Schema */

/** @param {string} name @param {string} [description] @returns {Schema} */
export const ref = (name, description) => ({
  $ref: `#/components/schemas/${name}`,
  ...(description && { description }),
});

/** @param {string} description @param {Schema} [more] @returns {Schema} */
export const text = (description, more) => ({ type: "string", description, ...more });

/** @param {string} description @param {Schema} [more] @returns {Schema} */
export const whole = (description, more) => ({
  type: "integer",
  minimum: 0,
  description,
  ...more,
});

/** @param {string} description @returns {Schema} */
export const flag = (description) => ({ type: "boolean", description });

/**
 * One of several words.
 * @param {readonly string[] | (() => readonly string[])} words a function is called when the schema is written, because the core
 *   starts after the modules are loaded
 * @param {string} description
 * @param {Schema} [more]
 * @returns {Schema}
 */
export const word = (words, description, more) => ({
  type: "string",
  get enum() {
    return [...(typeof words === "function" ? words() : words)];
  },
  description,
  ...more,
});

/** One of a closed set of the core. @param {keyof Codes} set @param {string} description @param {Schema} [more] */
export const code = (set, description, more) => word(() => codes()[set], description, more);

/** One of the calls that close a link. @param {string} description */
export const closeCall = (description) =>
  word(() => [...new Set(formats().map(({ close }) => close))], description);

/** @param {string | boolean} value @param {string} description @returns {Schema} */
export const only = (value, description) => ({ const: value, description });

/** @param {Schema} items @param {string} description @param {Schema} [more] @returns {Schema} */
export const list = (items, description, more) => ({ type: "array", items, description, ...more });

/** @param {Schema} values @param {string} description @returns {Schema} */
export const table = (values, description) => ({
  type: "object",
  additionalProperties: values,
  description,
});

/**
 * @param {string} description
 * @param {Record<string, Schema>} members
 * @param {Schema} [more]
 * @returns {Schema}
 */
export function object(description, members, more) {
  const named = Object.entries(members);
  const required = named.map(([name]) => name).filter((name) => !name.endsWith("?"));
  return {
    type: "object",
    description,
    properties: Object.fromEntries(
      named.map(([name, schema]) => [name.replace(/\?$/, ""), schema]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...more,
  };
}

/**
 * One of several schemas, distinguished by one member.
 * @param {string} description
 * @param {Schema[]} options
 * @returns {Schema}
 */
export const either = (description, options) => ({ description, oneOf: options });

/** A date and time in UTC, with milliseconds. @param {string} description */
export const instant = (description) => ref("Instant", description);
