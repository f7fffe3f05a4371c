// The description of a provider's API from the core: calls, headers, lists, idempotency.

import { h, prose } from "../dom.js";
import { locale, numberWords } from "../locale.js";
import { plainTable } from "./plain.js";
import { sourced } from "./sourced.js";
import { say } from "./words.js";

/** @import {FormatInfo, ListParameter, Profile} from "paylink" */
/** @typedef {import("../dom.js").Child} Child */

/** @param {FormatInfo} format */
export const apiPart = (format) =>
  h(
    "section",
    { class: "card part" },
    h("h2", null, say("api")),
    h("h3", null, say("calls")),
    plainTable(
      say("calls"),
      [say("operation"), say("call"), say("basis"), say("source")],
      format.calls.map(({ operation, method, path, basis, document, words }) => [
        say(operation),
        h("code", null, `${method} ${path}`),
        say(basis),
        cited(document, words),
      ]),
    ),
    h("div", { class: "halves" }, headers(format), listing(format)),
    h("h3", null, say("idempotency")),
    format.idempotency
      ? profile(format.idempotency)
      : h("p", { class: "quiet" }, say("noIdempotency")),
  );

/** @param {string} document @param {string} words */
const cited = (document, words) =>
  h("span", { attrs: { lang: "en" } }, `${document}: `, ...prose(words));

/** @param {[string, Child][]} facts */
const factList = (facts) =>
  h(
    "dl",
    { class: "fact-list" },
    ...facts.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );

/** @param {string} text */
const code = (text) => h("code", null, text);

/** @param {FormatInfo} format */
function headers({ credential, mediaType, signing, statuses }) {
  return h(
    "div",
    null,
    h("h3", null, say("headers")),
    factList([
      [
        say("credential"),
        code(`${credential.header}: ${credential.scheme ? `${credential.scheme} …` : "…"}`),
      ],
      [say("mediaType"), code(mediaType)],
      [say("signing"), signing ? code(`${signing.header}: ${signing.form}`) : say("notSaid")],
      [
        say("statuses"),
        h(
          "ul",
          null,
          ...statuses.map(({ word, final }) =>
            h("li", null, code(word), final && ` ${say("finalWord")}`),
          ),
        ),
      ],
    ]),
  );
}

/** @param {FormatInfo} format */
function listing({ listing }) {
  const { parameters, pages, usual, largest } = listing;
  return h(
    "div",
    null,
    h("h3", null, say("listing")),
    factList([
      [say("pages"), say(pages)],
      ...(usual === undefined
        ? []
        : [/** @type {[string, Child]} */ ([say("usual"), numberWords(usual)])]),
      [say("largest"), numberWords(largest)],
    ]),
    plainTable(
      say("listing"),
      [say("parameter"), say("member"), say("basis")],
      parameters.map(parameter),
    ),
    sourced(listing),
  );
}

/** @param {ListParameter} parameter @returns {Child[]} */
const parameter = ({ parameter, member, beside, basis, words }) => [
  h(
    "span",
    { attrs: { title: words } },
    code(parameter),
    beside && ` ${say("beside", { parameter: `${beside.parameter}=${beside.value}` })}`,
  ),
  code(member),
  say(basis),
];

/** @param {Profile} profile */
function profile(profile) {
  const answer = (/** @type {number} */ status, /** @type {string | null} */ name) =>
    h("span", null, String(status), " ", name && code(name));
  return h(
    "div",
    null,
    factList([
      [say("header"), code(profile.header)],
      [say("longest"), say("characters", { count: profile.longest })],
      [say("lifetime"), span(profile.lifetimeMs)],
      [say("lease"), span(profile.leaseMs)],
      [say("mismatch"), answer(profile.mismatchStatus, profile.mismatchCode)],
      [say("locked"), answer(profile.lockedStatus, profile.lockedCode)],
      [say("notKept"), profile.notKept.join(", ")],
      [say("relevant"), code(profile.relevantHeaders.join(", "))],
    ]),
    ...profile.sources.map(sourced),
  );
}

/** @param {number} ms */
function span(ms) {
  const [unit, by] =
    ms >= 3_600_000
      ? /** @type {const} */ (["hour", 3_600_000])
      : /** @type {const} */ (["second", 1000]);
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(
    ms / by,
  );
}
