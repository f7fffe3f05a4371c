// A call that arrived, as the core judges it.

/** @typedef {{method: string, path: string, headers: Headers, body: Uint8Array<ArrayBuffer>}} Inbound */

/** @param {Request} raw @returns {Promise<Inbound>} */
export async function inbound(raw) {
  const url = new URL(raw.url);
  return {
    method: raw.method,
    path: url.pathname + url.search,
    headers: raw.headers,
    body: new Uint8Array(await raw.arrayBuffer()),
  };
}
