// Closing many links: a summary of the decisions before anything is sent, then a job at the edge that can be paused and
// resumed.

import { bulkWords as words } from "./bulk.words.js";
import { closeWords } from "./close.words.js";
import { byId, h, hidden } from "./dom.js";
import { csvOf, keepJob, keptJob, MOST, makeJob, resultsOf, runJob } from "./jobs.js";
import { numberWords } from "./locale.js";
import { callout } from "./request.js";
import { MONEY, newKey } from "./rules.js";
import { may, nameOfMe } from "./session.js";
import { banner, press, signIn } from "./states.js";
import { heapTable, named, outcomeTable, sumsOf } from "./sums.js";

/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./jobs.js").JobResult} JobResult */
/** @typedef {import("./jobs.js").Kept} Kept */
/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./dom.js").Child} Child */

/**
 * @param {Links} links
 * @param {{announce: (text: string) => void, left: () => void, shown: () => Set<string>,
 *   done: (names: {format: string, id: string}[]) => void}} page
 */
export function bulkOf(links, page) {
  const dialog = byId("bulk", HTMLDialogElement);
  const place = byId("job", HTMLDivElement);
  let running = new AbortController();
  let isRunning = false;
  /** @type {Kept | null} */
  let job = keptJob();
  /** By part and number: a repeated result is the same entry. @type {Map<string, JobResult>} */
  const results = new Map();
  /** @type {Problem | null} */
  let problem = null;
  let turn = 0;

  dialog.addEventListener("close", () => {
    turn += 1;
    // What is finished has been seen to be.
    if (isWhole() && !isRunning) forget();
    drawBanner();
    page.left();
  });

  function forget() {
    job = null;
    keepJob(null);
    results.clear();
  }

  /** @param {string[]} keys */
  async function review(keys) {
    const now = ++turn;
    draw(
      words("title", { count: keys.length }),
      [h("p", { class: "deciding" })],
      [leave(words("leave"))],
    );
    dialog.showModal();
    const summed = await sumsOf(
      links,
      keys,
      () => now === turn,
      (count) => {
        const told = dialog.querySelector(".deciding");
        if (told) told.textContent = words("deciding", { count });
      },
    );
    if (summed) drawReview(summed);
  }

  /** @param {import("./sums.js").Summed} summed */
  function drawReview({ heaps, send, warned, warnings, unconfirmed }) {
    const count = send.length;
    const allowed = may("close");
    const go =
      count > 0 &&
      allowed &&
      h("button", { class: "button danger", attrs: { type: "button" } }, words("start", { count }));
    if (go) go.addEventListener("click", () => begin(send));
    const [sent, left] = [
      heaps.filter(({ canTry }) => canTry),
      heaps.filter(({ canTry }) => !canTry),
    ];
    draw(
      count > 0 ? words("title", { count }) : words("nothing"),
      [
        !allowed && callout("error", closeWords("mayNot", { name: nameOfMe() }), []),
        sent.length > 0 && heapTable(words("willBeSent"), sent),
        ...heeded(warned, warnings),
        unconfirmed > 0 && callout("caution", words("unconfirmed", { count: unconfirmed }), []),
        count > 0 && named(send, page.shown()),
        left.length > 0 && heapTable(words("leftOut"), left),
        count > 0 && h("p", { class: "final" }, words("final")),
        count > 0 && h("p", { class: "hint" }, words("asked")),
        count > MOST &&
          h("p", { class: "hint" }, words("parts", { most: MOST, count: Math.ceil(count / MOST) })),
      ],
      [leave(words("leave")), go],
    );
    focus(".keep");
  }

  /** @param {import("./sums.js").Named[]} send */
  async function begin(send) {
    results.clear();
    problem = null;
    const made = /** @type {Kept} */ ({ parts: [] });
    drawRun();
    for (let from = 0; from < send.length; from += MOST) {
      const part = send.slice(from, from + MOST).map(({ format, id }) => ({ format, id }));
      const answer = await makeJob(part, newKey());
      if (!answer.ok) {
        problem = answer.problem;
        break;
      }
      made.parts.push({ id: answer.value.id, links: answer.value.links });
    }
    job = made.parts.length > 0 ? made : null;
    keepJob(job);
    if (job) run();
    else drawRun();
  }

  async function run() {
    if (!job || isRunning) return;
    isRunning = true;
    problem = null;
    running = new AbortController();
    const { signal } = running;
    drawRun();
    for (const [at, part] of job.parts.entries()) {
      const answer = await runJob(part.id, signal, (result) => {
        results.set(`${at}/${result.n}`, result);
        later();
      });
      if (signal.aborted) break;
      if (!answer.ok) {
        problem = answer.problem;
        break;
      }
    }
    isRunning = false;
    drawRun();
    focus(".primary, .keep");
    keepDoubts();
    // A link that was not sent has not changed.
    const sent = [...results.values()].filter(({ outcome }) => outcome !== "not_sent");
    if (sent.length > 0) page.done(sent);
    page.announce(`${words(isWhole() ? "finished" : "paused")}. ${progressWords()}`);
    drawBanner();
  }

  /** Marks the rows of links whose result is not known yet. */
  function keepDoubts() {
    /** @type {string[]} */
    const all = [];
    /** @type {string[]} */
    const known = [];
    for (const [place, { n, format, id, outcome, final, status, at }] of results) {
      const link = `${format}/${id}`;
      const part = job?.parts[Number.parseInt(place, 10)];
      const doubtful =
        outcome === "unclear" || (outcome === "retry" && status !== 429 && status !== 503);
      if (final) known.push(link);
      // A link that was closed individually before has its own key, which must be used again.
      else if (doubtful && part && !links.entry(link)?.unconfirmed)
        links.asked(link, {
          key: `${part.id}-${n}`,
          at: Date.parse(at) || Date.now(),
          job: part.id,
        });
      if (final || doubtful) all.push(link);
    }
    links.answered(all, known);
  }

  let frame = 0;
  function later() {
    frame ||= requestAnimationFrame(drawRun);
  }

  const total = () => job?.parts.reduce((sum, { links }) => sum + links, 0) ?? 0;
  const finals = () => [...results.values()].filter(({ final }) => final).length;
  const isWhole = () => total() > 0 && finals() === total();
  const progressWords = () => words("progress", { done: finals(), total: total() });

  function drawRun() {
    cancelAnimationFrame(frame);
    frame = 0;
    if (!dialog.open) return drawBanner();
    const whole = isWhole();
    const open = total() - finals();
    /** @type {Record<string, number>} */
    const counts = {};
    for (const { outcome, source } of results.values()) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      if (source) counts.kept = (counts.kept ?? 0) + 1;
    }
    const bar = h("progress", {
      attrs: { max: total() || 1, value: finals(), "aria-label": words("running") },
    });
    const told = [...results.values()].length > 0;
    draw(
      words(isRunning ? "running" : whole ? "finished" : "paused"),
      [
        bar,
        h("p", { class: "counted" }, progressWords()),
        problem &&
          callout(
            "caution",
            problem.code === "job_not_found" ? words("lost") : words("interrupted"),
            [{ message: problem.status === 401 ? problem.title : problem.detail || problem.title }],
          ),
        problem?.status === 401 && h("p", null, signIn()),
        !isRunning &&
          !whole &&
          told &&
          open > 0 &&
          !problem &&
          h("p", { class: "hint" }, words("someLeft", { count: open })),
        told && outcomeTable(counts),
        told &&
          !isRunning &&
          h(
            "p",
            { class: "commands" },
            saver(words("csv"), "csv", "text/csv", () => csvOf([...results.values()])),
            saver(words("json"), "json", "application/json", () =>
              JSON.stringify([...results.values()], null, 2),
            ),
          ),
      ],
      [
        leave(words(whole ? "end" : "hide")),
        isRunning
          ? pressed(words("pause"), "primary", () => running.abort())
          : !whole && job && pressed(words("resume"), "primary", run),
      ],
    );
  }

  /** A bulk close that a reload or a hidden dialog left unfinished. */
  function drawBanner() {
    const wanted = job !== null && !dialog.open;
    place.replaceChildren(
      ...(wanted
        ? [
            banner(
              "info",
              isWhole()
                ? `${words("finished")}. `
                : `${words("unfinished", { done: finals(), total: total() })} `,
              isWhole() ? [progressWords()] : [],
              press(words("show"), () => {
                dialog.showModal();
                drawRun();
                focus(".primary, .keep");
              }),
              isRunning
                ? null
                : press(words("forget"), () => {
                    forget();
                    drawBanner();
                  }),
            ),
          ]
        : []),
    );
  }

  /** @param {string} title @param {Child[]} body @param {Child[]} actions */
  function draw(title, body, actions) {
    const held = dialog.contains(document.activeElement) ? document.activeElement : null;
    const kind = held instanceof HTMLElement ? held.dataset.kind : undefined;
    const attrs = {
      tabindex: 0,
      role: "group",
      "aria-labelledby": "bulk-title",
      "data-kind": "body",
    };
    dialog.replaceChildren(
      h("header", null, h("h2", { attrs: { id: "bulk-title" } }, title)),
      h("div", { class: "body", attrs }, ...body),
      h("footer", null, ...actions),
    );
    // Not redrawn while the user may be about to press it.
    if (kind) focus(`[data-kind="${kind}"]`);
  }

  /** @param {string} label */
  const leave = (label) => pressed(label, "keep", () => dialog.close());

  /** @param {string} selector */
  function focus(selector) {
    const found = dialog.querySelector(selector);
    if (found instanceof HTMLElement) found.focus();
  }

  return {
    review,
    /** After a reload: the state at the edge. */
    async pickUp() {
      if (!job) return;
      for (const [at, part] of job.parts.entries()) {
        const answer = await resultsOf(part.id);
        if (!answer.ok && answer.problem.code === "job_not_found") {
          return forget();
        }
        if (answer.ok) for (const result of answer.value) results.set(`${at}/${result.n}`, result);
      }
      drawBanner();
    },
  };
}

