// Node: the edge and the dashboard. On the loopback address it lets in this machine's browsers; where
// others can reach it, nobody without a token.

import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createApp } from "./app.js";
import { banner } from "./banner.js";
import { signIn, tokenOf } from "./callers.js";
import { ConfigError, configOf } from "./config.js";
import { logTo } from "./log.js";
import { nodeFetch } from "./node-client.js";
import { memoryStore } from "./stores/memory.js";
import { sqliteStore } from "./stores/sqlite.js";

const { env } = process;
const port = Number(env.PORT ?? 8787);
const hostname = env.HOST || "127.0.0.1";
const local = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "::1";

/** For how long running requests may take to finish once it is told to stop. */
const DRAIN_MS = 30_000;

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
  const config = await configOf(env, { local });
  const owner = env.PAYLINK_TOKEN || (local ? randomBytes(24).toString("base64url") : undefined);
  const tokens = [...config.tokens];
  if (local && owner && !env.PAYLINK_TOKEN) tokens.push(await tokenOf("owner", owner));
  if (tokens.length === 0) {
    throw new ConfigError(
      `on ${hostname} others can reach it: set PAYLINK_TOKEN or PAYLINK_TOKENS`,
    );
  }
  const store = env.PAYLINK_DB ? sqliteStore({ path: env.PAYLINK_DB }) : memoryStore();

  const files = assets();
  const app = new Hono();
  app.use(hostsOnly(local ? ["127.0.0.1", "localhost", "[::1]"] : listOf(env.PAYLINK_HOSTS)));
  app.route(
    "/",
    createApp({
      ...config,
      tokens,
      store,
      fetch: nodeFetch,
      limits: {
        ...(config.perMinute && { perMinute: config.perMinute }),
        addressOf: (c) => getConnInfo(c).remote.address ?? "anywhere",
      },
      // A newcomer's terminal is for reading.
      log: logTo(local && !env.PAYLINK_LOG ? () => {} : console.log),
      assets: async (c, next) => {
        const found = await files.fetch(c.req.raw, c.env);
        return found.status === 404 ? next() : found;
      },
      ...(local && owner && { signIn: signIn(owner) }),
    }),
  );

  const server = serve({ fetch: app.fetch, port, hostname }, () => {
    const at = `http://${hostname}:${port}`;
    console.log(
      banner({
        at,
        // What the operator knows need not stand in a terminal's history.
        token: env.PAYLINK_TOKEN ? "$PAYLINK_TOKEN" : owner,
        sandboxed: local && config.sandbox !== undefined,
        kept: env.PAYLINK_DB,
      }),
    );
  });
  server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
    console.error(
      error.code === "EADDRINUSE" ? `port ${port} is taken: set PORT to another` : error,
    );
    process.exit(1);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      // Running requests finish, new ones are not taken; what does not end is ended.
      server.close(() => Promise.resolve(store.close?.()).finally(() => process.exit(0)));
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
    });
  }
}

/** @param {string | undefined} text */
const listOf = (text) =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/**
 * A name that an attacker lets point here must not reach what only this machine may: the browser would
 * send along our cookie. Without a list, every name will do.
 * @param {string[]} names
 * @returns {import("hono").MiddlewareHandler}
 */
const hostsOnly = (names) => async (c, next) => {
  if (names.length === 0 || names.includes(new URL(c.req.url).hostname)) return next();
  return c.text(`this server answers to ${names.join(", ")} only\n`, 421);
};

start().catch((error) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
