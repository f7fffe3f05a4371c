/**
 * Sends what the core has planned: {@link send} puts the credential where the plan has its place, sends with a time
 * limit, repeats as the core advises, and answers what the response means. {@link untilChange} waits until time alone
 * changes a decision.
 *
 * It runs on a server: the credential is the merchant's, and providers do not accept calls from other pages (CORS). A page
 * calls the edge, which has the credential. It uses the core of `paylink`: `await init()` before the first call.
 * @module paylink/client
 */

import type {
  CredentialSlot,
  Host,
  Interpretation,
  LinkList,
  ListPlan,
  Note,
  Plan,
  RefusedResponse,
  Retry,
  RetryPolicy,
  Unclear,
} from "./types.d.ts";

/** A `Request`, if the program's type library has it. */
export type HostRequest = Host<"Request", object>;

/** A `Response`, if the program's type library has it. */
export type HostResponse = Host<"Response", object>;

/** An `AbortSignal`, if the program's type library has it. */
export type Signal = Host<"AbortSignal", object>;

/** What {@link send} and {@link attempt} need besides the plan. */
export interface AttemptOptions {
  /** The address of the provider's API, http or https; a path in it stays before the plan's. */
  baseUrl: string;
  /** The merchant's credential, as the provider shows it; `user:password` for HTTP Basic. It goes to that address only. */
  credential: string;
  /** Default: the host's `fetch`. It must not follow redirects if the request says `manual`. */
  fetch?: ((request: Host<"Request", object>) => Promise<Host<"Response", object>>) | undefined;
  /** Ends the call and every wait at once. */
  signal?: Signal | undefined;
  /** The time for one attempt, to the last byte of its response, in milliseconds; default 15 000. */
  timeoutMs?: number | undefined;
  /** The largest response, in bytes; default 8 MiB. */
  maxBytes?: number | undefined;
}

/** Options of {@link send}. */
export interface SendOptions extends AttemptOptions {
  /** The time for all attempts and the waits between them, in milliseconds; default 60 000. */
  totalMs?: number | undefined;
}

/**
 * Why there is no response: the caller's signal, the time limit, the network, or a response that is too large. The
 * provider may have acted all the same, unless {@link Sending.sent} is false.
 */
export type Failure = "aborted" | "timeout" | "network" | "too_large";

/** A response, read to its end; the credential is redacted in its body. */
export interface SentResponse {
  /** The HTTP status. */
  status: number;
  /** The host's `Headers`. */
  headers: Host<"Headers", Iterable<readonly [string, string]>>;
  /** As received. */
  body: Uint8Array<ArrayBuffer>;
}

/** How a call was sent. */
export interface Sending {
  /** Whether anything may have reached the provider. If not, nothing has happened there, whatever the outcome. */
  sent: boolean;
  /** How many attempts were made, from 1. */
  attempts: number;
  /** The response to the last attempt, if there is one: the text of a link's document, for example. */
  response?: SentResponse;
  /** Why the last attempt has none, or `aborted` if a wait for the next attempt was ended. */
  failure?: Failure;
}

/** What became of a call: the meaning of its response, as `interpretResponse` has it, and how it was sent. */
export type Sent = Interpretation & Sending;

/** What became of a call that lists links. */
export type SentList = (ListRead | RefusedResponse | Retry | Unclear) & Sending;

/** A page of links. */
export interface ListRead {
  /** The list was read. */
  outcome: "done";
  /** The links of this page, and the cursor of the next. */
  list: LinkList;
  /** Notes about the list. */
  notes: Note[];
  /** How many further notes are omitted; missing if none. */
  more?: number;
  /** None. */
  issues: [];
  /** Nothing to do. */
  retry: {
    /** The response is final. */
    advice: "stop";
  };
}

/**
 * Sends a planned call, and repeats it as the core advises: never a call whose repeat may have a second effect. A
 * failure of the network, a time limit and an abort are answers, whose `outcome` says what is known; only an invalid call
 * throws, a `PaylinkError`.
 *
 * @param plan From `planRead`, `planList`, `planClose` or `planCreate`: its `value`.
 * @param options Where the provider is, the credential, and limits of time.
 * @returns `outcome` distinguishes the cases, as for `interpretResponse`. If it is `retry`, the attempts or the time
 *   were used up. After an abort it is `retry` or `unclear`, with `failure: "aborted"`.
 * @example
 * ```js
 * import { planClose, planRead } from "paylink";
 * import { send } from "paylink/client";
 *
 * const at = { baseUrl: "https://txn.pro", credential: process.env.TXN_TOKEN ?? "" };
 * const reading = planRead("txn", "91a3b5c7-d9e0-4f12-8a34-b5c6d7e8f925");
 * const read = reading.ok && (await send(reading.value, at));
 * if (read && read.outcome === "done") {
 *   const plan = planClose("close", read.link, { now: Date.now() });
 *   const closed = plan.ok && (await send(plan.value, at));
 * }
 * ```
 */
