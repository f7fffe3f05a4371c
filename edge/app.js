// The edge as one function from a request to a response. The core makes every decision; this side has sockets,
// stores, clocks and credentials.

/**
 * @import {Clock, FormatId} from "paylink"
 * @import {Token, Variables} from "./callers.js"
 * @import {Journal} from "./journal.js"
 * @import {Log} from "./log.js"
 * @import {Metrics} from "./metrics.js"
 * @import {Made} from "./made.js"
 * @import {Observation, Observed, Seen} from "./seen.js"
 * @import {Limits} from "./limits.js"
 * @import {Store} from "./stores/store.js"
 * @import {WatchedStore} from "./stores/watched.js"
 * @import {Provider, Upstream} from "./upstream.js"
 * @import {Context, MiddlewareHandler} from "hono"
 * @import {Router} from "hono/router"
 */

import { Hono } from "hono";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { init } from "paylink";
import { failure, problem, refused } from "./answers.js";
import { BodyTooLarge, boundedBody } from "./body.js";
import { identify, requires } from "./callers.js";
import { contract } from "./contract/index.js";
import { described } from "./described.js";
import { events } from "./events.js";
import { gateway } from "./gateway.js";
import { health } from "./health.js";
import { hostsOnly } from "./hosts.js";
import { imports } from "./imports.js";
import { jobs } from "./jobs/index.js";
import { journalOf } from "./journal.js";
import { deliveriesLimited, rateLimited } from "./limits.js";
import { links } from "./links.js";
import { brokenOff, logged, logTo, said } from "./log.js";
import { madeOf } from "./made.js";
import { refuseOthers } from "./methods.js";
import { metricsOf } from "./metrics.js";
import { seenOf, unkept } from "./seen.js";
import { sessionsOf } from "./sessions.js";
import { signIn } from "./sign-in.js";
import { StoreError, watched } from "./stores/watched.js";
import { upstreamOf } from "./upstream.js";
import { webhooks } from "./webhooks.js";

/** The files of the dashboard that its sign-in page needs. */
const PUBLIC_FILES = ["/sign-in.css", "/favicon.svg"];

/** The largest body of a control call of the sandbox. */
const MAX_CONTROL_BYTES = 64 * 1024;

/** The retention of the journal and of observations. */
const KEEP_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * The operator's options.
 * @typedef {object} Options
 * @property {Record<FormatId, Provider>} providers
 * @property {Store} store
 * @property {readonly Token[]} tokens the access tokens; without one, the API over all providers is closed
 * @property {() => number} [now] epoch milliseconds; default the host's clock
 * @property {number} [skewMs] the largest difference from the providers' clocks, in milliseconds; default 0
 * @property {readonly string[]} [origins] other origins whose pages may call; default none
 * @property {Limits} [limits]
 * @property {readonly string[]} [hosts] the accepted host names, whose pages are this server's own;
 *   default all, and the called one
 * @property {AbortSignal} [stopping] aborted at shutdown: nothing new is started
 * @property {(request: Request) => Promise<Response>} [fetch] calls providers; default the host's own
 * @property {Log} [log] default one line of JSON each to the console
 * @property {MiddlewareHandler} [assets] the dashboard's files
 * @property {{fetch: (request: Request) => Promise<Response>}} [sandbox] simulates a provider; its clock,
 *   events, faults and webhooks are under `/sandbox`
 * @property {Router<any>} [router] Hono's router; default Hono's own,
 *   which is slow once and then fast
 * @property {{token: Token, take: (code: string) => boolean}} [link] the token for a
 *   one-time code of a sign-in link
 * @property {(c: Context) => string | undefined} [protocolOf] the protocol reported by a trusted proxy
 */

/**
 * The shared parts of the edge.
 * @typedef {object} Edge
 * @property {Map<string, Upstream>} upstreams by format
 * @property {WatchedStore} store
 * @property {() => number} now
 * @property {() => Clock} clock
 * @property {Journal} journal
 * @property {Made} made
 * @property {Seen} seen
 * @property {(observations: readonly Observation[], by: {who: string, requestId?: string}) =>
 *   Promise<Observed[]>} observe stores observations; a store failure does not affect the answer
 * @property {Metrics} metrics
 * @property {Log} log
 * @property {AbortSignal} stopping aborted at shutdown
 * @property {MiddlewareHandler<Variables>} deliveriesLimited to be called after a delivery was verified
 */

