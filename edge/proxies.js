// Who a request comes from, and by which protocol, where proxies of the operator's stand before the edge.
// What X-Forwarded-For and X-Forwarded-Proto say is believed only if such a proxy says it.

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
     * The nearest address that is not a trusted proxy's: each of them adds the one that it was called
     * from to the right of the list, and what stands to the left of an untrusted one is its own claim.
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
      // Of several, the last is what the trusted proxy itself says.
      const protocol = told?.split(",").at(-1)?.trim().toLowerCase();
      if (protocol === "http" || protocol === "https") return protocol;
      return c.req.url.startsWith("https:") ? "https" : "http";
    },
  };
}

/** @param {string} entry */
const withoutPort = (entry) =>
  entry.match(/^\[([^\]]+)\](?::\d+)?$/)?.[1] ?? entry.match(/^([\d.]+):\d+$/)?.[1] ?? entry;
