// Sends what the core planned to a provider.

import { planRead } from "paylink";
import { failure } from "./answers.js";

/**
 * @typedef {object} Provider
 * @property {string} baseUrl fixed by the operator; no caller can change it
 * @property {string} credential never leaves the edge but to that address
 * @property {(request: Request) => Promise<Response>} [fetch]
 */

/** How long a provider may take. */
const DEADLINE_MS = 15_000;

/**
 * @param {Provider} provider
 * @param {{method: string, path: string, headers: Record<string, string>, credential: {header: string, scheme?: string}}} plan
 * @param {{authorisation?: string, headers?: Record<string, string>, body?: Uint8Array | null}} [own]
 *   a caller's own authorisation, headers and body, where they are passed on
 */
export async function send(provider, plan, own = {}) {
  const { header, scheme } = plan.credential;
  const authorisation =
    own.authorisation ?? (scheme ? `${scheme} ${provider.credential}` : provider.credential);
  const request = new Request(new URL(provider.baseUrl.replace(/\/$/, "") + plan.path), {
    method: plan.method,
    headers: { ...plan.headers, ...own.headers, [header]: authorisation },
    body: own.body?.length ? own.body : undefined,
    redirect: "manual",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return provider.fetch ? provider.fetch(request) : fetch(request);
}

/**
 * A link's document, or without an id the list; the issues say why there is no answer.
 * @param {Provider} provider
 * @param {string} format
 * @param {string} [id]
 * @param {{authorisation?: string}} [own]
 */
export async function fetchDocument(provider, format, id, own) {
  const plan = planRead(format, id);
  if (!plan.ok) return { issues: plan.issues };
  try {
    const response = await send(provider, plan.value, own);
    return { response, body: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    return { issues: [unreachable(error)] };
  }
}

/** @param {unknown} error */
export function unreachable(error) {
  const late = error instanceof DOMException && error.name === "TimeoutError";
  return failure("upstream_failed", {
    why: late ? "it did not answer in time" : "it could not be reached",
  });
}
