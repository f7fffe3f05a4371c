// The page: links into the table, the toolbar's choice over them, the dialog on top.

import { byId, h } from "./dom.js";
import { groupOf, Links } from "./links.js";
import { Preview } from "./preview.js";
import { coreVersion, start } from "./rules.js";
import { shell } from "./shell.js";
import { empty, failed, noMatch, notStarted, partly, stale } from "./states.js";
import { skeleton, Table } from "./table.js";
import { Toolbar } from "./toolbar.js";
import { counted, timeOfDay, titleOf } from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */

const region = byId("links", HTMLElement);
const refresh = h("button", { class: "button", attrs: { type: "button" } }, "Refresh");
const readAtWords = h("span", { class: "read-at" });
shell({ current: "links", actions: [readAtWords, refresh] });

/** @param {string} text */
function announce(text) {
  const live = byId("live", HTMLDivElement);
  // The same words twice are no change, and what does not change is not read out.
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

/** Also once more, if the core did not load the first time. */
async function begin() {
  region.replaceChildren(skeleton());
  region.setAttribute("aria-busy", "true");
  try {
    await start();
  } catch (error) {
    region.setAttribute("aria-busy", "false");
    region.replaceChildren(notStarted(error, begin));
    return;
  }
  byId("foot", HTMLParagraphElement).append(` Core ${coreVersion()}.`);
  run();
}

function run() {
  const links = new Links();
  const table = new Table({ close: (key) => preview.open(key), announce });
  const preview = new Preview(links, { announce, left: returnTo });
  const ways = { retry: load, reload: () => location.reload() };
  /** What the current choice has shown stays in sight when it changes while one looks at it. */
  let inSight = new Set();
  let bannersOf = { problem: links.problem, unavailable: links.unavailable };
  const toolbar = new Toolbar(() => {
    inSight = new Set();
    draw();
    announce(`${counted(shown().length, "link")} shown`);
  });

  function shown() {
    return links.entries.filter((entry) => toolbar.matches(entry) || inSight.has(entry.key));
  }

  /** @param {string} key */
  function returnTo(key) {
    if (!table.focus(key)) byId("title", HTMLHeadingElement).focus();
  }

  function load() {
    // Two at once would tell nothing more.
    if (!links.loading) links.load();
  }

  function draw() {
    const { entries, readAt, loading } = links;
    region.setAttribute("aria-busy", String(loading));
    refresh.setAttribute("aria-disabled", String(loading));
    refresh.textContent = loading && readAt ? "Refreshing\u2026" : "Refresh";
    readAtWords.textContent = readAt ? `Read at ${timeOfDay(readAt)}` : "";
    byId("toolbar", HTMLFormElement).hidden = readAt === null;
    byId("summary", HTMLParagraphElement).replaceChildren(...summary(entries, readAt));
    drawBanners();
    toolbar.count(entries);
    // The table is put back only if it was away: that keeps the focus inside it.
    const wanted = content();
    if (region.firstElementChild !== wanted) region.replaceChildren(wanted);
  }

  /** Drawn only when they change: an alert that is put there again is read out again. */
  function drawBanners() {
    const { problem, unavailable, readAt } = links;
    if (bannersOf.problem === problem && bannersOf.unavailable === unavailable) return;
    bannersOf = { problem, unavailable };
    byId("banners", HTMLDivElement).replaceChildren(
      ...(problem && readAt ? [stale(problem, ways)] : []),
      ...partly(unavailable, ways),
    );
  }

  /** @returns {Element} */
  function content() {
    if (links.readAt === null) {
      if (links.problem && !links.loading) return failed(links.problem, ways);
      return region.querySelector("table") ?? skeleton();
    }
    const some = shown();
    inSight = new Set(some.map(({ key }) => key));
    if (links.entries.length === 0) return empty();
    if (some.length === 0) return noMatch(() => toolbar.clear());
    table.show(some);
    return table.element;
  }

  links.subscribe((change, changed) => {
    if (change === "loaded") {
      inSight = new Set();
      table.keep(new Set(links.entries.map(({ key }) => key)));
      announce(`${counted(links.entries.length, "link")} read`);
    }
    if (change === "clock") announce(changed.map(told).join(". "));
    draw();
  });
  refresh.addEventListener("click", load);
  load();
}

/** @param {Entry} entry */
const told = ({ link, close }) =>
  [link && titleOf(link), ...(close?.reasons ?? []).map(({ message }) => message)].join(": ");

/** @param {Entry[]} entries @param {number | null} readAt */
function summary(entries, readAt) {
  if (readAt === null || entries.length === 0) return [];
  const groups = entries.map(groupOf);
  const open = groups.filter((group) => group === "open").length;
  const look = groups.filter((group) => group === "look").length;
  const rest = look > 0 ? [` \u00b7 ${look} ${look === 1 ? "needs" : "need"} a look`] : [];
  return [h("strong", null, `${open} of ${entries.length}`), " can be closed", ...rest];
}

begin();
