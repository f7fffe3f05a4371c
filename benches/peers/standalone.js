// ajv's validators as generated code.

import { checkOf } from "./ajv.js";

/** @import {Checks} from "./pipeline.js" */

/** @param {{standalone: string}} given where the code is @returns {Promise<Checks>} */
export async function checksOf({ standalone }) {
  const validators = await import(/* @vite-ignore */ standalone);
  return {
    connect: checkOf(validators.connect),
    link: checkOf(validators.link),
    invoices: checkOf(validators.invoices),
    payouts: checkOf(validators.payouts),
  };
}
