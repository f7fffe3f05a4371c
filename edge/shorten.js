// Shortens responses, journal entries and links to the limits of a store, so that nothing has to be refused between an
// effect and its record.

/**
 * @import {StoredResponse, UsableLink} from "paylink"
 */

/** A page of 200 entries, or of 100 links, has to fit into one call of a store. */
export const LONGEST_ENTRY = 60_000;

/** A store accepts a million bytes; the rest of a record is small. */
const MAX_RESPONSE_BYTES = 900_000;

const LONGEST_TEXT = 500;
const LONGEST_LIST = 50;

/**
 * A value with its long texts and lists cut.
 * @template {object} T
 * @param {T} value
 * @returns {T}
 */
const cut = (value) =>
  JSON.parse(JSON.stringify(value), (_, member) => {
    if (typeof member === "string") return cutText(member);
    return Array.isArray(member) ? member.slice(0, LONGEST_LIST) : member;
  });

/** @param {string} text */
export const cutText = (text) =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT).toWellFormed()}…` : text;

/**
 * A journal entry: a provider's message may be as long as its response.
 * @template {{detail?: object}} T
 * @param {T} entry
 * @returns {T}
 */
export function shortenedEntry(entry) {
  if (JSON.stringify(entry).length <= LONGEST_ENTRY) return entry;
  const short = cut(entry);
  return { ...short, detail: { ...short.detail, shortened: true } };
}

/** The required members of a link, and those that distinguish observations. */
const NEEDED = [
  ...["format", "id", "status", "rawStatus", "url", "createdAt", "updatedAt", "expiresAt"],
  ...["completedAt", "approvalStatus", "child", "payment", "unmapped"],
];

/**
 * A link without its longest optional members, until it is short enough; deterministic.
 * @param {UsableLink} link
 * @param {number} longest length of its JSON text
 * @returns {UsableLink}
 */
export function shortenedLink(link, longest) {
  let length = JSON.stringify(link).length;
  if (length <= longest) return link;
  const sizes = Object.entries(link)
    .filter(([member]) => !NEEDED.includes(member))
    .map(([member, value]) => ({ member, size: JSON.stringify(value)?.length ?? 0 }))
    .sort((a, b) => b.size - a.size);
  length -= JSON.stringify(link.unmapped ?? []).length;
  /** @type {Set<string>} */
  const dropped = new Set();
  for (const { member, size } of sizes) {
    if (length <= longest) break;
    dropped.add(member);
    length -= size;
  }
  const left = Object.entries({ ...link, unmapped: [] }).filter(([member]) => !dropped.has(member));
  return /** @type {any} */ (Object.fromEntries(left));
}

/**
 * The text of a link's document, if it fits next to the link.
 * @param {string | undefined} document
 * @param {UsableLink} link
 * @param {number} longest length of the JSON text of both
 * @returns {{document?: string}}
 */
export function documentBeside(document, link, longest) {
  if (document === undefined || document.length > longest) return {};
  const length = JSON.stringify(link).length + JSON.stringify(document).length;
  return length <= longest ? { document } : {};
}

/**
 * A response as stored for repeats. The first caller gets the same.
 * @param {StoredResponse} response
 * @returns {StoredResponse}
 */
export function shortenedResponse(response) {
  if (fits(response)) return response;
  const headers = Object.fromEntries(
    Object.entries(response.headers).filter(([, value]) => value.length <= LONGEST_TEXT),
  );
  const told = objectIn(response.body);
  if (told) {
    for (const shorter of shortened(told)) {
      const short = { ...response, headers, body: JSON.stringify({ ...shorter, shortened: true }) };
      if (fits(short)) return short;
    }
  }
  // A text of the provider, of which the beginning is enough.
  return { ...response, headers, body: cutText(response.body) };
}

/**
 * Shortens in steps: first without notes, then without the details of an error, then with the required members of the link.
 * with what the link cannot be without.
 * @param {Record<string, any>} told
 */
function* shortened(told) {
  const { notes, issues, error, link, decision, ...rest } = told;
  const noNotes = notes && { notes: [] };
  yield { ...told, ...noNotes };
  const details = {
    ...(Array.isArray(issues) && { issues: cut(issues.slice(0, LONGEST_LIST)) }),
    ...(error && { error: cut(error) }),
  };
  yield { ...told, ...noNotes, ...details };
  const short = link && { link: shortenedLink(link, LONGEST_ENTRY) };
  yield { ...told, ...noNotes, ...details, ...short };
  yield cut({ ...rest, ...noNotes, ...details, ...(link && { link: shortenedLink(link, 0) }) });
}

/** @param {string} text @returns {Record<string, any> | undefined} */
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {StoredResponse} response */
function fits(response) {
  const text = JSON.stringify(response);
  // A UTF-16 code unit is at most three bytes.
  return (
    text.length * 3 <= MAX_RESPONSE_BYTES ||
    new TextEncoder().encode(text).length <= MAX_RESPONSE_BYTES
  );
}
