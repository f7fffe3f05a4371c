// Credentials in headers of inbound requests, as the core describes a provider's. `paylink/client` has those of outgoing ones.

/** @import {CredentialSlot} from "paylink" */

/** @param {CredentialSlot} slot */
export const isBasic = ({ scheme }) => scheme?.toLowerCase() === "basic";

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
