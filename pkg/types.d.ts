/**
 * paylink: reads, checks and decides about payment links of several providers.
 *
 * Every answer is plain JSON-compatible data, except a {@link LinkBatch}, which holds memory of the core
 * until it is freed. Invalid data gives an answer with `ok: false`; an invalid call throws a
 * {@link PaylinkError}.
 *
 * The unions here are closed: a `switch` over each compiles without a default, and the compiler reports a
 * member that a later version adds. Words of providers are strings, because providers add words without
 * notice; {@link FormatWords} has the documented ones.
 * @module paylink
 */

import type { BatchOptions, LinkBatch } from "./types/batch.js";
import type {
  CheckedRequest,
  ClosePlan,
  CreatePlan,
  Delivery,
  Interpretation,
  ListingRequest,
  ListPlan,
  ProviderError,
  ReadPlan,
  RefusedRequest,
  SentCall,
  WebhookEvent,
} from "./types/calls.js";
import type { PaylinkError, WasmBytes, WasmModule } from "./types/core.js";
import type { Decision, Reconciled, Transition } from "./types/decisions.js";
import type {
  Accepted,
  Answer,
  Catalogue,
  IssueLike,
  MessageCode,
  Rendered,
  Translated,
  WholeCatalogue,
} from "./types/findings.js";
import type { Claim, IdempotencyRecord, Judgement, StoredResponse } from "./types/idempotency.js";
import type { Clock, Input, Now, RequestData, ResponseData } from "./types/inputs.js";
import type {
  Child,
  Classification,
  CreateRequest,
  LinkAnswer,
  LinkList,
  LinkOf,
  LinkState,
  ListReadOptions,
  Made,
  PaymentLink,
  ReadOptions,
  UsableLink,
  ValueAt,
} from "./types/links.js";
import type { FormatInfo, LifecycleRow, SchemaName, TruthRow } from "./types/rules.js";
import type {
  Action,
  Codes,
  Drawing,
  Face,
  FormatId,
  LinkEvent,
  ProfileId,
  ValueKind,
} from "./unions.js";

export type * from "./types/batch.js";
export type * from "./types/calls.js";
export * from "./types/core.js";
export type * from "./types/decisions.js";
export type * from "./types/findings.js";
export type * from "./types/idempotency.js";
export type * from "./types/inputs.js";
export type * from "./types/links.js";
export type * from "./types/rules.js";
export type * from "./unions.js";

/**
 * Loads the core once; further calls share that load, and a failed load can be repeated.
 *
 * Pages must await it before any other call, which otherwise throws a {@link PaylinkError} with the code
 * `not_initialised`. Node, Deno, Bun, Workers, edge functions and `paylink/standalone` do not need it: there, the
 * first call loads the core.
 */
export function init(): Promise<void>;

/** Starts the core from its bytes or a compiled module. */
export function initSync(module: WasmBytes | WasmModule): void;

/** The core's version (Semantic Versioning). */
export function version(): string;

/**
 * Reads one payment link of any provider, and checks it by the provider's documents.
 *
 * @param input The provider's document: its text, its bytes, or an object.
 * @param options The expected format, and a limit of length.
 * @returns `ok: true` with the link as `value`; or `ok: false` with all `issues` and, as `link`, what can be used all the
 *   same.
 * @example
 * ```js
 * import { read } from "paylink";
 *
 * const answer = read({ paymentLinkId: "j47ac10b", status: "ACTIVE", url: "https://pay.example.com/j47ac10b",
 *   createdAt: "2024-01-15T10:00:00Z", updatedAt: "2024-01-15T10:00:00Z" });
 * if (answer.ok) console.log(answer.value.format, answer.value.status); // → connect open
 * else for (const issue of answer.issues) console.log(issue.pointer, issue.message);
 * ```
 */
export function read(input: Input, options?: ReadOptions): LinkAnswer;

