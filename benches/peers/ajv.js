// ajv, compiled at run time, with the core's published schemas: all errors, full formats.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** @import {Check, Checks} from "./pipeline.js" */

/** The pointer of each resource in the core's schemas of lists. */
export const PLACES = {
  connect: "urn:paylink:schema:connect-list#/$defs/link",
  link: "urn:paylink:schema:txn-list#/$defs/link",
  invoices: "urn:paylink:schema:txn-list#/$defs/invoice",
  payouts: "urn:paylink:schema:txn-list#/$defs/payout",
};

/** @param {object[]} schemas @param {object} [code] */
export function ajvOf(schemas, code) {
  const ajv = new Ajv({ allErrors: true, strict: false, ...(code && { code }) });
  addFormats(ajv, { mode: "full" });
  for (const schema of schemas) ajv.addSchema(schema);
  return ajv;
}

/** @param {any} validate @returns {Check} */
export const checkOf = (validate) => (value) =>
  validate(value)
    ? { value }
    : {
        issues: validate.errors.map((/** @type {any} */ error) => ({
          code: error.keyword,
          pointer: error.instancePath,
          message: error.message,
        })),
      };

/** @param {{schemas: object[]}} given @returns {Promise<Checks>} */
export async function checksOf({ schemas }) {
  const ajv = ajvOf(schemas);
  const checks = Object.entries(PLACES).map(([name, place]) => [
    name,
    checkOf(ajv.getSchema(place)),
  ]);
  return Object.fromEntries(checks);
}
