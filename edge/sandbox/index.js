// A simulation of the providers: their paths, documents and refusals, by the core's rules, with an adjustable clock,
// faults on demand and webhooks. See `docs/sandbox.md`.

/**
 * @import {Bytes} from "./random.js"
 * @import {Reach} from "./reach.js"
 * @import {Wires, World} from "./world.js"
 */

import { init } from "paylink";
import { controlsOf } from "./controls.js";
import { faultsOf } from "./faults.js";
import { controlled, isOwn } from "./http.js";
import { answered } from "./provider.js";
import { wires as all } from "./providers/index.js";
import { fetchPublic } from "./reach.js";
import { worldOf } from "./world.js";

/** The credentials that the sandbox accepts, by format. They are valid nowhere else. */
export const sandboxKeys = /** @type {Record<keyof typeof all, string>} */ (
  Object.fromEntries(Object.entries(all).map(([format, { key }]) => [format, key]))
);

/**
 * A command that closes a link at a simulated provider.
 * @param {string} format
 * @param {string} at the sandbox's base URL
 */
export const exampleOf = (format, at) => all[/** @type {keyof typeof all} */ (format)].example(at);

/**
 * @typedef {object} SandboxOptions
 * @property {Wires} [wires] the providers that it simulates; default all that have a folder in `providers/`
 * @property {() => number} [now] the host's clock, epoch milliseconds
 * @property {Reach} [reach] the permitted addresses of webhooks; default `local`. If others than this machine's
 *   users can register webhooks, it must be `public`
 * @property {(request: Request) => Promise<Response>} [fetch] delivers webhooks; default the host's, with
 *   `reach: "public"` one that connects to public addresses only
 * @property {Bytes} [random] random bytes, for ids and secrets
 * @property {{count?: number, random?: string}} [seed] `count`: additional links of each provider;
 *   `random`: a text that determines ids and secrets
 * @property {number} [at] the initial time; default the host's
 * @property {boolean} [frozen] whether its clock is stopped
 */

/** @typedef {ReturnType<typeof createSandbox>} Sandbox */

/** @param {SandboxOptions} [options] */
export function createSandbox({
  wires = all,
  now = Date.now,
  reach = "local",
  fetch: send = reach === "public" ? fetchPublic : (request) => fetch(request),
  random,
  seed = {},
  at,
  frozen,
} = {}) {
  /** @type {World | undefined} */
  let held;
  let faults = faultsOf();
  // Created on first use: not before the core is loaded, and in a Worker not before a request.
  const world = () => {
    held ??= worldOf({ wires, host: now, send, random, seed, at, frozen });
    return held;
  };
  const controls = controlsOf({
    world,
    faults: () => faults,
    reach,
    reset() {
      held?.end();
      held = undefined;
      faults = faultsOf();
    },
  });

  /** @param {Request} request */
  async function answer(request) {
    await init();
    if (isOwn(new URL(request.url).pathname)) return controlled(controls, request);
    const response = await answered(world(), faults, request);
    // The sandbox's own time, which clients need for their calculations.
    response.headers.set("date", new Date(world().clock.now()).toUTCString());
    return response;
  }

  return {
    /**
     * One call. Like `fetch`, it rejects without a response, and when the request is aborted; the effect continues.
     * @param {Request} request
     * @returns {Promise<Response>}
     */
    fetch(request) {
      const { signal } = request;
      if (signal.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const leave = () => reject(signal.reason);
        signal.addEventListener("abort", leave, { once: true });
        answer(request)
          .then(resolve, reject)
          .finally(() => signal.removeEventListener("abort", leave));
      });
    },
    ...loaded(controls),
  };
}

/**
 * The control calls, each after loading the core.
 * @template {Record<string, (...given: any[]) => any>} C
 * @param {C} controls
 */
function loaded(controls) {
  const made = Object.entries(controls).map(([name, control]) => [
    name,
    async (/** @type {any[]} */ ...given) => {
      await init();
      return control(...given);
    },
  ]);
  return /** @type {{[N in keyof C]: (...given: Parameters<C[N]>) => Promise<Awaited<ReturnType<C[N]>>>}} */ (
    Object.fromEntries(made)
  );
}
