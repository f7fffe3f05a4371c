// The source of a rule.

import { basis } from "../basis.js";

/** @param {import("paylink").Cited & import("paylink").Quote} rule */
export const sourced = ({ basis: whose, document, url, readOn, words }) =>
  basis({ basis: whose, source: { document, url, readOn, words } });