export function send(plan: ListPlan, options: SendOptions): Promise<SentList>;
export function send(plan: Plan, options: SendOptions): Promise<Sent>;

/** The part of a plan that is sent. */
export interface SendPlan {
  /** The HTTP method. */
  method: string;
  /** From the root of the provider's API. */
  path: string;
  /** Without the credential. */
  headers: Record<string, string>;
  /** Where the credential goes. */
  credential: CredentialSlot;
  /** Text or bytes; none if empty. */
  body?: string | Uint8Array<ArrayBuffer> | null;
}

/** The result of one attempt: a response, or why there is none. */
export type Attempt = Answered | Failed;

/** There is a response. */
export interface Answered {
  /** The response. */
  response: SentResponse;
  /** Not set. */
  failure?: undefined;
  /** It has reached the provider. */
  sent: true;
}

/** There is no response. */
export interface Failed {
  /** None. */
  response?: undefined;
  /** Why. */
  failure: Failure;
  /** For a log: the network's code such as `ECONNREFUSED`, else the same as `failure`. It has no secret. */
  code: string;
  /** Whether the provider may have received it. */
  sent: boolean;
  /** The HTTP status of a response that is too large. */
  status?: number;
  /** What `fetch` threw. Its text may contain the address. */
  cause?: unknown;
}

/** One attempt of {@link send}, not repeated and not interpreted: for gateways with their own rules between attempts. */
export function attempt(plan: SendPlan, options: AttemptOptions): Promise<Attempt>;

/**
 * Milliseconds to wait before the next attempt, by a plan's policy with some jitter.
 *
 * @param policy The plan's `retry`.
 * @param attempts How many attempts were made, from 1.
 * @param afterMs `retry.afterMs` of the interpretation: the least.
 */
export function retryDelay(policy: RetryPolicy, attempts: number, afterMs?: number): number;

/** The value of the header that takes the credential, for callers with an HTTP client of their own. */
export function credentialHeader(slot: CredentialSlot, credential: string): string;

/** The texts that a log must not show: the credential and, for HTTP Basic, its encoded form and the password. */
export function credentialTexts(slot: CredentialSlot, credential: string): string[];

/**
 * The bytes of a request or a response up to a limit, such as a webhook's raw body for `readWebhook`.
 *
 * @returns `null` if there are more; the rest is cancelled.
 */
export function readBody(
  message: HostRequest | HostResponse,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null>;

/** What {@link untilChange} needs of a decision. */
export interface Changing {
  /** The instant from which the passing of time alone changes it. */
  changesAt?: string | undefined;
}

/** Options of {@link untilChange}. */
export interface WaitOptions {
  /** The clock, in epoch milliseconds; default `Date.now`. */
  now?: (() => number) | undefined;
  /** Ends the wait at once. */
  signal?: Signal | undefined;
}

/**
 * Waits until the passing of time alone changes a decision: until the first `changesAt`, by the given clock, and up to a
 * millisecond longer. For any length: a timer of the host fires at once after more than 24.8 days, and stands still while a
 * computer sleeps.
 *
 * @param decisions One decision, or many: the first that changes.
 * @returns `true` when it has changed: decide again. `false` if the wait was ended by the signal, or time changes nothing.
 * @example
 * ```js
 * import { untilChange } from "paylink/client";
 *
 * const stop = new AbortController();
 * const changed = untilChange({ changesAt: "2099-12-31T23:59:54Z" }, { signal: stop.signal });
 * stop.abort();
 * console.log(await changed); // → false
 * ```
 */
export function untilChange(
  decisions: Changing | readonly Changing[],
  options?: WaitOptions,
): Promise<boolean>;

/** Waits for some milliseconds, any number of them. @returns `false` if the signal ended it */
export function wait(ms: number, signal?: Signal): Promise<boolean>;
