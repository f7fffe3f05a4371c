// The core's message templates by code, in the page's language.

import { messages } from "/paylink/browser.js";
import { inWords } from "../locale.js";

/** @param {import("paylink").MessageCode} code */
export function catalogueText(code) {
  const message = messages().messages[code];
  // Each parameter is replaced by its own name.
  const params = Object.fromEntries(
    [...message.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, `\`${name}\``]),
  );
  const english = message.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? name);
  return inWords([{ code, message: english, params }])[0]?.message ?? english;
}
