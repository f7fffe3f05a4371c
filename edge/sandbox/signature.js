// The scheme of Svix, as Txn documents it ("Txn, Verifying webhooks"): HMAC-SHA256 over `id.timestamp.body`, in base64,
// with the decoded secret.

import { base64 } from "./random.js";

const PREFIX = "whsec_";

/** Whether it is a secret of that scheme. @param {string} text */
export function isSecret(text) {
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

/**
 * @param {{secret: string, id: string, at: number, body: string}} message
 * @returns {Promise<Record<string, string>>} the headers of the signature
 */
export async function signed({ secret, id, at, body }) {
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
