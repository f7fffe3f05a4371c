// The headers and secrets of signed deliveries, by the core's description of a provider's signatures.

/** @import {SecretForm, SignatureForm, Signing} from "paylink" */
/** @import {Bytes} from "./random.js" */

import { base58, base64, hexOf } from "./random.js";
import { secondsOf } from "./seconds.js";

const PREFIX = "whsec_";

/** @param {string} text */
const utf8 = (text) => new TextEncoder().encode(text);

/**
 * A new secret, and the key that it stands for.
 * @type {Record<SecretForm, {make: (bytes: Bytes) => string, keyOf: (secret: string) => Uint8Array<ArrayBuffer>}>}
 */
const SECRETS = {
  whsec_base64: {
    make: (bytes) => PREFIX + base64(bytes(24)),
    keyOf: (secret) =>
      Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0)),
  },
  whsec_text: { make: (bytes) => PREFIX + base58(bytes, 32), keyOf: utf8 },
  text: { make: (bytes) => base58(bytes, 32), keyOf: utf8 },
};

/** @typedef {{id: string, seconds: string, body: string}} Message */

/**
 * What is signed, and how the signature is written.
 * @type {Record<SignatureForm, {signed: (message: Message) => string,
 *   written: (mac: Uint8Array, message: Message) => string}>}
 */
const FORMS = {
  svix: {
    signed: ({ id, seconds, body }) => `${id}.${seconds}.${body}`,
    written: (mac) => `v1,${base64(mac)}`,
  },
  timestamped_hex: {
    signed: ({ seconds, body }) => `${seconds}.${body}`,
    written: (mac, { seconds }) => `t=${seconds},v1=${hexOf(mac)}`,
  },
  body_hex: {
    signed: ({ body }) => body,
    written: (mac) => hexOf(mac),
  },
};

/** @param {Signing} signing @param {Bytes} bytes */
export const newSecret = ({ secret }, bytes) => SECRETS[secret].make(bytes);

/**
 * The headers of a delivery: HMAC-SHA256.
 * @param {Signing} signing
 * @param {{secret: string, id: string, at: number, body: string}} delivery
 * @returns {Promise<Record<string, string>>}
 */
export async function signed(signing, { secret, id, at, body }) {
  const { form, header, idHeader, timestampHeader } = signing;
  const message = { id, seconds: String(secondsOf(at)), body };
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = SECRETS[signing.secret].keyOf(secret);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["sign"]);
  const content = utf8(FORMS[form].signed(message));
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, content));
  return {
    ...(idHeader !== undefined && { [idHeader]: id }),
    ...(timestampHeader !== undefined && { [timestampHeader]: message.seconds }),
    [header]: FORMS[form].written(mac, message),
  };
}
