// What a close would do and what would be sent for it, to be read before anything is sent.

import { h, hidden, prose } from "./dom.js";
import { icon } from "./icons.js";
import { futurePill, pill } from "./pill.js";
import { providerName } from "./rules.js";
import { amountWords, exactDate, titleOf } from "./words.js";

/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./rules.js").Planned} Planned */
/** @typedef {import("./rules.js").Remark} Remark */

/** @param {PaymentLink} link */
export function subject(link) {
  const facts = [
    providerName(link.format),
    link.amount && amountWords(link.amount),
    link.expiresAt && `expires ${exactDate(link.expiresAt)}`,
  ].filter((fact) => fact !== undefined && fact !== "");
  return h(
    "div",
    { class: "subject", attrs: { id: "preview-subject" } },
    h("p", { class: "name" }, h("bdi", null, titleOf(link))),
    h("p", { class: "quiet" }, facts.join(" \u00b7 ")),
    h("code", { class: "id" }, link.id),
  );
}

/** @param {PaymentLink} link @param {string} next */
export const transition = (link, next) =>
  h(
    "div",
    { class: "transition" },
    h("div", null, h("span", { class: "label" }, "Now"), " ", pill(link)),
    icon("arrow"),
    hidden(" becomes "),
    h("div", null, h("span", { class: "label" }, "Afterwards"), " ", futurePill(next)),
  );

/**
 * @param {"caution" | "error" | "info" | "done"} kind
 * @param {string} title
 * @param {Remark[]} remarks
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
      ...remarks.map(({ message }) => h("p", null, ...prose(message))),
    ),
  );

/** @param {PaymentLink} link @param {Planned} planned */
export function request(link, planned) {
  const { credential, headers, body } = planned;
  const secret = h("em", null, "added by the edge");
  const scheme = credential.scheme ? `${credential.scheme} ` : "";
  return h(
    "section",
    { class: "request", attrs: { "aria-labelledby": "request-title" } },
    h("h3", { attrs: { id: "request-title" } }, `The request to ${providerName(link.format)}`),
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
      h("p", { class: "quiet" }, body === null || body === undefined ? "No body" : body),
    ),
    h(
      "p",
      { class: "hint" },
      planned.retry.lostAnswer === "same_request"
        ? "It carries an idempotency key: sent again after a lost answer, it counts once."
        : "The provider takes no idempotency key here: after a lost answer, read the link before sending it again.",
    ),
  );
}

/** @param {string} name @param {...(Node | string)} value */
const header = (name, ...value) =>
  h("div", null, h("dt", null, `${name}:`), h("dd", null, ...value));
