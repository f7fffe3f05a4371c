// Shutdown of the Node server: after a signal or an uncaught error it accepts no new connections, finishes running
// requests, closes the store, and exits.

/**
 * @import {IncomingMessage, Server, ServerResponse} from "node:http"
 * @import {Socket} from "node:net"
 * @import {Log} from "./log.js"
 */

import { Server as NetServer } from "node:net";
import { said } from "./log.js";

/**
 * How long idle connections stay open after the signal: a client that sends a request meanwhile gets a response with
 * `Connection: close` instead of a reset.
 */
const LINGER_MS = 500;
/** The interval of checks for idle connections. */
const LOOK_MS = 50;

/**
 * @typedef {object} Ending
 * @property {number} drainMs the time limit of running requests
 * @property {() => Promise<void>} close closes the store
 * @property {Log} log
 * @property {(code: number) => void} [exit]
 */

/** @param {Ending} ending */
export function shutdownOf({ drainMs, close, log, exit = process.exit }) {
  const stopping = new AbortController();
  /** @type {Set<Promise<unknown>>} */
  const running = new Set();
  /** @type {Set<ServerResponse>} */
  const answering = new Set();
  /** @type {Set<Socket>} */
  const sockets = new Set();
  /** @type {Server | undefined} */
  let server;
  let code = 0;

  /**
   * Waits for work before the store is closed.
   * @template T @param {Promise<T>} work @returns {Promise<T>}
   */
  function track(work) {
    const ended = work.then(
      () => {},
      () => {},
    );
    running.add(ended);
    ended.then(() => running.delete(ended));
    return work;
  }

  /** @param {IncomingMessage} _ @param {ServerResponse} response */
  function answers(_, response) {
    if (stopping.signal.aborted) response.shouldKeepAlive = false;
    answering.add(response);
    response.once("close", () => answering.delete(response));
  }

  async function drained() {
    if (server) await closed(server, sockets);
    while (running.size > 0) await Promise.all(running);
  }

  async function end() {
    for (const response of answering) {
      if (!response.headersSent) response.shouldKeepAlive = false;
    }
    const deadline = new Promise((resolve) => setTimeout(resolve, drainMs, "late"));
    if ((await Promise.race([drained(), deadline])) === "late") {
      log({ level: "error", event: "drain_timeout", requests: answering.size });
      code = 1;
      server?.closeAllConnections();
    }
    await close().catch((error) => {
      log({ level: "error", event: "store_not_closed", ...said(error) });
      code = 1;
    });
    exit(code);
  }

  /** @param {string} why */
  function stop(why) {
    log({ level: "info", event: "stopping", why, requests: answering.size });
    stopping.abort();
    end();
  }

  /** @type {WeakSet<object>} */
  const seen = new WeakSet();

  return {
    stopping: stopping.signal,
    track,
    /** @param {Server} made its connections are drained */
    serve(made) {
      server = made;
      server.on("connection", (socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
      // Before the response starts, because its head says whether the connection stays open.
      server.prependListener("request", answers);
    },
    /** The first signal shuts down gracefully, the second exits at once. @param {string} name */
    signal(name) {
      if (stopping.signal.aborted) exit(1);
      else stop(name);
    },
    /** An uncaught error: the state is undefined. @param {unknown} error @param {string} origin */
    uncaught(error, origin) {
      if (error instanceof Object) {
        if (seen.has(error)) return;
        seen.add(error);
      }
      code = 1;
      const rejected = origin === "unhandledRejection";
      const event = rejected ? "unhandled_rejection" : "uncaught_exception";
      log({ level: "error", event, ...said(error) });
      if (!stopping.signal.aborted) stop(event);
    },
  };
}

/** @typedef {ReturnType<typeof shutdownOf>} Shutdown */

/** @param {Shutdown} shutdown @param {NodeJS.Process} [on] */
export function listen({ signal, uncaught }, on = process) {
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM"])) on.on(name, () => signal(name));
  // Unhandled rejections arrive here too.
  on.on("uncaughtException", uncaught);
}

/**
 * Accepts no new connections, and waits for the last one to end. Idle ones are closed repeatedly: a connection becomes
 * idle after a response that started before the signal.
 * @param {Server} server
 * @param {Set<Socket>} sockets
 * @returns {Promise<void>}
 */
function closed(server, sockets) {
  return new Promise((resolve) => {
    const since = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - since < LINGER_MS) return;
      server.closeIdleConnections();
      // Connections that never sent anything count as busy.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, LOOK_MS);
    // An HTTP server's own `close` resets idle connections at once, and stops its timeouts.
    NetServer.prototype.close.call(server, () => {
      clearInterval(timer);
      resolve();
    });
  });
}
