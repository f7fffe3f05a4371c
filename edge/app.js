// The edge as one function from a request to an answer. Every judgement is the core's; this side has
// the I/O: sockets, stores, clocks, credentials.

/**
 * @import {Clock, FormatId} from "paylink"
 * @import {Token} from "./callers.js"
 * @import {Journal} from "./journal.js"
 * @import {Log} from "./log.js"
 * @import {Metrics} from "./metrics.js"
 * @import {Observation, Observed, Seen} from "./seen.js"
 * @import {Limits} from "./limits.js"
 * @import {Store} from "./stores/store.js"
 * @import {Provider, Upstream} from "./upstream.js"
 * @import {MiddlewareHandler} from "hono"
 * @import {Router} from "hono/router"
 */

import { Hono } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { init } from "paylink";
import { failure, problem, refused } from "./answers.js";
import { identify, requires } from "./callers.js";
import { contract } from "./contract/index.js";
import { events } from "./events.js";
import { gateway } from "./gateway.js";
import { health } from "./health.js";
import { imports } from "./imports.js";
import { jobs } from "./jobs/index.js";
import { journalOf } from "./journal.js";
import { bodyLimited, rateLimited } from "./limits.js";
import { links } from "./links.js";
import { logged, logTo, said } from "./log.js";
import { refuseOthers } from "./methods.js";
import { metricsOf } from "./metrics.js";
import { seenOf } from "./seen.js";
import { StoreError, watched } from "./stores/watched.js";
import { upstreamOf } from "./upstream.js";
import { webhooks } from "./webhooks.js";

/** The pages of the dashboard that one may begin at. */
const PAGES = ["/", "/inspector/", "/rules/"];

/** How long the journal and what was seen are kept. */
const KEEP_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * What an operator gives.
 * @typedef {object} Options
 * @property {Record<FormatId, Provider>} providers
 * @property {Store} store
 * @property {readonly Token[]} tokens without one, nobody gets into the API over all providers
 * @property {() => number} [now] epoch milliseconds; default the host's clock
 * @property {number} [skewMs] by how much it may differ from the providers' clocks; default 0
 * @property {readonly string[]} [origins] pages of other origins that may call; default none
 * @property {Limits} [limits]
 * @property {(request: Request) => Promise<Response>} [fetch] calls providers; default the host's own
 * @property {Log} [log] default one line of JSON each to the console
 * @property {MiddlewareHandler} [assets] the dashboard's files
 * @property {{fetch: (request: Request) => Promise<Response>}} [sandbox] plays a provider; its clock,
 *   events, faults and webhooks are under `/sandbox`
 * @property {Router<any>} [router] finds who answers which path; default Hono's own,
 *   which takes its time once and is fast then
 * @property {MiddlewareHandler} [signIn] lets in a browser that asks for a page; only where nobody else
 *   can
 */

/**
 * What the parts of the edge share.
 * @typedef {object} Edge
 * @property {Map<string, Upstream>} upstreams by format
 * @property {Store} store
 * @property {() => number} now
 * @property {() => Clock} clock
 * @property {Journal} journal
 * @property {Seen} seen
 * @property {(observations: readonly Observation[], by: {who: string, requestId?: string}) =>
 *   Promise<Observed[]>} observe keeps what was seen; a store that fails costs the memory, not the answer
 * @property {Metrics} metrics
 * @property {Log} log
 */

/** @param {Options} options @returns {Hono<any>} */
export function createApp(options) {
  const { tokens, origins = [], limits = {}, sandbox, assets, signIn, router } = options;
  const edge = edgeOf(options);
  const known = { tokens, upstreams: [...edge.upstreams.values()] };

  const app = new Hono(router ? { router } : {});
  app.use(requestId({ limitLength: 128 }));
  app.use(logged(edge));
  app.use(secured());
  // The core is loaded on the first request: a Worker may not wait while it starts.
  app.use(async (_, next) => {
    await init();
    await next();
  });
  app.route("/", health(edge));
  app.use(crossOrigin(origins));
  app.use(identify(known));
  app.use(rateLimited(limits));
  app.use(bodyLimited());

  app.route("/webhooks", webhooks(edge));
  app.route("/v1/links", links(edge));
  app.route("/v1/imports", imports(edge));
  app.route("/v1/jobs", jobs(edge));
  app.route("/v1/events", events(edge));
  app.route("/", contract(edge));
  if (sandbox) app.all("/sandbox/*", requires("close"), (c) => sandbox.fetch(c.req.raw));
  refuseOthers(app, requires("read"));
  app.route("/", gateway(edge));
  if (signIn) app.on("GET", PAGES, signIn);
  if (assets) app.get("*", requires("read"), assets);
  app.all("*", requires("read"), () => problem([failure("route_unknown")]));

  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    // What happened is for the operator; a caller learns only that it did.
    edge.log({ level: "error", event: "failure", requestId: c.get("requestId"), ...said(error) });
    if (!(error instanceof StoreError)) return refused(c, [failure("internal_error")]);
    return error.left
      ? refused(c, [failure("outcome_not_kept")], { extra: { outcome: "unclear" } })
      : refused(c, [failure("store_unavailable")]);
  });
  return app;
}

/** @param {Options} options @returns {Edge} */
function edgeOf({ providers, now = Date.now, skewMs = 0, log = logTo(console.log), ...options }) {
  const metrics = metricsOf();
  const store = watched(options.store);
  const formats = /** @type {[FormatId, Provider][]} */ (Object.entries(providers));
  const upstreams = new Map(
    formats.map(([format, provider]) => [
      format,
      upstreamOf(format, provider, { now, metrics, log, fetch: options.fetch }),
    ]),
  );
  const journal = journalOf({ store, now, keepMs: KEEP_MS });
  const seen = seenOf({ store, now, journal, metrics, keepMs: KEEP_MS });
  return {
    upstreams,
    store,
    now,
    clock: () => ({ now: now(), skewMs }),
    journal,
    seen,
    async observe(observations, by) {
      try {
        return await seen.observe(observations, by);
      } catch (error) {
        log({ level: "error", event: "observation_not_kept", ...by, ...said(error) });
        return [];
      }
    },
    metrics,
    log,
  };
}

/** @param {readonly string[]} origins */
const crossOrigin = (origins) =>
  cors({
    origin: [...origins],
    allowHeaders: ["authorization", "content-type", "idempotency-key", "prefer", "x-request-id"],
    allowMethods: ["GET", "POST"],
    exposeHeaders: ["location", "preference-applied", "retry-after", "x-request-id"],
    maxAge: 600,
  });

const secured = () =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
  });
