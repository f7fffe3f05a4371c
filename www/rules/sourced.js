// Whose rule it is: documented or assumed, the document and its words.

import { h, prose } from "../dom.js";
import { capital } from "../words.js";
import { say } from "./words.js";

/** @param {import("paylink").Cited & import("paylink").Quote} rule */
export const sourced = ({ basis, document, words }) =>
  h(
    "p",
    { class: "basis", attrs: { "data-basis": basis } },
    h("strong", null, capital(say(basis))),
    ` – ${document}: `,
    ...prose(words),
  );
