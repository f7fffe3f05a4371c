// The effect of a close and the exact request, shown before anything is sent.

import { closeWords as words } from "./close.words.js";
import { h, hidden, prose } from "./dom.js";
import { escaped } from "./foreign.js";
import { icon } from "./icons.js";
import { inWords } from "./locale.js";
import { futurePill, pill } from "./pill.js";
import { hasEnded, providerName } from "./rules.js";
import { amountWords, exactDate, titleOf } from "./words.js";

/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./rules.js").Planned} Planned */
/** @typedef {import("./rules.js").Remark} Remark */

/** @param {UsableLink} link */
export function subject(link) {
  const facts = [
    providerName(link.format),
    link.amount && amountWords(link.amount),
    link.expiresAt && words("expires", { date: exactDate(link.expiresAt) }),
  ].filter((fact) => fact !== undefined && fact !== "");
  return h(
    "div",
    { class: "subject", attrs: { id: "preview-subject" } },
    h("p", { class: "name" }, h("bdi", null, titleOf(link))),
    h("p", { class: "quiet" }, facts.join(" \u00b7 ")),
    h("code", { class: "id" }, escaped(link.id)),
  );
}

/** @param {UsableLink} link @param {string} next */
export const transition = (link, next) =>
  h(
    "div",
    { class: "transition" },
    h("div", null, h("span", { class: "label" }, words("now")), " ", pill(link, hasEnded(link))),
    icon("arrow"),
    hidden(` ${words("becomes")} `),
    h("div", null, h("span", { class: "label" }, words("afterwards")), " ", futurePill(next)),
  );

/**
 * @param {"caution" | "error" | "info" | "done"} kind
 * @param {string} title
 * @param {(Remark | {message: string})[]} remarks
 */
export const callout = (kind, title, remarks) =>
  h(
    "div",
    { class: `callout ${kind}` },
    icon(kind === "done" ? "check" : "caution"),
    h(
      "div",
      null,
      h("p", { class: "callout-title" }, title),
      ...told(remarks).map(({ message }) => h("p", null, ...prose(message))),
    ),
  );

/** Translates the core's messages to the page's language. @param {(Remark | {message: string})[]} remarks */
const told = (remarks) =>
  remarks.flatMap((remark) => ("code" in remark ? inWords([remark]) : [remark]));

/** @param {UsableLink} link @param {Planned} planned */
export function request(link, planned) {
  const { credential, headers, body } = planned;
  const secret = h("em", null, words("byTheEdge"));
  const scheme = credential.scheme ? `${credential.scheme} ` : "";
  return h(
    "section",
    { class: "request", attrs: { "aria-labelledby": "request-title" } },
    h(
      "h3",
      { attrs: { id: "request-title" } },
      words("request", { provider: providerName(link.format) }),
    ),
    h(
      "div",
      { class: "wire" },
      h("p", { class: "line" }, h("strong", null, planned.method), " ", planned.path),
      h(
        "dl",
        null,
        ...Object.entries(headers).map(([name, value]) => header(name, value)),
        header(credential.header, scheme, secret),
      ),
      h("p", { class: "quiet" }, body === null || body === undefined ? words("noBody") : body),
    ),
    h(
      "p",
      { class: "hint" },
      planned.retry.lostAnswer === "same_request" ? words("oneKey") : words("noKey"),
    ),
  );
}

/** @param {string} name @param {...(Node | string)} value */
const header = (name, ...value) =>
  h("div", null, h("dt", null, `${name}:`), h("dd", null, ...value));
