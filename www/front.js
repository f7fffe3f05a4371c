// Reads the visible links again when the page becomes visible: another tab or a customer may have changed them.

/** @typedef {import("./links.js").Entry} Entry */

/** A link that was read within this time is not read again. */
const FRESH_MS = 30_000;

/**
 * @param {() => Entry[]} inSight
 * @param {(link: import("./rules.js").UsableLink) => Promise<{ok: boolean}>} reread
 */
export function inFront(inSight, reread) {
  let isReading = false;

  async function look() {
    if (document.hidden || isReading) return;
    isReading = true;
    try {
      const old = inSight().filter(({ seenAt }) => Date.now() - seenAt > FRESH_MS);
      // One after the other; stops at the first failure, or when the page is hidden.
      for (const { link } of old) {
        if (link && (document.hidden || !(await reread(link)).ok)) return;
      }
    } finally {
      isReading = false;
    }
  }

  document.addEventListener("visibilitychange", look);
}
