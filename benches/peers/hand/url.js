// Absolute http and https URLs by RFC 3986, without credentials, whose host every parser sees alike.

import { QUOTE } from "./json.js";

/** 1: in a host's label; 2: in a path; 4: in a query or a fragment, too. */
const ALLOWED = new Uint8Array(256);
for (const letter of "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") {
  ALLOWED[letter.charCodeAt(0)] = 1 | 2 | 4;
}
for (const mark of "._~!$&'()*+,;=:@/") ALLOWED[mark.charCodeAt(0)] |= 2 | 4;
ALLOWED["?".charCodeAt(0)] = 4;

const [DOT, SLASH, ASK, PERCENT, COLON] = [46, 47, 63, 37, 58];

/** @param {number} byte */
const isHex = (byte) =>
  (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102 && byte < 128);

/**
 * Where a URL ends that is written the usual way: small letters in the scheme, a name without a port for
 * a host, no escape of JSON's. 0 for all others, sound or not.
 * @param {Uint8Array} bytes
 * @param {number} start
 */
export function urlHere(bytes, start) {
  if (
    bytes[start] !== 104 ||
    bytes[start + 1] !== 116 ||
    bytes[start + 2] !== 116 ||
    bytes[start + 3] !== 112
  ) {
    return 0;
  }
  let at = start + 4;
  if (bytes[at] === 115) at += 1;
  if (bytes[at] !== COLON || bytes[at + 1] !== SLASH || bytes[at + 2] !== SLASH) return 0;
  at += 3;
  let label = at;
  for (;;) {
    const byte = bytes[at];
    if ((ALLOWED[byte] & 1) === 1) {
      at += 1;
    } else {
      // A label of a name, and no beginning of an international one.
      if (at === label || ((bytes[label] | 32) === 120 && (bytes[label + 1] | 32) === 110))
        return 0;
      if (byte !== DOT) break;
      at += 1;
      label = at;
    }
  }
  // What begins with a digit may be an address; a port or credentials are rare.
  if (bytes[label] >= 48 && bytes[label] <= 57) return 0;
  if (bytes[at] !== SLASH && bytes[at] !== ASK && bytes[at] !== QUOTE) return 0;
  let allowed = 2;
  for (;;) {
    const byte = bytes[at];
    if ((ALLOWED[byte] & allowed) !== 0) at += 1;
    else if (byte === QUOTE) return at;
    else if (byte === ASK && allowed === 2) {
      allowed = 4;
      at += 1;
    } else if (byte === PERCENT && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) at += 3;
    else return 0;
  }
}

const WHOLE =
  /^https?:\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::([0-9]+))?(?:\/(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*)?(?:\?(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9._~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i;

/** The code of what is wrong with a URL. @param {string} text */
export function urlFault(text) {
  const found = WHOLE.exec(text);
  if (found === null) return "url_malformed";
  const [, credentials, host, port] = found;
  if (credentials !== undefined) return "url_credentials";
  if (port !== undefined && Number(port) > 65_535) return "url_malformed";
  if (host.startsWith("[")) return URL.canParse(`http://${host}/`) ? undefined : "url_malformed";
  const labels = host.replace(/\.$/, "").split(".");
  if (labels.some((label) => /^xn--/i.test(label))) return "url_malformed";
  const numeric = /^(?:[0-9]+|0x.*)$/i.test(labels[labels.length - 1]);
  const address =
    labels.length === 4 &&
    labels.every((label) => /^(?:0|[1-9][0-9]{0,2})$/.test(label) && Number(label) < 256);
  return numeric && !(address && !host.endsWith(".")) ? "url_malformed" : undefined;
}
