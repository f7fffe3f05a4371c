// An edge over the sandbox whose documents are invalid on their way: a provider that sends what it does not document.
import { createServer } from "node:http";
import { init } from "paylink";
import { createSandbox, sandboxKeys } from "../../edge/sandbox/index.js";
import { startNode } from "../edge/servers.js";

/** Connect's links, by description. @type {Record<string, (link: any) => void>} */
const CONNECT = {
  // Two problems, and everything that a decision needs.
  "SIM card and activation": (link) =>
    Object.assign(link, { url: "ftp://pay.example.com/x", createdAt: "yesterday" }),
  "Number porting fee": (link) => Object.assign(link, { expiresAt: "tomorrow" }),
  "Broadband installation": (link) => delete link.status,
  "Device instalment 3 of 24": (link) => delete link.paymentLinkId,
};

/** Txn's links, by reference. @type {Record<string, (attributes: any) => void>} */
const TXN = { "order-58213": (attributes) => Object.assign(attributes, { currency: 978 }) };

/** @param {string} text */
function spoilt(text) {
  if (!text.startsWith("{")) return text;
  const document = JSON.parse(text);
  for (const link of document.items ?? [document]) CONNECT[link.description]?.(link);
  for (const { attributes } of [document.data ?? []].flat())
    TXN[attributes?.reference]?.(attributes);
  return JSON.stringify(document);
}

/** An edge with its provider; `stop` ends both. */
export async function startSpoilt() {
  await init();
  const sandbox = createSandbox();
  const provider = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, url, headers } = incoming;
    const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
    const request = new Request(`http://sandbox.invalid${url}`, { method, headers, body });
    const answer = await sandbox.fetch(request);
    const own = Object.fromEntries(answer.headers);
    delete own["content-length"];
    outgoing.writeHead(answer.status, own).end(spoilt(await answer.text()));
  });
  await new Promise((resolve) => provider.listen(0, "127.0.0.1", () => resolve(undefined)));
  const url = `http://127.0.0.1:${provider.address().port}`;
  const server = await startNode({
    PAYLINK_CONNECT_URL: url,
    PAYLINK_CONNECT_KEY: sandboxKeys.connect,
    PAYLINK_TXN_URL: url,
    PAYLINK_TXN_KEY: sandboxKeys.txn,
  });
  const stop = async () => {
    await server.stop();
    provider.closeAllConnections();
    provider.close();
  };
  return { ...server, stop };
}
