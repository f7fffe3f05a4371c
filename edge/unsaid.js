// Redacts the operator's credential in responses of a provider: an error page or a proxy may repeat it, and responses
// are passed on and stored.

const STAR = "*".charCodeAt(0);

/** Shorter ones may occur by chance. */
const SHORTEST = 8;

/**
 * Replaces it with the same length, so that all other bytes keep their position. Encoded forms of it are not detected.
 * @param {Uint8Array<ArrayBuffer>} body changed in place
 * @param {string} secret
 */
export function unsaid(body, secret) {
  const sought = new TextEncoder().encode(secret);
  const [first, second] = sought;
  if (sought.length < SHORTEST) return;
  for (let at = body.indexOf(first); at >= 0; at = body.indexOf(first, at + 1)) {
    if (body[at + 1] !== second || !sought.every((byte, of) => body[at + of] === byte)) continue;
    body.fill(STAR, at, at + sought.length);
  }
}
