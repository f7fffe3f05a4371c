// Holds documents to JSON:API 1.0 by the JSON Schema that jsonapi.org published for it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

const json = (url) => JSON.parse(readFileSync(url, "utf8"));

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
ajv.addMetaSchema(json(new URL(import.meta.resolve("ajv/dist/refs/json-schema-draft-06.json"))));
const validate = ajv.compile(json(new URL("vectors/json-api-1.0.schema.json", import.meta.url)));

/** Asserts that a document, as a value or as text, is a JSON:API response. */
export function assertJsonApi(document) {
  const value = typeof document === "string" ? JSON.parse(document) : document;
  assert.ok(validate(value), `${JSON.stringify(validate.errors)} in ${JSON.stringify(value)}`);
}
