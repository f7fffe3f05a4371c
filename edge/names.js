// Names of links as parts of store keys.

/** @import {FormatId} from "paylink" */

import { sha256 } from "./digest.js";

/** Longer ones are replaced by their digest: keys have a maximum length. */
const LONGEST = 300;

/** @param {FormatId} format @param {string} id @returns {Promise<string>} with exactly one slash */
export async function linkKey(format, id) {
  const name = encodeURIComponent(id);
  return `${format}/${name.length > LONGEST ? `~${await sha256(id)}` : name}`;
}
