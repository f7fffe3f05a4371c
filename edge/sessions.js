// Sessions of browsers. The cookie has a random id only; the store has the digest of the id, the digest of the token,
// and the expiry.

/**
 * @import {Token} from "./callers.js"
 * @import {Store} from "./stores/store.js"
 */

import { sha256 } from "./digest.js";

/** The lifetime of a session. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/**
 * @typedef {object} Sessions
 * @property {(token: Token) => Promise<string>} begin creates a session and gives its id
 * @property {(id: string) => Promise<{token: Token, until: number} | null>} find null if it has expired, or
 *   its token was removed
 * @property {(id: string) => Promise<void>} end
 */

/**
 * @param {{store: Store, now: () => number, tokens: readonly Token[]}} edge
 * @returns {Sessions}
 */
export function sessionsOf({ store, now, tokens }) {
  const place = store.at("sessions");
  return {
    async begin(token) {
      const id = randomText();
      const until = now() + SESSION_MS;
      const next = JSON.stringify({ token: token.sha256, until });
      await place.write([{ key: await sha256(id), held: null, next, until }]);
      return id;
    },
    async find(id) {
      const [text = null] = await place.get([await sha256(id)]);
      const session = JSON.parse(text ?? "null");
      if (session === null || session.until <= now()) return null;
      const token = tokens.find(({ sha256: digest }) => digest === session.token);
      return token ? { token, until: session.until } : null;
    },
    async end(id) {
      const key = await sha256(id);
      const [held = null] = await place.get([key]);
      if (held !== null) await place.write([{ key, held, next: null }]);
    },
  };
}

/** 256 random bits, encoded for URLs and cookies. */
export const randomText = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
