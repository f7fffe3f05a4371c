// The inspector's worker: it holds the text and what the core made of it, and hands out what is looked
// at. The page never holds a long list, so it never stands still because of one.

/**
 * @import {Answer, FormatId, Issue, Note, PaymentLink} from "paylink"
 * @import {Lines} from "./lines.js"
 * @import {Place} from "./places.js"
 */

import { decideAll, detect, formats, init, read, readMany, schema } from "/paylink/browser.js";
import { linesOf } from "./lines.js";
import { locate, pointerAt } from "./places.js";
import { segmentsOf } from "./segments.js";
import { LARGEST, pack, unpack } from "./share.js";

/** Up to this size it is cheap to ask twice what a text is. */
const SMALL = 1 << 20;
/** By how much this computer's clock is taken to be wrong, either way. */
export const SKEW_MS = 5000;

/**
 * @typedef {(Issue | Note) & {id: number, link: number}} Found `link`: its place in the list, or -1
 *
 * @typedef {object} Inspection
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {FormatId | ""} chosen
 * @property {Lines} lines
 * @property {import("paylink").LinkList["links"]} links
 * @property {number} wrong how many of them are refused
 * @property {number} noted how many have notes
 * @property {Found[]} found in the order of the text
 * @property {Place[]} places of each
 * @property {number[][]} ofLink what is found of each link
 * @property {Place[]} items the place of each link
 * @property {Uint32Array | null} view the links that are looked at, if not all
 */

/** @type {Inspection | null} */
let held = null;

/** @param {string} stage @param {number} [done] @param {number} [total] */
const tell = (stage, done, total) => postMessage({ progress: { stage, done, total } });

/** What the page may ask. */
const asks = {
  inspect,
  rows,
  links,
  view,
  link,
  at,
  save,
};

