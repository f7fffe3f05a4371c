/**
 * paylink: reads, checks and decides about payment links of several providers.
 *
 * Every answer is plain JSON-compatible data. What is wrong with data is an answer; what is wrong with
 * a call is thrown as {@link PaylinkError}.
 * @packageDocumentation
 */

/** A provider's API format: `connect` is flat JSON with cancel, `txn` is JSON:API with expire. */
export type FormatId = "connect" | "txn";

/** Where a link stands. `completed` ends the link; it does not say that money arrived. */
export type Status = "open" | "in_progress" | "completed" | "expired" | "cancelled" | "unknown";

/** What a merchant wants; `close` is whichever of the two the provider has. */
export type Action = "cancel" | "expire" | "close";

/** What can happen to a link. */
export type LinkEvent = "opened" | "paid" | "lapsed" | "cancelled" | "expired";

/** Whether a provider wrote a rule down. */
export type Basis = "documented" | "assumed";

/** An instant in UTC, RFC 3339, with the digits of the fraction that it came with. */
export type Rfc3339 = string;

/** Epoch milliseconds, a `Date`, or RFC 3339 with any offset. */
export type Now = number | Date | Rfc3339;

/** A document: its bytes, its text, or an object, which takes the detour through `JSON.stringify`. */
export type Input = Uint8Array | ArrayBuffer | string | object;

/** One thing found. */
export interface Finding<Severity extends "error" | "note"> {
  /** Stable; the codes and their messages are listed in the project's `tests/vectors/issues.json`. */
  code: string;
  severity: Severity;
  /** JSON Pointer into the source document; `""` is the whole. */
  pointer: string;
  /** English, made from the code and the parameters. */
  message: string;
  params: Record<string, string>;
}

/** What makes a document or a request unusable. */
export type Issue = Finding<"error">;
/** A contradiction or oddity that providers really send; the link is read all the same. */
export type Note = Finding<"note">;

/** A value with its notes, in document order, or everything that stands in its way. */
export type Answer<T> = { ok: true; value: T; notes: Note[] } | { ok: false; issues: Issue[] };

/** An exact decimal and its currency. */
export interface Money {
  /** The digits as the provider wrote them: never a float. */
  value: string;
  /** In upper case. */
  currency: string;
}

/** A network, once the end user has chosen one. */
export interface Network {
  /** In lower case: `trx:usdt`. */
  code: string;
  /** `Tron (TRC20)` */
  name?: string;
}

/** Where the hosted page sends the end user afterwards. */
export interface Redirects {
  success?: string;
  unsuccess?: string;
}

/** Money that comes in; snapshots of the documents differ, so every member may be missing. */
export interface Invoice {
  type: "invoice";
  /** What the end user was asked for. */
  billed?: Money;
  /** What the end user pays. */
  charged?: Money;
  /** What is credited. */
  target?: Money;
  exchangeRate?: string;
  chargedTargetRate?: Money;
  /** `unpaid`, `full`, `underpaid`, `overpaid`; another word as the provider spells it. */
  statusContext?: string;
  /** `expecting`, `on_time`, `late`; another word as the provider spells it. */
  paymentStatus?: string;
  reference?: string;
  network?: Network;
  paymentMethods?: string[];
  url?: string;
  redirects?: Redirects;
  expiresAt?: Rfc3339;
  createdAt?: Rfc3339;
}

/** Money that goes out. */
export interface Payout {
  type: "payout";
  /** What the receiver is shown. */
  amount?: Money;
  /** What the account is charged. */
  charged?: Money;
  /** What is sent. */
  pay?: Money;
  exchangeRate?: string;
  payChargeRate?: Money;
  displayFee?: Money;
  networkFee?: Money;
  payoutFee?: Money;
  absorbNetworkFee?: boolean;
  absorbPayoutFee?: boolean;
  address?: string;
  network?: Network;
  paymentMethod?: string;
  receiverBinanceId?: string;
  binanceStatus?: string;
  approvalStatus?: string;
  txid?: string;
  reference?: string;
  expiresAt?: Rfc3339;
  createdAt?: Rfc3339;
}

/** The invoice or payout that a link brought forth. */
export type Child = (Invoice | Payout) & ChildState;

