// An upstream that forgives nothing: it closes a link each time that it is told to, however often, and
// counts. Only a repeat with the same idempotency key is no second time, at the provider that documents
// keys. What it is told takes effect after a while, whether or not anybody still waits for the answer.
import { once } from "node:events";
import { createServer } from "node:http";

export const keys = { connect: "the-account's-key-at-connect", txn: "the-account's-key-at-txn" };

const CREATED = "2026-06-18T12:00:00Z";

const documents = {
  connect: (id, closed) => ({
    paymentLinkId: id,
    url: `https://checkout.example.com/pay/${id}`,
    status: closed ? "CANCELLED" : "ACTIVE",
    createdAt: CREATED,
    updatedAt: closed ? "2026-06-18T13:00:00Z" : CREATED,
  }),
  txn: (id, closed) => ({
    data: {
      id,
      type: "paymentLinks",
      attributes: {
        amount: "100.00",
        currency: "EUR",
        hostedPageUrl: `https://sandbox.example.com/${id}`,
        status: closed ? "expired" : "created",
        expiresAt: "2036-06-18T12:00:00.000Z",
        createdAt: "2026-06-18T12:00:00.000Z",
        paymentType: "Invoice",
      },
    },
  }),
};

const types = { connect: "application/json", txn: "application/vnd.api+json" };

/**
 * @param {{delayMs?: () => number}} [options] how long after a call its effect comes
 */
export async function startStrict({ delayMs = () => 0 } = {}) {
  /** How often each link was closed, and by what. */
  const effects = new Map();
  /** What each idempotency key began. */
  const begun = new Map();
  let calls = 0;

  const server = createServer(async (request, response) => {
    request.resume();
    const { pathname } = new URL(request.url, "http://upstream");
    const [, connect, txn] =
      pathname.match(/^(?:\/payment-links\/([^/]+)|\/api\/public\/v1\/payment_links\/([^/]+))/) ??
      [];
    const format = connect ? "connect" : "txn";
    const id = decodeURIComponent(connect ?? txn);
    const answer = () => {
      response.writeHead(200, { "content-type": types[format] });
      response.end(JSON.stringify(documents[format](id, effects.has(id))));
    };
    if (request.method === "GET") return answer();
    calls += 1;
    const key = format === "connect" ? request.headers["x-idempotency-key"] : undefined;
    const effect = async () => {
      await new Promise((resolve) => setTimeout(resolve, delayMs()));
      effects.set(id, [...(effects.get(id) ?? []), key ?? "no key"]);
    };
    const running = (key && begun.get(key)) ?? effect();
    if (key) begun.set(key, running);
    await running;
    answer();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    effects,
    calls: () => calls,
    /** The settings of an edge before it. */
    env: {
      PAYLINK_CONNECT_URL: url,
      PAYLINK_CONNECT_KEY: keys.connect,
      PAYLINK_TXN_URL: url,
      PAYLINK_TXN_KEY: keys.txn,
      PAYLINK_PER_MINUTE: "100000000",
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
