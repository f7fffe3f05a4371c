// TypeBox, its compiler. Its errors are looked for only where its check says no, as its users do.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import Type from "typebox";
import { Compile } from "typebox/compile";
import { AMOUNT, CONNECT, CURRENCY, INVOICE, LINK, PAYOUT, typed, URL } from "./members.js";

/** @import {Check, Checks} from "./pipeline.js" */

const currency = Type.String({ pattern: CURRENCY.source });
const filled = Type.String({ minLength: 1 });
const types = {
  text: Type.String(),
  filled,
  url: Type.String({ pattern: URL.source }),
  instant: Type.String({ format: "date-time" }),
  amount: Type.Union([Type.String({ pattern: AMOUNT.source }), Type.Number({ minimum: 0 })]),
  currency,
  texts: Type.Array(Type.String()),
  currencies: Type.Array(currency),
  boolean: Type.Boolean(),
  object: Type.Record(Type.String(), Type.Unknown()),
};
/** @param {any} type */
const nullish = (type) => Type.Optional(Type.Union([type, Type.Null()]));

/** @param {Record<string, string>} members */
const objectOf = (members) => Type.Object(typed(members, /** @type {any} */ (types), nullish));

/** @param {string} type @param {Record<string, string>} members @param {object} [more] */
const resourceOf = (type, members, more) =>
  Type.Object({ type: Type.Literal(type), id: filled, attributes: objectOf(members), ...more });

const link = resourceOf("paymentLinks", LINK, {
  relationships: Type.Optional(
    Type.Object({
      target: Type.Optional(
        Type.Object({ data: nullish(Type.Object({ type: Type.String(), id: filled })) }),
      ),
    }),
  ),
});

/** @param {any} schema @returns {Check} */
function checkOf(schema) {
  const compiled = Compile(schema);
  return (value) =>
    compiled.Check(value)
      ? { value }
      : {
          issues: compiled.Errors(value).map((error) => ({
            code: error.keyword,
            pointer: error.instancePath,
            message: error.message,
          })),
        };
}

/** @returns {Promise<Checks>} */
export async function checksOf() {
  return {
    connect: checkOf(objectOf(CONNECT)),
    link: checkOf(link),
    invoices: checkOf(resourceOf("invoices", INVOICE)),
    payouts: checkOf(resourceOf("payouts", PAYOUT)),
  };
}
