// The page's side of the worker: requests with one answer each, progress, and abort.

/** @typedef {{stage: "open" | "lines" | "core", done?: number, total?: number}} Progress */

/**
 * @param {(progress: Progress) => void} onProgress
 */
export function bench(onProgress) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  let worker = started();

  function started() {
    const next = new Worker("/inspector/worker.js", { type: "module" });
    next.addEventListener("message", ({ data }) => {
      if (data.progress) return onProgress(data.progress);
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.failed === undefined) asked?.resolve(data.answer);
      else asked?.reject(new Error(data.failed));
    });
    next.addEventListener("error", (event) => {
      event.preventDefault();
      drop(event.message || "the worker did not start");
    });
    return next;
  }

  /** @param {string} why */
  function drop(why) {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  }

  return {
    /** @param {string} ask @param {object} [given] @returns {Promise<any>} */
    ask(ask, given = {}) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, ask, given });
      });
    },
    /** The core cannot be interrupted, so the worker is terminated with all its state. */
    stop() {
      worker.terminate();
      drop("stopped");
      worker = started();
    },
  };
}
