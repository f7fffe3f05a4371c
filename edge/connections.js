// The limit of connections for each address: each connection takes memory before its caller is known.

/**
 * @import {Server} from "node:http"
 * @import {Log} from "./log.js"
 */

import { subscriberOf } from "./addresses.js";

/** The interval of log lines about refused connections. */
const LOG_MS = 60_000;

/**
 * @param {Server} server
 * @param {object} options
 * @param {number} options.most the limit of one address; further ones are destroyed
 * @param {(address: string) => boolean} options.exempt
 * @param {Log} options.log
 */
export function limitConnections(server, { most, exempt, log }) {
  /** @type {Map<string, number>} */
  const open = new Map();
  let loggedAt = Number.NEGATIVE_INFINITY;
  let refused = 0;
  server.prependListener("connection", (socket) => {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || exempt(remoteAddress)) return;
    const address = subscriberOf(remoteAddress);
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      refused += 1;
      if (performance.now() - loggedAt < LOG_MS) return;
      log({ level: "warn", event: "connections_refused", address, most, refused });
      [loggedAt, refused] = [performance.now(), 0];
      return;
    }
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
