// The inspector's worker: it has the text and the core's results, and gives the visible parts to the page, so that long
// data never blocks the page.

/**
 * @import {Classification, FormatId, Issue, LinkAnswer, LinkBatch, UsableLink} from "paylink"
 * @import {Lines} from "./lines.js"
 * @import {Mark, Marks} from "./marks.js"
 */

import {
  classify,
  decide,
  formats,
  init,
  read,
  readBatch,
  readCreateRequest,
  valueAt,
} from "/paylink/browser.js";
import { linesOf } from "./lines.js";
import { marksOf, placeOf } from "./marks.js";
import { segmentsOf } from "./segments.js";
import { LARGEST, pack, unpack } from "./share.js";

/** An unusable link in the column of statuses. */
const UNUSABLE = 255;
/** Up to this size a second detection is cheap. */
const SMALL = 1 << 20;
/** The assumed largest error of this computer's clock, either way. */
export const SKEW_MS = 5000;

/** @typedef {LinkAnswer | {ok: false, issues: Issue[], link?: undefined}} Unlisted */

/**
 * @typedef {object} Inspection
 * @property {Uint8Array<ArrayBuffer>} bytes
 * @property {FormatId | ""} chosen
 * @property {Lines} lines
 * @property {Unlisted | null} one the answer for a single link
 * @property {LinkBatch | null} batch the links of a list, which stay in the core
 * @property {Marks} marks the findings
 * @property {Uint32Array | null} view the filtered links, if not all
 */

/** @type {Inspection | null} */
let held = null;

/** @param {string} stage @param {number} [done] @param {number} [total] */
const tell = (stage, done, total) => postMessage({ progress: { stage, done, total } });

/** The requests of the page. */
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
  held?.batch?.free();
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
  const options = { ...(chosen && { format: chosen }), limits: { maxBytes: LARGEST } };
  const found = understood(bytes, options);
  const { batch } = found;
  // A list that was recognised and read is not scanned once more.
  /** @type {Classification} */
  const what =
    chosen === "" && batch?.format ? { kind: "list", format: batch.format } : classify(bytes);
  const isLink = chosen !== "" || batch !== null || IS_READ.has(what.kind);
  const one = isLink ? found.one : notLink(bytes, what);
  const detected = what.format ?? null;
  const marks = marksOf(bytes, one ? findingsOf(one) : (batch?.notes ?? []), batch);
  held = { bytes, chosen, lines, one, batch, marks, view: null };
  return {
    kind: batch ? "list" : "one",
    what: what.kind,
    event: what.event ?? null,
    isLink,
    at,
    chosen,
    detected,
    size: length,
    rows: lines.count,
    lines: lines.lines,
    links: batch?.length ?? 1,
    wrong: batch ? indicesOf(batch, "wrong").length : 0,
    unusable: batch ? batch.status.filter((status) => status === UNUSABLE).length : 0,
    noted: batch ? indicesOf(batch, "noted").length : 0,
    whole: marks.whole.map(placedOf),
    text: length <= SMALL ? new TextDecoder().decode(bytes) : null,
  };
}

/** The bytes of a file, with progress. @param {File} file */
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

/** What is read as payment links: of JSON that nobody recognises, or that is broken, the issues say why. */
const IS_READ = new Set(["link", "list", "ambiguous", "json", "broken_json"]);

/**
 * A payload without a link: of a create request its own findings.
 * @param {Uint8Array} bytes @param {Classification} what @returns {Unlisted}
 */
function notLink(bytes, { kind, format }) {
  const request =
    kind === "create_request" && format ? readCreateRequest(bytes, { format }) : undefined;
  const found = request && (request.ok ? request.notes : request.issues);
  // Notes are shown like issues, each by its own severity.
  return { ok: false, issues: /** @type {Issue[]} */ (found ?? []) };
}

/**
 * One link, or a list if the core detects one.
 * @param {Uint8Array} bytes
 * @param {import("paylink").ReadOptions} options
 * @returns {{one: Unlisted, batch: null} | {one: null, batch: LinkBatch}}
 */
function understood(bytes, options) {
  if (bytes.length <= SMALL) {
    const one = read(bytes, options);
    const isList = !one.ok && one.issues.some(({ code }) => code === "list_found");
    if (!isList) return { one, batch: null };
  }
  const batch = readBatch(bytes, options);
  if (batch.ok) return { one: null, batch };
  const { issues } = batch;
  batch.free();
  return { one: { ok: false, issues }, batch: null };
}

