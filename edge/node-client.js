// Calls to providers on Node, by its HTTP client. Its `fetch` fails an assertion outside of any promise in Node
// 24.21, which ends the process, when a connection closes while a response is read slowly; and it decompresses
// responses before they can be refused.

import http from "node:http";
import https from "node:https";
import { ReadableStream } from "node:stream/web";

/**
 * The part of `fetch` that calls to providers need. Redirects are not followed, bodies are not decompressed. The
 * signal also aborts while the body is read.
 * @param {Request} request
 * @returns {Promise<Response>} `Response.error()` for a status that a `Response` cannot have
 */
export async function nodeFetch(request) {
  const body = new Uint8Array(await request.arrayBuffer());
  const { request: send } = request.url.startsWith("https:") ? https : http;
  const outgoing = send(request.url, {
    method: request.method,
    // Some firewalls refuse requests without a user agent.
    headers: { "user-agent": "paylink", ...Object.fromEntries(request.headers) },
    signal: request.signal,
  });
  /** @type {http.IncomingMessage} */
  const incoming = await new Promise((resolve, reject) => {
    outgoing.on("response", resolve);
    // These listeners stay: an error without a listener would be thrown, and later errors are reported by the body.
    outgoing.on("error", reject);
    outgoing.on("close", () => reject(new Error("closed without an answer")));
    outgoing.end(body);
  });
  incoming.on("error", () => {});
  const { statusCode: status = 0 } = incoming;
  if (status < 200 || status > 599) {
    outgoing.destroy();
    return Response.error();
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  if ([204, 205, 304].includes(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  const content = /** @type {BodyInit} */ (/** @type {unknown} */ (ReadableStream.from(incoming)));
  return new Response(content, { status, headers });
}
