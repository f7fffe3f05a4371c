// Sends what the core planned to a provider.

/** @import {FormatId, IssueLike, Plan} from "paylink" */

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
 * @param {Pick<Plan, "method" | "path" | "headers" | "credential">} plan
 * @param {{authorisation?: string, body?: Uint8Array<ArrayBuffer>}} [own] a caller's own
 *   authorisation and body, where they are passed on
 */
export async function send(provider, plan, own = {}) {
  const { header, scheme } = plan.credential;
  const ours = scheme ? `${scheme} ${provider.credential}` : provider.credential;
  const request = new Request(new URL(provider.baseUrl.replace(/\/$/, "") + plan.path), {
    method: plan.method,
    headers: { ...plan.headers, [header]: own.authorisation ?? ours },
    body: own.body?.length ? own.body : null,
    redirect: "manual",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return provider.fetch ? provider.fetch(request) : fetch(request);
}

/**
 * A link's document, or without an id the list; the issues say why there is no answer.
 * @param {Provider} provider
 * @param {FormatId} format
 * @param {string} [id]
 * @param {{authorisation?: string}} [own]
 * @returns {Promise<{response: Response, body: Uint8Array<ArrayBuffer>, issues?: undefined} | {issues: readonly IssueLike[]}>}
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

/** No answer at all. What the network said stays here. @param {unknown} error */
export function unreachable(error) {
  const late = error instanceof DOMException && error.name === "TimeoutError";
  return failure("upstream_failed", {
    why: late ? "it did not answer in time" : "it could not be reached",
  });
}