/** @param {Unlisted} answer */
const findingsOf = (answer) => (answer.ok ? answer.notes : answer.issues);

const current = () => {
  if (held === null) throw new Error("nothing is inspected");
  return held;
};

/** A finding with its row and line. @param {Mark} mark */
function placedOf({ place: { start, end, missing }, ...finding }) {
  const { lines } = current();
  const row = lines.rowOf(start);
  return { ...finding, row, line: lines.row(row).line, start, end, missing };
}

/** Rows of the text, split at findings. @param {{first: number, count: number, start: number, end: number}} given */
function rows({ first, count, start, end }) {
  const { bytes, lines, marks } = current();
  const last = Math.min(first + count, lines.count);
  const answer = [];
  for (let index = first; index < last; index += 1) {
    const row = lines.row(index);
    const found = marks.between(row.start, row.until);
    answer.push({ ...row, ...segmentsOf(bytes, row, found, { start, end }) });
  }
  return answer;
}

/** The links of a list that are shown. @param {LinkBatch} batch @param {"all" | "wrong" | "noted"} show */
function indicesOf(batch, show) {
  /** @type {number[]} */
  const indices = [];
  for (let index = 0; index < batch.length; index += 1) {
    if (show === "all" || (show === "wrong" ? !batch.isValid(index) : batch.isNoted(index)))
      indices.push(index);
  }
  return indices;
}

/** @param {{show: "all" | "wrong" | "noted", query: string}} given */
function view({ show, query }) {
  const inspection = current();
  const { batch } = inspection;
  if (batch === null) return { count: 1 };
  const wanted = query.trim().toLowerCase();
  if (show === "all" && wanted === "") inspection.view = null;
  else {
    const shown = indicesOf(batch, show);
    const fitting = wanted === "" ? shown : shown.filter((index) => says(batch, index, wanted));
    inspection.view = Uint32Array.from(fitting);
  }
  return { count: inspection.view?.length ?? batch.length };
}

const SEARCHED = /** @type {const} */ (["id", "description", "reference", "rawStatus"]);

/** @param {LinkBatch} batch @param {number} index @param {string} wanted */
const says = (batch, index, wanted) =>
  SEARCHED.some((member) => batch.text(member, index)?.toLowerCase().includes(wanted));

/** Rows of the table of links. @param {{first: number, count: number, now: number}} given */
function links({ first, count, now }) {
  const { batch, view } = current();
  if (batch === null) return [];
  const last = Math.min(first + count, view?.length ?? batch.length);
  const answer = [];
  for (let place = first; place < last; place += 1) {
    const index = view ? /** @type {number} */ (view[place]) : place;
    const one = batch.at(index);
    const link = usableOf(one);
    answer.push({
      index,
      link,
      verdict: link && verdictOf(link, now),
      ...(one.ok
        ? { notes: one.notes.length }
        : { id: one.id, issues: one.issues.length + (one.more ?? 0) }),
    });
  }
  return answer;
}

/** The link, or what can be used of an invalid one. @param {Unlisted} answer @returns {UsableLink | undefined} */
const usableOf = (answer) => (answer.ok ? answer.value : answer.link);

/** @param {UsableLink} link @param {number} now */
const verdictOf = (link, now) => decide("close", link, { now, skewMs: SKEW_MS }).verdict;

/** One link with all its findings. @param {{index: number}} given */
function link({ index }) {
  const { one, batch, marks, lines } = current();
  const answer = batch?.at(index) ?? one;
  const place = marks.placeOf(index);
  return {
    index,
    value: (answer && usableOf(answer)) ?? null,
    valid: answer?.ok ?? false,
    found: marks.of(index).map(placedOf),
    place: place && { ...place, row: lines.rowOf(place.start) },
  };
}

/** The pointer at an offset, or the position of a finding. @param {{offset: number, id: number}} given */
function at({ offset, id }) {
  const { bytes, lines, marks } = current();
  const mark = marks.byId(id);
  const found = mark ? null : valueAt(bytes, offset);
  const place = mark?.place ?? (found && placeOf(bytes, found.range));
  return {
    pointer: mark?.pointer ?? found?.pointer ?? "",
    place: place && { ...place, row: lines.rowOf(place.start) },
    link: mark?.link ?? marks.linkAt(offset),
  };
}

/** The inspection as a file. @param {{at: string | null}} given */
function save({ at }) {
  const { bytes, chosen } = current();
  return new Blob(pack({ bytes, format: chosen, at }), { type: "application/json" });
}
