// The names of links as parts of a store's keys.

/** @import {FormatId} from "paylink" */

import { sha256 } from "./digest.js";

/** Longer ones are known by their digest: keys have an end. */
const LONGEST = 300;

/** @param {FormatId} format @param {string} id @returns {Promise<string>} without a slash but one */
export async function linkKey(format, id) {
  const name = encodeURIComponent(id);
  return `${format}/${name.length > LONGEST ? `~${await sha256(id)}` : name}`;
}
