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

/** @typedef {{status: number, headers: Headers, body: Uint8Array<ArrayBuffer>}} Reply */

/** How long a provider may take, to the last byte. */
export const DEADLINE_MS = 15_000;

/**
 * @param {Provider} provider
 * @param {Pick<Plan, "method" | "path" | "headers" | "credential">} plan
 * @param {{authorisation?: string, body?: Uint8Array<ArrayBuffer> | string}} [own] a caller's own
 *   authorisation and body, where they are passed on
 * @returns {Promise<Reply>} the whole of it: an answer that breaks off is none
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
  const response = await (provider.fetch ? provider.fetch(request) : fetch(request));
  const { status, headers } = response;
  return { status, headers, body: new Uint8Array(await response.arrayBuffer()) };
}

/**
 * A link's document, or without an id the list; the issues say why there is no answer.
 * @param {Provider} provider
 * @param {FormatId} format
 * @param {string} [id]
 * @param {{authorisation?: string}} [own]
 * @returns {Promise<(Reply & {issues?: undefined}) | {issues: readonly IssueLike[]}>}
 */
export async function fetchDocument(provider, format, id, own) {
  const plan = planRead(format, id);
  if (!plan.ok) return { issues: plan.issues };
  try {
    return await send(provider, plan.value, own);
  } catch (error) {
    return { issues: [unreachable(error)] };
  }
}

/** No answer at all. What the network said stays here. @param {unknown} error */
export function unreachable(error) {
  const late = error instanceof DOMException && error.name === "TimeoutError";
  return failure(late ? "upstream_late" : "upstream_unreachable");
}

/** @param {Pick<Reply, "status">} reply */
export const isSuccess = ({ status }) => status >= 200 && status < 300;
