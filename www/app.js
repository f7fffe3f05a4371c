// The list page: links, toolbar, and the panel of one link or a close.

import { bulkOf } from "./bulk.js";
import { chosen } from "./choice.js";
import { byId, h, hidden } from "./dom.js";
import { isolated } from "./foreign.js";
import { inFront } from "./front.js";
import { helpOf } from "./help.js";
import { icon } from "./icons.js";
import { closeOf, linksOf } from "./links.js";
import { linksWords as words } from "./links.words.js";
import { loadingOf } from "./loading.js";
import { inWords, loadCatalogue, numberWords } from "./locale.js";
import { overviewOf } from "./overview.js";
import { panelOf } from "./panel.js";
import { Preview } from "./preview.js";
import { problemOf } from "./problem.js";
import { drawProgress } from "./progress.js";
import { nameOf } from "./row.js";
import { coreVersion, providerName, providers, start, translate } from "./rules.js";
import { drawSelection } from "./selection.js";
import { isSignedOut, onSession } from "./session.js";
import { shell } from "./shell.js";
import {
  down,
  empty,
  failed,
  noMatch,
  notStarted,
  odd,
  offline,
  signedOut,
  skeleton,
  stale,
} from "./states.js";
import { tableOf } from "./table.js";
import { toolbarOf } from "./toolbar.js";
import { timeOfDay } from "./words.js";

/** @typedef {import("./links.js").Entry} Entry */

const region = byId("links", HTMLElement);
const refresh = h(
  "button",
  { class: "button", attrs: { type: "button", "aria-disabled": "true" } },
  words("refresh"),
);
const readAtWords = h("span", { class: "read-at" });
const frame = shell({ current: "links", actions: [readAtWords, refresh] });
document.title = `${words("heading")} · paylink`;
byId("title", HTMLHeadingElement).textContent = words("heading");
region.setAttribute("aria-label", words("heading"));

