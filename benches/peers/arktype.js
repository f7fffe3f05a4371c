// ArkType. Its own check of a date is laxer than RFC 3339, so it is given ours.
// @ts-nocheck: the package is there for the benchmarks only, not where types are checked.

import { ArkErrors, type } from "arktype";
import { instantOf } from "./instant.js";
import { AMOUNT, CONNECT, CURRENCY, INVOICE, LINK, PAYOUT, typed, URL } from "./members.js";
import { pointerOf } from "./pipeline.js";

/** @import {Check, Checks} from "./pipeline.js" */

const currency = type(CURRENCY);
const filled = type("string > 0");
const types = {
  text: type("string"),
  filled,
  url: type(URL),
  instant: type("string").narrow(
    (text, context) => instantOf(text) !== undefined || context.mustBe("an RFC 3339 date and time"),
  ),
  amount: type(AMOUNT).or("number >= 0"),
  currency,
  texts: type("string[]"),
  currencies: currency.array(),
  boolean: type("boolean"),
  object: type("Record<string, unknown>"),
};

/** @param {Record<string, string>} members */
function objectOf(members) {
  const typedMembers = typed(members, /** @type {any} */ (types), (it) => it.or("null"));
  const named = Object.entries(typedMembers).map(([name, it]) => [
    members[name].endsWith("?") ? `${name}?` : name,
    it,
  ]);
  return type(Object.fromEntries(named));
}

/** @param {string} name @param {Record<string, string>} members @param {object} [more] */
const resourceOf = (name, members, more) =>
  type({ type: type.unit(name), id: filled, attributes: objectOf(members), ...more });

const link = resourceOf("paymentLinks", LINK, {
  "relationships?": { "target?": { "data?": type({ type: "string", id: filled }).or("null") } },
});

/** @param {any} schema @returns {Check} */
const checkOf = (schema) => (value) => {
  const out = schema(value);
  if (!(out instanceof ArkErrors)) return { value: out };
  return {
    issues: [...out].map(({ code, path, message }) => ({
      code,
      pointer: pointerOf([...path]),
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
