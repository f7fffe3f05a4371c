// Reads the request that creates a job, with all its errors at once.

/** @import {FormatId, IssueLike} from "paylink" */

import { validate } from "paylink";
import { excerpt } from "../query.js";
import { MAX_LINKS } from "./list.js";

/** The most findings of a response; the rest is counted, as by the core. */
const MOST_FINDINGS = 100;

/**
 * `{"links": [{"format": …, "id": …}, …]}`, each named once.
 * @param {Uint8Array} body
 * @param {readonly string[]} formats
 * @returns {{ok: true, value: {format: FormatId, id: string}[]}
 *   | {ok: false, issues: readonly IssueLike[], more?: number}} `more`: the number of omitted findings
 */
export function linksOf(body, formats) {
  /** @type {IssueLike[]} */
  const issues = [];
  let more = 0;
  /** @param {IssueLike} issue */
  const add = (issue) => {
    if (issues.length < MOST_FINDINGS) issues.push(issue);
    else more += 1;
  };
  /** @param {string} pointer @param {string} expected @param {string} found */
  const mismatch = (pointer, expected, found) => {
    add({ code: "type_mismatch", pointer, params: { expected, found } });
  };
  /** Unknown members may be misspelt. @param {object} value @param {string[]} known @param {string} pointer */
  const knowsOnly = (value, known, pointer) => {
    for (const member of Object.keys(value)) {
      if (known.includes(member)) continue;
      const place = `${pointer}/${token(member)}`;
      add({
        code: "member_unexpected",
        pointer: place,
        params: { member: excerpt(member) },
      });
    }
  };
  const text = validate("json", body);
  if (!text.ok) return text;
  // The core ignores a byte order mark; `JSON.parse` does not.
  const document = JSON.parse(text.value.replace(/^\uFEFF/, ""));
  if (!isObject(document)) mismatch("", "an object", kindOf(document));
  else if (!("links" in document)) {
    issues.push({ code: "member_missing", pointer: "/links", params: { member: "links" } });
  } else if (!Array.isArray(document.links)) mismatch("/links", "an array", kindOf(document.links));
  else {
    knowsOnly(document, ["links"], "");
    const { links } = document;
    if (links.length > MAX_LINKS) {
      const params = { limit: String(MAX_LINKS), found: String(links.length) };
      return { ok: false, issues: [{ code: "too_many_items", pointer: "/links", params }] };
    }
    if (links.length === 0) mismatch("/links", "at least one link", "an empty array");
    const named = new Set();
    for (const [at, link] of links.entries()) {
      const pointer = `/links/${at}`;
      if (!isObject(link)) {
        mismatch(pointer, "an object", kindOf(link));
        continue;
      }
      knowsOnly(link, ["format", "id"], pointer);
      const { format, id } = link;
      if (typeof format !== "string" || !formats.includes(format)) {
        const expected = formats.map((known) => `\`${known}\``).join(" or ");
        mismatch(`${pointer}/format`, expected, kindOf(format));
      }
      if (typeof id !== "string" || id === "" || !id.isWellFormed()) {
        mismatch(`${pointer}/id`, "a non-empty string", kindOf(id));
      }
      const name = JSON.stringify([format, id]);
      if (named.has(name)) mismatch(pointer, "each link once", "a repeat");
      named.add(name);
    }
  }
  if (issues.length > 0) return { ok: false, issues, more };
  const { links } = /** @type {{links: {format: FormatId, id: string}[]}} */ (document);
  return { ok: true, value: links.map(({ format, id }) => ({ format, id })) };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value */
function kindOf(value) {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Escaped for a JSON Pointer. @param {string} member */
const token = (member) => member.replaceAll("~", "~0").replaceAll("/", "~1");
