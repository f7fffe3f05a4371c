// The minimal proxy on Hono: the baseline for the gateway.
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { proxy } from "hono/proxy";

const upstream = process.argv[2];
const app = new Hono();
app.all("*", (c) => {
  const { pathname, search } = new URL(c.req.url);
  return proxy(`${upstream}${pathname}${search}`, c.req);
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  process.send(`http://127.0.0.1:${port}`),
);
