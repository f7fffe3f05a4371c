// The pages of a list, by the core's word for how a provider pages.

/**
 * @import {Pages} from "paylink"
 * @import {Link, Shelf, Wanted} from "./shelf.js"
 */

import { KEY } from "./shelf.js";

/**
 * @typedef {object} Paging
 * @property {(cursor: string, limit: number, shelf: Shelf<any>) => Pick<Wanted, "skip" | "after"> | undefined} start where
 *   the page of a cursor starts; `undefined` if there is none
 * @property {(last: Link, until: number, shelf: Shelf<any>, limit: number) => string} next the cursor of the next page:
 *   after this link, and `until` links in all
 */

/** @type {Record<Pages, Paging>} */
const PAGINGS = {
  by_cursor: {
    start: (cursor) => (KEY.test(cursor) ? { after: cursor } : undefined),
    next: (last, _, shelf) => shelf.keyOf(last),
  },
  by_number: {
    start: (cursor, limit) => ({ skip: (Number(cursor) - 1) * limit }),
    next: (_, until, __, limit) => String(until / limit + 1),
  },
  by_last_id: {
    start(cursor, _, shelf) {
      const last = shelf.get(cursor);
      return last && { after: shelf.keyOf(last) };
    },
    next: ({ id }) => id,
  },
  by_offset: {
    start: (cursor) => ({ skip: Number(cursor) }),
    next: (_, until) => String(until),
  },
  none: { start: () => undefined, next: () => "" },
};

/**
 * @template {Link} L
 * @param {keyof typeof PAGINGS} pages
 * @param {Shelf<L>} shelf
 * @param {Omit<Wanted, "skip" | "after">} wanted
 * @param {string} [cursor] default the first page; the core has checked its form
 * @returns {{links: L[], hasMore: boolean, next: string | undefined} | undefined} `next`: the cursor of the next page;
 *   `undefined` if no page has this cursor
 */
export function pageOf(pages, shelf, wanted, cursor) {
  const { start, next } = PAGINGS[pages];
  const { limit } = wanted;
  const place = cursor === undefined ? {} : start(cursor, limit, shelf);
  if (!place) return undefined;
  const { links, more } = shelf.page({ ...wanted, ...place });
  const last = more ? links.at(-1) : undefined;
  const until = (place.skip ?? 0) + limit;
  return { links, hasMore: more, next: last && next(last, until, shelf, limit) };
}
