// Validates requests to the sandbox's control calls: all errors at once, each with its pointer, with the core's
// messages.

/** @import {IssueLike} from "paylink" */

import { validate } from "paylink";
import { failure } from "../answers.js";
import { isLoopback } from "../hosts.js";
import { isPublicHost } from "./reach.js";

/** The errors of a value; an empty list if it is valid. @callback Rule @param {unknown} value @returns {IssueLike[]} */

/** @typedef {{rule: Rule, needed?: boolean}} Member */

/** @typedef {{ok: false, issues: IssueLike[]}} Refused */

/** @param {IssueLike["code"]} code @param {Record<string, string>} params */
const wrong = (code, params) => [failure(code, params)];

/** A short, escaped excerpt of input. @param {unknown} value */
function found(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value !== "string") return `\`${value}\``;
  return `\`${short(value)}\``;
}

/** @param {string} text */
function short(text) {
  const cut = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  // Characters that change the direction of text or are invisible are escaped, and so is the backtick.
  return JSON.stringify(cut)
    .slice(1, -1)
    .replaceAll(/[\p{C}`]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {unknown} value @param {string} expected */
const mismatch = (value, expected) => wrong("type_mismatch", { expected, found: found(value) });

/** @param {readonly string[]} words @returns {Rule} */
export const word = (words) => (value) => {
  const expected = words.map((each) => `\`${each}\``).join(", ");
  if (typeof value !== "string") return mismatch(value, `one of ${expected}`);
  return words.includes(value)
    ? []
    : wrong("word_unknown", { expected: `one of ${expected}`, found: found(value) });
};

/** @param {number} least @param {number} most @returns {Rule} */
export const whole = (least, most) => (value) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most
    ? []
    : mismatch(value, `a whole number from ${least} to ${most}`);

/** @param {Rule} rule @returns {Rule} */
export const orNull = (rule) => (value) => (value === null ? [] : rule(value));

/** @type {Rule} */
export const flag = (value) =>
  typeof value === "boolean" ? [] : mismatch(value, "`true` or `false`");

/** @type {Rule} */
export const text = (value) => {
  if (typeof value !== "string") return mismatch(value, "a string");
  return value === "" ? wrong("text_empty", { expected: "a non-empty string" }) : [];
};

/** @type {Rule} */
export const instant = (value) => {
  if (typeof value !== "string") return mismatch(value, "an instant by RFC 3339");
  const answer = validate("instant", value);
  return answer.ok ? [] : answer.issues;
};

const PUBLIC_ONLY =
  "a public https URL (to reach this machine or a private network, run the sandbox there: `make sandbox`)";

/**
 * The address of a webhook.
 * @param {import("./reach.js").Reach} reach
 * @returns {Rule}
 */
export const address = (reach) => (value) => {
  if (typeof value !== "string") return mismatch(value, "a URL");
  const answer = validate("url", value);
  if (!answer.ok) return answer.issues;
  // The core validates URLs by the standard; the host's parser gives the parts.
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (reach === "public") {
    const goes = url?.protocol === "https:" && isPublicHost(url.hostname);
    return goes ? [] : wrong("url_malformed", { expected: PUBLIC_ONLY });
  }
  const goes = url?.protocol === "https:" || (url && isLoopback(url.hostname));
  return goes ? [] : wrong("url_malformed", { expected: "an https URL, or http to this machine" });
};

/**
 * An object with these members and no others.
 * @param {unknown} value
 * @param {Record<string, Member>} members
 * @returns {{ok: true, value: any} | Refused}
 */
export function asked(value, members) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, issues: mismatch(value, "an object") };
  }
  const given = Object.entries(value);
  const issues = [
    ...given.flatMap(([name, each]) => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      const found = member
        ? member.rule(each)
        : wrong("member_unexpected", { member: short(name) });
      return found.map((issue) => ({ ...issue, pointer: `/${escaped(name)}` }));
    }),
    ...Object.entries(members)
      .filter(([name, { needed }]) => needed && !Object.hasOwn(value, name))
      .map(([name]) => ({ ...failure("member_missing", { member: name }), pointer: `/${name}` })),
  ];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value };
}

/** RFC 6901. @param {string} name */
const escaped = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * A rule over several members.
 * @param {string} pointer
 * @param {IssueLike["code"]} code
 * @param {Record<string, string>} params
 * @returns {Refused}
 */
export const refused = (pointer, code, params) => ({
  ok: false,
  issues: [{ ...failure(code, params), pointer }],
});
