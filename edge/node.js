// Node: the edge and the dashboard. On the loopback address it lets in this machine's browsers; where
// others can reach it, nobody without a token.

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
import { signIn, tokenOf } from "./callers.js";
import { ConfigError, configOf } from "./config.js";
import { limitConnections } from "./connections.js";
import { logTo } from "./log.js";
import { proxiesOf } from "./proxies.js";
import { listen, shutdownOf } from "./shutdown.js";
import { memoryStore } from "./stores/memory.js";
import { sqliteStore } from "./stores/sqlite.js";

/** Slow requests, idle connections, and how many there are at all. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than proxies and load balancers keep a connection without use, so that they close it first.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
};
const MAX_CONNECTIONS = 8192;

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** @param {string} name */
const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The dashboard, and the core that it runs. */
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
  const owner = await ownerOf(node);
  const store = storeAt(node.db);
  const shutdown = shutdownOf({
    drainMs: node.drainMs,
    close: async () => store.close?.(),
    log,
  });
  listen(shutdown);
  const proxies = proxiesOf(node.trustedProxies, (c) => getConnInfo(c).remote.address);

  const files = assets();
  const app = createApp({
    ...config,
    tokens: [...config.tokens, ...owner.tokens],
    store,
    hosts: node.local ? [...LOOPBACK, ...node.hosts] : node.hosts,
    stopping: shutdown.stopping,
    limits: {
      ...(config.perMinute && { perMinute: config.perMinute }),
      addressOf: proxies.addressOf,
    },
    log,
    assets: async (c, next) => {
      const found = await files.fetch(c.req.raw, c.env);
      return found.status === 404 ? next() : found;
    },
    ...owner.options,
  });

  /** What Workers have, so that work outlives its request here as there. */
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
  limitConnections(server, { most: node.connections, exempt: proxies.trusts, log });
  shutdown.serve(server);
  await listening(server, node);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const at = urlOf(node.hostname, port);
  console.log(banner({ at, token: owner.shown, providers: config.providers, kept: node.db }));
}

/**
 * The operator: its token, and how its browser is let in. Without a token of its own, it gets one for as
 * long as the process lives, where nobody else can reach it.
 * @param {NodeConfig} node
 * @returns {Promise<{tokens: Token[], shown: string | undefined, options: object}>}
 */
async function ownerOf({ local, token }) {
  if (token) {
    // What the operator knows need not stand in a terminal's history.
    return { tokens: [], shown: "$PAYLINK_TOKEN", options: local ? { signIn: signIn(token) } : {} };
  }
  if (!local) return { tokens: [], shown: undefined, options: {} };
  const made = randomBytes(24).toString("base64url");
  return {
    tokens: [await tokenOf("owner", made)],
    shown: made,
    options: { signIn: signIn(made) },
  };
}

/** @param {string | undefined} path */
function storeAt(path) {
  try {
    return path ? sqliteStore({ path }) : memoryStore();
  } catch (error) {
    throw new ConfigError(`PAYLINK_DB: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {Server} server @param {NodeConfig} node @returns {Promise<void>} */
function listening(server, { hostname, port }) {
  return new Promise((resolve, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const refuse = ({ code, message }) => {
      const why =
        code === "EADDRINUSE"
          ? `port ${port} is taken: set PORT to another`
          : `cannot listen on ${urlOf(hostname, port)} (${code ?? message}): set HOST and PORT to others`;
      reject(new ConfigError(why));
    };
    server.once("error", refuse);
    server.listen(port, hostname, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

start().catch((error) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
