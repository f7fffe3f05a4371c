// What is wrong and what is odd, by code and place. Messages are left out: the core's answers have them.

import { source } from "./json.js";

/** @typedef {{code: string, severity: "error" | "note", pointer: string, at: number}} Finding */

/** What is being read: `/items` and `3` and `/attributes`; an index of -1 is none. */
export const place = { prefix: "", index: -1, under: "" };

/** @type {Finding[]} */
let issues = [];
/** @type {Finding[]} */
let notes = [];

/** @param {string} name of the member, as a pointer has it; empty for the thing itself */
export function pointerOf(name) {
  const { prefix, index, under } = place;
  return `${prefix}${index < 0 ? "" : `/${index}`}${under}${name === "" ? "" : `/${name}`}`;
}

/** @param {string} code @param {string} pointer */
export function issueAt(code, pointer, at = source.at) {
  issues.push({ code, severity: "error", pointer, at });
}

/** @param {string} code @param {string} name */
export function issue(code, name, at = source.at) {
  issueAt(code, pointerOf(name), at);
}

/** @param {string} code @param {string} name */
export function note(code, name, at = source.at) {
  notes.push({ code, severity: "note", pointer: pointerOf(name), at });
}

export const isSound = () => issues.length === 0;

/** @type {{issues: Finding[], notes: Finding[]}} */
const NONE = { issues: [], notes: [] };

/** All that was found since the last time. */
export function taken() {
  if (issues.length === 0 && notes.length === 0) return NONE;
  const found = { issues, notes };
  issues = [];
  notes = [];
  return found;
}

/** Takes what was found apart. @param {Findings} found */
export function absorb(found) {
  issues.push(...found.issues);
  notes.push(...found.notes);
}

/** A note alone. @param {string} code @param {string} pointer @returns {Findings} */
export const notedAt = (code, pointer) => ({
  issues: [],
  notes: [{ code, severity: "note", pointer, at: source.at }],
});

/** @typedef {ReturnType<typeof taken>} Findings */

/** @param {Findings} a @param {Findings} b */
export function both(a, b) {
  if (b === NONE) return a;
  return { issues: [...a.issues, ...b.issues], notes: [...a.notes, ...b.notes] };
}

/** @param {Finding[]} findings in the order of the document */
const told = (findings) =>
  findings.length === 0
    ? []
    : findings
        .toSorted((a, b) => a.at - b.at)
        .map(({ code, severity, pointer }) => ({ code, severity, pointer }));

/**
 * @param {any} link undefined if there is none
 * @param {Findings} found
 */
export function answerOf(link, found) {
  if (link === undefined || found.issues.length > 0)
    return { ok: false, issues: told(found.issues) };
  const notes = told(found.notes);
  for (const { code, pointer } of notes)
    if (code === "member_unmapped") link.unmapped.push(pointer);
  return { ok: true, value: link, notes };
}
