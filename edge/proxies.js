// The client's address and protocol behind the operator's proxies. X-Forwarded-For and X-Forwarded-Proto are
// trusted only from configured proxies.

/**
 * @import {Context} from "hono"
 * @import {AddressRange} from "./addresses.js"
 */

import { contains, parseAddress, subscriberOf } from "./addresses.js";

/**
 * @param {readonly AddressRange[]} trusted
 * @param {(c: Context) => string | undefined} remoteOf the address of the other end of the connection
 */
export function proxiesOf(trusted, remoteOf) {
  /** @param {string | undefined} text */
  const trusts = (text) => {
    const address = parseAddress(text ?? "");
    return address !== undefined && trusted.some((range) => contains(range, address));
  };

  return {
    trusts,
    /**
     * The rightmost address that is not a trusted proxy's: each proxy appends its caller's address, and everything to
     * the left of an untrusted address is unverified.
     * @param {Context} c
     */
    addressOf(c) {
      let nearest = remoteOf(c);
      const forwarded = c.req.header("x-forwarded-for")?.split(",").reverse() ?? [];
      for (const entry of forwarded) {
        if (!trusts(nearest)) break;
        const address = withoutPort(entry.trim());
        if (!parseAddress(address)) break;
        nearest = address;
      }
      return nearest === undefined ? "anywhere" : subscriberOf(nearest);
    },
    /** @param {Context} c @returns {"http" | "https"} */
    protocolOf(c) {
      const told = trusts(remoteOf(c)) ? c.req.header("x-forwarded-proto") : undefined;
      // Of several values, the last is the trusted proxy's own.
      const protocol = told?.split(",").at(-1)?.trim().toLowerCase();
      if (protocol === "http" || protocol === "https") return protocol;
      return c.req.url.startsWith("https:") ? "https" : "http";
    },
  };
}

/** @param {string} entry */
const withoutPort = (entry) =>
  entry.match(/^\[([^\]]+)\](?::\d+)?$/)?.[1] ?? entry.match(/^([\d.]+):\d+$/)?.[1] ?? entry;