/** What every child has. */
export interface ChildState {
  id: string;
  status:
    | "draft"
    | "pending"
    | "processing"
    | "on_hold"
    | "expired"
    | "completed"
    | "cancelled"
    | "rejected"
    | "unknown";
  /** The provider's word. */
  rawStatus: string;
  /** Whether nothing can follow; an expired invoice can still be paid late. */
  final: boolean;
}

/** One payment link of any provider. */
export interface PaymentLink {
  format: FormatId;
  /** Opaque; a UUID at most providers, and not by rule. */
  id: string;
  status: Status;
  /** The provider's word for the status. */
  rawStatus: string;
  /** The page to send to the payer. */
  url: string;
  description?: string;
  /** The merchant's own id for the payment. */
  reference?: string;
  /** What the end user sees; `connect` links have none. */
  amount?: Money;
  /** The account credited or debited. */
  accountCurrency?: string;
  /** Chosen by the end user; missing until then. */
  network?: Network;
  kind?: "invoice" | "payout" | "unknown";
  /** The provider's word for the kind. */
  rawKind?: string;
  /** The payment that the link points to, by the provider's resource type. */
  payment?: { type: string; id: string };
  /** That payment's own state, where the document includes it. */
  child?: Child;
  expiresAt?: Rfc3339;
  completedAt?: Rfc3339;
  createdAt: Rfc3339;
  updatedAt?: Rfc3339;
  redirects?: Redirects;
  payCurrencies?: string[];
  paymentMethods?: string[];
  /** The provider's word; its words are not documented. */
  approvalStatus?: string;
  /** The merchant's own key-value pairs; numbers are what JavaScript makes of them. */
  metadata?: Record<string, unknown>;
  /** JSON Pointers of what the model does not name. */
  unmapped: string[];
  /** What its own document says otherwise than the model would write it; for {@link write}. */
  kept?: Change[];
}

/** How a provider's document differs at one place from the one that the model makes. */
export interface Change {
  /** JSON Pointer into the link's own document. */
  pointer: string;
  /** What the model makes there, as JSON text. */
  was?: string;
  /** What the provider has there, as JSON text. */
  is?: string;
}

/** What {@link decide} needs of a link: a {@link PaymentLink} will do. The status is made of the word. */
export interface HeldLink {
  format: FormatId;
  rawStatus: string;
  expiresAt?: Rfc3339 | null;
  approvalStatus?: string | null;
  child?: { type: string; rawStatus: string } | null;
}

/** A code of a closed set, with an English message, what it is made of, and whose rule it is. */
export interface Remark<Code extends string> {
  code: Code;
  message: string;
  params: Record<string, string>;
  basis: Basis;
  source: Quote;
}

/** Why not, or why there is nothing left to do. */
export type ReasonCode =
  | "action_not_offered"
  | "event_not_offered"
  | "terminal_status"
  | "already_in_status"
  | "wrong_status"
  | "status_unknown"
  | "expired_by_clock"
  | "not_yet"
  | "no_expiry";

/** What to know before doing it anyway. */
export type WarningCode = "payment_in_progress" | "child_lives_on" | "approval_pending";

/** A document and what it says; of an assumed rule, the document that is silent, and the reason. */
export interface Quote {
  document: string;
  words: string;
}

/** May it be done, how, and if not: why not? */
export interface Decision {
  action: Action;
  /** The call that would do it. */
  call: Exclude<Action, "close">;
  verdict: Verdict;
  /**
   * Whether to make the call. A link past its time is `unsure`, and trying does no harm; one with a
   * status that nobody knows is `unsure`, and what a call would do to it cannot be foreseen.
   */
  mayTry: boolean;
  /** Every reason; empty if allowed. */
  reasons: Remark<ReasonCode>[];
  /** Where the link stands afterwards, if that is known. */
  next?: Status;
  warnings: Remark<WarningCode>[];
  basis: Basis;
  source: Quote;
  /** The instant from which the clock alone changes this answer. */
  changesAt?: Rfc3339;
  /**
   * Whole milliseconds until the link expires by this clock, rounded down, 0 if that time has come;
   * missing if the link has no such time or has ended.
   */
  remainingMs?: number;
}

/** `unsure`: nobody here can tell, because of the clock or a status that no document knows. */
export type Verdict = "allowed" | "already_done" | "refused" | "unsure";

