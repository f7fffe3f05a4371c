// The sign-in page, for a browser without access.

/**
 * @import {IssueLike} from "paylink"
 * @import {Context} from "hono"
 */

import { html } from "hono/html";

/** Whether a browser requests a page, and not a script. @param {Context} c */
export function navigates(c) {
  if (c.req.method !== "GET") return false;
  const mode = c.req.header("sec-fetch-mode");
  if (mode !== undefined) return mode === "navigate";
  // Browsers without fetch metadata list HTML first; tools do not list it.
  return /^text\/html\b/i.test(c.req.header("accept") ?? "");
}

/** The advice for each error. @type {Record<string, string>} */
const ERRORS = {
  token: "This access token is not known here. Check that all of it was copied.",
  code: "This sign-in link was used before, or belongs to an earlier start. The terminal shows a new one.",
  scope_missing:
    "This access token may not open the pages. Sign in with one that has the scope `read`.",
  credential_refused: "Your session has ended. Sign in again.",
  origin_refused: "This request came from another site. Open the page here and sign in again.",
};

/**
 * @param {Context} c
 * @param {{issue?: IssueLike, error?: string, next?: string, status?: 200 | 401 | 403}} [why] `next`: the page
 *   after the sign-in; default the requested one
 */
export function signInPage(c, { issue, error = issue?.code, next, status = 401 } = {}) {
  const { pathname, search } = new URL(c.req.url);
  const message = error === undefined ? undefined : ERRORS[error];
  return c.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Sign in – paylink</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/sign-in.css">
  </head>
  <body>
    <main class="sign-in">
      <h1>Sign in to paylink</h1>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value="${localPath(next ?? pathname + search)}">
        <label for="token">Access token</label>
        <input id="token" name="token" type="password" required autofocus autocomplete="current-password"
          spellcheck="false" autocapitalize="off"${message ? html` aria-describedby="error" aria-invalid="true"` : ""}>
        ${message ? html`<p class="error" id="error" role="alert">${message}</p>` : ""}
        <button type="submit">Sign in</button>
      </form>
      <p class="hint">The person who runs this server gives out access tokens. If you started it yourself, open the
        sign-in link that it printed in the terminal, or use the value of PAYLINK_TOKEN.</p>
    </main>
  </body>
</html>
`,
    issue?.code === "scope_missing" ? 403 : status,
    { "cache-control": "no-store", vary: "accept, cookie, sec-fetch-mode" },
  );
}

/**
 * A path on this server: nothing that a URL parser takes for another host.
 * @param {string | undefined} path
 */
export function localPath(path = "/") {
  const base = "http://here.invalid";
  const url = /^\/(?![/\\])/.test(path) ? URL.parse(path, base) : null;
  if (url?.origin !== base || url.pathname === "/sign-in" || url.pathname === "/sign-out")
    return "/";
  return url.pathname + url.search;
}
