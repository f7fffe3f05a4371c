// The edge of the tests over real sockets, on both of its sides: what calls it, and what it calls.
import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { nodeFetch } from "../../edge/node-client.js";

/** @param {(request: Request, sockets: any) => Response | Promise<Response>} fetch */
async function listening(fetch) {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A test is over when its last line is, whatever connections are kept for the next call.
  server.unref();
  server.on("connection", (socket) => socket.unref());
  return `http://127.0.0.1:${server.address().port}`;
}

/** Each edge's provider, by the first part of the path. @type {((request: Request) => Promise<Response>)[]} */
const upstreams = [];

const upstreamUrl = await listening(async (request, { outgoing }) => {
  const url = new URL(request.url);
  const [, at, path] = /^\/(\d+)(\/.*)$/.exec(url.pathname);
  const init = { method: request.method, headers: request.headers, redirect: "manual" };
  const body = request.method === "GET" ? null : await request.arrayBuffer();
  try {
    return await upstreams[Number(at)](
      new Request(new URL(path + url.search, url), { ...init, body }),
    );
  } catch {
    // Whoever waits for the answer sees the connection end.
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
});

/** Where a provider is, and how it is called. @param {(request: Request) => Promise<Response>} upstream */
export const provided = (upstream) => ({
  baseUrl: `${upstreamUrl}/${upstreams.push(upstream) - 1}`,
  fetch: nodeFetch,
});

/** An app that is asked over a socket. @param {{fetch: (request: Request) => Response | Promise<Response>}} app */
export function served(app) {
  const url = listening((request) => app.fetch(request));
  return {
    fetch: app.fetch,
    request: async (path, init) => fetch((await url) + path, { redirect: "manual", ...init }),
  };
}