/** An event, applied to a link. */
export interface Transition {
  event: LinkEvent;
  /** Where the link stood. */
  from: Status;
  effect: "moved" | "already" | "refused" | "unsure";
  /** Where it stands now; missing if the event cannot happen. */
  to?: Status;
  /** The provider's word for that. */
  rawStatus?: string;
  /** Everything that speaks against it; empty if it moved. */
  reasons: Remark<ReasonCode>[];
  basis: Basis;
  source: Quote;
}

/** Why an observation stands as it does. */
export type GroundCode =
  | "first_seen"
  | "identical"
  | "moved_on"
  | "moved_before"
  | "child_ended"
  | "child_had_ended"
  | "changed_later"
  | "changed_earlier"
  | "seen_later"
  | "seen_earlier"
  | "order_unknown"
  | "ended_otherwise"
  | "time_contradicts"
  | "created_otherwise";

/** An observation, put in its place beside what was known. */
export interface Reconciled {
  /**
   * `advance`: newer. `same`: nothing new. `stale`: older. `conflict`: they contradict each other.
   * `keep`: nothing says which is newer, so what was known stays.
   */
  verdict: "advance" | "same" | "stale" | "conflict" | "keep";
  /** Which of the two it is from now on. */
  take: "stored" | "observed";
  /** That link. */
  link: PaymentLink;
  why: Remark<GroundCode>;
}

/** One row of a truth table: a link, an action and a clock, and what is decided of them. */
export interface TruthRow {
  rawStatus: string;
  action: Action;
  /** On which side of `expiresAt` the clock stands. */
  clock:
    | "no_expiry"
    | "before"
    | "within_skew_before"
    | "at_expiry"
    | "within_skew_after"
    | "after";
  /** Whether an approval is recorded. */
  approval: boolean;
  child?: { type: "invoice" | "payout" | "unknown"; rawStatus: string };
  call: Exclude<Action, "close">;
  verdict: Verdict;
  mayTry: boolean;
  reasons: ReasonCode[];
  next?: Status;
  warnings: WarningCode[];
  basis: Basis;
  changesAt?: Rfc3339;
}

/** The messages of one language; what it lacks is told in English. */
export interface Catalogue {
  /** BCP 47. */
  locale?: string;
  /** The text of each code, with `{parameters}`. */
  messages?: Record<string, string>;
  /** What parameters say in English, and how it is said here. */
  phrases?: Record<string, string>;
}

/** The caller's clock. */
export interface Clock {
  now: Now;
  /** Milliseconds by which it may differ from the provider's, either way. Default 0. */
  skewMs?: number | undefined;
}

/** Where a provider wants its credential. */
export interface CredentialSlot {
  /** In lower case. */
  header: string;
  /** The scheme before the credential. */
  scheme?: string;
}

/** A call to a provider, ready to send but for the credential. */
export interface Plan {
  format: FormatId;
  operation: "create" | "close" | "read" | "list";
  /** For a call that closes a link. */
  action?: Action;
  /** For a call that names a link. */
  id?: string;
  method: string;
  /** Percent-encoded. */
  path: string;
  headers: Record<string, string>;
  body: string | null;
  credential: CredentialSlot;
  /** The idempotency profile that the key in it belongs to. */
  profile?: string;
  retry: RetryPolicy;
}

/** When to send a call again, and when not. */
export interface RetryPolicy {
  /** What to do when no answer came: the very same request again, or read the link first. */
  lostAnswer: "same_request" | "read_first";
  /** How often to send it at most, the first time included. */
  attempts: number;
  /** Milliseconds to wait before the second time; twice as long before each later one. */
  firstMs: number;
  /** The longest such wait, in milliseconds. */
  longestMs: number;
  basis: Basis;
  source: Quote;
}

/** An HTTP request, as far as it is judged. */
export interface RequestData {
  method: string;
  /** Path and query, as in the request line. */
  path: string;
  headers?: Record<string, string> | Iterable<[string, string]>;
  body?: Input | null | undefined;
}

/** An HTTP answer. */
export interface ResponseData {
  status: number;
  headers?: Record<string, string> | Iterable<[string, string]>;
  body?: Input | null | undefined;
}

/** A call's claim to an idempotency key. */
export interface Claim {
  key: string;
  /** Where the record is kept: a digest of profile, credential and key. */
  slot: string;
  /** A digest of method, path with query, content type and body. */
  fingerprint: string;
}

