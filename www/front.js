// When the page comes to the front, what is in sight is read again: another tab, or a customer, may have
// changed it meanwhile.

/** @typedef {import("./links.js").Entry} Entry */

/** What was seen within this time is not read again. */
const FRESH_MS = 30_000;

/**
 * @param {() => Entry[]} inSight
 * @param {(link: import("./rules.js").PaymentLink) => Promise<{ok: boolean}>} reread
 */
export function inFront(inSight, reread) {
  let isReading = false;

  async function look() {
    if (document.hidden || isReading) return;
    isReading = true;
    try {
      const old = inSight().filter(({ seenAt }) => Date.now() - seenAt > FRESH_MS);
      // One after the other, and no more of them once one fails or the page is left.
      for (const { link } of old) {
        if (link && (document.hidden || !(await reread(link)).ok)) return;
      }
    } finally {
      isReading = false;
    }
  }

  document.addEventListener("visibilitychange", look);
}
