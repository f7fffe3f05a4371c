// The core's findings with their positions in the text. In a list only the visible links are read: a list of 50 MB may have
// very many findings.

import { locate } from "./places.js";

/**
 * @import {Issue, LinkBatch, Note} from "paylink"
 * @import {Place} from "./places.js"
 *
 * @typedef {(Issue | Note) & {id: number, link: number}} Found `link`: its place in the list, or -1
 * @typedef {Found & {place: Place}} Mark
 * @typedef {ReturnType<typeof marksOf>} Marks
 */

/** The name of a top-level list, and the index of an element. */
const ELEMENT = /^(\/[^/]+)\/(\d+)(?=\/|$)/;

/**
 * @param {Uint8Array} bytes
 * @param {readonly (Issue | Note)[]} whole the findings of the whole text, or of its single link
 * @param {{batch: LinkBatch, name: string | null} | null} list `name`: the pointer of its links
 * @param {(done: number) => void} [progress]
 */
export function marksOf(bytes, whole, list, progress) {
  /** @type {Mark[]} */
  const marks = [];
  /** @type {Map<number, Mark[]>} */
  const known = new Map();
  const { length } = bytes;
  const offsets = list ? list.batch.offsets.slice() : new Uint32Array();
  const children = list ? list.batch.childOffsets : new Uint32Array();
  /** The links with a child, in the order of their children. */
  const parents = Array.from({ length: children.length / 2 }, (_, link) => link)
    .filter((link) => endOf(children, link) > 0)
    .sort((one, other) => startOf(children, one) - startOf(children, other));

  /** @param {readonly (Issue | Note)[]} findings @param {readonly Place[]} places @param {number} link */
  function marked(findings, places, link) {
    const made = findings.map((finding, index) => ({
      ...finding,
      id: -1,
      link,
      place: offsetOf(finding, length) ?? /** @type {Place} */ (places[index]),
    }));
    made.sort((one, other) => one.place.start - other.place.start);
    for (const mark of made) mark.id = marks.push(mark) - 1;
    return made;
  }

  const ofWhole =
    whole.length === 0
      ? []
      : marked(whole, locate(bytes, whole.map(pointerOf), progress), list ? -1 : 0);

  /** The findings of a link. @param {number} link @returns {readonly Mark[]} */
  function of(link) {
    if (list === null) return ofWhole;
    const before = known.get(link);
    if (before) return before;
    const answer = list.batch.at(link);
    const found = answer.ok ? answer.notes : answer.issues;
    const made = marked(found, placed(link, found.map(pointerOf)), link);
    known.set(link, made);
    return made;
  }

  /** Searches the link or its child only, not the whole text. @param {number} link @param {string[]} pointers */
  function placed(link, pointers) {
    const all = { start: 0, end: length };
    const [own, child] = [offsets, children].map((places) => ({
      start: startOf(places, link),
      end: endOf(places, link),
    }));
    const sought = pointers.map((pointer) => {
      const [element, name, index] = ELEMENT.exec(pointer) ?? [];
      const part = name === list?.name && Number(index) === link ? own : child;
      return element !== undefined && part?.end
        ? { part, pointer: pointer.slice(element.length) }
        : { part: all, pointer };
    });
    /** @type {Place[]} */
    const places = [];
    for (const part of new Set(sought.map(({ part }) => part))) {
      const here = [...sought.keys()].filter((at) => sought[at]?.part === part);
      const found = locate(
        bytes.subarray(part.start, part.end),
        here.map((at) => /** @type {string} */ (sought[at]?.pointer)),
      );
      found.forEach((place, at) => {
        places[/** @type {number} */ (here[at])] = moved(place, part.start);
      });
    }
    return places;
  }

  return {
    /** The findings of the text outside its links. */
    whole: list ? ofWhole : [],
    of,
    /** @param {number} id */
    byId: (id) => marks[id],

    /** The position of a link of the list. @param {number} link @returns {Place | null} */
    placeOf(link) {
      if (link < 0 || endOf(offsets, link) === 0) return null;
      const start = startOf(offsets, link);
      return { start, end: endOf(offsets, link), mark: start + 1, missing: false };
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

/** @param {{pointer: string}} finding */
const pointerOf = ({ pointer }) => pointer;

/** @param {Uint32Array} places @param {number} index */
const startOf = (places, index) => places[2 * index] ?? 0;

/** @param {Uint32Array} places @param {number} index */
const endOf = (places, index) => places[2 * index + 1] ?? 0;

/** A position in a part of the text, as a position in the whole. @param {Place} place @param {number} by @returns {Place} */
export const moved = ({ start, end, mark, missing }, by) => ({
  start: start + by,
  end: end + by,
  mark: mark + by,
  missing,
});

/** The position of a finding with an offset, such as a syntax error. @param {Issue | Note} finding @param {number} length @returns {Place | null} */
function offsetOf({ params: { offset } }, length) {
  if (offset === undefined) return null;
  const start = Math.min(Number(offset), Math.max(0, length - 1));
  return { start, end: start + 1, mark: start + 1, missing: false };
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
