// Query parameters of the edge's API: each at most once, all errors at once.

/** @import {IssueLike} from "paylink" */

import { failure } from "./answers.js";

/**
 * The result of a parameter: the value, or what was expected.
 * @template T
 * @typedef {(text: string) => {value: T} | {expected: string}} Parameter
 */

/**
 * @template {Record<string, Parameter<any>>} Known
 * @typedef {{[Name in keyof Known]?: Known[Name] extends Parameter<infer T> ? T : never}} Query
 */

/** How much of a value is quoted. */
const EXCERPT = 40;

/**
 * @template {Record<string, Parameter<any>>} Known
 * @param {string} url
 * @param {Known} known
 * @returns {{ok: true, value: Query<Known>} | {ok: false, issues: IssueLike[]}}
 */
export function queryOf(url, known) {
  /** @type {IssueLike[]} */
  const issues = [];
  /** @type {Map<string, unknown>} */
  const found = new Map();
  for (const [parameter, text] of new URL(url).searchParams) {
    const read = Object.hasOwn(known, parameter) ? known[parameter] : undefined;
    if (!read) {
      issues.push(failure("parameter_unknown", { parameter: excerpt(parameter) }));
    } else if (found.has(parameter)) {
      issues.push(failure("parameter_duplicate", { parameter }));
    } else {
      const answer = read(text);
      found.set(parameter, "value" in answer ? answer.value : undefined);
      if ("expected" in answer) {
        const { expected } = answer;
        const params = { parameter, expected, found: `\`${excerpt(text)}\`` };
        issues.push(failure("parameter_malformed", params));
      }
    }
  }
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: /** @type {any} */ (Object.fromEntries(found)) };
}

/** Shortened and escaped for a message. @param {string} text */
export const excerpt = (text) => {
  const shown = text.slice(0, EXCERPT).replace(/[\p{C}`]/gu, "\u{fffd}");
  return text.length > EXCERPT ? `${shown}…` : shown;
};

/** @param {number} least @param {number} most @returns {Parameter<number>} */
export const whole = (least, most) => (text) => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? { value }
    : { expected: `a whole number from ${least} to ${most}` };
};

/** @template {string} Word @param {readonly Word[]} words @returns {Parameter<Word>} */
export const oneOf = (words) => (text) => {
  const value = words.find((word) => word === text);
  return value === undefined ? { expected: listed(words) } : { value };
};

/** Separated by commas. @template {string} Word @param {readonly Word[]} words @returns {Parameter<Word[]>} */
export const someOf = (words) => (text) => {
  const value = text.split(",").map((part) => words.find((word) => word === part));
  const known = value.filter((word) => word !== undefined);
  return known.length === value.length ? { value: known } : { expected: listed(words) };
};

/** @param {RegExp} pattern @param {string} expected @returns {Parameter<string>} */
export const matching = (pattern, expected) => (text) =>
  pattern.test(text) ? { value: text } : { expected };

/** @param {readonly string[]} words */
const listed = (words) => words.map((word) => `\`${word}\``).join(", ");
