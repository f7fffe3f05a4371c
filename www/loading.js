// Loads every page of every provider's list, each provider at its own pace: one that is down does not delay the others, and
// continues where it stopped.

import { wait } from "/paylink/page/wait.js";
import { listPage } from "./edge.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./links.js").Links} Links */
/** @typedef {import("./edge.js").ListedLink} ListedLink */

/**
 * @typedef {object} Stream
 * @property {string} format
 * @property {"waiting" | "reading" | "whole" | "stopped" | "down" | "absent"} state `absent`: the edge has
 *   no such provider
 * @property {number} read the number of different links
 * @property {string | undefined} cursor the next position
 * @property {Problem | null} problem
 * @property {boolean} kept whether the stored links are shown
 * @property {boolean} anew whether to repeat a call after a network failure
 * @property {boolean} repeats whether its list repeated itself and was ended
 * @property {import("paylink").Note[]} notes why its list may have ended too early
 * @property {boolean} played whether its links are test data of the sandbox
 */

/**
 * A provider or the edge may ask to wait: each pause is as long as requested, and longer than the one before.
 */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;
const MOST_PAUSES = 8;

/**
 * This many pages are loaded before the user is asked to continue, at most one in this time for each provider.
 */
const MOST_PAGES = 2000;
const PACE_MS = 20;

/** The core's notes about a list that ends although its provider did not end it. @type {string[]} */
const ENDS = ["list_repeats", "cursor_unusable"];
const [REPEATS] = ENDS;

/** @typedef {ReturnType<typeof loadingOf>} Loading */

/**
 * @param {Links} links
 * @param {readonly string[]} formats
 * @param {() => void} changed
 */
export function loadingOf(links, formats, changed) {
  let turn = 0;
  let leaving = new AbortController();
  /** When a page was last loaded. @type {number | null} */
  let readAt = null;
  /** @type {Map<string, Stream>} */
  const streams = new Map(formats.map((format) => [format, begun(format)]));

  /** @param {string} format @returns {Stream} */
  function begun(format) {
    return {
      format,
      state: "waiting",
      read: 0,
      cursor: undefined,
      problem: null,
      kept: false,
      anew: false,
      repeats: false,
      notes: [],
      played: false,
    };
  }

  /** @param {Stream} stream @param {boolean} [kept] */
  async function run(stream, kept = false) {
    const load = turn;
    const { signal } = leaving;
    const { format } = stream;
    let cursor = kept ? undefined : stream.cursor;
    /** For this load only: earlier cursors are not valid. */
    const cursors = new Set(cursor === undefined ? [] : [cursor]);
    const names = new Set();
    let pauses = 0;
    stream.state = "reading";
    stream.anew = false;
    if (!kept) stream.problem = null;
    changed();
    for (let pages = 0; ; ) {
      const at = Date.now();
      const pace = wait(PACE_MS * formats.length, signal);
      const answer = await listPage({ format, cursor, kept, signal });
      if (streams.get(format) !== stream) return;
      if (signal.aborted && (answer.ok || answer.problem.status !== 401)) {
        stream.state = "stopped";
        return changed();
      }
      if (!answer.ok && answer.problem.status === 429 && pauses < MOST_PAUSES) {
        const { afterMs = 0 } = answer.problem;
        const least = FIRST_PAUSE_MS * 2 ** pauses;
        pauses += 1;
        await wait(Math.min(Math.max(afterMs, least), LONGEST_PAUSE_MS), signal);
        continue;
      }
      if (!answer.ok && answer.problem.code === "no_answer" && stream.anew) {
        stream.anew = false;
        continue;
      }
      if (!answer.ok && answer.problem.code === "format_not_configured") {
        stream.state = "absent";
        return changed();
      }
      const problem = answer.ok ? answer.value.unavailable[0]?.problem : answer.problem;
      if (!answer.ok || problem) {
        stream.state = "down";
        stream.problem = problem ?? null;
        return changed();
      }
      const { links: listed, next, notes, played } = answer.value;
      readAt = at;
      pages += 1;
      const fresh = newOf(listed, names);
      stream.read += fresh;
      stream.played = played;
      stream.notes = notes.filter(({ code }) => ENDS.includes(code));
      cursor = next;
      if (!kept) stream.cursor = next;
      links.listed(listed, { at, load, source: kept ? "kept" : "provider" });
      const round = next !== undefined && (cursors.has(next) || fresh === 0);
      if (next === undefined || round) {
        stream.state = kept ? "down" : "whole";
        stream.kept = kept;
        stream.repeats = round || notes.some(({ code }) => String(code) === REPEATS);
        // A list that repeats itself may omit links that exist.
        if (!kept && !stream.repeats) links.listedWhole(format, load);
        return changed();
      }
      cursors.add(next);
      if (pages >= MOST_PAGES) stream.state = "stopped";
      changed();
      if (stream.state === "stopped") return;
      await pace;
      if (streams.get(format) !== stream) return;
    }
  }

  const isRunning = () => [...streams.values()].some(({ state }) => state === "reading");

  return {
    streams: () => [...streams.values()].filter(({ state }) => state !== "absent"),
    isRunning,
    readAt: () => readAt,
    /** Loads everything from the start; visible links stay until newer ones are known. */
    load() {
      leaving.abort();
      leaving = new AbortController();
      turn += 1;
      for (const format of formats) streams.set(format, begun(format));
      for (const stream of streams.values()) run(stream);
    },
    /** Continues after a stop or a failure. @param {string} [format] */
    resume(format) {
      if (leaving.signal.aborted) leaving = new AbortController();
      for (const stream of streams.values()) {
        if ((format ?? stream.format) !== stream.format) continue;
        if (stream.state === "down" || stream.state === "stopped") run(stream);
        // An earlier call may still fail for the old reason.
        else stream.anew = stream.state === "reading";
      }
    },
    stop: () => leaving.abort(),
    /** The stored links, while a provider is down. @param {string} format */
    showKept(format) {
      const stream = streams.get(format);
      if (stream?.state === "down") run(stream, true);
    },
  };
}

/**
 * The number of new links on a page. A link without an id counts as new.
 * @param {ListedLink[]} listed
 * @param {Set<string>} names
 */
function newOf(listed, names) {
  const before = names.size;
  const ids = listed.map((item) => (item.ok ? item.value.id : item.id));
  for (const id of ids) if (id !== undefined) names.add(id);
  return names.size - before + ids.filter((id) => id === undefined).length;
}