/** An inbound call that is a provider's own, and well-formed. */
export interface CheckedRequest {
  format: FormatId;
  operation: Plan["operation"];
  action?: Action;
  id?: string;
  /** For a call that makes a link. */
  create?: CreateRequest;
  idempotency?: Claim;
}

/** An inbound call that is refused; all that is wrong with it, worst first. */
export interface RefusedRequest {
  ok: false;
  status: number;
  /** Whose path it was, if anybody's. */
  format: FormatId | null;
  /** The methods that the path has, if the method was wrong. */
  allow: string[];
  issues: Issue[];
}

/** A provider's answer, understood. */
export interface Interpretation {
  outcome: "done" | "refused" | "conflict" | "not_found" | "reauthorise" | "retry" | "unclear";
  link?: PaymentLink;
  /** What is odd about the answer and the link in it. */
  notes: Note[];
  error?: ProviderError;
  /** For a caller who is not the provider's; empty if done. */
  issues: Issue[];
  retry: {
    advice: "stop" | "same_request" | "new_key" | "read_first";
    /** Milliseconds to wait before. */
    afterMs?: number;
  };
  basis: Basis;
  source: Quote;
}

/** A delivery that a provider made by itself. */
export interface Delivery {
  format: FormatId;
  headers: Record<string, string> | Iterable<[string, string]>;
  /** The raw bytes or text, as they arrived: the signature is over them. */
  body: Uint8Array | ArrayBuffer | string;
  /** `whsec_…`; several while they are rotated. */
  secret?: string | string[];
  now: Now;
  /** Milliseconds by which the timestamp may be off; default 5 minutes. */
  toleranceMs?: number;
}

/** What a delivery tells. */
export interface WebhookEvent {
  format: FormatId;
  /** The same on every redelivery. */
  id: string;
  /** The provider's name for the kind of event, if it sends one. */
  type?: string;
  /** When it happened (`connect`), or when it was sent (`txn`). */
  at: Rfc3339;
  /** Whether a signature was checked: `connect` documents none. */
  verified: boolean;
  link?: PaymentLink;
  child?: Child;
  /** What it is about, if it is neither. */
  data?: Record<string, unknown>;
}

/** What is kept of a key: plain JSON. */
export interface IdempotencyRecord {
  fingerprint: string;
  /** When the first request began. */
  startedAt: Rfc3339;
  /** How many callers have held it so far. */
  attempt: number;
  /** Until when its holder may act; missing if nobody holds it. */
  leasedUntil?: Rfc3339;
  response?: StoredResponse;
}

/** A whole answer, as it is kept. */
export interface StoredResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What to do with a call that claims a key. */
export type Judgement =
  /** Keep the record by compare-and-set, then act. */
  | { verdict: "proceed"; record: IdempotencyRecord }
  /** Somebody began and did not finish: keep the record, look what became of it, then act if need be. */
  | { verdict: "recover"; record: IdempotencyRecord }
  | { verdict: "replay"; response: StoredResponse }
  | { verdict: "mismatch"; status: number; issues: [Issue] }
  | { verdict: "locked"; status: number; issues: [Issue]; retryAfterMs: number };

/** One way of doing idempotency, as data. */
export interface Profile {
  id: string;
  header: string;
  quoted: boolean;
  longest: number;
  lifetimeMs: number;
  /** How long a caller holds a key alone, in milliseconds. */
  leaseMs: number;
  mismatchStatus: number;
  mismatchCode: string | null;
  lockedStatus: number;
  lockedCode: string | null;
  lockedRetryMs: number;
  scopeHeader: string;
  /** The headers that make a request another one. */
  relevantHeaders: string[];
  /** Answers below 500 that are not kept. */
  notKept: number[];
  sources: ({ basis: Basis } & Quote)[];
}

/** A format, described. */
export interface FormatInfo {
  id: FormatId;
  /** The provider's name. */
  name: string;
  /** What a document looks like, for people. */
  shape: string;
  statuses: { word: string; status: Status; final: boolean }[];
  /** Which way to close a link it has. */
  close: Exclude<Action, "close">;
  calls: ({
    operation: Plan["operation"];
    method: string;
    /** With `{id}` where the id stands. */
    path: string;
    basis: Basis;
  } & Quote)[];
  credential: CredentialSlot;
  mediaType: string;
  idempotency?: Profile;
}

