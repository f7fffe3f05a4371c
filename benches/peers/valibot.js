// valibot. Its check of timestamps accepts days that do not exist, so it uses `instant.js`.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import * as v from "valibot";
import { instantOf } from "./instant.js";
import { AMOUNT, CONNECT, CURRENCY, INVOICE, LINK, PAYOUT, typed, URL } from "./members.js";
import { pointerOf } from "./pipeline.js";

/** @import {Check, Checks} from "./pipeline.js" */

const currency = v.pipe(v.string(), v.regex(CURRENCY));
const filled = v.pipe(v.string(), v.nonEmpty());
const types = {
  text: v.string(),
  filled,
  url: v.pipe(v.string(), v.regex(URL)),
  instant: v.pipe(
    v.string(),
    v.check((text) => instantOf(text) !== undefined, "expected an RFC 3339 date and time"),
  ),
  amount: v.union([v.pipe(v.string(), v.regex(AMOUNT)), v.pipe(v.number(), v.minValue(0))]),
  currency,
  texts: v.array(v.string()),
  currencies: v.array(currency),
  boolean: v.boolean(),
  object: v.record(v.string(), v.unknown()),
};
/** @param {Record<string, string>} members */
const objectOf = (members) =>
  v.object(typed(members, /** @type {any} */ (types), (type) => v.nullish(type)));

/** @param {string} type @param {Record<string, string>} members */
const resourceOf = (type, members) =>
  v.object({ type: v.literal(type), id: filled, attributes: objectOf(members) });

const link = v.object({
  ...resourceOf("paymentLinks", LINK).entries,
  relationships: v.optional(
    v.object({
      target: v.optional(v.object({ data: v.nullish(v.object({ type: v.string(), id: filled })) })),
    }),
  ),
});

/** @param {any} schema @returns {Check} */
const checkOf = (schema) => (value) => {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return { value: output };
  return {
    issues: issues.map(({ type, path, message }) => ({
      code: type,
      pointer: pointerOf((path ?? []).map(({ key }) => /** @type {string} */ (key))),
      message,
    })),
  };
};

/** @returns {Promise<Checks>} */
export async function checksOf() {
  return {
    connect: checkOf(objectOf(CONNECT)),
    link: checkOf(link),
    invoices: checkOf(resourceOf("invoices", INVOICE)),
    payouts: checkOf(resourceOf("payouts", PAYOUT)),
  };
}
