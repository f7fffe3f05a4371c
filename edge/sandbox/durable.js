// On Workers: one sandbox for all isolates, in a Durable Object. Everything is in the object's memory, so
// it begins anew when the object is evicted.

import { createSandbox } from "./index.js";

/**
 * A stub's `fetch` rejects where the sandbox cuts the connection, as a `fetch` to a provider would.
 */
export class PaylinkSandbox {
  #sandbox;

  /**
   * @param {unknown} [_state]
   * @param {unknown} [_env]
   * @param {import("./reach.js").Reach} [reach] an object is reached by whoever its Worker lets in
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
 * The `fetch` of the one sandbox of a binding.
 * @param {Namespace} namespace
 * @returns {(request: Request) => Promise<Response>}
 */
export const sandboxOf = (namespace) => (request) =>
  namespace.get(namespace.idFromName("sandbox")).fetch(request);

/**
 * For clients outside. A Worker cannot drop a connection before its answer's head; the nearest to that is a head
 * without a body to it.
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
