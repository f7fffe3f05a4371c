// Cloudflare Workers. The dashboard's files are static assets; the token is a secret.

import { createApp } from "./app.js";
import { providersFrom } from "./config.js";
import { memoryStore } from "./stores/memory.js";

export { PaylinkPlace } from "./stores/durable.js";

/**
 * The dashboard's files; what is none of them goes on.
 * @param {{fetch: (request: Request) => Promise<Response>}} files
 * @returns {import("hono").MiddlewareHandler}
 */
const assets = (files) => async (c, next) => {
  const found = await files.fetch(c.req.raw);
  // Answers of the binding are immutable, and ours gets headers.
  return found.status === 404 ? next() : new Response(found.body, found);
};

/** @type {import("hono").Hono | undefined} */
let app;

export default {
  /** @param {Request} request @param {Record<string, any>} env @param {any} context */
  fetch(request, env, context) {
    const now = () => Date.now();
    // Made on the first request: before it, a Worker has neither a clock nor its environment.
    app ??= createApp({
      providers: providersFrom(env, now),
      store: memoryStore(),
      now,
      auth: { token: env.PAYLINK_TOKEN },
      assets: (routes) => routes.get("*", assets(env.ASSETS)),
    });
    return app.fetch(request, env, context);
  },
};