/** @param {Options} options @returns {Hono<any>} */
export function createApp(options) {
  const { tokens, origins = [], hosts = [], limits = {}, sandbox, assets, link, router } = options;
  const edge = edgeOf(options);
  const sessions = sessionsOf({ store: edge.store, now: edge.now, tokens });
  const known = { tokens, upstreams: [...edge.upstreams.values()], sessions, hosts, origins };

  // For every request in this order: method and path, rate, credential, scope, body.
  const app = new Hono(router ? { router } : {});
  app.use(requestId({ limitLength: 128 }));
  app.use(logged(edge));
  app.use(secured());
  app.use(hostsOnly(hosts));
  // The core is loaded on the first request: a Worker must not wait while it starts.
  app.use(async (_, next) => {
    await init();
    await next();
  });
  app.route("/", health(edge));
  app.use(crossOrigin(origins));
  app.use(identify(known));
  app.use(rateLimited(limits));

  app.route("/", signIn({ sessions, tokens, link, protocolOf: options.protocolOf }));
  app.route("/webhooks", webhooks(edge));
  app.route("/v1/links", links(edge));
  app.route("/v1/imports", imports(edge));
  app.route("/v1/jobs", jobs(edge));
  app.route("/v1/events", events(edge));
  app.route("/", contract(edge));
  if (sandbox) app.all("/sandbox/*", requires("sandbox"), controls(sandbox));
  refuseOthers(app, requires());
  app.route("/", gateway(edge));
  if (assets) {
    for (const path of PUBLIC_FILES) app.get(path, uncached, assets);
    app.get("*", requires("read"), uncached, assets);
  }
  app.all("*", requires(), () => problem([failure("route_unknown")]));

  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof BodyTooLarge) {
      return refused(c, [failure("json_too_large", { limit: String(error.maxBytes) })]);
    }
    // nginx's status for a client that disconnected while it sent its body; nobody receives it.
    if (brokenOff(c, error)) return new Response(null, { status: 499 });
    // The log has the details for the operator; the caller only gets the status.
    edge.log({ level: "error", event: "failure", requestId: c.get("requestId"), ...said(error) });
    if (!(error instanceof StoreError)) return refused(c, [failure("internal_error")]);
    return error.left
      ? refused(c, [failure("outcome_not_kept")], { extra: { outcome: "unclear" } })
      : refused(c, [failure("store_unavailable")]);
  });
  return app;
}

/**
 * The control calls of the sandbox, with a bounded body.
 * @param {{fetch: (request: Request) => Promise<Response>}} sandbox
 * @returns {MiddlewareHandler<Variables>}
 */
const controls = (sandbox) => async (c) => {
  const { raw } = c.req;
  const body = await boundedBody(raw, MAX_CONTROL_BYTES);
  const { url, method, headers, signal } = raw;
  const bodied = body.length > 0 ? { body } : {};
  return sandbox.fetch(new Request(url, { method, headers, signal, ...bodied }));
};

/** Files of the dashboard: only for signed-in callers, and cached by version. @type {MiddlewareHandler} */
const uncached = async (c, next) => {
  await next();
  if (c.res && !c.res.headers.has("cache-control")) c.header("cache-control", "private, no-cache");
};

/** @param {Options} options @returns {Edge} */
function edgeOf({ providers, now = Date.now, skewMs = 0, log = logTo(console.log), ...options }) {
  const { stopping = new AbortController().signal } = options;
  const metrics = metricsOf();
  const store = watched(options.store, () => metrics.count("paylink_store_failures_total"));
  const formats = /** @type {[FormatId, Provider][]} */ (Object.entries(providers));
  const upstreams = new Map(
    formats.map(([format, provider]) => [
      format,
      upstreamOf(format, provider, { now, metrics, log, fetch: options.fetch }),
    ]),
  );
  const journal = journalOf({ store, now, keepMs: KEEP_MS });
  const made = madeOf({ store, now });
  const seen = seenOf({ store, now, journal, metrics, keepMs: KEEP_MS });
  return {
    upstreams,
    store,
    now,
    clock: () => ({ now: now(), skewMs }),
    journal,
    made,
    seen,
    async observe(observations, by) {
      try {
        return await seen.observe(observations, by);
      } catch (error) {
        log({ level: "error", event: "observation_not_kept", ...by, ...said(error) });
        return observations.map((observation) => unkept(observation, now()));
      }
    },
    metrics,
    log,
    stopping,
    deliveriesLimited: deliveriesLimited(options.limits ?? {}),
  };
}

/**
 * CORS: pages of listed origins may send every credential header of a path. The core has the providers'
 * headers, so it must be loaded first.
 * @param {readonly string[]} origins
 * @returns {MiddlewareHandler}
 */
function crossOrigin(origins) {
  /** @type {MiddlewareHandler | undefined} */
  let handler;
  return (c, next) => {
    handler ??= cors({
      origin: [...origins],
      allowHeaders: [
        ...new Set([
          ...["authorization", "content-type", "idempotency-key", "prefer", "x-request-id"],
          ...described
            .all()
            .flatMap(({ credential, idempotency }) => [
              credential.header,
              ...(idempotency ? [idempotency.header] : []),
            ]),
        ]),
      ],
      allowMethods: ["GET", "POST"],
      exposeHeaders: ["location", "preference-applied", "retry-after", "x-request-id"],
      maxAge: 600,
    });
    return handler(c, next);
  };
}

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
    // With `no-referrer` browsers send `Origin: null` with forms of this server's pages.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
  });
