// An edge over the sandbox: with a clock to push and an upstream to disturb. In process, or over sockets on both sides.
import { createApp } from "../../edge/app.js";
import { tokenOf } from "../../edge/callers.js";
import { createSandbox, sandboxKeys } from "../../edge/sandbox/index.js";
import { memoryStore } from "../../edge/stores/memory.js";
import { PATIENCE_MS } from "../patience.js";

export const DAY = 24 * 60 * 60 * 1000;
export const NOW = Date.parse("2026-06-18T12:00:00Z");
export const OPEN = "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01";
export const SOON = "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803";
export const OPEN_TXN = "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21";

export const TOKEN = "a-token-of-the-tests";

const owner = await tokenOf("owner", TOKEN);

const sockets =
  process.env.PAYLINK_TESTS_OVER === "http" ? await import("./over-http.js") : undefined;

/**
 * `disturb(request, effect)` may answer in the sandbox's place, after the effect or without it; `seed` is the sandbox's.
 */
export function edge({ disturb, seed, ...options } = {}) {
  const clock = { now: NOW };
  const now = () => clock.now;
  const sandbox = createSandbox({ now, seed });
  const calls = [];
  const log = [];
  const upstream = async (request) => {
    calls.push(`${request.method} ${new URL(request.url).pathname}`);
    return (await disturb?.(request, () => sandbox.fetch(request))) ?? sandbox.fetch(request);
  };
  const providers = Object.fromEntries(
    Object.entries(sandboxKeys).map(([format, credential]) => [
      format,
      {
        baseUrl: "http://upstream.invalid",
        credential,
        opens: true,
        fetch: upstream,
        ...sockets?.provided(upstream),
      },
    ]),
  );
  for (const [format, more] of Object.entries(options.providers ?? {}))
    Object.assign(providers[format], more);
  const store = options.store ?? memoryStore({ now });
  const made = createApp({
    store,
    now,
    tokens: [owner],
    log: (line) => log.push(line),
    limits: { perMinute: 1_000_000 },
    ...options,
    providers,
  });
  const app = sockets?.served(made) ?? made;
  const call = (method, path, headers = {}, body = undefined) =>
    app.request(path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, ...headers },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
  const cancel = (id, key) =>
    call("POST", `/payment-links/${id}/cancel`, {
      "x-api-key": sandboxKeys.connect,
      ...(key && { "x-idempotency-key": key }),
    });
  return { app, clock, calls, call, cancel, log, sandbox, store };
}

/** What makes a Txn link. @param {object} [more] attributes */
export const txnRequest = (more = {}) => ({
  data: {
    type: "payment_links",
    attributes: {
      amount: "100",
      currency: "EUR",
      paymentType: "Invoice",
      reference: "order-1",
      expires_at: new Date(NOW + DAY).toISOString(),
      ...more,
    },
  },
});

/** How many calls that change something reached the provider. */
export const effects = (calls) => calls.filter((call) => call.startsWith("POST")).length;

/** A store that fails the first time that this type of entry is to be written to the journal. */
export function failingOnce(type) {
  const kept = memoryStore({ now: () => NOW });
  let fails = true;
  return {
    at: (name) => ({
      ...kept.at(name),
      write: async (changes) => {
        if (fails && changes.some(({ next }) => next?.includes(`"type":"${type}"`))) {
          fails = false;
          throw new Error("the disk is full");
        }
        return kept.at(name).write(changes);
      },
    }),
  };
}

/** The host's clock, whatever a test makes of it afterwards. */
const clock = performance.now.bind(performance);

/** Waits for something that is bound to come. */
export async function until(come, withinMs = PATIENCE_MS) {
  for (const end = clock() + withinMs; !(await come()); ) {
    if (clock() > end) throw new Error(`not within ${withinMs} ms: ${come}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