/**
 * The warnings of the links by code; payments in progress come first.
 * @param {number} warned how many have a warning
 * @param {import("./sums.js").Warned[]} warnings
 */
function heeded(warned, warnings) {
  const told = (/** @type {import("./sums.js").Warned[]} */ some) =>
    some.map(({ messages, count }) => ({
      message: `${numberWords(count)} × ${[...messages].join(" · ")}`,
    }));
  const others = warnings.filter(({ code }) => !MONEY.some((each) => each === code));
  return [
    ...MONEY.map((code) => {
      const money = warnings.filter((each) => each.code === code);
      const moved = money.reduce((sum, { count }) => sum + count, 0);
      return (
        moved > 0 && callout("error", `${closeWords(code)}: ${numberWords(moved)}`, told(money))
      );
    }),
    warned > 0 && callout("caution", `${words("warned")}: ${numberWords(warned)}`, told(others)),
  ];
}

/** @param {string} label @param {string} kind @param {() => void} act */
const pressed = (label, kind, act) =>
  h(
    "button",
    { class: `button ${kind}`, attrs: { type: "button", "data-kind": kind }, on: { click: act } },
    label,
  );

/** @param {string} label @param {string} extension @param {string} type @param {() => string} make */
function saver(label, extension, type, make) {
  return pressed(label, `small ${extension}`, () => {
    const url = URL.createObjectURL(new Blob([make()], { type: `${type};charset=utf-8` }));
    const link = h(
      "a",
      { attrs: { href: url, download: `paylink-closes.${extension}` } },
      hidden(label),
    );
    link.click();
    setTimeout(() => URL.revokeObjectURL(url));
  });
}