/** One row of a lifecycle: every status × every event. */
export type LifecycleRow = {
  from: Status;
  event: LinkEvent;
  /** Missing where the event cannot happen. */
  to?: Status;
  /** `denied`: the format has the event, but not from here. `absent`: it has no such event or status. */
  offer: "allowed" | "denied" | "absent";
  basis: Basis;
} & Quote;

/** An HTTP error answer. */
export interface Rendered {
  status: number;
  contentType: string;
  body: string;
}

/** An issue as it may be handed back: its message is made anew, from the code. */
export type IssueLike = { code: string; pointer?: string; params?: Record<string, string> };

/** `problem` is RFC 9457, `standard` a Standard Schema result; a format's id is that provider's own error body. */
export type Face = "plain" | "problem" | "standard" | "jsonapi" | FormatId;

/** How to read. */
export interface ReadOptions {
  /** Otherwise the document's shape decides. */
  format?: FormatId | undefined;
  /** Bytes; default 8 MiB. */
  limits?: { maxBytes?: number } | undefined;
}

/** A mistake of the program that calls: `not_initialised` or `invalid_argument`. */
export class PaylinkError extends Error {
  constructor(code: string, message: string, cause?: unknown);
  readonly code: string;
}

/** Loads the core, once, however often it is called. */
export function init(): Promise<void>;
/** Starts the core from its bytes or a compiled module. */
export function initSync(module: BufferSource | WebAssembly.Module): void;
/** The core's version. */
export function version(): string;
/** Every format, described. */
export function formats(): FormatInfo[];
/** The lifecycle of a format, with the source of each rule. */
export function lifecycle(format: FormatId): LifecycleRow[];
/** Which format a document has, by its shape; `null` if it fits none, or more than one. */
export function detect(input: Input): FormatId | null;
/** Reads one payment link. */
export function read(input: Input, options?: ReadOptions): Answer<PaymentLink>;
/** Reads a list; a bad link never spoils its neighbours. */
export function readMany(
  input: Input,
  options?: ReadOptions,
): Answer<{ links: Answer<PaymentLink>[]; nextCursor?: string }>;
/** A request to make a payment link, checked as strictly as the provider's page has it. */
export interface CreateRequest {
  format: FormatId;
  /** `connect`: exactly one of the two. */
  orderId?: string;
  invoiceId?: string;
  paymentProfileId?: string;
  savePaymentProfile?: boolean;
  description?: string;
  metadata?: Record<string, unknown>;
  amount?: Money;
  accountCurrency?: string;
  reference?: string;
  kind?: "invoice" | "payout";
  expiresAt?: Rfc3339;
  payCurrencies?: string[];
  paymentMethods?: string[];
  redirects?: Redirects;
  /** JSON Pointers of what is passed through unseen. */
  unmapped: string[];
}

/** A provider's error answer; everything but the status may be missing. */
export interface ProviderError {
  status: number;
  /** The provider's code; of several errors, the first one's. */
  code?: string;
  message?: string;
  hint?: string;
  /** Each thing that it finds wrong; `place` as the provider names it. */
  details?: { code?: string; message?: string; place?: string; suggestion?: string }[];
}

/** Reads a request to make a payment link. */
export function readRequest(input: Input, options: { format: FormatId }): Answer<CreateRequest>;
/** Reads a provider's error body; one that is no JSON has no words, but its status. */
export function readError(
  input: Input | null | undefined,
  options: { format: FormatId; status: number },
): ProviderError;
/**
 * The provider's document of a link, as JSON text: the one it was read from, up to member order, white
 * space and the spelling of escapes and numbers, with whatever was edited in the link since.
 */
export function write(link: PaymentLink): string;
/** A kind of value that can be checked by itself. */
export type ValueKind =
  | "json"
  | "instant"
  | "decimal"
  | "uri"
  | "uri_reference"
  | "url"
  | "uuid"
  | "json_pointer"
  | "media_type"
  | "jsonapi_response"
  | "jsonapi_create"
  | "jsonapi_update"
  | "jsonapi_linkage";
/** Is this text such a value? The answer is how it is written plainly: instants in UTC, for example. */
export function check(kind: ValueKind, input: Input): Answer<string>;
/** May this link be closed, how, and if not: why not? */
export function decide(action: Action, link: HeldLink, clock: Clock): Decision;
/** What an event does to a link; with a clock, `lapsed` is held to `expiresAt`. */
export function apply(event: LinkEvent, link: HeldLink, clock?: Clock): Transition;
/**
 * Puts an observation of a link in its place beside what is known of it. `storedAt` and `observedAt` say
 * when each was seen, if it was fresh then: never of a replayed answer.
 */
