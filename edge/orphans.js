// Deliveries about a payment whose link nobody here has seen: kept until the link is seen, and joined to it then.

/**
 * @import {Child, FormatId} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

import { linkKey } from "./names.js";
import { LONGEST_ENTRY } from "./shorten.js";

/** An invoice can be paid 168 hours late; and what is delivered about one that is no link's ends some time. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** How many deliveries of one payment are kept: the last of them. */
const MOST = 16;

/** How often a place is tried that others write to at the same time. */
const TRIES = 8;

/**
 * What was delivered: as much of it as its journal entry has, and the payment as it was then.
 * @typedef {{event: string, at: string, child: Child, detail: object}} Orphan
 */

/**
 * @typedef {object} Orphans
 * @property {(format: FormatId, orphan: Orphan) => Promise<void>} keep
 * @property {(children: readonly {format: FormatId, id: string}[]) => Promise<Orphan[][]>} of of each, in the order
 *   in which they happened
 * @property {(format: FormatId, child: string) => Promise<void>} forget
 */

/**
 * @param {{store: Store, now: () => number}} edge
 * @returns {Orphans}
 */
export function orphansOf({ store, now }) {
  const place = store.at("orphans");
  /** @param {FormatId} format @param {string} child */
  const held = async (format, child) => {
    const key = await linkKey(format, child);
    const [text = null] = await place.get([key]);
    /** @type {Orphan[]} */
    const orphans = JSON.parse(text ?? "[]");
    return { key, text, orphans };
  };
  return {
    async keep(format, orphan) {
      for (let tries = 1; ; tries += 1) {
        const { key, text, orphans } = await held(format, orphan.child.id);
        const others = orphans.filter(({ event }) => event !== orphan.event);
        const all = [...others, orphan].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        let kept = all.slice(-MOST);
        while (kept.length > 1 && JSON.stringify(kept).length > LONGEST_ENTRY) kept = kept.slice(1);
        const next = JSON.stringify(kept);
        if (await place.write([{ key, held: text, next, until: now() + KEEP_MS }])) return;
        if (tries >= TRIES) throw new Error("a delivery could not be kept beside others");
      }
    },
    async of(children) {
      const keys = await Promise.all(children.map(({ format, id }) => linkKey(format, id)));
      const texts = keys.length > 0 ? await place.get([...new Set(keys)]) : [];
      const found = new Map([...new Set(keys)].map((key, at) => [key, texts[at] ?? "[]"]));
      return keys.map((key) => JSON.parse(found.get(key) ?? "[]"));
    },
    async forget(format, child) {
      const { key, text } = await held(format, child);
      // Where one more has come meanwhile, it finds the link by itself.
      if (text !== null) await place.write([{ key, held: text, next: null }]);
    },
  };
}
