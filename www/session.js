// Who is signed in on this page, what that allows, and whether it is over: the edge has answered 401.

/** @typedef {{name: string, scopes: string[], session?: {expiresAt: string}}} Me */

/** @type {Me | null} */
let me = null;
let over = false;
/** @type {Set<() => void>} */
const listeners = new Set();

/** Asks once who is signed in; nobody, if the edge does not say. @returns {Promise<Me | null>} */
export async function whoAmI() {
  const answer = await fetch("/v1/me", { cache: "no-store", redirect: "error" }).catch(() => null);
  if (answer?.status === 401) setOver(true);
  const body = answer?.ok ? await answer.json().catch(() => null) : null;
  me = typeof body?.name === "string" && Array.isArray(body.scopes) ? body : null;
  if (me) tell();
  return me;
}

/**
 * Whether the caller may do it, as far as the edge has said; it has the last word anyway.
 * @param {"read" | "create" | "close"} scope
 */
export const may = (scope) => me === null || me.scopes.includes(scope);

export const nameOfMe = () => me?.name ?? "";

/** Whether there is a session to end: who shows a token with each call has none. */
export const hasSession = () => me?.session !== undefined;

export const isSignedOut = () => over;

/** What each answer of the edge tells of the session. @param {number} status */
export function heard(status) {
  if (status === 401) setOver(true);
  // In another tab one may have signed in again.
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

/** Called when somebody is signed in, or no longer is. @param {() => void} listener */
export const onSession = (listener) => void listeners.add(listener);

/** Where one signs in, and comes back from to what is shown now. */
export const signInAddress = () =>
  `/sign-in?next=${encodeURIComponent(location.pathname + location.search + location.hash)}`;