/**
 * Reads a page of links, as a provider's list call answers it. An invalid link does not affect the others.
 *
 * @param input The response's body.
 * @param options The plan's `listing`, so that the next page can be determined.
 * @returns `value.links` has an answer for each link, `value.nextCursor` the start of the next page.
 * @example
 * ```js
 * import { planList, readList } from "paylink";
 *
 * const plan = planList("txn", { limit: 50 });
 * const page = plan.ok && readList('{"data": []}', { format: "txn", listing: plan.value.listing });
 * if (page && page.ok) console.log(page.value.links.length, page.value.nextCursor); // → 0 undefined
 * ```
 */
export function readList(input: Input, options?: ListReadOptions): Answer<LinkList>;

/**
 * Reads many links into columns, with the same checks as {@link readList}. The batch has the errors of the
 * input; only an invalid call throws, a {@link PaylinkError}.
 */
export function readBatch(input: Input, options?: BatchOptions): LinkBatch;

/**
 * What a payload is, before it is read: of which provider and kind, or what else. Accepts any bytes and validates nothing: a
 * `link` may be invalid. A payload of a provider that is not supported is `json`.
 *
 * @example
 * ```js
 * import { classify } from "paylink";
 *
 * console.log(classify({ paymentLinkId: "j47ac10b", status: "ACTIVE" })); // → { kind: 'link', format: 'connect' }
 * console.log(classify('{"data": {"type": "invoices", "id": "4ab7737b"}}')); // → { kind: 'webhook', format: 'txn', event: 'invoices' }
 * console.log(classify("<!doctype html><title>502 Bad Gateway</title>")); // → { kind: 'html' }
 * console.log(classify('{"paymentLinkId": "j47ac10b", "sta').kind); // → broken_json
 * ```
 */
export function classify(input: Input): Classification;

/**
 * The format of a JSON payload of any kind, as {@link classify} names it; `null` if no format fits or more than one, or if it
 * is not one complete JSON document.
 */
export function detect(input: Input): FormatId | null;

/**
 * The innermost value at a byte offset of a JSON text, or null if there is none: what stands under a cursor.
 * The name of a member belongs to its value. A text that is not JSON is searched as far as it is.
 */
export function valueAt(input: Input, offset: number): ValueAt | null;

/**
 * Writes the canonical document of a link in its provider's format, as JSON text. It has the members of the
 * model and none of those that `unmapped` names: to keep the provider's document, keep its text.
 */
export function write(link: UsableLink): string;

/** Validates a single value; the answer is its canonical form: for example, instants in UTC. */
export function validate(
  kind: ValueKind,
  input: Input,
  options?: {
    /** Of a `webhook_secret`: the provider that shows it. Default: a provider that signs as Svix does. */
    format?: FormatId;
  },
): Answer<string>;

/** Reads a request to create a payment link. */
export function readCreateRequest(
  input: Input,
  options: {
    /** The provider's format. */
    format: FormatId;
  },
): Answer<CreateRequest>;

/**
 * Reads a provider's error body. If it has another format, `message` is what could be read of it: a message in other
 * JSON, the title of a page, or a text. `status` is the given one, whatever the body has.
 */
export function readError(
  input: Input | null | undefined,
  options: {
    /** The provider's format. */
    format: FormatId;
    /** The HTTP status. */
    status: number;
  },
): ProviderError;

/**
 * Verifies the signature of a webhook delivery over its raw bytes, then reads it.
 *
 * @param delivery Format, headers, raw body, secret and time.
 * @returns `value.link` or `value.child` is the subject of the event; `value.id` is the same on every redelivery.
 * @example
 * ```js
 * import { readWebhook } from "paylink";
 *
 * const event = readWebhook({ format: "txn", headers: {}, body: "{}", secret: "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ=", now: Date.now() });
 * console.log(event.ok, event.ok || event.issues[0].code); // → false signature_missing
 * ```
 */
export function readWebhook(delivery: Delivery): Answer<WebhookEvent>;

/**
 * Finds the link of an invoice or payout: the link that includes it; if none does, the only link with its
 * reference, kind, amount and currency.
 */
export function findLinkOf(
  child: Child,
  /** All links with the reference. */
  links: readonly UsableLink[],
): LinkOf;

/**
 * Finds the link that a create request created, among the links with its reference: for use after a lost
 * response, at a provider without idempotency keys. Every requested member must match, and the link must
 * not be older than the first attempt.
 */
