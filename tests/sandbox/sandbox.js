// A sandbox in process for the tests: its clock stands still, its ids are the same every time.
import { createSandbox } from "../../edge/sandbox/index.js";
import { COUNTS, FORMATS, LINKS as INITIAL, NOW, PROVIDERS, SOON_AT } from "../providers/index.js";
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export { COUNTS, FORMATS, NOW, PROVIDERS, SOON_AT };

/** Initial links, by what they are. */
export const LINKS = {
  ...INITIAL,
  txn: { ...INITIAL.txn, payout: "b3d5f7a9-0c2e-4d6f-8b1a-3c5e7d9f1b27" },
};

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
    /** The whole list. */
    all: (format) => as(format, "GET", PROVIDERS[format].all + PROVIDERS[format].whole),
    close: (format, id, more) => as(format, "POST", PROVIDERS[format].close(id), more),
    create: (format, body = PROVIDERS[format].create, more = {}) =>
      as(format, "POST", PROVIDERS[format].all, {
        body,
        ...more,
        headers: { "content-type": PROVIDERS[format].requestType, ...more.headers },
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
