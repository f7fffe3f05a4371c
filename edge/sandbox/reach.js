// The addresses that a public sandbox may deliver webhooks to: public ones only, so that nobody can probe the server's
// own network.

/**
 * `local`: any https address, and http on this machine, for a sandbox that only users of this machine can reach.
 * `public`: public https addresses only.
 * @typedef {"local" | "public"} Reach
 */

/**
 * The IPv4 ranges that are not public (IANA special-purpose registry, multicast, reserved).
 * @type {readonly [network: string, bits: number][]}
 */
const NOT_PUBLIC_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/**
 * In IPv6 only global unicast (2000::/3) is public, except ranges that embed an IPv4 address (6to4, Teredo) or are
 * reserved.
 * @type {readonly [network: [number, number], bits: number][]}
 */
const NOT_PUBLIC_V6 = [
  [[0x2001, 0], 23],
  [[0x2001, 0x0db8], 32],
  [[0x2002, 0], 16],
  [[0x3fff, 0], 20],
];

/** Names that are local to a machine or a network, including the metadata services of clouds. */
const NOT_PUBLIC_NAME =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa)$/;

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** @param {string} address */
const v4 = (address) => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

/** @param {number} value @param {number} network @param {number} bits of 32 */
const isWithin = (value, network, bits) =>
  Math.floor(value / 2 ** (32 - bits)) === Math.floor(network / 2 ** (32 - bits));

/** @param {string} address in dotted form */
const isPublicV4 = (address) =>
  !NOT_PUBLIC_V4.some(([network, bits]) => isWithin(v4(address), v4(network), bits));

/** @param {string} address without brackets, as URLs have it */
function isPublicV6(address) {
  // An address that begins with `::` has only zeros there.
  const [first = 0, second = 0] = address
    .split(":", 2)
    .map((group) => Number.parseInt(group || "0", 16));
  const head = first * 0x10000 + second;
  return (
    first >= 0x2000 &&
    first <= 0x3fff &&
    !NOT_PUBLIC_V6.some(([[one, two], bits]) => isWithin(head, one * 0x10000 + two, bits))
  );
}

/**
 * Whether a host may be called, without resolving its name.
 * @param {string} hostname as `URL` has it: addresses in their canonical form, IPv6 in brackets
 */
export function isPublicHost(hostname) {
  if (hostname.startsWith("[")) return isPublicV6(hostname.slice(1, -1));
  if (IPV4.test(hostname)) return isPublicV4(hostname);
  const name = hostname.replace(/\.$/, "");
  // A name of one label is completed by the machine's resolver.
  return name.includes(".") && !NOT_PUBLIC_NAME.test(name);
}

/**
 * Whether a resolved address may be called.
 * @param {string} address as a resolver gives it; an IPv6 address may have a zone, which is never public
 */
export function isPublicAddress(address) {
  const url = URL.parse(`https://${address.includes(":") ? `[${address}]` : address}/`);
  return url !== null && /^[\d[]/.test(url.hostname) && isPublicHost(url.hostname);
}

/** The name resolves to an address that is not public; nothing was sent. */
export class NotPublicError extends Error {
  name = "NotPublicError";
}

/**
 * Delivers to public addresses only. On Node the resolved address is checked and then connected to, so a name cannot
 * change in between. Other hosts have no such check: there only the URL is checked.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
export async function fetchPublic(request) {
  const url = new URL(request.url);
  if (url.protocol !== "https:" || !isPublicHost(url.hostname)) throw new NotPublicError();
  return onNode() ? throughNode(url, request) : fetch(request);
}

/** No static imports of Node's modules: pages and Workers run this file too. */
const onNode = () =>
  globalThis.process?.release?.name === "node" &&
  globalThis.navigator?.userAgent !== "Cloudflare-Workers";

/** @param {URL} url @param {Request} request @returns {Promise<Response>} */
async function throughNode(url, request) {
  const https = process.getBuiltinModule("node:https");
  const body = new Uint8Array(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const outgoing = https.request(url, {
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), "content-length": body.byteLength },
      // No connection from another check is reused.
      agent: false,
      lookup: publicOnly,
      signal: request.signal,
    });
    outgoing.once("error", (error) =>
      reject(request.signal.aborted ? request.signal.reason : error),
    );
    outgoing.once("response", (incoming) => {
      // The rest is not read.
      incoming.destroy();
      const status = incoming.statusCode ?? 0;
      resolve(status >= 200 && status <= 599 ? new Response(null, { status }) : Response.error());
    });
    outgoing.end(body);
  });
}

/**
 * Like `dns.lookup`, but refuses a name with any address that is not public.
 * @type {import("node:net").LookupFunction}
 */
function publicOnly(hostname, options, callback) {
  const dns = process.getBuiltinModule("node:dns");
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new NotPublicError(), []);
    }
    if (options.all) return callback(null, addresses);
    return callback(null, addresses[0].address, addresses[0].family);
  });
}
