// Liveness, readiness and metrics.

/**
 * @import {Edge} from "./app.js"
 * @import {WatchedStore} from "./stores/watched.js"
 */

import { Hono } from "hono";
import { refuseOthers } from "./methods.js";

/** Public; both report only whether. @param {Edge} edge */
export function health(edge) {
  const ready = readinessOf(edge);
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    c.header("cache-control", "no-store");
    if (await ready()) return c.json({ status: "ok" });
    return c.json({ status: "unavailable" }, 503, { "retry-after": "5" });
  });
  refuseOthers(app);
  return app;
}

/** How long a result is reused, if ready and if not. */
const GOOD_FOR_MS = 3000;
const BAD_FOR_MS = 1000;

/**
 * Whether the store persists a write. Concurrent requests share one write; a failed store call elsewhere causes a
 * new one.
 * @param {Pick<Edge, "store" | "now" | "log" | "stopping">} edge
 * @returns {() => Promise<boolean>}
 */
export function readinessOf({ store, now, log, stopping }) {
  /** @type {Promise<boolean> | undefined} */
  let asked;
  let endedAt = 0;
  let failures = 0;
  let isGood = false;

  async function ask() {
    failures = store.failures();
    try {
      await store.check?.();
      await written(store, now());
      isGood = true;
    } catch (error) {
      isGood = false;
      const { cause } = /** @type {Error} */ (error);
      log({ level: "error", event: "not_ready", error: String(cause ?? error) });
      failures = store.failures();
    }
    endedAt = performance.now();
    return isGood;
  }

  const isFresh = () =>
    failures === store.failures() &&
    performance.now() - endedAt < (isGood ? GOOD_FOR_MS : BAD_FOR_MS);

  return async () => {
    if (stopping?.aborted) return false;
    if (endedAt > 0 && isFresh()) return isGood;
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return (await asked) && !stopping?.aborted;
  };
}

/** How often another process may interfere; each time the store worked. */
const TRIES = 5;

/** Writes one row and reads it back. @param {WatchedStore} store @param {number} now */
async function written(store, now) {
  const place = store.at("health");
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [held = null] = await place.get(["ready"]);
    if (await place.write([{ key: "ready", held, next: String(now) }])) return;
  }
}
