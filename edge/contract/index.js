// What is served, described: the OpenAPI document, a page for each kind of problem, and the metrics.

/**
 * @import {Edge} from "../app.js"
 * @import {Variables} from "../callers.js"
 */

import { Hono } from "hono";
import { requires } from "../callers.js";

/** @param {Edge} edge */
export function contract({ metrics }) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.get("/metrics", requires("read"), (c) =>
    c.text(metrics.text(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
  return app;
}
