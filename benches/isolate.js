// Requests to an isolate and its answers, for any kind of worker.

/** @typedef {{ask: (what: string, asked?: object) => Promise<any>, end: () => void}} Isolate */
/** @typedef {{post: (message: object) => void, listen: (hear: (message: any) => void) => void, fails: (fail: (error: unknown) => void) => void, end: () => void}} Line */

/** @param {Line} line @returns {Promise<Isolate>} once it listens */
export function isolateOf({ post, listen, fails, end }) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: unknown) => void}>} */
  const asking = new Map();
  let last = 0;
  /** @type {Isolate["ask"]} */
  const ask = (what, asked = {}) => {
    last += 1;
    post({ ...asked, id: last, ask: what });
    return new Promise((resolve, reject) => asking.set(last, { resolve, reject }));
  };
  return new Promise((resolve, reject) => {
    asking.set(0, { resolve: () => resolve({ ask, end }), reject });
    listen(({ id, answer, error }) => {
      const waiting = asking.get(id);
      asking.delete(id);
      if (error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(error));
    });
    fails((error) => {
      for (const waiting of asking.values()) waiting.reject(error);
    });
  });
}
