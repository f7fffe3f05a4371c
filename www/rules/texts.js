// The core's texts by their codes, in the page's language, where there is no finding to tell of.

import { messages } from "/paylink/browser.js";
import { inWords } from "../locale.js";

/** @param {import("paylink").MessageCode} code */
export function catalogueText(code) {
  const message = messages().messages[code];
  // Each parameter stands for itself: the text is told with the parameters it is made of.
  const params = Object.fromEntries(
    [...message.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, `\`${name}\``]),
  );
  const english = message.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? name);
  return inWords([{ code, message: english, params }])[0]?.message ?? english;
}
