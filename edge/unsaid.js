// What nobody may read in an answer, though its provider says it: the operator's credential, which an
// error page or a proxy may repeat. Callers get a provider's answers as they are, and answers are kept.

const STAR = "*".charCodeAt(0);

/** Shorter ones stand in an answer by chance. */
const SHORTEST = 8;

/**
 * In its place, so that all other bytes stand where they stood. As it is only: whoever encodes it first
 * is not found out.
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {string} secret
 */
export function unsaid(body, secret) {
  const sought = new TextEncoder().encode(secret);
  const [first, second] = sought;
  if (sought.length < SHORTEST) return body;
  for (let at = body.indexOf(first); at >= 0; at = body.indexOf(first, at + 1)) {
    if (body[at + 1] !== second || !sought.every((byte, of) => body[at + of] === byte)) continue;
    body.fill(STAR, at, at + sought.length);
  }
  return body;
}
