// The access tokens from the settings, with their names and scopes.

/** @import {Scope, Token} from "../callers.js" */

import { SCOPES, tokenOf } from "../callers.js";
import { refuseBlanks, SHORTEST_SECRET } from "./settings.js";

/** Names occur in keys, in the journal and in the log. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * @param {string | undefined} owner the token with all scopes
 * @param {readonly unknown[]} listed
 * @param {string[]} wrong
 * @returns {Promise<Token[]>}
 */
export async function tokensOf(owner, listed, wrong) {
  const read = await Promise.all(
    listed.map((each, at) => listedToken(each, `PAYLINK_TOKENS: number ${at + 1}`, wrong)),
  );
  const tokens = [
    ...(owner ? [{ ...(await tokenOf("owner", owner)), where: "PAYLINK_TOKEN" }] : []),
    ...read,
  ];
  // The second would never match. Two tokens with one name are a rotation.
  for (const [at, { sha256, where }] of tokens.entries()) {
    const first = tokens.slice(0, at).find((other) => sha256 !== "" && other.sha256 === sha256);
    if (first) wrong.push(`${where} is the same token as ${first.where}: give each its own`);
  }
  return tokens.map(({ where: _, ...token }) => token);
}

/**
 * @param {unknown} each
 * @param {string} where
 * @param {string[]} wrong
 * @returns {Promise<Token & {where: string}>}
 */
async function listedToken(each, where, wrong) {
  const { name, scopes, sha256, token, ...more } = Object(each);
  const known = Array.isArray(scopes) && scopes.every((scope) => SCOPES.includes(scope));
  if (typeof name !== "string" || name === "") wrong.push(`${where} has no name`);
  else if (!NAME.test(name)) {
    wrong.push(
      `${where}: a name is 1 to 64 of a-z, 0-9, \`.\`, \`_\` and \`-\`, and begins with a letter or a digit`,
    );
  }
  if (!known || scopes.length === 0) wrong.push(`${where}: scopes are ${SCOPES.join(", ")}`);
  if (typeof each === "object" && Object.keys(more).length > 0) {
    wrong.push(`${where}: expected only name, scopes, and sha256 or token`);
  }
  const secret = typeof token === "string" && token.length >= SHORTEST_SECRET;
  const digest = typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
  if (secret) refuseBlanks(token, (why) => wrong.push(`${where}: the token ${why}`));
  if (secret === digest || (secret && sha256 !== undefined) || (digest && token !== undefined)) {
    wrong.push(
      `${where}: expected either sha256, 64 hexadecimal digits in lower case, or a token of at least ${SHORTEST_SECRET} characters`,
    );
  }
  const allowed = /** @type {Scope[]} */ (known ? scopes : []);
  const made = secret
    ? await tokenOf(String(name), token, allowed)
    : { name: String(name), scopes: allowed, sha256: digest ? sha256 : "" };
  return { ...made, where };
}
