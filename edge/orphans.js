// Deliveries about a payment of an unknown link: stored until the link is observed, and matched then.

/**
 * @import {Child, FormatId} from "paylink"
 * @import {Store} from "./stores/store.js"
 */

import { linkKey } from "./names.js";
import { LONGEST_ENTRY } from "./shorten.js";

/** An invoice can be paid 168 hours late; deliveries that match no link expire. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;

/** The most deliveries stored for one payment: the latest. */
const MOST = 16;

/** The attempts of a write with concurrent writers. */
const TRIES = 8;

/**
 * The stored part of a delivery: what its journal entry has, and the payment at that time.
 * @typedef {{event: string, at: string, child: Child, detail: object}} Orphan
 */

/**
 * @typedef {object} Orphans
 * @property {(format: FormatId, orphan: Orphan) => Promise<void>} keep
 * @property {(children: readonly {format: FormatId, id: string}[]) => Promise<Orphan[][]>} of for each, in the order
 *   of the events
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
      // A delivery that was added in the meantime finds the link itself.
      if (text !== null) await place.write([{ key, held: text, next: null }]);
    },
  };
}