export function reconcile(
  stored: PaymentLink | null,
  observed: PaymentLink,
  seen?: { storedAt?: Now | undefined; observedAt?: Now | undefined },
): Reconciled;
/** What is decided of everything that a link of a format can be. */
export function truthTable(format: FormatId): TruthRow[];
/** The lifecycle of a format as a diagram's source. */
export function diagram(format: FormatId, drawing: "mermaid" | "dot"): string;
/** A JSON Schema 2020-12: of a format's link, list or create request, or of {@link PaymentLink}. */
export function schema(name: SchemaName): Record<string, unknown>;
/** The names that {@link schema} knows. */
export function schemaNames(): SchemaName[];
/** A format's id is the schema of its link. */
export type SchemaName = FormatId | `${FormatId}-list` | `${FormatId}-create` | "model";
/** The English catalogue: what a translation has to have. */
export function catalogue(): Required<Catalogue>;
/** The same findings, their messages in the language of a catalogue. */
export function translate<T extends { code: string; params?: Record<string, string> }>(
  findings: readonly T[],
  catalogue: Catalogue,
): (T & { message: string })[];
/** Decides `cancel`, `expire` and `close`, in this order. */
export function decideAll(link: HeldLink, clock: Clock): [Decision, Decision, Decision];
/** Plans the call that closes a link; the issues say why it must not be sent. */
export function plan(
  action: Action,
  link: HeldLink & { id: string },
  options: Clock & { idempotencyKey?: string | undefined },
): Answer<Plan>;
/** Plans the call that reads one link, or lists them. */
export function planRead(format: FormatId, id?: string): Answer<Plan>;
/** Plans the call that makes a link: the request, checked, goes out as it is. */
export function planCreate(
  input: Input,
  options: { format: FormatId; idempotencyKey?: string | undefined },
): Answer<Plan>;
/** Judges an inbound call by the documented rules of the provider whose path it has. */
export function checkRequest(
  request: RequestData,
): { ok: true; value: CheckedRequest; notes: Note[] } | RefusedRequest;
/**
 * Understands a provider's answer to a call that makes or closes a link; `null` if none came. `now` is
 * only for a `retry-after` that is a date, from an answer without a `date` of its own.
 */
export function interpret(
  plan: Pick<Plan, "format" | "action" | "id"> & { retry: Pick<RetryPolicy, "lostAnswer"> },
  response: ResponseData | null,
  options?: { now?: Now | undefined },
): Interpretation;
/** Verifies a delivery over its raw bytes, then reads it. */
export function readWebhook(delivery: Delivery): Answer<WebhookEvent>;
/** Issues as an HTTP error answer. The status is the first issue's unless one is given. */
export function render(
  issues: readonly IssueLike[],
  face: Face,
  options?: { status?: number | undefined; catalogue?: Catalogue | undefined },
): Rendered;

/** Repeats: the same call twice is one effect and one answer. */
export const idempotency: {
  /** Reads the key of a request; `null` if it has none. The profile is a format's id, or `ietf`. */
  readonly claim: (profile: string, request: RequestData) => Answer<Claim | null>;
  /** What to do with the call, given the record in the claim's slot. */
  readonly judge: (
    profile: string,
    record: IdempotencyRecord | null,
    claim: Claim,
    now: Now,
  ) => Judgement;
  /** The record to keep after the effect; `null` if the key is to be forgotten. */
  readonly finish: (
    profile: string,
    record: IdempotencyRecord,
    response: StoredResponse,
  ) => IdempotencyRecord | null;
  /**
   * The record to keep where there is no answer; `null` if the key is to be forgotten. `sent`: whether
   * anything left for the provider.
   */
  readonly abandon: (record: IdempotencyRecord, sent: boolean) => IdempotencyRecord | null;
  /** Whether the holder may still begin what takes up to so many milliseconds. */
  readonly mayAct: (record: IdempotencyRecord, now: Now, deadlineMs: number) => boolean;
  /**
   * A UUID of these 16 bytes, or of the host's randomness: version 4, or version 7 with the time, which
   * sorts by when it was made.
   */
  readonly newKey: (random?: Uint8Array, now?: Now) => string;
};
