// The details of one link, in sections.

import { basis } from "./basis.js";
import { h, outward, prose } from "./dom.js";
import { escaped } from "./foreign.js";
import { decisionsOf } from "./links.js";
import { inWords, numberWords } from "./locale.js";
import { panelWords as words } from "./panel.words.js";
import { amountWords, callWord, capital, childWord, verdictWord } from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").UsableLink} UsableLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {[string, Child]} Fact */

/** @param {string} heading @param {...Child} children */
export const section = (heading, ...children) =>
  h("section", null, h("h3", null, heading), ...children);

/** @param {string} heading @param {Fact[]} rows */
function facts(heading, rows) {
  const told = rows.filter(([, value]) => value);
  if (told.length === 0) return null;
  return section(
    heading,
    h(
      "dl",
      { class: "facts" },
      ...told.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
    ),
  );
}

/** @param {UsableLink} link */
export const linkFacts = (link) =>
  facts(words("facts"), [
    [words("id"), h("code", null, escaped(link.id))],
    [words("rawStatus"), h("code", null, escaped(link.rawStatus))],
    [words("reference"), name(link.reference)],
    [words("kind"), text(link.rawKind ?? link.kind)],
    [words("page"), page(link.url)],
    ...Object.entries(link.metadata ?? {}).map(
      ([name, value]) => /** @type {Fact} */ ([escaped(name), text(plain(value))]),
    ),
  ]);

/** @param {UsableLink} link */
export const moneyFacts = ({
  amount,
  amountPaid,
  paymentStatus,
  accountCurrency,
  payCurrencies,
  paymentMethods,
  network,
  approvalStatus,
}) =>
  facts(words("money"), [
    [words("amount"), amount ? amountWords(amount) : null],
    [words("amountPaid"), amountPaid ? amountWords(amountPaid) : null],
    [words("paymentState"), text(paymentStatus)],
    [words("accountCurrency"), text(accountCurrency)],
    [words("payCurrencies"), text(payCurrencies?.join(", "))],
    [words("paymentMethods"), text(paymentMethods?.join(", "))],
    [words("network"), text(network && [network.name, network.code].filter(Boolean).join(", "))],
    [words("approval"), text(approvalStatus)],
  ]);

/** @param {UsableLink} link */
export function childFacts({ child, payment }) {
  if (!child) return facts(words("payment"), [[words("id"), name(payment?.id)]]);
  const state = h(
    "span",
    null,
    h("code", null, escaped(child.rawStatus)),
    `, ${words(child.final ? "final" : "notFinal")}`,
  );
  /** @type {Fact[]} */
  const own =
    child.type === "invoice"
      ? [
          [words("charged"), child.charged ? amountWords(child.charged) : null],
          [words("target"), child.target ? amountWords(child.target) : null],
          [words("rate"), text(child.exchangeRate)],
          [words("statusContext"), text(child.statusContext)],
          [words("paymentStatus"), text(child.paymentStatus)],
        ]
      : [
          [words("amount"), child.amount ? amountWords(child.amount) : null],
          [words("charged"), child.charged ? amountWords(child.charged) : null],
          [words("rate"), text(child.exchangeRate)],
          [words("address"), name(child.address)],
          [words("txid"), name(child.txid)],
          [words("approval"), text(child.approvalStatus)],
        ];
  const network =
    child.network && [child.network.name, child.network.code].filter(Boolean).join(", ");
  return facts(`${words("child")}: ${childWord(child.type)}`, [
    [words("childState"), state],
    ...own,
    [words("network"), text(network)],
    [words("id"), h("code", null, escaped(child.id))],
  ]);
}

/** The decision of each action. @param {Entry} entry */
export function calls(entry) {
  const decisions = decisionsOf(entry);
  const close = decisions.find(({ action }) => action === "close");
  // `close` stands for the provider's call, which has a row of its own.
  const others = decisions.filter((decision) => decision !== close);
  const own = others.filter(({ call }) => call === close?.call);
  const ordered = [...own, ...others.filter((decision) => !own.includes(decision))];
  return ordered.length > 0 && section(words("can"), ...ordered.map(call));
}

/** @param {Decision} decision */
function call(decision) {
  const { verdict } = decision;
  const remarks = [...inWords(decision.reasons), ...inWords(decision.warnings)];
  return h(
    "div",
    { class: "call", attrs: { "data-verdict": verdict } },
    h(
      "p",
      { class: "call-name" },
      h("strong", null, callWord(decision.call)),
      h("span", { class: "verdict" }, verdictWord(verdict)),
    ),
    ...remarks.map(({ message }) => h("p", null, ...prose(message))),
    basis(decision),
  );
}

/** @param {string} heading @param {Issue[]} found */
export const findings = (heading, found) =>
  found.length > 0 && section(`${heading} (${numberWords(found.length)})`, findingList(found));

/** Issues or notes; equal messages are combined. @param {Issue[]} found */
export function findingList(found) {
  /** @type {Map<string, Issue[]>} */
  const alike = new Map();
  for (const issue of translated(found)) {
    const others = alike.get(issue.message) ?? [];
    others.push(issue);
    alike.set(issue.message, others);
  }
  return h(
    "ul",
    { class: "notes" },
    ...[...alike].map(([message, places]) =>
      h(
        "li",
        null,
        h("p", null, ...prose(message)),
        h("p", { class: "places" }, ...places.map(place)),
      ),
    ),
  );
}

/** Issues of this page are not in the core's catalogue. @param {Issue[]} found @returns {Issue[]} */
function translated(found) {
  return found.map((issue) => {
    if (issue.code === "not_a_link") return issue;
    const [told] = inWords([/** @type {import("paylink").Issue} */ (issue)]);
    return told ?? issue;
  });
}

/** @param {Issue} issue */
const place = ({ pointer, code }) =>
  h("code", { attrs: { title: code } }, escaped(pointer) || words("wholeDocument"));

/** @param {string | undefined} value */
const text = (value) => (value ? h("bdi", null, value) : null);

/** A value that is compared letter by letter. @param {string | undefined} value */
const name = (value) => (value ? h("bdi", null, escaped(value)) : null);

/** The query is not shown, because it may give access to the page. @param {string | undefined} url */
function page(url) {
  if (url === undefined) return null;
  const shown = escaped(url.replace(/[?#].*$/s, "…"));
  return outward(url, {}, h("bdi", null, shown)) ?? text(shown);
}

/** @param {unknown} value */
function plain(value) {
  if (typeof value === "string") return value;
  const json = JSON.stringify(value) ?? "";
  return json.length > 200
    ? `${json.slice(0, 200)}… (${words("characters", { count: json.length })})`
    : capital(json);
}
