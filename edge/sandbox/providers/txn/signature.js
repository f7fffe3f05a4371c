// The scheme of Svix, as Txn documents it ("Txn, Verifying webhooks"): HMAC-SHA256 over `id.timestamp.body`, in base64,
// with the decoded secret.

/** @import {Signing} from "../../provider-contract.js" */

import { base64 } from "../../random.js";

const PREFIX = "whsec_";

/** @param {string} text */
function isSecret(text) {
  if (!text.startsWith(PREFIX)) return false;
  try {
    return keyOf(text).length > 0;
  } catch {
    return false;
  }
}

/** @param {string} secret */
const keyOf = (secret) =>
  Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0));

/** @type {Signing["sign"]} */
async function sign({ secret, id, at, body }) {
  const timestamp = String(Math.floor(at / 1000));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", keyOf(secret), algorithm, false, ["sign"]);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, content));
  return {
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${base64(signature)}`,
  };
}

/** @type {Signing} */
export const signing = {
  newSecret: (bytes) => `${PREFIX}${base64(bytes(24))}`,
  isSecret,
  expected: `\`${PREFIX}\` and a key in base64`,
  sign,
};
