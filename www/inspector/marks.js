// The core's findings with their positions in the text. In a list only the visible links are read: a list of 50 MB may have
// very many findings.

/**
 * @import {Issue, LinkBatch, Note} from "paylink"
 *
 * @typedef {object} Place offsets in bytes, the end exclusive
 * @property {number} start
 * @property {number} end
 * @property {number} mark the end of the mark: for a container, only its opening bracket
 * @property {boolean} missing the member is missing; this is the value around it
 *
 * @typedef {(Issue | Note) & {id: number, link: number}} Found `link`: its place in the list, or -1
 * @typedef {Found & {place: Place}} Mark
 * @typedef {ReturnType<typeof marksOf>} Marks
 */

/**
 * @param {Uint8Array} bytes
 * @param {readonly (Issue | Note)[]} whole the findings of the whole text, or of its single link
 * @param {LinkBatch | null} batch the links of a list
 */
export function marksOf(bytes, whole, batch) {
  /** @type {Mark[]} */
  const marks = [];
  /** @type {Map<number, Mark[]>} */
  const known = new Map();
  const offsets = batch ? batch.offsets.slice() : new Uint32Array();
  const children = batch ? batch.childOffsets : new Uint32Array();
  /** The links with a child, in the order of their children. */
  const parents = Array.from({ length: children.length / 2 }, (_, link) => link)
    .filter((link) => endOf(children, link) > 0)
    .sort((one, other) => startOf(children, one) - startOf(children, other));

  /** @param {readonly (Issue | Note)[]} findings @param {number} link */
  function marked(findings, link) {
    const made = findings.map((finding) => ({
      ...finding,
      id: -1,
      link,
      place: placeOf(bytes, finding.range ?? [0, 0], finding.code === "member_missing"),
    }));
    made.sort((one, other) => one.place.start - other.place.start);
    for (const mark of made) mark.id = marks.push(mark) - 1;
    return made;
  }

  const ofWhole = marked(whole, batch ? -1 : 0);

  /** The findings of a link. @param {number} link @returns {readonly Mark[]} */
  function of(link) {
    if (batch === null) return ofWhole;
    const before = known.get(link);
    if (before) return before;
    const answer = batch.at(link);
    const made = marked(answer.ok ? answer.notes : answer.issues, link);
    known.set(link, made);
    return made;
  }

  return {
    /** The findings of the text outside its links. */
    whole: batch ? ofWhole : [],
    of,
    /** @param {number} id */
    byId: (id) => marks[id],

    /** The position of a link of the list. @param {number} link @returns {Place | null} */
    placeOf(link) {
      if (link < 0 || endOf(offsets, link) === 0) return null;
      return placeOf(bytes, [startOf(offsets, link), endOf(offsets, link)]);
    },

    /** The link at an offset, or -1. @param {number} offset */
    linkAt(offset) {
      const link = firstBehind(offsets.length / 2, (index) => startOf(offsets, index) > offset) - 1;
      return link >= 0 && offset < endOf(offsets, link) ? link : -1;
    },

    /** The findings between two offsets, in the order of the text. @param {number} start @param {number} until */
    between(start, until) {
      const links = [
        ...among(offsets, offsets.length / 2, (index) => index),
        ...among(children, parents.length, (index) => /** @type {number} */ (parents[index])),
      ];
      const near = [...ofWhole, ...[...new Set(links)].flatMap(of)];
      return near
        .filter(({ place }) => place.start < until && place.mark > start)
        .sort((one, other) => one.place.start - other.place.start);

      /** @param {Uint32Array} places @param {number} count @param {(index: number) => number} linkOf */
      function* among(places, count, linkOf) {
        const isBehind = (/** @type {number} */ index) => endOf(places, linkOf(index)) > start;
        for (let index = firstBehind(count, isBehind); index < count; index += 1) {
          const link = linkOf(index);
          if (startOf(places, link) >= until) return;
          yield link;
        }
      }
    },
  };
}

/** @param {Uint32Array} places @param {number} index */
const startOf = (places, index) => places[2 * index] ?? 0;

/** @param {Uint32Array} places @param {number} index */
const endOf = (places, index) => places[2 * index + 1] ?? 0;

const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;

/** What is marked of a range: where it is empty, as for a syntax error, one byte.
 * @param {Uint8Array} bytes @param {readonly [number, number]} range @returns {Place}
 */
export function placeOf(bytes, [from, to], missing = false) {
  const start = Math.min(from, Math.max(0, bytes.length - 1));
  const end = missing ? start + 1 : Math.max(to, start + 1);
  const isContainer = bytes[start] === OPEN_OBJECT || bytes[start] === OPEN_ARRAY;
  return { start, end, mark: isContainer ? start + 1 : end, missing };
}

/**
 * Binary search: the first element after a limit.
 * @param {number} count @param {(index: number) => boolean} isBehind
 */
function firstBehind(count, isBehind) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
