// The current session: the caller, the scopes, and its end after a 401 of the edge.

/** @typedef {{name: string, scopes: string[], session?: {expiresAt: string}}} Me */

/** @type {Me | null} */
let me = null;
let over = false;
/** @type {Set<() => void>} */
const listeners = new Set();

/** Asks once for the caller; null if the edge does not answer. @returns {Promise<Me | null>} */
export async function whoAmI() {
  const answer = await fetch("/v1/me", { cache: "no-store", redirect: "error" }).catch(() => null);
  if (answer?.status === 401) setOver(true);
  const body = answer?.ok ? await answer.json().catch(() => null) : null;
  me = typeof body?.name === "string" && Array.isArray(body.scopes) ? body : null;
  if (me) tell();
  return me;
}

/**
 * Whether the caller has the scope, as far as known; the edge checks it anyway.
 * @param {"read" | "create" | "close"} scope
 */
export const may = (scope) => me === null || me.scopes.includes(scope);

export const nameOfMe = () => me?.name ?? "";

/** Whether there is a session to end: a caller with a token on each call has none. */
export const hasSession = () => me?.session !== undefined;

export const isSignedOut = () => over;

/** Updates the session by the status of an answer. @param {number} status */
export function heard(status) {
  if (status === 401) setOver(true);
  // The user may have signed in again in another tab.
  else if (status < 400) setOver(false);
}

/** @param {boolean} next */
function setOver(next) {
  if (over === next) return;
  over = next;
  tell();
}

function tell() {
  for (const listener of listeners) listener();
}

/** Called on sign-in and sign-out. @param {() => void} listener */
export const onSession = (listener) => void listeners.add(listener);

/** The address of the sign-in page, with the way back. */
export const signInAddress = () =>
  `/sign-in?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`;