addEventListener("message", async ({ data: { id, ask, given } }) => {
  try {
    await init();
    const answer = await asks[/** @type {keyof typeof asks} */ (ask)](given);
    postMessage({ id, answer });
  } catch (error) {
    postMessage({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});

/** @param {{source: File | string, format: FormatId | ""}} given */
async function inspect({ source, format }) {
  held = null;
  if (typeof source !== "string" && source.size > LARGEST) return { kind: "too_large" };
  let bytes = typeof source === "string" ? new TextEncoder().encode(source) : await opened(source);
  let at = null;
  let chosen = format;
  const shared = unpack(bytes);
  if (shared) {
    bytes = shared.bytes;
    at = shared.at;
    chosen = formats().find(({ id }) => id === shared.format)?.id ?? "";
  }
  const { length } = bytes;
  tell("lines", 0, length);
  const lines = linesOf(bytes, (done) => tell("lines", done, length));
  tell("core");
  const detected = detect(bytes);
  const options = { ...(chosen && { format: chosen }), limits: { maxBytes: LARGEST } };
  const { kind, answers, whole } = understood(bytes, options);

  /** @type {Found[]} */
  const all = whole.map((finding) => ({ ...finding, id: 0, link: -1 }));
  answers.forEach((answer, index) => {
    for (const finding of answer.ok ? answer.notes : answer.issues)
      all.push(Object.assign(finding, { id: 0, link: index }));
  });
  tell("places", 0, length);
  const list = kind === "list" ? listOf(chosen || detected) : null;
  const pointers = all.map(({ pointer }) => pointer);
  for (const index of list === null ? [] : answers.keys()) pointers.push(`${list}/${index}`);
  const placed = locate(bytes, pointers, (done) => tell("places", done, length));
  const items = placed.splice(all.length);
  const { found, places } = inOrder(all, placed, length);

  /** @type {number[][]} */
  const ofLink = answers.map(() => []);
  found.forEach((finding, id) => {
    finding.id = id;
    ofLink[finding.link]?.push(id);
  });
  const wrong = answers.reduce((count, { ok }) => count + (ok ? 0 : 1), 0);
  const noted = answers.reduce(
    (count, answer) => count + (answer.ok && answer.notes[0] ? 1 : 0),
    0,
  );
  held = {
    bytes,
    chosen,
    lines,
    links: answers,
    wrong,
    noted,
    found,
    places,
    ofLink,
    items,
    view: null,
  };
  return {
    kind,
    at,
    chosen,
    detected,
    size: length,
    rows: lines.count,
    lines: lines.lines,
    links: answers.length,
    wrong,
    noted,
    whole: found.filter(({ link }) => link < 0).map(placedOf),
    text: length <= SMALL ? new TextDecoder().decode(bytes) : null,
  };
}

/** The file's bytes, with progress while they come. @param {File} file */
async function opened(file) {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, at);
    bytes.set(value.subarray(0, bytes.length - at), at);
    at += value.length;
    tell("open", at, file.size);
  }
}

/**
 * One link, or a list if the core says that it is one.
 * @param {Uint8Array} bytes
 * @param {import("paylink").ReadOptions} options
 * @returns {{kind: "one" | "list", answers: import("paylink").LinkList["links"], whole: (Issue | Note)[]}}
 */
function understood(bytes, options) {
  if (bytes.length <= SMALL) {
    const one = read(bytes, options);
    const list = !one.ok && one.issues.some(({ code }) => code === "list_found");
    if (!list) return { kind: "one", answers: [one], whole: [] };
  }
  const many = readMany(bytes, options);
  if (!many.ok) return { kind: "one", answers: [many], whole: [] };
  return { kind: "list", answers: many.value.links, whole: many.notes };
}

/** Where a format's list has its links: the array that its schema requires. @param {FormatId | null} format */
function listOf(format) {
  if (format === null) return null;
  const { required = [], properties = {} } = /** @type {{required?: string[],
    properties?: Record<string, {type?: string}>}} */ (schema(`${format}-list`));
  const name = required.find((each) => properties[each]?.type === "array");
  return name === undefined ? null : `/${name}`;
}

/**
 * By where they are. What has an offset of its own, as a text that is no JSON, is there.
 * @param {Found[]} all @param {Place[]} placed @param {number} length
 */
function inOrder(all, placed, length) {
  const pairs = all.map((finding, index) => {
    const offset = finding.params.offset;
    const start = Math.min(Number(offset), Math.max(0, length - 1));
    /** @type {Place} */
    const place =
      offset === undefined
        ? /** @type {Place} */ (placed[index])
        : { start, end: start + 1, mark: start + 1, missing: false };
    return { finding, place };
  });
  pairs.sort((one, other) => one.place.start - other.place.start);
  return {
    found: pairs.map(({ finding }) => finding),
    places: pairs.map(({ place }) => place),
  };
}

const current = () => {
  if (held === null) throw new Error("nothing is inspected");
  return held;
};

/** A finding, its row and its line. @param {Found} finding */
function placedOf(finding) {
  const { lines, places } = current();
  const place = /** @type {Place} */ (places[finding.id]);
  const row = lines.rowOf(place.start);
  const { start, end, missing } = place;
  return { ...finding, row, line: lines.row(row).line, start, end, missing };
}

/** Rows of the text, cut where something begins or ends. @param {{first: number, count: number, start: number, end: number}} given */
function rows({ first, count, start, end }) {
  const { bytes, lines, found, places } = current();
  const last = Math.min(first + count, lines.count);
  const answer = [];
  for (let index = first; index < last; index += 1) {
    const row = lines.row(index);
    answer.push({ ...row, ...segmentsOf(bytes, row, found, places, { start, end }) });
  }
  return answer;
}

/** Which links are looked at. @param {{show: "all" | "wrong" | "noted", query: string}} given */
function view({ show, query }) {
  const inspection = current();
  const wanted = query.trim().toLowerCase();
  if (show === "all" && wanted === "") inspection.view = null;
  else {
    /** @type {number[]} */
    const kept = [];
    inspection.links.forEach((answer, index) => {
      if (show === "wrong" && answer.ok) return;
      if (show === "noted" && !(answer.ok && answer.notes.length > 0)) return;
      if (wanted === "" || (answer.ok && says(answer.value, wanted))) kept.push(index);
    });
    inspection.view = Uint32Array.from(kept);
  }
  return { count: inspection.view?.length ?? inspection.links.length };
}

/** @param {PaymentLink} link @param {string} wanted */
const says = (link, wanted) =>
  [link.id, link.description, link.reference, link.rawStatus].some((text) =>
    text?.toLowerCase().includes(wanted),
  );

/** Rows of the table of links. @param {{first: number, count: number, now: number}} given */
function links({ first, count, now }) {
  const inspection = current();
  const { view, links } = inspection;
  const last = Math.min(first + count, view?.length ?? links.length);
  const answer = [];
  for (let place = first; place < last; place += 1) {
    const index = view ? /** @type {number} */ (view[place]) : place;
    const one = /** @type {Answer<PaymentLink>} */ (links[index]);
    answer.push(
      one.ok
        ? { index, link: one.value, notes: one.notes.length, verdict: verdictOf(one.value, now) }
        : { index, issues: one.issues.length },
    );
  }
  return answer;
}

/** @param {PaymentLink} link @param {number} now */
function verdictOf(link, now) {
  const close = decideAll(link, { now, skewMs: SKEW_MS }).find(({ action }) => action === "close");
  return close?.verdict;
}

/** One link and all that is found of it. @param {{index: number}} given */
function link({ index }) {
  const { links, ofLink, found, items, lines } = current();
  const answer = links[index];
  const item = items[index];
  return {
    index,
    value: answer?.ok ? answer.value : null,
    found: (ofLink[index] ?? []).map((id) => placedOf(/** @type {Found} */ (found[id]))),
    place: item && !item.missing ? { ...item, row: lines.rowOf(item.start) } : null,
  };
}

/** What stands at an offset, or where a finding is. @param {{offset: number, id: number}} given */
function at({ offset, id }) {
  const { bytes, lines, items, found, places } = current();
  const [finding, own] = [found[id], places[id]];
  if (finding && own) {
    const place = { ...own, row: lines.rowOf(own.start) };
    return { pointer: finding.pointer, place, link: finding.link };
  }
  const pointer = pointerAt(bytes, offset);
  const [place] = locate(bytes, [pointer]);
  const index = items.findIndex(({ start, end }) => offset >= start && offset < end);
  return { pointer, place: place && { ...place, row: lines.rowOf(place.start) }, link: index };
}

/** The inspection as a file. @param {{at: string | null}} given */
function save({ at }) {
  const { bytes, chosen } = current();
  return new Blob(pack({ bytes, format: chosen, at }), { type: "application/json" });
}
