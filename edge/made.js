// Which key created a link: a link is the result of one key.

/**
 * @import {UsableLink} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

import { linkKey } from "./names.js";
import { FORGET_AFTER_MS } from "./slots.js";

/** @typedef {ReturnType<typeof madeOf>} Made */

/** @param {{store: Store, now: () => number}} edge */
export function madeOf({ store, now }) {
  const place = store.at("made");
  /** @param {Pick<UsableLink, "format" | "id">} link */
  const keyOf = ({ format, id }) => linkKey(format, id);
  return {
    /** For each link the key that created it, if it is known. @param {readonly UsableLink[]} links */
    async by(links) {
      const keys = await Promise.all(links.map(keyOf));
      return keys.length > 0 ? place.get(keys) : [];
    },
    /**
     * Records that a link is the result of a key. The first record wins.
     * @param {UsableLink} link
     * @param {string} owner the key; the id of a request without one
     * @returns {Promise<boolean>} whether this key is the recorded one
     */
    async claim(link, owner) {
      const key = await keyOf(link);
      const until = now() + FORGET_AFTER_MS;
      if (await place.write([{ key, held: null, next: owner, until }])) return true;
      const [held] = await place.get([key]);
      return held === owner;
    },
  };
}
