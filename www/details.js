// What there is to know of one link: its facts, what each of the calls would come to, and the notes.

import { basis } from "./basis.js";
import { h, outward, prose } from "./dom.js";
import { capital, counted, exactDate, verdictWord } from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {import("./rules.js").PaymentLink} PaymentLink */
/** @typedef {import("./rules.js").Decision} Decision */
/** @typedef {import("./rules.js").Issue} Issue */
/** @typedef {import("./dom.js").Child} Child */

/** @param {Entry} entry */
export function details({ link, decisions, close, notes, issues }) {
  // `close` stands for whichever call the provider has: that one tells as much by its own name.
  const others = decisions.filter((decision) => decision !== close);
  const own = others.filter(({ call }) => call === close?.call);
  const calls = [...own, ...others.filter((decision) => !own.includes(decision))];
  return h(
    "div",
    { class: "details" },
    link && h("section", null, h("h2", null, "Link"), facts(link)),
    calls.length > 0 && h("section", null, h("h2", null, "What can be done"), ...calls.map(call)),
    issues.length > 0 && list("Why it cannot be read", issues),
    notes.length > 0 && list("Notes", notes),
  );
}

/** @param {PaymentLink} link */
function facts(link) {
  const { network, child } = link;
  /** @type {[string, Child][]} */
  const rows = [
    ["Provider\u2019s status", h("code", null, link.rawStatus)],
    ["Description", text(link.description)],
    ["Reference", text(link.reference)],
    ["Kind", text(link.rawKind ?? link.kind)],
    ["Created", date(link.createdAt)],
    ["Updated", date(link.updatedAt)],
    ["Expires", date(link.expiresAt)],
    ["Completed", date(link.completedAt)],
    ["Network", text(network && [network.name, network.code].filter(Boolean).join(", "))],
    ["Account currency", text(link.accountCurrency)],
    ["Approval", text(link.approvalStatus)],
    [
      child ? capital(child.type) : "Payment",
      child
        ? h("span", null, h("code", null, child.rawStatus), child.final ? ", final" : ", not final")
        : text(link.payment?.id),
    ],
    ["Payment page", page(link.url)],
    ...Object.entries(link.metadata ?? {}).map(
      ([name, value]) => /** @type {[string, Child]} */ ([`metadata.${name}`, text(plain(value))]),
    ),
  ];
  return h(
    "dl",
    null,
    ...rows
      .filter(([, value]) => value)
      .map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );
}

/** @param {Decision} decision */
function call(decision) {
  const { verdict } = decision;
  const remarks = [...decision.reasons, ...decision.warnings];
  return h(
    "div",
    { class: "call", attrs: { "data-verdict": verdict } },
    h(
      "p",
      { class: "call-name" },
      h("strong", null, capital(decision.call)),
      h("span", { class: "verdict" }, verdictWord(verdict)),
    ),
    ...remarks.map(({ message }) => h("p", null, ...prose(message))),
    basis(decision),
  );
}

/** Issues or notes; the same message at many places is told once. */
function list(/** @type {string} */ heading, /** @type {Issue[]} */ issues) {
  /** @type {Map<string, Issue[]>} */
  const alike = new Map();
  for (const issue of issues) {
    const others = alike.get(issue.message) ?? [];
    others.push(issue);
    alike.set(issue.message, others);
  }
  return h(
    "section",
    { class: "notes", attrs: { tabindex: -1 } },
    h("h2", null, `${heading} `, h("span", { class: "count" }, String(issues.length))),
    h(
      "ul",
      null,
      ...[...alike].map(([message, places]) =>
        h(
          "li",
          null,
          h("p", null, ...prose(message)),
          h("p", { class: "places" }, ...places.map(place)),
        ),
      ),
    ),
  );
}

/** @param {Issue} issue */
const place = ({ pointer, code }) =>
  h("code", { attrs: { title: code } }, pointer || "the whole document");

/** @param {string | undefined} value */
const text = (value) => (value ? h("bdi", null, value) : null);

/** @param {string | undefined} instant */
const date = (instant) =>
  instant && h("time", { attrs: { datetime: instant, title: instant } }, exactDate(instant));

/** @param {string} url */
const page = (url) => outward(url, {}, h("bdi", null, url)) ?? text(url);

/** @param {unknown} value */
function plain(value) {
  if (typeof value === "string") return value;
  const json = JSON.stringify(value) ?? "";
  return json.length > 200
    ? `${json.slice(0, 200)}\u2026 (${counted(json.length, "character")})`
    : json;
}