export function findMade(
  request: Input,
  /** All links with the reference. */
  links: readonly UsableLink[],
  options: {
    /** The provider's format. */
    format: FormatId;
    /** When the request was first sent. */
    firstTriedAt: Now;
  },
): Answer<Made>;

/**
 * Decides whether an action is possible on a link by the given clock, and gives all reasons if not.
 *
 * @param action `close`, whichever way the provider has; or `cancel` or `expire`.
 * @param link The link itself: `answer.value`, or `answer.link` of an invalid document.
 * @param clock The current time, and how far the provider's clock may differ.
 * @returns `verdict` and `canTry` distinguish the cases; `changesAt` is when time alone changes the decision.
 * @example
 * ```js
 * import { decide } from "paylink";
 *
 * const decision = decide(
 *   "close",
 *   { format: "connect", rawStatus: "ACTIVE", expiresAt: "2024-12-31T23:59:59Z" },
 *   { now: "2024-06-01T12:00:00Z", skewMs: 5000 },
 * );
 * console.log(decision.verdict, decision.call, decision.changesAt); // → allowed cancel 2024-12-31T23:59:54.000Z
 * ```
 */
export function decide(action: Action, link: LinkState, clock: Clock): Decision;

/** Decides `cancel`, `expire` and `close`, in this order. */
export function decideAll(
  link: LinkState,
  clock: Clock,
): [cancel: Decision, expire: Decision, close: Decision];

/** Applies an event to a link; with a clock, `lapsed` is checked against `expiresAt`. */
export function transition(link: LinkState, event: LinkEvent, clock?: Clock): Transition;

/**
 * Decides which of two observations of a link is the newer one. `storedAt` and `observedAt` are the times
 * of the observations; omit the time of a replayed response, which was not current when it arrived.
 */
export function reconcile(
  stored: UsableLink | null,
  observed: UsableLink,
  seen?: {
    /** When the stored link was observed. */
    storedAt?: Now | undefined;
    /** When the observed link was observed. */
    observedAt?: Now | undefined;
  },
): Reconciled;

/**
 * Plans the call that closes a link. It decides first: if the call must not be sent, the issues say why.
 *
 * @param action `close`, whichever way the provider has; or `cancel` or `expire`.
 * @param link The link itself, with its id: `answer.value`, or `answer.link` of an invalid document.
 * @param options The clock, and the idempotency key, which is sent if the provider supports keys.
 * @returns `value` is the plan: `send` of `paylink/client` sends it.
 * @example
 * ```js
 * import { planClose } from "paylink";
 *
 * const now = "2024-06-01T12:00:00Z";
 * const plan = planClose("close", { format: "txn", id: "91a3b5c7", rawStatus: "created" }, { now });
 * if (plan.ok) console.log(plan.value.method, plan.value.path); // → POST /api/public/v1/payment_links/91a3b5c7/expiration
 * ```
 */
export function planClose(
  action: Action,
  link: LinkState & {
    /** The link's id. */
    id: string;
  },
  options: Clock & {
    /** Up to 256 visible ASCII characters; sent if the provider supports keys. */
    idempotencyKey?: string | undefined;
  },
): Answer<ClosePlan>;

/** Plans the call that reads one link. */
export function planRead(format: FormatId, id: string): Answer<ReadPlan>;

/** Plans the call that lists one page of links; default the first. */
export function planList<F extends FormatId>(
  format: F,
  listing?: ListingRequest<F>,
): Answer<ListPlan>;

/** Plans the call that creates a link: the request is checked and sent unchanged. */
export function planCreate(
  input: Input,
  options: {
    /** The provider's format. */
    format: FormatId;
    /** Up to 256 visible ASCII characters; sent if the provider supports keys. */
    idempotencyKey?: string | undefined;
  },
): Answer<CreatePlan>;

