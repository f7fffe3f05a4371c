// An upstream that forgives nothing: it closes a link each time that it is told to, however often, and
// counts. Only a repeat with the same idempotency key is no second time, at the providers that document
// keys. What it is told takes effect after a while, whether or not anybody still waits for the answer.
import { once } from "node:events";
import { createServer } from "node:http";
import { checkRequest, write } from "paylink";
import { prefixOf } from "../../edge/config/settings.js";
import { described } from "../../edge/described.js";
import { FORMATS, PROVIDERS } from "../providers/index.js";

/** The operator's credential at each. */
export const keys = Object.fromEntries(
  FORMATS.map((format) => [format, `the-account:at-${format}-7c1e`]),
);

/** @param {string} format @param {string} id @param {boolean} isClosed */
function documentOf(format, id, isClosed) {
  const open = described(format).statuses.find(({ status }) => status === "open");
  const { status, closed } = PROVIDERS[format];
  return write({
    format,
    id,
    ...(isClosed ? { status, rawStatus: closed } : { status: open.status, rawStatus: open.word }),
    url: `https://checkout.example.com/pay/${id}`,
    amount: { value: "100.00", currency: "EUR" },
    createdAt: "2026-06-18T12:00:00Z",
    updatedAt: isClosed ? "2026-06-18T13:00:00Z" : "2026-06-18T12:00:00Z",
    expiresAt: "2036-06-18T12:00:00Z",
    unmapped: [],
  });
}

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
    const { method, url: path, headers } = request;
    const { format, id, idempotency } = checkRequest({ method, path, headers }).value;
    const answer = () => {
      response.writeHead(200, { "content-type": PROVIDERS[format].mediaType });
      response.end(documentOf(format, id, effects.has(id)));
    };
    if (method === "GET") return answer();
    calls += 1;
    const slot = idempotency && `${format} ${idempotency.slot}`;
    const effect = async () => {
      await new Promise((resolve) => setTimeout(resolve, delayMs()));
      effects.set(id, [...(effects.get(id) ?? []), idempotency?.key ?? "no key"]);
    };
    const running = (slot && begun.get(slot)) ?? effect();
    if (slot) begun.set(slot, running);
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
      ...Object.fromEntries(
        FORMATS.flatMap((format) => [
          [`${prefixOf(format)}URL`, url],
          [`${prefixOf(format)}KEY`, keys[format]],
        ]),
      ),
      PAYLINK_PER_MINUTE: "100000000",
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
