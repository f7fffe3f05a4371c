// Credentials in request headers, as the core describes a provider's: the text that the operator configures, and the
// header's value with it.

/** @import {CredentialSlot} from "paylink" */

/** @param {CredentialSlot} slot */
export const isBasic = ({ scheme }) => scheme?.toLowerCase() === "basic";

/** HTTP Basic (RFC 7617) sends `user:password` in base64. @param {string} credential */
const encoded = (credential) => btoa(String.fromCharCode(...new TextEncoder().encode(credential)));

/** @param {string} text @returns {string | undefined} if it is base64 of UTF-8 with a colon */
function decoded(text) {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const credential = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return credential.includes(":") ? credential : undefined;
  } catch {
    return undefined;
  }
}

/** The value of the header. @param {CredentialSlot} slot @param {string} credential */
export function headerValue(slot, credential) {
  const text = isBasic(slot) ? encoded(credential) : credential;
  return slot.scheme ? `${slot.scheme} ${text}` : text;
}

/**
 * The credential in a value of the header; `undefined` if there is none of this scheme.
 * @param {CredentialSlot} slot
 * @param {string | null | undefined} value
 */
export function presentedIn(slot, value) {
  if (!slot.scheme) return value ?? undefined;
  const [, scheme = "", text = ""] = value?.match(/^(\S+) +(\S+)$/) ?? [];
  if (scheme.toLowerCase() !== slot.scheme.toLowerCase()) return undefined;
  return isBasic(slot) ? decoded(text) : text;
}

/** The part of a Basic credential after its first colon. @param {string} credential */
export const passwordOf = (credential) => credential.slice(credential.indexOf(":") + 1);

/**
 * Why a credential cannot be sent, if it cannot (RFC 7617, section 2).
 * @param {CredentialSlot} slot
 * @param {string} credential
 */
export const unusable = (slot, credential) =>
  isBasic(slot) && !/^[^:\p{Cc}]+:\P{Cc}*$/u.test(credential)
    ? "expected `user:password` without control characters, because the provider takes HTTP Basic"
    : undefined;

/**
 * The texts that must not be shown: the credential and, for Basic, its encoded form and the secret part of it.
 * @param {CredentialSlot} slot
 * @param {string} credential
 */
export const secretTexts = (slot, credential) =>
  isBasic(slot)
    ? // A key that is sent as the user has no password.
      [credential, encoded(credential), passwordOf(credential) || credential.slice(0, -1)]
    : [credential];
