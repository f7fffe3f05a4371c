// Serves the OpenAPI document, a page for each problem type, and the metrics.

/**
 * @import {Edge} from "../app.js"
 * @import {Variables} from "../callers.js"
 */

import { Hono } from "hono";
import { failure, json, problem } from "../answers.js";
import { requires } from "../callers.js";
import { isCode, kindOf } from "./codes.js";
import { openapi } from "./openapi.js";
import { allPages, onePage } from "./pages.js";

/** @param {Edge} edge */
export function contract({ metrics, upstreams }) {
  /** @type {Hono<Variables>} */
  const app = new Hono();
  app.get("/openapi.json", requires(), () =>
    json(openapi([...upstreams.values()].map(({ format }) => format))),
  );
  app.get("/problems", requires(), allPages);
  app.get("/problems/:code", requires(), (c) => {
    const code = c.req.param("code");
    return isCode(code) ? onePage(c, kindOf(code)) : problem([failure("route_unknown")]);
  });
  app.get("/metrics", requires("read"), (c) =>
    c.text(metrics.text(), 200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    }),
  );
  return app;
}
