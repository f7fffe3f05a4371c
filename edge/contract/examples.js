// Examples in the document: the requests of the story and their recorded answers.

/**
 * @import {Schema} from "./schema.js"
 * @import {Step, Told} from "./story.js"
 */

import answers from "./answers.json" with { type: "json" };
import { story } from "./story.js";

/** @param {Schema} document @returns {Schema} */
export function withExamples(document) {
  const told = /** @type {Told} */ (answers);
  const operations = Object.values(/** @type {Record<string, Schema>} */ (document.paths)).flatMap(
    (path) => Object.values(path),
  );
  for (const step of story(told)) {
    const operation = operations.find(({ operationId }) => operationId === step.of);
    // A provider that this server does not have.
    if (!operation) continue;
    const answer = told[step.name];
    if (!answer) continue;
    put(operation.responses[step.status] ?? operation.responses["2XX"], step, answer.body);
    // A refusal shows an answer, and no request to copy.
    if (step.status < 400) asked(document, operation, step);
  }
  return document;
}

/** @param {Schema} document @param {Schema} operation @param {Step} step */
function asked(document, operation, { name, summary, path, query, headers, body }) {
  const given = { path: path ?? {}, query: query ?? {}, header: headers ?? {} };
  operation.parameters = operation.parameters?.map((/** @type {Schema} */ parameter) => {
    const known = resolved(document, parameter);
    const values = given[/** @type {keyof typeof given} */ (known.in)];
    const value = values[known.name];
    return value === undefined
      ? parameter
      : { ...known, examples: { ...known.examples, [nameOf(name)]: { summary, value } } };
  });
  if (body) put(operation.requestBody, { name, summary }, body);
}

/** @param {Schema} place a request's body, or an answer @param {Pick<Step, "name" | "summary">} step @param {unknown} value */
function put(place, { name, summary }, value) {
  for (const content of Object.values(/** @type {Record<string, Schema>} */ (place.content))) {
    const isText = content.schema?.type === "string";
    if (isText !== (typeof value === "string")) continue;
    content.examples = { ...content.examples, [nameOf(name)]: { summary, value } };
  }
}

/** @param {Schema} document @param {Schema} parameter @returns {Schema} */
const resolved = (document, { $ref, ...own }) =>
  $ref ? document.components.parameters[$ref.split("/").at(-1)] : own;

/** @param {string} name */
const nameOf = (name) => name.replaceAll(/[^a-z]+/g, "-");
