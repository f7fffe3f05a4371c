// Every page of every provider's list, each provider at its own pace: one that is down keeps nobody
// waiting, and goes on where it stopped.

import { listPage } from "./edge.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./links.js").Links} Links */

/**
 * @typedef {object} Stream
 * @property {string} format
 * @property {"waiting" | "reading" | "whole" | "stopped" | "down"} state
 * @property {number} read how many links
 * @property {string | undefined} cursor where it goes on
 * @property {Problem | null} problem
 * @property {boolean} kept whether what is shown is what was last seen
 * @property {boolean} anew whether a call that the network fails is made once more
 */

/** A provider, or the edge before it, may ask for patience; for this long it is had. */
const LONGEST_PAUSE_MS = 20_000;

/** @typedef {ReturnType<typeof loadingOf>} Loading */

/**
 * @param {Links} links
 * @param {readonly string[]} formats
 * @param {() => void} changed
 */
export function loadingOf(links, formats, changed) {
  let turn = 0;
  let leaving = new AbortController();
  /** When a page was last read. @type {number | null} */
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
    };
  }

  /** @param {Stream} stream @param {boolean} [kept] */
  async function run(stream, kept = false) {
    const load = turn;
    const { signal } = leaving;
    const { format } = stream;
    let cursor = kept ? undefined : stream.cursor;
    stream.state = "reading";
    stream.anew = false;
    if (!kept) stream.problem = null;
    changed();
    for (;;) {
      const at = Date.now();
      const answer = await listPage({ format, cursor, kept, signal });
      if (streams.get(format) !== stream) return;
      if (signal.aborted) {
        stream.state = "stopped";
        return changed();
      }
      if (!answer.ok && answer.problem.status === 429 && answer.problem.afterMs) {
        await pause(Math.min(answer.problem.afterMs, LONGEST_PAUSE_MS), signal);
        continue;
      }
      if (!answer.ok && answer.problem.code === "no_answer" && stream.anew) {
        stream.anew = false;
        continue;
      }
      const problem = answer.ok ? answer.value.unavailable[0]?.problem : answer.problem;
      if (!answer.ok || problem) {
        stream.state = "down";
        stream.problem = problem ?? null;
        return changed();
      }
      const { links: listed, next } = answer.value;
      readAt = at;
      stream.read += listed.length;
      cursor = next;
      if (!kept) stream.cursor = next;
      links.listed(listed, { at, load, kept });
      if (next === undefined) {
        stream.state = kept ? "down" : "whole";
        stream.kept = kept;
        if (!kept) links.listedWhole(format, load);
        return changed();
      }
      changed();
    }
  }

  const isRunning = () => [...streams.values()].some(({ state }) => state === "reading");

  return {
    streams: () => [...streams.values()],
    isRunning,
    readAt: () => readAt,
    /** Everything from the beginning; what is shown stays until something newer is known. */
    load() {
      leaving.abort();
      leaving = new AbortController();
      turn += 1;
      for (const format of formats) streams.set(format, begun(format));
      for (const stream of streams.values()) run(stream);
    },
    /** Goes on with what was stopped, or is down. @param {string} [format] */
    resume(format) {
      if (leaving.signal.aborted) leaving = new AbortController();
      for (const stream of streams.values()) {
        if ((format ?? stream.format) !== stream.format) continue;
        if (stream.state === "down" || stream.state === "stopped") run(stream);
        // A call from before may yet fail of what was amiss then.
        else stream.anew = stream.state === "reading";
      }
    },
    stop: () => leaving.abort(),
    /** As last seen, while a provider is down. @param {string} format */
    showKept(format) {
      const stream = streams.get(format);
      if (stream?.state === "down") run(stream, true);
    },
  };
}

/** @param {number} ms @param {AbortSignal} signal */
const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
