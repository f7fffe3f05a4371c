// A credential in a request: the header's value, and the texts that must not be shown.

/** @typedef {typeof import("./client.d.ts")} Client */
/** @typedef {import("./types.d.ts").CredentialSlot} CredentialSlot */

/** @param {CredentialSlot} slot */
const isBasic = ({ scheme }) => scheme?.toLowerCase() === "basic";

/** HTTP Basic (RFC 7617) sends `user:password` in base64. @param {string} credential */
const encoded = (credential) => btoa(String.fromCharCode(...new TextEncoder().encode(credential)));

/** @param {CredentialSlot} slot @param {string} credential */
export function credentialHeader(slot, credential) {
  const text = isBasic(slot) ? encoded(credential) : credential;
  return slot.scheme ? `${slot.scheme} ${text}` : text;
}

/** @param {CredentialSlot} slot @param {string} credential */
export function credentialTexts(slot, credential) {
  if (!isBasic(slot)) return [credential];
  const password = credential.slice(credential.indexOf(":") + 1);
  // A key that is sent as the user has no password.
  return [credential, encoded(credential), password || credential.slice(0, -1)];
}

const STAR = "*".charCodeAt(0);

/** Shorter ones may occur by chance. */
const SHORTEST = 8;

/**
 * Redacts a secret in a response: an error page or a proxy may repeat it. The length stays, so that all other bytes keep
 * their position. Encoded forms of it are not detected.
 * @param {Uint8Array} body changed in place
 * @param {string} secret
 */
export function redact(body, secret) {
  const sought = new TextEncoder().encode(secret);
  const [first, second] = sought;
  if (sought.length < SHORTEST) return;
  for (let at = body.indexOf(first); at >= 0; at = body.indexOf(first, at + 1)) {
    if (body[at + 1] !== second || !sought.every((byte, of) => body[at + of] === byte)) continue;
    body.fill(STAR, at, at + sought.length);
  }
}
