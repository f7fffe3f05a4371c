// A sandbox in process for the tests: its clock stands still, its ids are the same every time.
import { createSandbox, sandboxKeys } from "../../edge/sandbox/index.js";

export const NOW = Date.parse("2026-06-18T12:00:00Z");
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Links of the sandbox's own, by what they are. */
export const LINKS = {
  connect: {
    open: "6f1d2c58-0b1e-4f5a-9a53-2f8c1f0a7e01",
    other: "a2f7c9d4-6a3b-4a0e-8b7e-51c2d3e4f502",
    soon: "0c9a4e17-3d52-4c7d-b1a8-7f60b5a1c803",
    endless: "3e5b7a90-1c2d-4f3e-9b8a-6d7c8e9f0a05",
    completed: "b7c6d5e4-f3a2-4b1c-8d9e-0f1a2b3c4d06",
    expired: "f0e1d2c3-b4a5-4968-8776-5a4b3c2d1e08",
    cancelled: "8d6b4f2a-0c1e-4a3b-9d5f-7e8c9b0a1d10",
    odd: "c4a2e0f8-6b5d-4c3a-8e1f-2d4b6a8c0e11",
  },
  txn: {
    open: "7d0f5a3e-4b21-4c68-9f1d-3a5b7c9e1f21",
    other: "2c4e6a80-1b3d-4f5e-8a7c-9d0b2e4f6a22",
    soon: "e9b7d5c3-a1f0-4e8d-b6c4-a2908e7d6c23",
    pending: "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925",
    payout: "b3d5f7a9-0c2e-4d6f-8b1a-3c5e7d9f1b27",
    completed: "5c7e9a1b-3d4f-4b6a-9c8e-0d2f4a6b8c29",
    expired: "6a8c0e2f-4b5d-4e7f-9a1c-3e5d7b9f1a31",
  },
};

const JSON_API = "application/vnd.api+json";

/** How each provider is spoken to. */
export const PROVIDERS = {
  connect: {
    headers: { "x-api-key": sandboxKeys.connect },
    mediaType: "application/json",
    all: "/payment-links",
    one: (id) => `/payment-links/${id}`,
    close: (id) => `/payment-links/${id}/cancel`,
    create: { orderId: "order-17", description: "Deposit", metadata: { room: 4 } },
    idIn: (document) => document.paymentLinkId,
    statusIn: (document) => document.status,
    listIn: (page) => page.items,
    closed: "CANCELLED",
  },
  txn: {
    headers: { authorization: `Bearer ${sandboxKeys.txn}`, "content-type": JSON_API },
    mediaType: JSON_API,
    all: "/api/public/v1/payment_links",
    one: (id) => `/api/public/v1/payment_links/${id}`,
    close: (id) => `/api/public/v1/payment_links/${id}/expiration`,
    create: {
      data: {
        type: "payment_links",
        attributes: {
          amount: "100",
          currency: "EUR",
          reference: "order-17",
          paymentType: "Invoice",
          expires_at: "2099-12-31T12:00:00.000Z",
        },
      },
    },
    idIn: (document) => document.data.id,
    statusIn: (document) => document.data.attributes.status,
    listIn: (page) => page.data,
    closed: "expired",
  },
};

export const FORMATS = Object.keys(PROVIDERS);

/** @param {import("../../edge/sandbox/index.js").SandboxOptions} [options] */
export function sandboxFor(options = {}) {
  const sandbox = createSandbox({
    at: NOW,
    frozen: true,
    seed: { random: "the tests" },
    fetch: () => Promise.reject(new TypeError("nobody is to be told here")),
    ...options,
  });
  return { sandbox, ...clientOf((request) => sandbox.fetch(request), "http://sandbox.invalid") };
}

/** Calls as a provider's customer makes them. @param {(request: Request) => Promise<Response>} send @param {string} base */
export function clientOf(send, base) {
  const call = async (method, path, { headers = {}, body, signal } = {}) => {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const request = new Request(base + path, { method, headers, body: text, signal });
    return seen(await send(request));
  };
  /** With the credential, and what else is always sent. */
  const as = (format, method, path, { headers = {}, ...more } = {}) =>
    call(method, path, { headers: { ...PROVIDERS[format].headers, ...headers }, ...more });
  return {
    call,
    as,
    read: (format, id) => as(format, "GET", PROVIDERS[format].one(id)),
    list: (format, query = "") => as(format, "GET", PROVIDERS[format].all + query),
    close: (format, id, more) => as(format, "POST", PROVIDERS[format].close(id), more),
    create: (format, body = PROVIDERS[format].create, more = {}) =>
      as(format, "POST", PROVIDERS[format].all, {
        body,
        ...more,
        headers: { "content-type": PROVIDERS[format].mediaType, ...more.headers },
      }),
    control: (method, path, body) =>
      call(method, `/sandbox${path}`, {
        body,
        headers: body === undefined ? {} : { "content-type": "application/json" },
      }),
  };
}

/** @param {Response} response */
async function seen(response) {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const { status, headers } = response;
  return { status, headers, type, text, json: /json/.test(type) ? JSON.parse(text) : null };
}

/** What a call of the sandbox in process answered; a refusal is a failure of the test. */
export async function taken(answer) {
  const { ok, value, problem } = await answer;
  if (!ok) throw new Error(`refused: ${problem.detail}`);
  return value;
}
