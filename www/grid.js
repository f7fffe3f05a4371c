// A grid that draws only its visible rows. The page scrolls, not the grid; a row with the focus stays drawn.

import { h } from "./dom.js";
import { keyMove } from "./keys.js";

/** @typedef {import("./links.js").Entry} Entry */
/** @typedef {{element: HTMLElement, entry: Entry, tick: (now: number) => void}} Row */

/** Additional rows drawn beyond the screen, on either side. */
const MARGIN = 6;

/** The row heights in the style sheet, as a line and as a card. */
const LINE_PX = 68;
const CARD_PX = 236;

export const NARROW = matchMedia("(max-width: 900px)");

/** @typedef {ReturnType<typeof gridOf>} Grid */

/**
 * @param {object} given
 * @param {string} given.label
 * @param {HTMLElement} given.head the row of the column headers
 * @param {number} given.columns
 * @param {(entry: Entry, state: {selected: boolean}) => Omit<Row, "entry">} given.draw
 * @param {(entry: Entry) => void} given.open
 * @param {(entries: Entry[], selected: boolean) => void} given.select
 * @param {(key: string) => boolean} given.isSelected
 */
export function gridOf({ label, head, columns, draw, open, select, isSelected }) {
  /** @type {Entry[]} */
  let entries = [];
  /** @type {Map<string, Row>} */
  let rows = new Map();
  /** The row with the keyboard focus. */
  let active = "";
  let anchor = 0;
  let frame = 0;

  const body = h("div", { class: "grid-body", attrs: { role: "rowgroup" } });
  const element = h(
    "div",
    {
      class: "grid",
      attrs: {
        role: "grid",
        "aria-label": label,
        "aria-colcount": columns,
        "aria-multiselectable": "true",
      },
    },
    h("div", { class: "grid-head", attrs: { role: "rowgroup" } }, head),
    body,
  );

  const height = () => (NARROW.matches ? CARD_PX : LINE_PX);
  const indexOf = (/** @type {string} */ key) => entries.findIndex((entry) => entry.key === key);

  function later() {
    frame ||= requestAnimationFrame(show);
  }

  function show() {
    cancelAnimationFrame(frame);
    frame = 0;
    const px = height();
    const top = -body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / px) - MARGIN);
    const last = Math.min(entries.length, Math.ceil((top + innerHeight) / px) + MARGIN);
    /** @type {Map<string, Row>} */
    const next = new Map();
    for (let place = first; place < last; place += 1) {
      const entry = entries[place];
      if (entry) next.set(entry.key, placed(entry, place, px));
    }
    const focused = document.activeElement;
    for (const [key, row] of rows) {
      if (next.get(key)?.element === row.element) continue;
      const place = row.element.contains(focused) ? indexOf(key) : -1;
      const entry = entries[place];
      if (entry && !next.has(key)) next.set(key, placed(entry, place, px));
      else row.element.remove();
    }
    rows = next;
    mark();
    tick();
  }

  /** @param {Entry} entry @param {number} place @param {number} px @returns {Row} */
  function placed(entry, place, px) {
    const held = rows.get(entry.key);
    const row = held?.entry === entry ? held : drawn(entry, held);
    row.element.style.transform = `translateY(${place * px}px)`;
    row.element.setAttribute("aria-rowindex", String(place + 2));
    return row;
  }

  /** @param {Entry} entry @param {Row | undefined} held @returns {Row} */
  function drawn(entry, held) {
    const row = { ...draw(entry, { selected: isSelected(entry.key) }), entry };
    const focused = held?.element.contains(document.activeElement) && document.activeElement;
    if (held) held.element.replaceWith(row.element);
    else body.append(row.element);
    // The focused element was redrawn, so the focus is restored.
    if (focused) {
      const part = focused instanceof HTMLElement ? focused.dataset.part : undefined;
      const again = part && row.element.querySelector(`[data-part="${part}"]`);
      (again instanceof HTMLElement ? again : row.element).focus({ preventScroll: true });
    }
    return row;
  }

  /** The tab order has one row, and the controls of that row. */
  function mark() {
    const at = rows.has(active) ? active : (entries[0]?.key ?? "");
    for (const [key, { element: row }] of rows) {
      const index = key === at ? 0 : -1;
      if (row.tabIndex === index && row.dataset.marked) continue;
      row.dataset.marked = "yes";
      row.tabIndex = index;
      for (const part of partsOf(row)) part.tabIndex = index;
    }
  }

  function tick() {
    if (document.hidden) return;
    const now = Date.now();
    for (const row of rows.values()) row.tick(now);
  }

  /** @param {number} place @param {string} [part] */
  function focusAt(place, part) {
    const entry = entries[Math.min(Math.max(place, 0), entries.length - 1)];
    if (!entry) return false;
    active = entry.key;
    bringIntoSight(indexOf(active));
    show();
    const row = rows.get(active)?.element;
    const found = part && row?.querySelector(`[data-part="${part}"]`);
    (found instanceof HTMLElement ? found : row)?.focus({ preventScroll: true });
    return true;
  }

  /** @param {number} place */
  function bringIntoSight(place) {
    const px = height();
    const box = body.getBoundingClientRect();
    const top = box.top + place * px;
    const above = head.getBoundingClientRect().height + 8;
    const below = innerHeight - 76;
    if (top < above) scrollBy(0, top - above);
    else if (top + px > below) scrollBy(0, top + px - below);
  }

  element.addEventListener("keydown", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : element;
    const row = target.closest("[data-link]");
    if (!(row instanceof HTMLElement)) return;
    const at = indexOf(row.dataset.link ?? "");
    const screen = Math.max(1, Math.floor(innerHeight / height()) - 2);
    const move = keyMove(event, { at, count: entries.length, screen });
    const entry = entries[at];
    if (!move || !entry) return;
    if ("inside" in move) {
      const stops = [row, ...partsOf(row)];
      stops[stops.indexOf(target) + move.inside]?.focus();
    } else if ("to" in move) {
      focusAt(move.to);
    } else if (move.does === "all") {
      select(entries, true);
    } else if (target !== row) {
      return;
    } else if (move.does === "open") {
      open(entry);
    } else {
      choose(at, move.does === "range");
    }
    event.preventDefault();
  });
  element.addEventListener("focusin", (event) => {
    const row = event.target instanceof HTMLElement ? event.target.closest("[data-link]") : null;
    const key = row instanceof HTMLElement ? row.dataset.link : undefined;
    if (!key || key === active) return;
    active = key;
    mark();
  });

  /** @param {number} at @param {boolean} range */
  function choose(at, range) {
    const [from, to] = range ? [Math.min(anchor, at), Math.max(anchor, at)] : [at, at];
    const entry = entries[at];
    if (!entry) return;
    const selected = range || !isSelected(entry.key);
    if (!range) anchor = at;
    select(entries.slice(from, to + 1), selected);
  }

  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  NARROW.addEventListener("change", () => {
    body.style.height = `${entries.length * height()}px`;
    later();
  });
  setInterval(tick, 1000);

  return {
    element,
    /** @param {Entry[]} next those to show, in their order */
    show(next) {
      // The visible rows keep their position on the screen, unless the page is at the start.
      const px = height();
      const top = element.isConnected ? -body.getBoundingClientRect().top : 0;
      const first = Math.floor(top / px);
      const key = top > px ? entries[first]?.key : undefined;
      entries = next;
      element.setAttribute("aria-rowcount", String(entries.length + 1));
      body.style.height = `${entries.length * px}px`;
      const place = key === undefined ? -1 : indexOf(key);
      if (place >= 0 && place !== first) scrollBy(0, (place - first) * px);
      show();
    },
    /** Scrolls to the first row, if it is above the screen: another list follows. */
    toTop() {
      const top = body.getBoundingClientRect().top - head.getBoundingClientRect().height;
      if (element.isConnected && top < 0) scrollBy(0, top);
    },
    /** Redraws the rows for changes outside the links: the selection. */
    redraw() {
      for (const [key, row] of rows) {
        const selected = isSelected(key);
        row.element.setAttribute("aria-selected", String(selected));
        const box = row.element.querySelector("[data-part=select]");
        if (box instanceof HTMLInputElement) box.checked = selected;
      }
    },
    /** The rows on the screen. @returns {Entry[]} */
    inSight() {
      if (!element.isConnected) return [];
      return [...rows.values()].flatMap(({ element: row, entry }) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > 0 && top < innerHeight ? [entry] : [];
      });
    },
    /** Whether there was a row to focus. @param {string} key @param {string} [part] */
    focus(key, part) {
      const place = indexOf(key);
      return place >= 0 && focusAt(place, part);
    },
    /** By the user. @param {string} key @param {boolean} range */
    choose: (key, range) => choose(indexOf(key), range),
  };
}

/** @param {HTMLElement} row @returns {HTMLElement[]} */
const partsOf = (row) => [
  .../** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-part]")),
];
