// The sandbox as a server on a loopback address, for any HTTP client. A cut connection is really reset.
//
// PORT: default 8788. PAYLINK_SANDBOX_LINKS: the number of additional links of each provider. PAYLINK_SANDBOX_SEED: a
// text that determines ids and secrets. PAYLINK_SANDBOX_NOW: the time of its clock, which is then stopped.

/** @import {IncomingMessage, ServerResponse} from "node:http" */

import { createServer } from "node:http";
import { init, validate } from "paylink";
import { listenOn, otherwiseAt } from "../listening.js";
import { isCut } from "./faults.js";
import { createSandbox, exampleOf, sandboxKeys } from "./index.js";

const HOSTNAME = "127.0.0.1";
const MAX_BODY_BYTES = 1024 * 1024;

const { env } = process;
const port = portFrom(env.PORT || "8788");
await init();
const sandbox = createSandbox(optionsFrom(env));

/** @param {string} text 0: any that is free */
function portFrom(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    stop("PORT: expected a whole number from 0 to 65535");
  }
  return Number(text);
}

/** @param {NodeJS.ProcessEnv} env @returns {import("./index.js").SandboxOptions} */
function optionsFrom({
  PAYLINK_SANDBOX_LINKS: links = "0",
  PAYLINK_SANDBOX_SEED: random,
  PAYLINK_SANDBOX_NOW: now,
}) {
  const count = Number(links);
  if (!/^\d{0,7}$/.test(links) || count > 1_000_000) {
    stop("PAYLINK_SANDBOX_LINKS: expected a whole number up to 1000000");
  }
  if (now === undefined) return { seed: { count, random } };
  const instant = validate("instant", now);
  if (!instant.ok) stop(`PAYLINK_SANDBOX_NOW: ${instant.issues[0].message}`);
  return { seed: { count, random }, at: Date.parse(now), frozen: true };
}

/** @param {string} why @returns {never} */
function stop(why) {
  console.error(why);
  process.exit(1);
}

/** Protection against DNS rebinding. @param {string} host */
const isOurs = (host) =>
  URL.canParse(`http://${host}`) &&
  [HOSTNAME, "localhost"].includes(new URL(`http://${host}`).hostname);

/** Refuses pages of other origins. @param {IncomingMessage} incoming */
const isForeign = ({ headers: { "sec-fetch-site": site } }) =>
  site !== undefined && site !== "same-origin" && site !== "none";

/** @param {IncomingMessage} incoming @returns {Promise<Buffer<ArrayBuffer> | null>} null if it is too long */
async function bodyOf(incoming) {
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return length > MAX_BODY_BYTES ? null : Buffer.concat(chunks);
}

/** @param {IncomingMessage} incoming @param {ServerResponse} outgoing */
async function answer(incoming, outgoing) {
  const { method = "GET", url = "/" } = incoming;
  const host = incoming.headers.host ?? "";
  if (!isOurs(host)) return plainly(outgoing, 421, "this is 127.0.0.1 and localhost only");
  if (isForeign(incoming)) return plainly(outgoing, 403, "not for pages of other origins");
  const body = await bodyOf(incoming);
  if (body === null) return plainly(outgoing, 413, `at most ${MAX_BODY_BYTES} bytes`);
  const left = new AbortController();
  outgoing.once("close", () => left.abort());
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
  }
  const request = new Request(`http://${host}${url.startsWith("/") ? url : "/"}`, {
    method,
    headers,
    body: method === "GET" || method === "HEAD" || body.length === 0 ? null : body,
    signal: left.signal,
  });
  const response = await sandbox.fetch(request);
  outgoing.writeHead(response.status, [...response.headers].flat());
  for await (const chunk of response.body ?? []) outgoing.write(chunk);
  outgoing.end();
}

/** @param {ServerResponse} outgoing @param {number} status @param {string} text */
function plainly(outgoing, status, text) {
  outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  outgoing.end(`${text}\n`);
}

/** A reset discards data in flight, so half a response is sent first. @param {ServerResponse} outgoing */
function cut({ socket, headersSent }) {
  if (headersSent) socket?.destroySoon();
  else socket?.resetAndDestroy();
}

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch((error) => {
    if (isCut(error)) return cut(outgoing);
    // The client has disconnected.
    if (outgoing.closed || outgoing.destroyed) return undefined;
    console.error(error);
    if (outgoing.headersSent) return outgoing.destroy();
    return plainly(outgoing, 500, "the sandbox failed");
  });
});

const on = await listenOn(server, {
  hostname: HOSTNAME,
  port,
  otherwise: otherwiseAt(env.PORT),
}).catch(({ message }) => stop(message));
const at = `http://${HOSTNAME}:${on}`;
const json = "-H 'Content-Type: application/json'";
const examples = Object.keys(sandboxKeys).map((format) =>
  exampleOf(format, at).replaceAll(/^/gm, "    "),
);
console.log(`
  The sandbox is running: ${at}/sandbox says what it is and which calls it takes.

  Close a link, as its provider has it:

${examples.join("\n\n")}

  Push the clock by an hour:

    curl -s -X POST ${at}/sandbox/clock ${json} -d '{"advanceMs": 3600000}'

  Lose the answer of the next call that closes a link, after its effect:

    curl -s -X POST ${at}/sandbox/faults ${json} -d '{"fault": "lost_answer", "operation": "close"}'

  More: docs/sandbox.md. Stop with Ctrl-C.
`);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    // Slow responses are not awaited.
    server.closeAllConnections();
  });
}