/** @param {string} text */
function announce(text) {
  const live = byId("live", HTMLDivElement);
  // Unchanged text is not replaced, so it is not read out again.
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

/** Can be repeated if the core did not load. */
async function begin() {
  region.replaceChildren(skeleton());
  region.setAttribute("aria-busy", "true");
  try {
    await Promise.all([start(), loadCatalogue(translate)]);
  } catch (error) {
    region.setAttribute("aria-busy", "false");
    region.replaceChildren(notStarted(error, begin));
    return;
  }
  byId("foot", HTMLParagraphElement).textContent =
    `${words("foot")} ${words("core", { version: coreVersion() })}`;
  run();
}

/** The share of time for drawing while links arrive. */
const DRAWING_SHARE = 0.2;

/** At most this many links are read one by one. */
const FEW = 50;

function run() {
  const links = linksOf();
  const formats = providers().map(({ id }) => id);
  const loading = loadingOf(links, formats, () => later());
  const preview = new Preview(links, { announce, left: returnTo });
  const panel = panelOf(links, { announce, close: (key) => preview.open(key), left: returnTo });
  const table = tableOf({
    open: panel.open,
    close: (key) => preview.open(key),
    announce,
    sort: (sort) => {
      const choice = toolbar.choice();
      const same = choice.sort === sort;
      toolbar.set({ ...choice, sort, down: same && !choice.down });
    },
    selected: (hidden) =>
      drawSelection(table.selected().size, hidden, {
        review: () => bulk.review([...table.selected()]),
        clear: table.selectNone,
      }),
  });
  const bulk = bulkOf(links, {
    announce,
    left: () => byId("title", HTMLHeadingElement).focus({ preventScroll: true }),
    shown: () => new Set(shown.map(({ key }) => key)),
    done(names) {
      table.selectNone();
      // A few visible links are read one by one; for more, the list is read.
      if (names.length > FEW) loading.load();
      else readAgain(names);
    },
  });
  const toolbar = toolbarOf(() => {
    inSight = new Set();
    table.toTop();
    draw();
    announce(words("shown", { count: shown.length }));
  });
  const help = helpOf({ search: toolbar.focus });
  const keys = byId("keys", HTMLButtonElement);
  keys.append(icon("keyboard"), hidden(words("help")));
  keys.title = words("help");
  keys.addEventListener("click", help.open);
  keys.hidden = false;

  const overview = overviewOf(byId("charts", HTMLDivElement), links.all);

  /** @type {Entry[]} */
  let shown = [];
  /** A link that no longer matches the filters stays visible while it is open. */
  let inSight = /** @type {Set<string>} */ (new Set());
  let timer = 0;
  let drawnAt = 0;
  let tookMs = 0;
  let toldWhole = false;

  /** @param {string} key */
  function returnTo(key) {
    if (!table.focus(key, "close")) byId("title", HTMLHeadingElement).focus();
  }

  /** @param {{format: string, id: string}[]} names */
  async function readAgain(names) {
    for (const name of names) await links.reread(name);
  }

  function later() {
    if (timer) return;
    const wait = drawnAt + tookMs / DRAWING_SHARE - performance.now();
    timer = window.setTimeout(draw, links.size() === 0 ? 0 : Math.max(wait, 0));
  }

  function draw() {
    clearTimeout(timer);
    timer = 0;
    const begun = performance.now();
    const all = links.all();
    const now = Date.now();
    const choice = toolbar.choice();
    shown = chosen(all, choice, now, inSight);
    const busy = loading.isRunning();
    const readAt = loading.readAt();
    region.setAttribute("aria-busy", String(busy && all.length === 0));
    refresh.setAttribute("aria-disabled", String(busy));
    refresh.textContent = words(busy ? "refreshing" : "refresh");
    readAtWords.textContent = readAt ? words("readAt", { time: timeOfDay(readAt) }) : "";
    byId("toolbar", HTMLFormElement).hidden = readAt === null;
    const [total = 0, open = 0, , look = 0] = toolbar.count(all, now);
    byId("summary", HTMLParagraphElement).replaceChildren(...summary({ total, open, look }));
    drawProgress(byId("progress", HTMLDivElement), loading, all.length);
    drawBanners();
    const played = loading.streams().filter((stream) => stream.played);
    frame.tellPlayed(
      played.map(({ format }) => providerName(format)),
      played.length === loading.streams().length,
    );
    // The list is put back only if it was removed, to keep the focus inside it.
    const wanted = content(all);
    if (region.firstElementChild !== wanted) region.replaceChildren(wanted);
    if (wanted === table.element) table.show(shown, choice);
    byId("charts", HTMLDivElement).hidden = all.length === 0;
    if (!busy) overview.draw();
    if (!busy && !toldWhole && readAt) announce(words("read", { count: all.length }));
    toldWhole = !busy;
    drawnAt = performance.now();
    tookMs = drawnAt - begun;
  }

  /** @param {Entry[]} all @returns {Element} */
  function content(all) {
    const problem =
      loading.streams().find((stream) => stream.problem)?.problem ??
      // The lists were aborted before a response: that says nothing about the links.
      (isSignedOut() ? problemOf({}, 401) : null);
    if (all.length === 0) {
      if (loading.isRunning()) return region.querySelector(".grid") ?? skeleton();
      if (problem) return failed(problem, ways);
      return empty();
    }
    return shown.length === 0 ? noMatch(toolbar.clear) : table.element;
  }

  /** Drawn only on changes: an alert that is inserted again is read out again. */
  let banners = "";
  function drawBanners() {
    const troubled = loading.streams().filter(({ problem }) => problem);
    const odds = loading.streams().filter(({ repeats, notes }) => repeats || notes.length > 0);
    const state = [
      navigator.onLine,
      isSignedOut(),
      links.size() > 0,
      ...odds.map(({ format, repeats, read, notes }) => [format, repeats, read, notes]),
      ...troubled.map(({ format, problem, kept }) => [format, problem?.detail, kept]),
    ];
    if (banners === JSON.stringify(state)) return;
    banners = JSON.stringify(state);
    const [first] = troubled;
    // One cause that affects all providers is reported once.
    const common = first?.problem && first.problem.status !== 0 ? null : first?.problem;
    const all = troubled.length === loading.streams().length && common;
    const told = !navigator.onLine
      ? [offline()]
      : isSignedOut()
        ? links.size() > 0
          ? [signedOut()]
          : []
        : links.size() === 0 && troubled.length === loading.streams().length
          ? []
          : all && first?.problem
            ? [stale(first.problem, ways)]
            : troubled.map((stream) =>
                down(stream, {
                  retry: () => loading.resume(stream.format),
                  showKept: () => loading.showKept(stream.format),
                }),
              );
    byId("banners", HTMLDivElement).replaceChildren(...told, ...odds.map(odd));
  }

  const ways = { retry: () => loading.resume() };

  links.subscribe((change, changed) => {
    if (change === "listed") return later();
    for (const { key } of changed) inSight.add(key);
    if (change === "clock" && changed.length < 10) announce(changed.map(told).join(". "));
    if (change === "clock") later();
    else draw();
  });
  refresh.addEventListener("click", () => {
    if (loading.isRunning()) return;
    inSight = new Set();
    loading.load();
  });
  onSession(() => {
    // Pending requests would be refused too.
    if (isSignedOut()) loading.stop();
    later();
  });
  inFront(() => {
    links.seenElsewhere();
    return loading.isRunning() ? [] : table.inSight();
  }, links.reread);
  addEventListener("offline", later);
  addEventListener("online", () => {
    later();
    loading.resume();
  });
  loading.load();
  panel.openFromAddress();
  bulk.pickUp();
}

/** @param {Entry} entry */
const told = (entry) =>
  [
    isolated(nameOf(entry)),
    ...inWords(closeOf(entry)?.reasons ?? []).map(({ message }) => message),
  ].join(": ");

/** @param {{total: number, open: number, look: number}} counts */
function summary({ total, open, look }) {
  if (total === 0) return [];
  const text = words("canBeClosed", { open: numberWords(open), total: numberWords(total) });
  const rest = look > 0 ? [` · ${words("needLook", { count: look })}`] : [];
  return [text, ...rest];
}

begin();
