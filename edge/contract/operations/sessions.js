// Sign-in, sign-out, and the current caller.

/** @import {Schema} from "../schema.js" */

import { known, operation } from "../operation.js";
import { answer, json, KNOWN, problems } from "../responses.js";
import { text } from "../schema.js";

const PAGE = { "text/html": text("A page.") };
const COOKIE = { "Set-Cookie": "SetCookie" };
const TO = text("The page to go on to: a path of this server.");

/** @returns {Record<string, Schema>} */
export const sessionPaths = () => ({
  "/sign-in": { get: signInPage(), post: signIn() },
  "/sign-out": { post: signOut() },
  "/v1/me": { get: me() },
});

const signInPage = () =>
  operation({
    id: "showSignIn",
    tag: "Sessions",
    summary: "The page for signing in",
    description:
      "With a one-time `code`, as a server on the loopback address prints it in a link at its start, it signs the browser in.",
    parameters: [
      { name: "code", in: "query", description: "A one-time code.", schema: text("A code.") },
      { name: "next", in: "query", description: "Where to go on.", schema: TO },
    ],
    security: [],
    responses: {
      200: answer("The page; or, with a code, a session.", PAGE),
      401: answer("The code was used before, or is not known.", PAGE),
      ...problems(["rate_limited", "internal_error", "store_unavailable"]),
    },
  });

const signIn = () =>
  operation({
    id: "signIn",
    tag: "Sessions",
    summary: "Sign a browser in",
    description: "What the page for signing in sends. A session lasts for 12 hours.",
    body: {
      description: "A form.",
      content: {
        "application/x-www-form-urlencoded": {
          schema: {
            type: "object",
            properties: { token: text("An access token."), next: TO },
            required: ["token"],
          },
        },
      },
    },
    security: [],
    responses: {
      303: answer("Signed in.", {}, { headers: { Location: "Location", ...COOKIE } }),
      401: answer("The access token is not known.", PAGE),
      403: answer("The request came from another site.", PAGE),
      ...problems(["json_too_large", "rate_limited", "internal_error", "store_unavailable"]),
    },
  });

const signOut = () =>
  operation({
    id: "signOut",
    tag: "Sessions",
    summary: "End the session",
    description: "Of the browser that asks. Without a session there is nothing to end.",
    security: [],
    responses: {
      303: answer("Signed out.", {}, { headers: { Location: "Location", ...COOKIE } }),
      ...problems(["origin_refused", "rate_limited", "internal_error", "store_unavailable"]),
    },
  });

const me = () =>
  operation({
    id: "readMe",
    tag: "Sessions",
    summary: "Who is calling",
    description: "The name and the scopes of the access token or session that the call shows.",
    security: known(),
    responses: {
      200: answer("The caller.", json("Me")),
      ...problems(KNOWN),
    },
  });
