// Standard Schema objects over the core's readers: they convert values to documents and answers to results.
// Issues and their paths come from the core.

import { formats } from "./calls.js";
import { PaylinkError } from "./core.js";
import { read } from "./read.js";
import { errorBody, readCreateRequest, schema } from "./server.js";

/** @typedef {typeof import("./standard.d.ts")} Schemas */
/** @typedef {import("./types.d.ts").Input} Input */
/** @typedef {import("./types.d.ts").SchemaName} SchemaName */

/**
 * A validator must not throw for any value. A value that is not an input is serialised as JSON, and one that
 * JSON cannot represent is read as an empty document, so that the core gives the issues of both.
 * @template T
 * @param {(input: Input) => import("./types.d.ts").Answer<T>} reader
 * @param {unknown} value
 */
function answerFor(reader, value) {
  const isInput = typeof value === "string" || (typeof value === "object" && value !== null);
  try {
    return reader(isInput ? value : (JSON.stringify(value) ?? ""));
  } catch (error) {
    const isOfTheValue = !(error instanceof Error && "code" in error);
    if (isOfTheValue || error.code === "invalid_argument") return reader("");
    throw error;
  }
}

/**
 * @template T
 * @param {(input: Input) => import("./types.d.ts").Answer<T>} reader
 * @param {{input: () => Record<string, unknown>, output?: SchemaName}} schemas
 * @returns {import("./standard.d.ts").StandardSchema<Input, T>}
 */
function standard(reader, { input, output }) {
  /** @param {unknown} value */
  const validate = (value) => {
    const answer = answerFor(reader, value);
    if (answer.ok) return { value: answer.value };
    return JSON.parse(errorBody(answer.issues, "standard").body);
  };
  const jsonSchema = {
    /** @param {{target: string}} options */
    input: ({ target }) => {
      known(target);
      return input();
    },
    /** @param {{target: string}} options */
    output: ({ target }) => {
      known(target);
      if (output === undefined) throw mistake("there is no JSON Schema of what is made");
      return schema(output);
    },
  };
  return Object.freeze({
    "~standard": Object.freeze({
      version: /** @type {const} */ (1),
      vendor: "paylink",
      validate,
      jsonSchema: Object.freeze(jsonSchema),
    }),
  });
}

/** @param {string} target */
function known(target) {
  if (target !== "draft-2020-12") throw mistake("expected the target `draft-2020-12`");
}

/** @param {string} message */
const mistake = (message) => new PaylinkError("invalid_argument", message);

/** @type {Schemas["anyLink"]} */
export const anyLink = standard((input) => read(input), {
  input: () => ({ anyOf: formats().map(({ id }) => schema(id)) }),
  output: "model",
});

/** @type {Schemas["linkOf"]} */
export const linkOf = (format) =>
  standard((input) => read(input, { format }), { input: () => schema(format), output: "model" });

/** @type {Schemas["createRequestOf"]} */
export const createRequestOf = (format) =>
  standard((input) => readCreateRequest(input, { format }), {
    input: () => schema(`${format}-create`),
  });
