// Whether it runs, whether it can work, and how it has been going.

/** @import {Edge} from "./app.js" */

import { Hono } from "hono";
import { refuseOthers } from "./methods.js";

/** Open to everybody; neither says more than whether. @param {Edge} edge */
export function health({ store, log }) {
  const app = new Hono();
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    try {
      await store.at("journal").get(["ready"]);
      return c.json({ status: "ok" });
    } catch (error) {
      log({ level: "error", event: "not_ready", error: String(error) });
      return c.json({ status: "unavailable" }, 503, { "retry-after": "5" });
    }
  });
  refuseOthers(app);
  return app;
}
