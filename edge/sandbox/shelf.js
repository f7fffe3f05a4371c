// The index of one provider's links: by id, by reference, and in order of creation. The cost of a page depends on its
// size only.

/**
 * A resource that a link creates, with statuses of its own.
 * @typedef {{type: string, id: string, status: string}} Child
 */

/**
 * The members of every link; a provider's own members are in its folder.
 * @typedef {object} Link
 * @property {string} id
 * @property {string} status the provider's word
 * @property {number} createdAt epoch milliseconds
 * @property {number} [expiresAt]
 * @property {string | null} [reference]
 * @property {Child} [child]
 * @property {number} [order] the order of links of the same instant
 * @property {Link | null} [was] the state before its last change; `null` for a new link
 */

/**
 * The request for a page.
 * @typedef {object} Wanted
 * @property {number} limit
 * @property {number} [skip] the number of links before it
 * @property {string} [after] the key of the last link of the page before
 * @property {boolean} [newestFirst]
 * @property {string} [reference]
 * @property {number} [from] created then or later
 * @property {number} [to] created then or before
 */

/**
 * @template {Link} L
 * @typedef {object} Shelf
 * @property {(link: L) => void} add
 * @property {(id: string) => L | undefined} get
 * @property {(wanted: Wanted) => {links: L[], more: boolean}} page
 * @property {(link: L) => string} keyOf its position in the order, as a text
 * @property {(status: string, by: 1 | -1) => void} count
 * @property {() => Record<string, number>} counts the number by status
 * @property {() => number} size
 */

/** @template {Link} L @returns {Shelf<L>} */
export function shelfOf() {
  /** @type {Map<string, L>} */
  const byId = new Map();
  /** @type {Map<string, L[]>} */
  const byReference = new Map();
  /** @type {L[]} the oldest first */
  const all = [];
  /** @type {Map<string, number>} */
  const counted = new Map();

  /** @type {Shelf<L>["count"]} */
  const count = (status, by) => {
    counted.set(status, (counted.get(status) ?? 0) + by);
  };

  return {
    add(link) {
      link.order = byId.size;
      byId.set(link.id, link);
      insert(all, link);
      if (link.reference) {
        const same = byReference.get(link.reference);
        if (same) insert(same, link);
        else byReference.set(link.reference, [link]);
      }
      count(link.status, 1);
    },
    get: (id) => byId.get(id),
    page({ limit, skip = 0, after, newestFirst = true, reference, from, to }) {
      const among = reference === undefined ? all : (byReference.get(reference) ?? []);
      let start = from === undefined ? 0 : firstNotBefore(among, [from, 0]);
      let end = to === undefined ? among.length : firstNotBefore(among, [to + 1, 0]);
      if (after !== undefined) {
        const last = placeOf(after);
        // The link itself was on the previous page.
        if (newestFirst) end = Math.min(end, firstNotBefore(among, last));
        else start = Math.max(start, firstNotBefore(among, [last[0], last[1] + 1]));
      }
      const links = newestFirst
        ? among.slice(Math.max(start, end - skip - limit), Math.max(start, end - skip)).reverse()
        : among.slice(start + skip, Math.min(end, start + skip + limit));
      return { links, more: end - start > skip + limit };
    },
    keyOf: (link) => `${link.createdAt.toString(36)}-${(link.order ?? 0).toString(36)}`,
    count,
    counts: () => Object.fromEntries([...counted].filter(([, links]) => links > 0)),
    size: () => byId.size,
  };
}

/** @typedef {[createdAt: number, order: number]} Place */

/** The text of {@link Shelf.keyOf}. */
export const KEY = /^[0-9a-z]{1,11}-[0-9a-z]{1,11}$/;

/** @param {string} key @returns {Place} */
function placeOf(key) {
  const [createdAt, order] = key.split("-").map((digits) => Number.parseInt(digits, 36));
  return [createdAt, order];
}

/** @param {Link[]} links @param {Place} place */
function firstNotBefore(links, [createdAt, order]) {
  let [low, high] = [0, links.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const link = links[middle];
    const before = link.createdAt - createdAt || (link.order ?? 0) - order;
    if (before < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Nearly always at the end. @template {Link} L @param {L[]} links @param {L} link */
function insert(links, link) {
  const last = links.at(-1);
  if (!last || last.createdAt <= link.createdAt) links.push(link);
  else links.splice(firstNotBefore(links, [link.createdAt, link.order ?? 0]), 0, link);
}
