// The current caller.

/** @import {Schema} from "../schema.js" */

import { SCOPES } from "../../callers.js";
import { instant, list, object, text, word } from "../schema.js";

/** @type {Record<string, Schema>} */
export const sessionSchemas = {
  Me: object("The caller.", {
    name: text("Who the access token was given to.", { minLength: 1 }),
    scopes: list(word(SCOPES, "A scope."), "What the caller may do."),
    "session?": object("Of a signed-in browser.", {
      expiresAt: instant("When the browser has to sign in again."),
    }),
  }),
};
