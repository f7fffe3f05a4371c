// The sandbox on Workers: one Durable Object for all isolates. Its state is in memory, so it is reset when the object is
// evicted.

import { createSandbox } from "./index.js";

/**
 * A stub's `fetch` rejects if the sandbox cuts the connection, like a `fetch` to a provider.
 */
export class PaylinkSandbox {
  #sandbox;

  /**
   * @param {unknown} [_state]
   * @param {unknown} [_env]
   * @param {import("./reach.js").Reach} [reach] default `public`, because a Worker's callers reach it
   */
  constructor(_state, _env, reach = "public") {
    this.#sandbox = createSandbox({ reach });
  }

  /** @param {Request} request @returns {Promise<Response>} */
  fetch(request) {
    return this.#sandbox.fetch(request);
  }
}

/**
 * @typedef {object} Namespace
 * @property {(name: string) => any} idFromName
 * @property {(id: any) => {fetch: (request: Request) => Promise<Response>}} get
 */

/**
 * A `fetch` to the sandbox of a binding.
 * @param {Namespace} namespace
 * @returns {(request: Request) => Promise<Response>}
 */
export const sandboxOf = (namespace) => (request) =>
  namespace.get(namespace.idFromName("sandbox")).fetch(request);

/**
 * For clients outside. A Worker cannot reset a connection before the head of its response; the nearest is a head with an
 * incomplete body.
 * @param {Namespace} namespace
 * @param {Request} request
 */
export async function overHttp(namespace, request) {
  try {
    return await sandboxOf(namespace)(request);
  } catch (error) {
    const body = new ReadableStream({ pull: (controller) => controller.error(error) });
    return new Response(body, { status: 502 });
  }
}
