// Node: the edge and the dashboard on one loopback address, with everything embedded.

import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createApp } from "./app.js";
import { providersFrom } from "./config.js";
import { sandboxKeys } from "./sandbox/index.js";
import { signIn } from "./session.js";
import { memoryStore } from "./stores/memory.js";

const port = Number(process.env.PORT ?? 8787);
const hostname = "127.0.0.1";
const now = () => Date.now();
const auth = { token: process.env.PAYLINK_TOKEN || randomBytes(24).toString("base64url") };

/** @param {string} name */
const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The dashboard, signed in, and the core that it runs. @param {Hono} app */
function assets(app) {
  app.use("/", signIn(auth));
  app.use(
    "/paylink/*",
    serveStatic({
      root: folder("pkg"),
      rewriteRequestPath: (path) => path.slice("/paylink".length),
    }),
  );
  app.get("*", serveStatic({ root: folder("www") }));
}

const app = new Hono();
// A name that an attacker lets point here must not reach what only this machine may: the browser
// would send along our cookie.
app.use(async (c, next) => {
  const host = new URL(c.req.url).hostname;
  if (host === hostname || host === "localhost") return next();
  return c.text("this server answers to 127.0.0.1 and localhost only\n", 421);
});
const providers = providersFrom(process.env, now);
app.route("/", createApp({ providers, store: memoryStore(), now, auth, assets }));

const server = serve({ fetch: app.fetch, port, hostname }, () => {
  const at = `http://${hostname}:${port}`;
  console.log(`
  paylink is running: ${at}

  A sandbox plays both providers. Cancel a link, expire another:

    curl -i -X POST ${at}/payment-links/6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01/cancel \\
      -H 'X-API-Key: ${sandboxKeys.connect}' -H 'X-Idempotency-Key: my-first-key'

    curl -i -X POST ${at}/api/public/v1/payment_links/7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21/expiration \\
      -H 'Authorization: Bearer ${sandboxKeys.txn}' -H 'Content-Type: application/vnd.api+json'

  The API over both:

    curl -s ${at}/v1/links -H 'Authorization: Bearer ${auth.token}'

  Stop with Ctrl-C.
`);
});
server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
  console.error(error.code === "EADDRINUSE" ? `port ${port} is taken: set PORT to another` : error);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    // Running requests finish; connections that only wait for more do not keep us.
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