/**
 * Checks an inbound request by the documented rules of the provider whose API has its path.
 *
 * @param request Method, path with query, headers and body as received.
 * @returns What the request asks for; or all issues, and the provider's HTTP status for the most severe.
 * @example
 * ```js
 * import { checkRequest } from "paylink";
 *
 * const checked = checkRequest({ method: "POST", path: "/payment-links/j47ac10b/cancel", headers: { "x-api-key": "a-key" } });
 * console.log(checked.ok && checked.value.operation, checked.ok && checked.value.id); // → close j47ac10b
 * ```
 */
export function checkRequest(request: RequestData): Accepted<CheckedRequest> | RefusedRequest;

/**
 * Interprets a provider's response to a call that creates or closes a link. `send` of `paylink/client` does so itself.
 *
 * @param plan The plan of the call: `answer.value`.
 * @param response Status, headers and body as received; `null` for no response.
 * @param options `now` is only used for a `retry-after` date in a response without a `date` header.
 * @returns `outcome` distinguishes the cases; `retry.advice` says what to do next.
 * @example
 * ```js
 * import { interpretResponse, planClose } from "paylink";
 *
 * const now = "2024-06-01T12:00:00Z";
 * const plan = planClose("close", { format: "txn", id: "91a3b5c7", rawStatus: "created" }, { now });
 * if (plan.ok) console.log(interpretResponse(plan.value, null).retry.advice); // → read_first
 * ```
 */
export function interpretResponse(
  plan: SentCall,
  response: ResponseData | null,
  options?: {
    /** The current time. */
    now?: Now | undefined;
  },
): Interpretation;

/** Idempotency keys: a repeated request has one effect and one response. */
export const idempotency: {
  /** Reads the key of a request; `null` if it has none. */
  readonly claim: (profile: ProfileId, request: RequestData) => Answer<Claim | null>;
  /** Decides what to do with a request, given the record stored in the claim's slot. */
  readonly judge: (
    profile: ProfileId,
    record: IdempotencyRecord | null,
    claim: Claim,
    now: Now,
  ) => Judgement;
  /** The record to store after the effect; `null` to delete it. */
  readonly finish: (
    profile: ProfileId,
    record: IdempotencyRecord,
    response: StoredResponse,
  ) => IdempotencyRecord | null;
  /**
   * The record to store if there is no response; `null` to delete it. `sent`: whether anything was sent to
   * the provider.
   */
  readonly abandon: (record: IdempotencyRecord, sent: boolean) => IdempotencyRecord | null;
  /** Whether the holder's lease lasts for an operation of up to `deadlineMs` milliseconds. */
  readonly mayAct: (record: IdempotencyRecord, now: Now, deadlineMs: number) => boolean;
  /**
   * A UUID from the given 16 bytes, or from the host's random generator: version 4, or with `now` version 7,
   * which sorts by time.
   */
  readonly newKey: (random?: Uint8Array, now?: Now) => string;
};

/** Formats issues as an HTTP error response. Default status: the first issue's. */
export function errorBody(
  issues: readonly IssueLike[],
  face: Face,
  options?: {
    /** The HTTP status. */
    status?: number | undefined;
    /** The language of the messages; default English. */
    catalogue?: Catalogue | undefined;
  },
): Rendered;

/** The English catalogue: the template of a translation. */
export function messages(): WholeCatalogue;

/** Returns the findings with their messages in the language of a catalogue. */
export function translate<
  T extends {
    /** The code of an issue, a note, a reason, a warning or a ground. */
    code: MessageCode;
    /** The parameters of the message. */
    params?: Record<string, string>;
  },
>(findings: readonly T[], catalogue: Catalogue): Translated<T>[];

/** The words of every closed set, in the order of the core's table. */
export function codes(): Codes;

/** The description of every format. */
export function formats(): FormatInfo[];

/** The lifecycle of a format, with the source of each rule. */
export function lifecycle(format: FormatId): LifecycleRow[];

/** The decisions for every state of a link of a format. */
export function truthTable(format: FormatId): TruthRow[];

/** The lifecycle of a format as source text of a diagram. */
export function diagram(format: FormatId, drawing: Drawing): string;

/** A JSON Schema (2020-12) of a format's link, list or create request, or of {@link PaymentLink}. */
export function schema(name: SchemaName): Record<string, unknown>;

/** The names of all schemas. */
export function schemaNames(): SchemaName[];
