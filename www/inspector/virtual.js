// A virtual list: many rows of one height, of which only the visible ones are in the page. Browsers limit the scroll height
// to some millions of pixels; beyond that the scroll bar is scaled.

/** All current browsers support this height. */
const HIGHEST = 8_000_000;
const SPARE = 6;

/**
 * @param {object} given
 * @param {HTMLElement} given.scroller
 * @param {HTMLElement} given.sizer gets the height of all rows
 * @param {HTMLElement} given.pane holds the rows that are drawn
 * @param {number} given.rowHeight in pixels
 * @param {(first: number, count: number) => Promise<Node[]>} given.draw
 * @param {() => void} [given.drawn] called when other rows are drawn
 */
export function virtual({ scroller, sizer, pane, rowHeight, draw, drawn = () => {} }) {
  let count = 0;
  let turn = 0;
  let waiting = false;

  const visible = () => Math.ceil(scroller.clientHeight / rowHeight);
  const height = () => Math.min(count * rowHeight, HIGHEST);
  const way = () => Math.max(1, height() - scroller.clientHeight);
  const scaled = () => count * rowHeight > HIGHEST;

  /** The first visible row, and how much of it is above the edge. */
  function top() {
    if (!scaled()) return scroller.scrollTop / rowHeight;
    return (scroller.scrollTop / way()) * Math.max(0, count - scroller.clientHeight / rowHeight);
  }

  /** Redrawing would lose the focus. */
  function focusedKey() {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !pane.contains(focused)) return null;
    return focused.dataset.key ?? "";
  }

  /** @param {string} key */
  function focusAgain(key) {
    const again = pane.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const target = again instanceof HTMLElement ? again : scroller;
    target.focus({ preventScroll: true });
  }

  async function paint() {
    turn += 1;
    const mine = turn;
    const at = top();
    const first = Math.max(0, Math.floor(at) - SPARE);
    const rows = await draw(first, Math.min(visible() + 2 * SPARE, Math.max(0, count - first)));
    // A later request may have been answered first.
    if (mine !== turn) return;
    const focused = focusedKey();
    pane.replaceChildren(...rows);
    if (focused !== null) focusAgain(focused);
    const y = scaled() ? scroller.scrollTop - (at - first) * rowHeight : first * rowHeight;
    pane.style.transform = `translateY(${Math.round(y)}px)`;
    drawn();
  }

  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      paint().catch(() => {});
    });
  }

  scroller.addEventListener("scroll", later, { passive: true });
  new ResizeObserver(later).observe(scroller);

  return {
    /** @param {number} rows */
    resize(rows) {
      count = rows;
      sizer.style.height = `${height()}px`;
      later();
    },
    refresh: later,
    /** Scrolls a row into view, with some rows before it. @param {number} row */
    reveal(row) {
      const room = scroller.clientHeight / rowHeight;
      const seen = top();
      if (row < seen + 1 || row > seen + room - 2) {
        const target = Math.max(0, row - room / 3);
        scroller.scrollTop = scaled()
          ? (target / Math.max(1, count - room)) * way()
          : target * rowHeight;
      }
      later();
    },
  };
}
