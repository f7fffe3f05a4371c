// Sign-in, sign-out, and the current caller.

/**
 * @import {Context} from "hono"
 * @import {Token, Variables} from "./callers.js"
 * @import {Sessions} from "./sessions.js"
 */

import { Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { html } from "hono/html";
import { failure, json, problem } from "./answers.js";
import { boundedBody } from "./body.js";
import { comesFromHere, isForeign, requires, SESSION, tokenOfText } from "./callers.js";
import { randomText, SESSION_MS } from "./sessions.js";
import { localPath, signInPage } from "./sign-in-page.js";

/** The largest form: a token and a path. */
const MAX_FORM_BYTES = 8 * 1024;

/**
 * One-time codes for the sign-in link in the terminal: each opens one session.
 * @typedef {object} SignInCodes
 * @property {() => string} make
 * @property {(code: string) => boolean} take whether it was valid; it can be used once
 */

/** @returns {SignInCodes} */
export function signInCodes() {
  /** @type {Set<string>} */
  const codes = new Set();
  return {
    make() {
      const code = randomText();
      codes.add(code);
      return code;
    },
    // A lookup among codes of 256 random bits: its time reveals nothing.
    take: (code) => codes.delete(code),
  };
}

/**
 * @param {object} options
 * @param {Sessions} options.sessions
 * @param {readonly Token[]} options.tokens
 * @param {{token: Token, take: (code: string) => boolean}} [options.link] the token for a one-time code
 * @param {(c: Context) => string | undefined} [options.protocolOf] the protocol reported by a trusted proxy
 */
export function signIn({ sessions, tokens, link, protocolOf = () => undefined }) {
  /** @type {Hono<Variables>} */
  const app = new Hono();

  app.get("/sign-in", async (c) => {
    const { code, next } = c.req.query();
    if (code === undefined) return signInPage(c, { next: localPath(next), status: 200 });
    if (!link?.take(code)) return signInPage(c, { error: "code", next: localPath(next) });
    await begin(c, link.token);
    return goOn(c, localPath(next));
  });

  app.post("/sign-in", async (c) => {
    if (isForeign(c)) return signInPage(c, { error: "origin_refused", next: "/", status: 403 });
    const body = await boundedBody(c.req.raw, MAX_FORM_BYTES);
    const form = new URLSearchParams(new TextDecoder().decode(body));
    const next = localPath(form.get("next") ?? "/");
    const token = await tokenOfText(tokens, (form.get("token") ?? "").trim());
    if (!token) return signInPage(c, { error: "token", next });
    await begin(c, token);
    return c.redirect(next, 303);
  });

  app.post("/sign-out", async (c) => {
    if (!comesFromHere(c)) return problem([failure("origin_refused")]);
    const { session } = c.get("identity");
    if (session) await sessions.end(session.id);
    deleteCookie(c, SESSION, { path: "/" });
    return c.redirect("/sign-in", 303);
  });

  app.get("/v1/me", requires(), (c) => {
    const { caller, session } = c.get("identity");
    const until = session?.until;
    return json({
      name: caller?.name,
      scopes: caller?.scopes,
      ...(until !== undefined && { session: { expiresAt: new Date(until).toISOString() } }),
    });
  });

  /** @param {Context} c @param {Token} token */
  async function begin(c, token) {
    setCookie(c, SESSION, await sessions.begin(token), {
      httpOnly: true,
      sameSite: "Strict",
      secure: isSecure(c),
      path: "/",
      maxAge: SESSION_MS / 1000,
    });
  }

  /** Behind a proxy with https the browser's `Origin` shows it. @param {Context} c */
  const isSecure = (c) =>
    [c.req.url, `${protocolOf(c)}:`, c.req.header("origin")].some((url) =>
      url?.startsWith("https:"),
    );

  return app;
}

/**
 * By a page of this server instead of a redirect: after a link from another site, browsers do not send a
 * `SameSite=Strict` cookie along a redirect.
 * @param {Context} c
 * @param {string} next
 */
const goOn = (c, next) =>
  c.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="refresh" content="0; url=${next}">
    <title>Signed in – paylink</title>
    <link rel="stylesheet" href="/sign-in.css">
  </head>
  <body>
    <main class="sign-in"><h1>Signed in</h1><p><a href="${next}">Continue</a></p></main>
  </body>
</html>
`,
    200,
    { "cache-control": "no-store" },
  );
