// The links with a merchant's reference, from the provider's list.

/**
 * @import {Listing, Note, UsableLink} from "paylink"
 * @import {Sent, Upstream} from "./upstream.js"
 */

import { readList } from "paylink";
import { described } from "./described.js";
import { isSuccess } from "./upstream.js";
import { foundIn, linkOf } from "./usable.js";

/** The number of pages to read, and their size. */
const MAX_PAGES = 20;
const PAGE = 100;

/**
 * @typedef {object} WithReference
 * @property {{link: UsableLink, notes: Note[], document: string | undefined}[]} links
 * @property {boolean} isWhole whether all such links were found
 * @property {Sent} [failed] the page that could not be read
 */

/**
 * @param {Upstream} upstream
 * @param {string | undefined} reference
 * @returns {Promise<WithReference | null>} null without a reference, or if the provider's lists have no such filter
 */
export async function withReference(upstream, reference) {
  const { format } = upstream;
  const can = described(format).listing.parameters.some(({ member }) => member === "reference");
  if (reference === undefined || !can) return null;
  const links = [];
  let isWhole = true;
  /** @type {{cursor?: string, walk?: string}} */
  let at = {};
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    /** @type {Listing} */
    const listing = {
      reference,
      limit: PAGE,
      ...(at.cursor !== undefined && { cursor: at.cursor }),
    };
    const sent = await upstream.readList(listing);
    if (!sent.reply || !isSuccess(sent.reply)) return { links, isWhole: false, failed: sent };
    const list = readList(sent.reply.body, { format, listing, walk: at.walk, sources: true });
    if (!list.ok) return { links, isWhole: false };
    for (const link of list.value.links) {
      const its = linkOf(link);
      // A link whose reference cannot be read may be the wanted one.
      if (!link.ok && its?.reference !== reference) isWhole = false;
      else if (its?.reference === reference)
        links.push({ link: its, ...foundIn(link), document: link.source });
    }
    const { nextCursor, walk } = list.value;
    if (nextCursor === undefined || nextCursor === null) return { links, isWhole };
    at = { cursor: nextCursor, ...(walk !== undefined && { walk }) };
  }
  return { links, isWhole: false };
}
