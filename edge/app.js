// The edge as one function from a request to an answer. Every judgement is the core's; this side has
// the I/O: sockets, stores, clocks, credentials.

/**
 * @import {FormatId} from "paylink"
 * @import {Store} from "./stores/store.js"
 * @import {Auth} from "./session.js"
 * @import {Provider} from "./upstream.js"
 */

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { init } from "paylink";
import { failure, problem } from "./answers.js";
import { gateway } from "./gateway.js";
import { links } from "./links.js";
import { authenticate } from "./session.js";

/** Calls have no bodies to speak of. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * @typedef {object} Edge
 * @property {Record<FormatId, Provider>} providers
 * @property {Store} store
 * @property {() => number} now epoch milliseconds
 * @property {Auth} auth who may use `/v1`
 * @property {(app: Hono) => void} [assets] adds the routes of the dashboard's files
 * @property {number} [skewMs] by how much `now` may differ from the providers' clocks
 */

/**
 * @param {Edge} edge
 * @returns {Hono}
 */
export function createApp(edge) {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: "no-referrer",
      xFrameOptions: "DENY",
    }),
  );
  // The core is loaded on the first request: a Worker may not wait while it starts.
  app.use(async (_, next) => {
    await init();
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => problem([failure("json_too_large", { limit: String(MAX_BODY_BYTES) })]),
    }),
  );

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.use("/v1/*", authenticate(edge.auth));
  app.route("/v1/links", links(edge));
  app.all("/v1/*", () => problem([failure("route_unknown")]));
  edge.assets?.(app);
  app.route("/", gateway(edge));

  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    // What happened is for the operator; a caller learns only that it did.
    console.error(error);
    return problem([failure("internal_error")]);
  });
  return app;
}
