// The Cloudflare Workers host. The dashboard's files are static assets, the store is Durable Objects, credentials are
// secrets.

import { subscriberOf } from "./addresses.js";
import { createApp } from "./app.js";
import { ConfigError, configOf } from "./config.js";
import { logTo } from "./log.js";
import { sandboxOf } from "./sandbox/durable.js";
import { durableStore } from "./stores/durable.js";

export { PaylinkSandbox } from "./sandbox/durable.js";
export { PaylinkPlace } from "./stores/durable.js";

/**
 * The dashboard's files; other paths go to the edge.
 * @param {{fetch: (request: Request) => Promise<Response>}} files
 * @returns {import("hono").MiddlewareHandler}
 */
const assets = (files) => async (c, next) => {
  const found = await files.fetch(c.req.raw);
  // Responses of the binding are immutable, and headers are added.
  return found.status === 404 ? next() : new Response(found.body, found);
};

/** @param {Record<string, any>} env */
async function made(env) {
  const sandbox = env.SANDBOX && (() => ({ fetch: sandboxOf(env.SANDBOX) }));
  const {
    node: _,
    secrets,
    ...config
  } = await configOf(env, { host: "workers", local: false, sandbox });
  return createApp({
    ...config,
    store: durableStore(env.PLACES),
    limits: {
      ...(config.perMinute ? { perMinute: config.perMinute } : env.RATE && { binding: env.RATE }),
      addressOf: (c) => subscriberOf(c.req.header("cf-connecting-ip") ?? "anywhere"),
    },
    log: logTo(console.log, { secrets }),
    assets: assets(env.ASSETS),
  });
}

/** @type {import("hono").Hono<any> | undefined} */
let app;

export default {
  /** @param {Request} request @param {Record<string, any>} env @param {any} context */
  async fetch(request, env, context) {
    try {
      // Created on the first request: before it, a Worker has neither a clock nor its environment.
      app ??= await made(env);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      console.error(error.message);
      return new Response("not configured\n", { status: 503 });
    }
    return app.fetch(request, env, context);
  },
};
