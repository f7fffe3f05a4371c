// Webhook deliveries with their retries, in the sandbox's time.

/**
 * @import {FormatId} from "paylink"
 * @import {SandboxClock} from "./clock.js"
 * @import {Told} from "./provider-contract.js"
 * @import {Bytes} from "./random.js"
 * @import {Provider} from "./world.js"
 */

import { credentialHeader } from "paylink/client";
import { described } from "../described.js";
import { dueOf } from "./due.js";
import { newSecret, signed } from "./signatures.js";
import { HOUR, MINUTE, SECOND } from "./spans.js";

/**
 * The delay after each failure, unless the provider's folder has another; the first attempt is immediate. Where no
 * schedule is documented, this one is assumed.
 */
export const RETRY_AFTER_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

/** The time limit of a receiver, in the host's time. Assumed. */
const DEADLINE_MS = 15 * SECOND;

/** How many finished deliveries are stored. */
const REMEMBERED = 1000;

/**
 * @typedef {object} Endpoint
 * @property {number} id
 * @property {FormatId} format
 * @property {string} url
 * @property {string} [secret] of a provider that signs
 * @property {"sandbox" | "host"} timestamp the clock of the signed time
 * @property {Promise<void>} busy resolves after its last attempt: attempts run one after another
 * @property {boolean} [removed]
 */

/** @typedef {{at: number, taken?: boolean, status?: number, error?: "timeout" | "unreachable"}} Attempt */

/**
 * @typedef {object} Delivery
 * @property {number} id
 * @property {string} messageId the same on every attempt
 * @property {Endpoint} endpoint
 * @property {Told["about"]} about
 * @property {string} body
 * @property {number} at when it happened
 * @property {"waiting" | "delivered" | "failed" | "dropped"} state
 * @property {Attempt[]} attempts
 * @property {number} [nextAt]
 * @property {number} failures of the schedule's own attempts
 */

/** @typedef {ReturnType<typeof webhooksOf>} Webhooks */

/**
 * @param {object} options
 * @param {SandboxClock} options.clock
 * @param {() => number} options.host
 * @param {Bytes} options.bytes
 * @param {(request: Request) => Promise<Response>} options.send
 * @param {Record<string, Provider>} options.providers
 * @param {() => void} options.waiting called when something new is due some time
 */
export function webhooksOf({ clock, host, bytes, send, providers, waiting }) {
  /** @type {Map<number, Endpoint>} */
  const endpoints = new Map();
  /** @type {Map<number, Delivery>} */
  const deliveries = new Map();
  /** @type {import("./due.js").Due<Delivery>} */
  const due = dueOf();
  /** @type {number[]} */
  const over = [];
  const count = { endpoints: 0, deliveries: 0 };
  /** @param {FormatId} format */
  const senderOf = (format) => providers[format].wire.webhooks;

  /** @param {Delivery} delivery @param {"delivered" | "failed" | "dropped"} state */
  function end(delivery, state) {
    delivery.state = state;
    delivery.nextAt = undefined;
    over.push(delivery.id);
    if (over.length > REMEMBERED) deliveries.delete(/** @type {number} */ (over.shift()));
  }

  /** @param {Delivery} delivery @param {number} at */
  function plan(delivery, at) {
    delivery.nextAt = at;
    due.put(at, delivery);
    waiting();
  }

  /** @param {Delivery} delivery @returns {Promise<boolean>} whether it was confirmed */
  async function attempt({ endpoint, messageId, body, attempts }) {
    /** @type {Attempt} */
    const made = { at: clock.now() };
    attempts.push(made);
    const { format, url, secret = "", timestamp } = endpoint;
    const { mediaType, credential, signing } = described(format);
    const at = timestamp === "host" ? host() : made.at;
    try {
      const request = new Request(url, {
        method: "POST",
        headers: {
          "content-type": mediaType,
          ...(signing
            ? await signed(signing, { secret, id: messageId, at, body })
            : { [credential.header]: credentialHeader(credential, providers[format].wire.key) }),
        },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const response = await send(request);
      made.status = response.status;
      await response.body?.cancel();
      made.taken = response.ok;
    } catch (error) {
      const late = error instanceof Error && error.name === "TimeoutError";
      made.error = late ? "timeout" : "unreachable";
      made.taken = false;
    }
    return made.taken;
  }

  /** A scheduled attempt. @param {Delivery} delivery */
  async function deliver(delivery) {
    if (delivery.endpoint.removed) return end(delivery, "dropped");
    delivery.nextAt = undefined;
    const taken = await attempt(delivery);
    // It was resent by hand and confirmed in the meantime.
    if (delivery.state !== "waiting") return;
    if (taken) return end(delivery, "delivered");
    const { retryAfterMs = RETRY_AFTER_MS } = senderOf(delivery.endpoint.format);
    const wait = retryAfterMs[delivery.failures];
    delivery.failures += 1;
    if (wait === undefined) return end(delivery, "failed");
    plan(delivery, clock.now() + wait);
  }

  /** Makes every attempt that is due, and waits for running ones. */
  async function run() {
    for (let it = due.take(clock.now()); it; it = due.take(clock.now())) {
      const { what } = it;
      // Resent by hand and confirmed, or rescheduled.
      if (what.state === "waiting" && what.nextAt === it.at) {
        what.endpoint.busy = what.endpoint.busy.then(() => deliver(what));
      }
    }
    await Promise.all(Array.from(endpoints.values(), ({ busy }) => busy));
  }

  return {
    /** @param {{format: FormatId, url: string, secret?: string, timestamp?: "sandbox" | "host"}} given */
    add({ format, url, secret, timestamp = "sandbox" }) {
      const { signing } = described(format);
      /** @type {Endpoint} */
      const endpoint = {
        id: ++count.endpoints,
        format,
        url,
        timestamp,
        busy: Promise.resolve(),
        ...(signing && { secret: secret ?? newSecret(signing, bytes) }),
      };
      endpoints.set(endpoint.id, endpoint);
      waiting();
      return endpoint;
    },
    list: () => [...endpoints.values()],
    /** @param {number} id */
    remove(id) {
      const endpoint = endpoints.get(id);
      if (endpoint) endpoint.removed = true;
      return endpoints.delete(id);
    },
    /** @param {FormatId} format @param {Told} news @param {number} at */
    tell(format, { about, body }, at) {
      const wanted = [...endpoints.values()].filter((endpoint) => endpoint.format === format);
      if (wanted.length === 0) return;
      const messageId = senderOf(format).messageId(bytes);
      const text = JSON.stringify(body(messageId));
      for (const endpoint of wanted) {
        const id = ++count.deliveries;
        /** @type {Delivery} */
        const delivery = {
          id,
          messageId,
          endpoint,
          about,
          body: text,
          at,
          state: "waiting",
          attempts: [],
          failures: 0,
        };
        deliveries.set(id, delivery);
        plan(delivery, at);
      }
    },
    run,
    next: due.next,
    deliveries: () => [...deliveries.values()],
    /** @param {number} id */
    get: (id) => deliveries.get(id),
    /**
     * Sends it again in any state: a duplicate, a late one, or one out of order.
     * @param {Delivery} delivery
     */
    async resend(delivery) {
      const taken = await attempt(delivery);
      if (taken && delivery.state === "waiting") end(delivery, "delivered");
      return delivery;
    },
  };
}
