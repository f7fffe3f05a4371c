// The Node host: the edge and the dashboard.

/**
 * @import {Server} from "node:http"
 * @import {Token} from "./callers.js"
 * @import {NodeConfig} from "./config.js"
 */

import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createApp } from "./app.js";
import { banner, urlOf } from "./banner.js";
import { tokenOf } from "./callers.js";
import { ConfigError, configOf } from "./config.js";
import { limitConnections } from "./connections.js";
import { LOOPBACK } from "./hosts.js";
import { listenOn, otherwiseAt, PortTaken } from "./listening.js";
import { logTo } from "./log.js";
import { nodeFetch } from "./node-client.js";
import { proxiesOf } from "./proxies.js";
import { listen, shutdownOf } from "./shutdown.js";
import { signInCodes } from "./sign-in.js";
import { memoryStore } from "./stores/memory.js";
import { sqliteStore } from "./stores/sqlite.js";
import { limitUnread } from "./unread.js";

/** Limits of slow requests, idle connections, and the number of connections. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the idle time of proxies and load balancers, so that they close first.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
};
const MAX_CONNECTIONS = 8192;

/** @param {string} name */
const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The dashboard and its core. */
function assets() {
  const files = new Hono();
  const rewriteRequestPath = (/** @type {string} */ path) => path.slice("/paylink".length);
  files.use("/paylink/*", serveStatic({ root: folder("pkg"), rewriteRequestPath }));
  files.get("*", serveStatic({ root: folder("www") }));
  return files;
}

async function start() {
  const { node, secrets, ...config } = await configOf(process.env);
  const log = logTo(console.log, { all: node.log ?? !node.local, secrets });
  const owner = await ownerOf(node, config.tokens);
  const store = storeAt(node.db);
  const shutdown = shutdownOf({
    drainMs: node.drainMs,
    close: async () => store.close?.(),
    log,
  });
  listen(shutdown);
  const proxies = proxiesOf(node.trustedProxies, (c) => getConnInfo(c).remote.address);

  let at = urlOf(node.hostname, node.port);
  const codes = signInCodes();
  const signInLink = () => `${at}/sign-in?code=${codes.make()}`;
  /** @param {string} code */
  const taken = (code) => {
    const fits = codes.take(code);
    if (fits) console.log(`\n  Signed in. To sign in another browser: ${signInLink()}\n`);
    return fits;
  };

  const files = assets();
  const app = createApp({
    ...config,
    tokens: [...config.tokens, ...(owner.newcomer ? [owner.newcomer] : [])],
    store,
    fetch: nodeFetch,
    hosts: node.local ? [...LOOPBACK, ...node.hosts] : node.hosts,
    stopping: shutdown.stopping,
    limits: {
      ...(config.perMinute && { perMinute: config.perMinute }),
      addressOf: proxies.addressOf,
    },
    protocolOf: proxies.protocolOf,
    log,
    assets: async (c, next) => {
      const found = await files.fetch(c.req.raw, c.env);
      return found.status === 404 ? next() : found;
    },
    ...(owner.newcomer && { link: { token: owner.newcomer, take: taken } }),
  });

  /** The equivalent of `waitUntil` on Workers: work that outlives its request. */
  const context = {
    waitUntil: shutdown.track,
    passThroughOnException() {},
    props: {},
  };
  const server = /** @type {Server} */ (
    createAdaptorServer({
      fetch: (request, env) => shutdown.track(Promise.resolve(app.fetch(request, env, context))),
      serverOptions: TIMEOUTS,
    })
  );
  server.maxConnections = MAX_CONNECTIONS;
  limitUnread(server);
  limitConnections(server, { most: node.connections, exempt: proxies.trusts, log });
  shutdown.serve(server);
  const port = await listening(server, node);
  at = urlOf(node.hostname, port);
  const { shown: token, newcomer } = owner;
  const link = newcomer && signInLink();
  console.log(banner({ at, link, token, providers: config.providers, kept: node.db }));
}

/**
 * The operator's access. Without a configured token on the loopback address, a token is generated for the
 * lifetime of the process, and a link in the terminal signs a browser in.
 * @param {NodeConfig} node
 * @param {readonly Token[]} tokens
 * @returns {Promise<{shown: string | undefined, newcomer?: Token}>} `shown`: the token in example commands
 */
async function ownerOf({ local, token }, tokens) {
  // A configured token is not printed, because terminals keep a history.
  if (token) return { shown: "$PAYLINK_TOKEN" };
  if (!local || tokens.length > 0) return { shown: undefined };
  const made = randomBytes(24).toString("base64url");
  return { shown: made, newcomer: await tokenOf("owner", made) };
}

/** @param {string | undefined} path */
function storeAt(path) {
  try {
    return path ? sqliteStore({ path }) : memoryStore();
  } catch (error) {
    throw new ConfigError(`PAYLINK_DB: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Server} server @param {NodeConfig} node */
async function listening(server, { hostname, port }) {
  try {
    return await listenOn(server, { hostname, port, otherwise: otherwiseAt(process.env.PORT) });
  } catch (error) {
    if (error instanceof PortTaken) throw new ConfigError(error.message);
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new ConfigError(
      `cannot listen on ${urlOf(hostname, port)} (${code ?? message}): set HOST and PORT to others`,
    );
  }
}

start().catch((error) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
