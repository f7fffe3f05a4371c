// Listening on a port, and which other one is free if it is taken.

/** @import {Server} from "node:net" */

import { createServer } from "node:net";

/** The message says what to do. */
export class PortTaken extends Error {
  name = "PortTaken";
}

/**
 * Listens on the port; if it is taken, on the next free one, which is printed, or refuses with the number of that.
 * @param {Server} server
 * @param {{hostname: string, port: number, otherwise: "next" | "refuse"}} at
 * @returns {Promise<number>} the port
 * @throws {PortTaken}
 */
export async function listenOn(server, { hostname, port, otherwise }) {
  try {
    return await bind(server, hostname, port);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE") throw error;
  }
  const free = await freeAfter(hostname, port);
  if (otherwise === "next" && free !== undefined) {
    console.log(`\n  Port ${port} is taken, so this is ${free}.`);
    return bind(server, hostname, free);
  }
  const example = free === undefined ? "" : `; ${free} is free`;
  throw new PortTaken(`port ${port} is taken: set PORT to another${example}`);
}

/**
 * The callers of a service are configured with its port. At a terminal, without a setting, another port serves as well.
 * @param {string | undefined} setting `PORT`
 */
export const otherwiseAt = (setting) => (setting || !process.stdout.isTTY ? "refuse" : "next");

/** @param {Server} server @param {string} hostname @param {number} port @returns {Promise<number>} */
function bind(server, hostname, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
    });
  });
}

/** How many ports after a taken one are tried. */
const NEAR = 20;

/** @param {string} hostname @param {number} taken */
async function freeAfter(hostname, taken) {
  for (let port = taken + 1; port <= Math.min(taken + NEAR, 65_535); port += 1) {
    const probe = createServer();
    try {
      await bind(probe, hostname, port);
      await new Promise((resolve) => probe.close(resolve));
      return port;
    } catch {
      // Taken too.
    }
  }
  return undefined;
}
