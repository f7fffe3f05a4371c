// zod 4.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import { z } from "zod";
import { AMOUNT, CONNECT, CURRENCY, INVOICE, LINK, PAYOUT, typed, URL } from "./members.js";
import { pointerOf } from "./pipeline.js";

/** @import {Check, Checks} from "./pipeline.js" */

const currency = z.string().regex(CURRENCY);
const filled = z.string().min(1);
const types = {
  text: z.string(),
  filled,
  url: z.string().regex(URL),
  instant: z.iso.datetime({ offset: true }),
  amount: z.string().regex(AMOUNT).or(z.number().min(0)),
  currency,
  texts: z.array(z.string()),
  currencies: z.array(currency),
  boolean: z.boolean(),
  object: z.record(z.string(), z.unknown()),
};
/** @param {Record<string, string>} members */
const objectOf = (members) =>
  z.object(typed(members, /** @type {any} */ (types), (type) => type.nullish()));

/** @param {string} type @param {Record<string, string>} members */
const resourceOf = (type, members) =>
  z.object({ type: z.literal(type), id: filled, attributes: objectOf(members) });

const link = resourceOf("paymentLinks", LINK).extend({
  relationships: z
    .object({
      target: z.object({ data: z.object({ type: z.string(), id: filled }).nullish() }).optional(),
    })
    .optional(),
});

/** @param {import("zod").ZodType} schema @returns {Check} */
const checkOf = (schema) => (value) => {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { value: data };
  const issues = error.issues.map(({ code, path, message }) => ({
    code,
    pointer: pointerOf(path),
    message,
  }));
  return { issues };
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
