/**
 * paylink: reads, checks and decides about payment links of several providers.
 *
 * Every answer is plain JSON-compatible data, but for a {@link LinkBatch}, which stays
 * in the core until it is freed. What is wrong with data is an answer; what is wrong with a call
 * is thrown as {@link PaylinkError}.
 *
 * The unions here are closed: a `switch` over each compiles without a default, and a member that a later
 * version adds is named by the compiler. Words of providers are open: each is a string, whatever
 * is known of it.
 * @module paylink
 */

import type {
  Action,
  Advice,
  Attention,
  Basis,
  ChildStatus,
  ClockSide,
  Codes,
  Created,
  Drawing,
  Face,
  FormatId,
  FormatWords,
  GroundCode,
  IssueCode,
  Kind,
  LinkEvent,
  ListOrder,
  NoteCode,
  Offer,
  Operation,
  Pages,
  ProfileId,
  ReasonCode,
  Sameness,
  Side,
  Signing,
  Status,
  ValueKind,
  Verdict,
  WarningCode,
} from "./unions.js";

export type * from "./unions.js";

/** What each format has of its own; {@link formats} tells the words at run time. */
export interface FormatTable {
  /** Telness Tech Connect API. */
  connect: FormatWords["connect"] & {
    /** The request that makes a link. */
    create: ConnectCreateRequest;
  };
  /** Txn.pro, Txn.io. */
  txn: FormatWords["txn"] & {
    /** The request that makes a link. */
    create: TxnCreateRequest;
  };
}

/** The call that closes a link at a format. */
export type CloseCall<F extends FormatId = FormatId> = FormatTable[F]["close"];

/** The call that an action is: itself, or what `close` means at a format. */
export type CallOf<A extends Action, F extends FormatId = FormatId> = A extends "close"
  ? CloseCall<F>
  : Exclude<A, "close">;

/** One of the known words, or any other: a provider adds words without notice. */
export type Word<Known extends string> = Known | (string & Record<never, never>);

/** A provider's word for the status of a link. */
export type RawStatus<F extends FormatId = FormatId> = Word<FormatTable[F]["word"]>;

/** An instant in UTC, RFC 3339, with the digits of the fraction that it came with. */
export type Rfc3339 = string;

/** Epoch milliseconds, a `Date`, or RFC 3339 with any offset. */
export type Now = number | Date | Rfc3339;

/**
 * A document: its bytes (UTF-8), its text, or an object or array, which takes the detour through
 * `JSON.stringify`. Not a `Promise`, a `Response` or a `Request`: await their text first.
 */
export type Input =
  | Uint8Array
  | ArrayBuffer
  | string
  | (object & Present)
  | (Record<string, unknown> & Present);

/** What need not be awaited. */
export interface Present {
  /** Not a `Promise`. */
  then?: never;
  /** Not a `Response`, a `Request` or a `Blob`. */
  arrayBuffer?: never;
}

/** At least one. */
export type NonEmpty<T> = [T, ...T[]];

/** Every code that has a message: what a {@link Catalogue} translates. */
export type MessageCode = IssueCode | NoteCode | ReasonCode | WarningCode | GroundCode;

/** One thing found. */
export interface Finding<Severity extends "error" | "note", Code extends IssueCode | NoteCode> {
  /** Stable. */
  code: Code;
  /** `error` makes the input unusable, `note` does not. */
  severity: Severity;
  /**
   * JSON Pointer (RFC 6901) into the source document; `""` is the whole. A missing member is named where
   * it should stand.
   */
  pointer: string;
  /** English, one line, made from the code and the parameters; {@link translate} has it in another language. */
  message: string;
  /** What the message is made of. Input is there only as a short, escaped excerpt, secrets never. */
  params: Record<string, string>;
}

/** What makes a document or a request unusable. */
export type Issue = Finding<"error", IssueCode>;
/** A contradiction or oddity that providers really send; the link is read all the same. */
export type Note = Finding<"note", NoteCode>;

/** A value with its notes, in document order. */
export interface Accepted<T> {
  /** It is what it should be. */
  ok: true;
  /** What it says. */
  value: T;
  /** What is odd about it, in document order; at most a hundred. */
  notes: Note[];
  /** How many more notes there are than are told. */
  more?: number;
}

/** Everything that stands in the way of a value. */
export interface Refused {
  /** It is not what it should be. */
  ok: false;
  /** Why, in document order; at least one, and at most a hundred. */
  issues: NonEmpty<Issue>;
  /** How many more issues there are than are told. */
  more?: number;
}

/**
 * A link of a list that has no room for what is wrong with it: what all links of a list have of findings
 * is at most some 192 KiB. {@link read} tells what is wrong with one link.
 */
export interface RefusedUntold {
  /** It is not what it should be. */
  ok: false;
  /** None is told. */
  issues: [];
  /** How many there are. */
  more: number;
}

/** A value with its notes, or everything that stands in its way: `ok` tells which. */
export type Answer<T> = Accepted<T> | Refused;

/** An exact decimal and its currency. */
export interface Money {
  /** The digits as the provider wrote them, zero or more, without leading zeros: never a float. */
  value: string;
  /** ISO 4217 or a coin, 2 to 12 letters and digits, in upper case. */
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
  /** After the payment is done; http or https. */
  success?: string;
  /** After it expired, was cancelled or was rejected; http or https. */
  unsuccess?: string;
}

/** Money that comes in; snapshots of the documents differ, so every member may be missing. */
export interface Invoice {
  /** Money comes in. */
  type: "invoice";
  /** What the end user was asked for. */
  billed?: Money;
  /** What the end user pays, in the currency they chose. */
  charged?: Money;
  /** What is credited. */
  target?: Money;
  /** Billed against charged, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Charged against target, in its currency. */
  chargedTargetRate?: Money;
  /** How much came; another word as the provider spells it. */
  statusContext?: Word<"unpaid" | "full" | "underpaid" | "overpaid">;
  /** When it came; another word as the provider spells it. */
  paymentStatus?: Word<"expecting" | "on_time" | "late">;
  /** The merchant's own id. */
  reference?: string;
  /** Where it is paid. */
  network?: Network;
  /** The ways to pay, in the provider's words. */
  paymentMethods?: string[];
  /** The page to send to the payer; http or https. */
  url?: string;
  /** Where the end user goes afterwards. */
  redirects?: Redirects;
  /** When the rate ends; a late payment may still come. */
  expiresAt?: Rfc3339;
  /** When it was made. */
  createdAt?: Rfc3339;
}

/** Money that goes out; every member may be missing. */
export interface Payout {
  /** Money goes out. */
  type: "payout";
  /** What the receiver is shown. */
  amount?: Money;
  /** What the account is charged. */
  charged?: Money;
  /** What is sent, in the currency of the network. */
  pay?: Money;
  /** Amount against pay, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Pay against charged, in its currency. */
  payChargeRate?: Money;
  /** All fees, in the currency of the amount. */
  displayFee?: Money;
  /** What the network takes. */
  networkFee?: Money;
  /** What the provider takes. */
  payoutFee?: Money;
  /** Whether the merchant bears the network's fee. */
  absorbNetworkFee?: boolean;
  /** Whether the merchant bears the provider's fee. */
  absorbPayoutFee?: boolean;
  /** Where it is sent, as the network writes addresses. */
  address?: string;
  /** By which network. */
  network?: Network;
  /** The way it is paid, in the provider's word. */
  paymentMethod?: string;
  /** The receiver at Binance; empty or missing for all other ways. */
  receiverBinanceId?: string;
  /** The provider's word for how Binance answered. */
  binanceStatus?: string;
  /** The provider's word for an approval that is asked for; its words are not documented. */
  approvalStatus?: string;
  /** The transaction on the network; missing at first. */
  txid?: string;
  /** The merchant's own id. */
  reference?: string;
  /** When the locked rate ends. */
  expiresAt?: Rfc3339;
  /** When it was made. */
  createdAt?: Rfc3339;
}

/** The invoice or payout that a link brought forth: `type` tells which. */
export type Child = (Invoice | Payout) & ChildState;

/** What every child has. */
export interface ChildState {
  /** Opaque. */
  id: string;
  /** Where it stands. */
  status: ChildStatus;
  /** The provider's word for that. */
  rawStatus: string;
  /** Whether nothing can follow; an expired invoice can still be paid late. */
  final: boolean;
}

/** One payment link of any provider. */
export interface PaymentLink<F extends FormatId = FormatId> {
  /** Whose link it is. */
  format: F;
  /** Opaque; a UUID at most providers, and not by rule. */
  id: string;
  /** Where it stands; `unknown` is a word that no document knows. */
  status: Status;
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /** The page to send to the payer; http or https, without credentials. */
  url: string;
  /** The merchant's words for the payer. */
  description?: string;
  /** The merchant's own id for the payment. */
  reference?: string;
  /** What the end user sees; `connect` links have none. */
  amount?: Money;
  /** The account credited or debited: a currency, in upper case. */
  accountCurrency?: string;
  /** Chosen by the end user; missing until then. */
  network?: Network;
  /** Which way the money goes. */
  kind?: Kind;
  /** The provider's word for the kind. */
  rawKind?: string;
  /** The payment that the link points to. */
  payment?: {
    /** The provider's resource type: `payment`, `invoices`, `payouts`. */
    type: string;
    /** Opaque. */
    id: string;
  };
  /** That payment's own state, where the document includes it. */
  child?: Child;
  /** When it ends by itself. */
  expiresAt?: Rfc3339;
  /** When it was completed. */
  completedAt?: Rfc3339;
  /** When it was made. */
  createdAt: Rfc3339;
  /** When it last changed. */
  updatedAt?: Rfc3339;
  /** Where the end user goes afterwards. */
  redirects?: Redirects;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The ways to pay, in the provider's words. */
  paymentMethods?: string[];
  /** The provider's word; its words are not documented. */
  approvalStatus?: string;
  /** The merchant's own key-value pairs; numbers are what JavaScript makes of them. */
  metadata?: Record<string, unknown>;
  /** JSON Pointers of what the model does not name. */
  unmapped: string[];
}

/** What {@link decide} needs of a link: a {@link PaymentLink} will do. The status is made of the word. */
export interface HeldLink<F extends FormatId = FormatId> {
  /** Whose link it is. */
  format: F;
  /** The link's; only {@link planClose} needs it. */
  id?: string;
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /** When it ends by itself; RFC 3339 with any offset. */
  expiresAt?: Rfc3339 | null | undefined;
  /** The provider's word for an approval. */
  approvalStatus?: string | null | undefined;
  /** The invoice or payout that it brought forth. */
  child?:
    | {
        /** Opaque; not needed. */
        id?: string;
        /** Which of the two. */
        type: Kind;
        /** The provider's word for the child's status. */
        rawStatus: string;
      }
    | null
    | undefined;
}

/** What `using` asks for, where the program's own types know of it: `free` by another name. */
export type Disposed = SymbolConstructor extends {
  /** Of whoever has `using`. */
  readonly dispose: infer Name extends symbol;
}
  ? { [Key in Name]: () => void }
  : object;

/** A code of a closed set, with an English message, what it is made of, and whose rule it is. */
export interface Remark<Code extends ReasonCode | WarningCode | GroundCode> {
  /** Stable. */
  code: Code;
  /** English, one line, made from the code and the parameters. */
  message: string;
  /** What the message is made of. */
  params: Record<string, string>;
  /** Whether the provider wrote it down. */
  basis: Basis;
  /** Where, and in which words. */
  source: Quote;
}

/** A page of documentation and what it says; of an assumed rule, the page that is silent, and the reason. */
export interface Quote {
  /** Whose page, and its title. */
  document: string;
  /** Its address. */
  url: string;
  /** The day on which it was read, `YYYY-MM-DD`: pages change. */
  readOn: string;
  /** Its words, or the reason for what is assumed. */
  words: string;
}

/** What a decision says whatever its verdict. */
export interface DecisionBase<A extends Action = Action, F extends FormatId = FormatId> {
  /** What was asked. */
  action: A;
  /** The call that would do it: `close` names the one that the provider has. */
  call: CallOf<A, F>;
  /** Whether the rule that decided is written down. */
  basis: Basis;
  /** That rule. */
  source: Quote;
  /** The instant from which the clock alone changes this answer. */
  changesAt?: Rfc3339;
  /**
   * Whole milliseconds until the link expires by this clock, rounded down, 0 if that time has come;
   * missing if the link has no such time, has ended, or has a status that nobody knows.
   */
  remainingMs?: number;
}

/** May it be done, how, and if not: why not? `verdict` and `canTry` tell the cases apart. */
export type Decision<A extends Action = Action, F extends FormatId = FormatId> = DecisionBase<
  A,
  F
> &
  (Allowed | AlreadyDone | Forbidden | Uncertain | Unforeseen);

/** Nothing speaks against it. */
export interface Allowed {
  /** Nothing speaks against it. */
  verdict: "allowed";
  /** Make the call. */
  canTry: true;
  /** None. */
  reasons: [];
  /** Where the link stands afterwards. */
  next: Status;
  /** What to know before. */
  warnings: Remark<WarningCode>[];
}

/** There is nothing left to do. */
export interface AlreadyDone {
  /** The link is where the action would bring it. */
  verdict: "already_done";
  /** There is no call to make. */
  canTry: false;
  /** Why there is nothing left to do. */
  reasons: NonEmpty<Remark<ReasonCode>>;
  /** Where the link stands. */
  next: Status;
  /** None. */
  warnings: [];
}

/** It cannot be done. */
export interface Forbidden {
  /** It cannot be done. */
  verdict: "refused";
  /** Do not make the call. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Remark<ReasonCode>>;
  /** Nowhere. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** Past its time only the provider can tell, and trying does no harm. */
export interface Uncertain {
  /** The clock leaves it open. */
  verdict: "uncertain";
  /** Make the call: the provider has the last word. */
  canTry: true;
  /** Every reason. */
  reasons: NonEmpty<Remark<ReasonCode>>;
  /** Where the link stands afterwards, if it is done. */
  next: Status;
  /** What to know before. */
  warnings: Remark<WarningCode>[];
}

/** The status is a word that nobody knows: what a call would do to such a link cannot be foreseen. */
export interface Unforeseen {
  /** The documents do not know the status. */
  verdict: "uncertain";
  /** Do not make the call. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Remark<ReasonCode>>;
  /** Unknown. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** An event, applied to a link: `effect` tells the cases apart. */
export type Transition = TransitionBase & (Moved | Already | Immovable);

/** What a transition says whatever its effect. */
export interface TransitionBase {
  /** What happened. */
  event: LinkEvent;
  /** Where the link stood. */
  from: Status;
  /** Whether the rule is written down. */
  basis: Basis;
  /** That rule. */
  source: Quote;
}

/** The link moves on. */
export interface Moved {
  /** The link moves on. */
  effect: "moved";
  /** Where it stands now. */
  to: Status;
  /** The provider's word for that. */
  rawStatus: RawStatus;
  /** None. */
  reasons: [];
}

/** A repeat, or another way to the same end. */
export interface Already {
  /** It is there already. */
  effect: "already";
  /** Where it stands. */
  to: Status;
  /** The provider's word for that. */
  rawStatus: RawStatus;
  /** Why nothing changes. */
  reasons: NonEmpty<Remark<ReasonCode>>;
}

/** The event cannot happen, or nobody knows what it does. */
export interface Immovable {
  /** `uncertain`: nobody knows where the link stands, so nobody knows where it would go. */
  effect: "refused" | "uncertain";
  /** Nowhere. */
  to?: undefined;
  /** None. */
  rawStatus?: undefined;
  /** Everything that speaks against it. */
  reasons: NonEmpty<Remark<ReasonCode>>;
}

/** An observation, put in its place beside what was known. */
export type Reconciled = ReconciledBase & (Newer | NotNewer | Contradicting);

/** What is said of an observation whatever its verdict. */
export interface ReconciledBase {
  /** The link from now on. */
  link: PaymentLink;
  /** Why. */
  why: Remark<GroundCode>;
  /** What a person should look at since this observation. */
  attention: Attention[];
}

/** The observation is newer. */
export interface Newer {
  /** It is newer. */
  verdict: "advance";
  /** It is the link from now on. */
  take: "observed";
}

/** The observation changes nothing. */
export interface NotNewer {
  /**
   * `same`: nothing new. `stale`: older. `keep`: nothing says which is newer, so what was known stays.
   */
  verdict: "same" | "stale" | "keep";
  /** What was known stays. */
  take: "stored";
}

/** The two contradict each other: somebody should look at it. */
export interface Contradicting {
  /** They contradict each other. */
  verdict: "conflict";
  /** Which of the two it is until somebody has looked. */
  take: Side;
}

/** One row of a truth table: a link, an action and a clock, and what is decided of them. */
export interface TruthRow<F extends FormatId = FormatId> {
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /** What is asked. */
  action: Action;
  /** On which side of `expiresAt` the clock stands. */
  clock: ClockSide;
  /** Whether an approval is recorded. */
  approval: boolean;
  /** The invoice or payout that the link brought forth. */
  child?: {
    /** Which of the two. */
    type: Kind;
    /** The provider's word for the child's status. */
    rawStatus: string;
  };
  /** The call that would do it. */
  call: CloseCall;
  /** In one word. */
  verdict: Verdict;
  /** Whether to make the call. */
  canTry: boolean;
  /** Every reason; empty if allowed. */
  reasons: ReasonCode[];
  /** Where the link stands afterwards, if that is known. */
  next?: Status;
  /** What to know before. */
  warnings: WarningCode[];
  /** Whether the rule is written down. */
  basis: Basis;
  /** The instant from which the clock alone changes this answer. */
  changesAt?: Rfc3339;
}

/** The messages of one language; what it lacks is told in English. */
export interface Catalogue {
  /** BCP 47: `en`, `de`, `sv`. */
  locale?: string;
  /** The text of each code, with `{parameters}`. */
  messages?: Partial<Record<MessageCode, string>>;
  /** What parameters say in English, and how it is said here. */
  phrases?: Record<string, string>;
}

/** A catalogue that lacks no code. */
export interface WholeCatalogue extends Catalogue {
  /** BCP 47. */
  locale: string;
  /** The text of each code, with `{parameters}`. */
  messages: Record<MessageCode, string>;
  /** What parameters say in English, and how it is said here. */
  phrases: Record<string, string>;
}

/** The caller's clock. */
export interface Clock {
  /** The time it shows. */
  now: Now;
  /** Milliseconds, zero or more, by which it may differ from the provider's, either way. Default 0. */
  skewMs?: number | undefined;
}

/** Where a provider wants its credential. */
export interface CredentialSlot {
  /** The header's name, in lower case. */
  header: string;
  /** The scheme before the credential. */
  scheme?: string;
}

/** A call to a provider, ready to send but for the credential: `operation` tells which. */
export type Plan<F extends FormatId = FormatId> =
  | ClosePlan<F>
  | CreatePlan<F>
  | ReadPlan<F>
  | ListPlan<F>;

/** What every planned call has. */
export interface PlanBase<F extends FormatId = FormatId> {
  /** Whose call it is. */
  format: F;
  /** The HTTP method, in upper case. */
  method: string;
  /** From the root of the provider's API, percent-encoded. */
  path: string;
  /** Headers to send, names in lower case. */
  headers: Record<string, string>;
  /** Where the credential goes. */
  credential: CredentialSlot;
  /** When to send it again, and when not. */
  retry: RetryPolicy;
}

/** The call that closes a link. */
export interface ClosePlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** What for. */
  operation: "close";
  /** The way to close that the provider has. */
  action: CloseCall<F>;
  /** The link's. */
  id: string;
  /** None. */
  body: null;
  /** The idempotency profile that the key in it belongs to. */
  profile?: ProfileId;
}

/** The call that makes a link. */
export interface CreatePlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** What for. */
  operation: "create";
  /** None. */
  action?: undefined;
  /** None yet. */
  id?: undefined;
  /** The request, as it was given: JSON text. */
  body: string;
  /** The idempotency profile that the key in it belongs to. */
  profile?: ProfileId;
}

/** The call that reads one link. */
export interface ReadPlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** What for. */
  operation: "read";
  /** None. */
  action?: undefined;
  /** The link's. */
  id: string;
  /** None. */
  body: null;
  /** A read needs no key. */
  profile?: undefined;
}

/** The call that lists links. */
export interface ListPlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** What for. */
  operation: "list";
  /** None. */
  action?: undefined;
  /** None. */
  id?: undefined;
  /**
   * What is asked for: as it was given, and with what must be said for {@link readList} to tell the next
   * page, which is `{...listing, cursor}`.
   */
  listing: Listing<F>;
  /** None. */
  body: null;
  /** A read needs no key. */
  profile?: undefined;
}

/** What of a list is asked for, of any format. */
export interface ListingParts {
  /** Where the page begins; the number of a page, from 1, where pages are counted. */
  cursor?: string;
  /** How many links it has at most, 1 to 100. */
  limit?: number;
  /** Only links with exactly this reference of the merchant's; not empty. */
  reference?: string;
  /** Only links that were made then or later. */
  createdFrom?: Rfc3339;
  /** Only links that were made then or earlier. */
  createdTo?: Rfc3339;
  /** Default: as the provider has it. */
  order?: ListOrder;
}

/** What of a format's list is asked for; {@link formats} tells the provider's words for it. */
export type Listing<F extends FormatId = FormatId> = Pick<ListingParts, FormatTable[F]["listing"]>;

/** What to ask of a format's list: a {@link Listing}, its instants in any form. */
export type ListingRequest<F extends FormatId = FormatId> = {
  [M in FormatTable[F]["listing"]]?:
    | (M extends "createdFrom" | "createdTo" ? Now : ListingParts[M])
    | undefined;
};

/** When to send a call again, and when not. */
export interface RetryPolicy {
  /**
   * What to do when no answer came: the very same request again, or look first. After a call that closes
   * a link, {@link planRead} of the link; after one that makes a link, where the format's lists can be
   * filtered so, {@link planList} of what has its `reference`.
   */
  lostAnswer: "same_request" | "read_first";
  /** How often to send it at most, the first time included. */
  attempts: number;
  /** Milliseconds to wait before the second time; twice as long before each later one. */
  firstMs: number;
  /** The longest such wait, in milliseconds. */
  longestMs: number;
  /** Whether the rule is written down. */
  basis: Basis;
  /** That rule. */
  source: Quote;
}

/** What {@link interpretResponse} needs of a plan: a {@link ClosePlan} or {@link CreatePlan} will do. */
export interface Asked {
  /** Whose call it was. */
  format: FormatId;
  /** A call that only reads is not interpreted: {@link read} its answer. */
  operation?: "close" | "create" | undefined;
  /** How the link was to be closed; missing if it was to be made. */
  action?: Action | undefined;
  /** The link that was asked about. */
  id?: string | undefined;
  /** As the plan has it. */
  retry: Pick<RetryPolicy, "lostAnswer">;
}

/**
 * What a header may have as its value: a list is several lines of that header, a number is its text,
 * and `null` and `undefined` are none.
 */
export type HeaderValue = string | number | readonly (string | number)[] | null | undefined;

/**
 * Header names, in any case, and values: `Headers`, Node's `request.headers` and axios's will do. A name
 * that stands here more than once is several lines of that header.
 */
export type HeaderList =
  | Readonly<Record<string, HeaderValue>>
  | Iterable<readonly [string, unknown]>;

/** An HTTP request, as far as it is judged. */
export interface RequestData {
  /** The HTTP method, in upper case. */
  method: string;
  /** Path and query, as in the request line. */
  path: string;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** As it came; default none. */
  body?: Input | null | undefined;
}

/** An HTTP answer. */
export interface ResponseData {
  /** The HTTP status. */
  status: number;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** As it came; default none. */
  body?: Input | null | undefined;
}

/** A call's claim to an idempotency key. */
export interface Claim {
  /** As the caller sent it. */
  key: string;
  /** Where the record is kept: SHA-256 of profile, credential and key, 64 hexadecimal digits. */
  slot: string;
  /** SHA-256 of method, path with query, relevant headers and body, 64 hexadecimal digits. */
  fingerprint: string;
}

/** An inbound call that is a provider's own, and well-formed: `operation` tells which. */
export type CheckedRequest = CheckedClose | CheckedCreate | CheckedRead | CheckedList;

/** A call that closes a link. */
export interface CheckedClose {
  /** Whose call it is. */
  format: FormatId;
  /** What for. */
  operation: "close";
  /** The way to close that the provider has. */
  action: CloseCall;
  /** The link's. */
  id: string;
  /** None. */
  create?: undefined;
  /** If the call has a key, and the provider heeds it. */
  idempotency?: Claim;
}

/** A call that makes a link. */
export interface CheckedCreate {
  /** Whose call it is. */
  format: FormatId;
  /** What for. */
  operation: "create";
  /** None. */
  action?: undefined;
  /** None yet. */
  id?: undefined;
  /** The link to be made. */
  create: CreateRequest;
  /** If the call has a key, and the provider heeds it. */
  idempotency?: Claim;
}

/** A call that reads a link. */
export interface CheckedRead {
  /** Whose call it is. */
  format: FormatId;
  /** What for. */
  operation: "read";
  /** None. */
  action?: undefined;
  /** The link's. */
  id: string;
  /** None. */
  create?: undefined;
  /** A read needs no key. */
  idempotency?: undefined;
}

/** A call that lists links. */
export interface CheckedList {
  /** Whose call it is. */
  format: FormatId;
  /** What for. */
  operation: "list";
  /** None. */
  action?: undefined;
  /** None. */
  id?: undefined;
  /** None. */
  create?: undefined;
  /** What is asked for; parameters that the format's documents do not name are passed over. */
  listing: Listing;
  /** A read needs no key. */
  idempotency?: undefined;
}

/** An inbound call that is refused; all that is wrong with it, worst first. */
export interface RefusedRequest {
  /** It is refused. */
  ok: false;
  /** The HTTP status that the worst has at the provider whose path it is. */
  status: number;
  /** Whose path it was, if anybody's. */
  format: FormatId | null;
  /**
   * What the call is for, if method and path are one of that provider's calls. The two are enough to
   * ask whether a caller may make it, before headers and body are there.
   */
  operation: Operation | null;
  /** The methods that the path has, if the method was wrong. */
  allow: string[];
  /** Worst first; at least one, and at most a hundred. */
  issues: NonEmpty<Issue>;
  /** How many more issues there are than are told. */
  more?: number;
}

/** A provider's answer, understood: `outcome` tells the cases apart. */
export type Interpretation = InterpretationBase & (Done | Denied | Again | Unclear);

/** What is said of an answer whatever it means. */
export interface InterpretationBase {
  /** What is odd about the answer and the link in it. */
  notes: Note[];
  /** How many more notes there are than are told. */
  more?: number;
  /** What to do next. */
  retry: {
    /**
     * `stop`: the answer is final. `new_key`: this key is spoilt. `read_first`: look what became of the
     * link before anything else.
     */
    advice: Advice;
    /** Milliseconds to wait before. */
    afterMs?: number;
  };
  /** Whether the rule is written down. */
  basis: Basis;
  /** That rule. */
  source: Quote;
}

/** It is done, and the answer shows it. */
export interface Done {
  /** It is done. */
  outcome: "done";
  /** As the answer shows it. */
  link: PaymentLink;
  /** None. */
  error?: undefined;
  /** None. */
  issues: [];
}

/** The provider said no. */
export interface Denied {
  /**
   * `refused`: the provider will not do it. `conflict`: somebody, or time, was faster. `not_found`: no
   * such link. `reauthorise`: the credential is not known, or may not do this.
   */
  outcome: "refused" | "conflict" | "not_found" | "reauthorise";
  /** The answer shows none. */
  link?: undefined;
  /** What the provider says. */
  error: ProviderError;
  /** For a caller who is not the provider's. */
  issues: NonEmpty<Issue>;
}

/** Nothing was decided; ask again. */
export interface Again {
  /** Ask again. */
  outcome: "retry";
  /** The answer shows none. */
  link?: undefined;
  /** What the provider says, if it said anything. */
  error?: ProviderError;
  /** For a caller who is not the provider's. */
  issues: NonEmpty<Issue>;
}

/** Nobody can tell from this answer whether it is done. */
export interface Unclear {
  /** Nobody can tell. */
  outcome: "unclear";
  /** The link in the answer, if there is one: another one, or not where it was to be. */
  link?: PaymentLink;
  /** What the provider says, if it said anything. */
  error?: ProviderError;
  /** For a caller who is not the provider's. */
  issues: NonEmpty<Issue>;
}

/** A delivery that a provider made by itself. */
export interface Delivery {
  /** Whose delivery it is. */
  format: FormatId;
  /** As they came. */
  headers: HeaderList;
  /** The raw bytes or text, as they arrived: the signature is over them. */
  body: Uint8Array | ArrayBuffer | string;
  /**
   * `whsec_…`; several while they are rotated. Blanks around one are passed over; one that is unusable
   * does not take the others away, and `check("webhook_secret", …)` tells what is wrong with it.
   */
  secret?: string | readonly (string | null | undefined)[] | null | undefined;
  /** The time here. */
  now: Now;
}

/** What a delivery tells. */
export interface WebhookEvent {
  /** Whose delivery it is. */
  format: FormatId;
  /** The same on every redelivery. */
  id: string;
  /**
   * The provider's name for the kind of event, if it sends one; a short excerpt, if the event is of an
   * unknown kind (note `event_unknown`) or cannot be read (`event_unreadable`): then nothing is said of
   * what it is about.
   */
  type?: string;
  /** When it happened (`connect`; if it does not say so, when it arrived), or when it was sent (`txn`). */
  at: Rfc3339;
  /** Whether a signature was checked: `connect` documents none. */
  verified: boolean;
  /** The payment link it is about. */
  link?: PaymentLink;
  /** The invoice or payout it is about. */
  child?: Child;
  /** What it is about, if it is neither. */
  data?: Record<string, unknown>;
}

/** What is kept of a key: plain JSON. */
export interface IdempotencyRecord {
  /** Of the first request; 64 hexadecimal digits. */
  fingerprint: string;
  /** When the first request began. */
  startedAt: Rfc3339;
  /** How many callers have held it so far, from 1. */
  attempt: number;
  /** Until when its holder may act; missing if nobody holds it. */
  leasedUntil?: Rfc3339;
  /** The whole answer, once there is one. */
  response?: StoredResponse;
}

/** A whole answer, as it is kept. */
export interface StoredResponse {
  /** The HTTP status. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** What to do with a call that claims a key: `verdict` tells the cases apart. */
export type Judgement = Proceed | Recover | Replay | Mismatch | Locked;

/** First of its key: keep the record by compare-and-set, then act. */
export interface Proceed {
  /** First of its key, or the first after the key was forgotten. */
  verdict: "proceed";
  /** To be kept, by compare-and-set, before anything else happens. */
  record: IdempotencyRecord;
}

/** Somebody began and did not finish: keep the record, look what became of it, then act if need be. */
export interface Recover {
  /** Somebody began and did not finish. */
  verdict: "recover";
  /** To be kept, by compare-and-set, before anything else happens. */
  record: IdempotencyRecord;
}

/** Done before: nothing is done again. */
export interface Replay {
  /** Done before. */
  verdict: "replay";
  /** The first request's answer. */
  response: StoredResponse;
}

/** The key was used for another request. */
export interface Mismatch {
  /** The key was used for another request. */
  verdict: "mismatch";
  /** The HTTP status that the profile has for it. */
  status: number;
  /** Why. */
  issues: [Issue];
}

/** The first request still runs. */
export interface Locked {
  /** The first request still runs. */
  verdict: "locked";
  /** The HTTP status that the profile has for it. */
  status: number;
  /** Why. */
  issues: [Issue];
  /** Milliseconds to wait before asking again. */
  retryAfterMs: number;
}

/** One way of doing idempotency, as data. */
export interface Profile {
  /** The stable name. */
  id: ProfileId;
  /** The header that takes the key, in lower case. */
  header: string;
  /** Whether the key stands in double quotes. */
  quoted: boolean;
  /** The longest key, in characters. */
  longest: number;
  /** How long a key is remembered, in milliseconds. */
  lifetimeMs: number;
  /** How long a caller holds a key alone, in milliseconds. */
  leaseMs: number;
  /** The HTTP status for a key that was used for another request. */
  mismatchStatus: number;
  /** The error code for it, where the profile has one. */
  mismatchCode: string | null;
  /** The HTTP status for a key whose first request still runs. */
  lockedStatus: number;
  /** The error code for it, where the profile has one. */
  lockedCode: string | null;
  /** How long to wait before asking again, in milliseconds. */
  lockedRetryMs: number;
  /** The header whose credential a key belongs to, in lower case. */
  scopeHeader: string;
  /** The headers that make a request another one, in lower case. */
  relevantHeaders: string[];
  /** HTTP statuses below 500 that are not kept. */
  notKept: number[];
  /** Who says all this, and what is assumed of it. */
  sources: (Cited & Quote)[];
}

/** Whether a rule is written down. */
export interface Cited {
  /** Whether it is. */
  basis: Basis;
}

/** A call of a provider's API. */
export interface CallInfo extends Cited, Quote {
  /** What for. */
  operation: Operation;
  /** The HTTP method, in upper case. */
  method: string;
  /** From the root of the API, with `{id}` where the id stands. */
  path: string;
}

/** The query parameter that a member of a {@link Listing} goes out as. */
export interface ListParameter<F extends FormatId = FormatId> extends Cited, Quote {
  /** Which member. */
  member: FormatTable[F]["listing"];
  /** The provider's name for it. */
  parameter: string;
  /** What has to stand beside it. */
  beside?: {
    /** The parameter's name. */
    parameter: string;
    /** Its one value. */
    value: string;
  };
}

/** How a provider's lists are asked for. */
export interface ListRules<F extends FormatId = FormatId> extends Cited, Quote {
  /** What can be asked, and in which words. */
  parameters: ListParameter<F>[];
  /** `by_cursor`: each page names the next. `by_number`: they are counted from 1, and behind a full one there is another. */
  pages: Pages;
  /** How many links a page is asked for where the caller does not say; missing where nothing is asked then. */
  usual?: number;
  /** The most links that a page is asked for. */
  largest: number;
}

/** A provider's status word, and what it means. */
export interface StatusInfo<F extends FormatId = FormatId> {
  /** The provider's word. */
  word: FormatTable[F]["word"];
  /** What it means. */
  status: Status;
  /** Whether nothing can follow. */
  final: boolean;
}

/** A format, described. */
export interface FormatInfo<F extends FormatId = FormatId> {
  /** The stable name. */
  id: F;
  /** The provider's name. */
  name: string;
  /** What a document looks like, for people. */
  shape: string;
  /** Every status word that its documents know. */
  statuses: StatusInfo<F>[];
  /** Which way to close a link it has. */
  close: CloseCall<F>;
  /** The calls of its API. */
  calls: CallInfo[];
  /** How its lists are asked for. */
  listing: ListRules<F>;
  /** Where the credential goes. */
  credential: CredentialSlot;
  /** What it speaks. */
  mediaType: string;
  /** How it signs what it delivers; missing if no document says so. */
  signing?: Signing;
  /** Its rules of idempotency, if it has any. */
  idempotency?: Profile;
}

/** One row of a lifecycle: every status × every event. */
export interface LifecycleRow extends Cited, Quote {
  /** Where the link stands. */
  from: Status;
  /** What happens. */
  event: LinkEvent;
  /** Where it stands then; missing where the event cannot happen. */
  to?: Status;
  /** `denied`: the format has the event, but not from here. `absent`: it has no such event or status. */
  offer: Offer;
}

/** An HTTP error answer. */
export interface Rendered {
  /** The HTTP status. */
  status: number;
  /** The media type of the body. */
  contentType: "application/json" | "application/problem+json" | "application/vnd.api+json";
  /** JSON text. */
  body: string;
}

/** An issue as it may be handed back: its message is made anew, from the code. */
export interface IssueLike {
  /** Stable. */
  code: IssueCode;
  /** JSON Pointer into the source document; default the whole. */
  pointer?: string;
  /** What the message is made of; default nothing. */
  params?: Record<string, string>;
}

/** How to read. */
export interface ReadOptions<F extends FormatId = FormatId> {
  /** Otherwise the document's shape decides. */
  format?: F | undefined;
  /** What is too much. */
  limits?:
    | {
        /** The largest document, in bytes; default 8 MiB. */
        maxBytes?: number | undefined;
      }
    | undefined;
}

/** How to read a list. */
export interface ListReadOptions<F extends FormatId = FormatId> extends ReadOptions<F> {
  /**
   * What the list was asked for, as its plan has it. Where pages are counted, nothing else tells of the
   * next one.
   */
  listing?: ListingRequest<F> | undefined;
  /**
   * What the page before gave, in a walk from page to page; none for the first page. With it a list that
   * its provider never ends, because a cursor leads back or a page number is ignored, ends with the note
   * `list_repeats`.
   */
  walk?: string | null | undefined;
  /** Whether each link comes with the text of its document, {@link ListedLink.source}; default no. */
  sources?: boolean | undefined;
}

/** A link of a list. */
export interface ListedLink<F extends FormatId = FormatId> extends Accepted<PaymentLink<F>> {
  /**
   * The text of the document that the link was read from, byte for byte; of a list, the document that the
   * link would be by itself, with its child. There if it was asked for.
   */
  source?: string;
}

/** A list as a provider sends it. */
export interface LinkList<F extends FormatId = FormatId> {
  /** One answer for each link: a bad one never spoils its neighbours. */
  links: (ListedLink<F> | Refused | RefusedUntold)[];
  /**
   * Where the next page begins, if there is one. Where pages are counted and the document does not say,
   * it is assumed that behind a full page there is another, which may then be empty.
   */
  nextCursor?: string;
  /**
   * What is remembered of the pages up to here, for {@link ListReadOptions.walk} of the next one; there
   * whenever `nextCursor` is. Some 70 characters, however many pages there were.
   */
  walk?: string;
}

/** How to read many links at once. */
export interface BatchOptions<F extends FormatId = FormatId> {
  /** Otherwise the shape of the document decides. */
  format?: F | undefined;
  /** What is too much. */
  limits?:
    | {
        /** The largest document, in bytes; default whatever fits. */
        maxBytes?: number | undefined;
      }
    | undefined;
  /** The time to decide by; without it nothing is decided until {@link LinkBatch.decideAgain}. */
  now?: Now | undefined;
  /** Milliseconds, zero or more, by which `now` may differ from the provider's, either way. Default 0. */
  skewMs?: number | undefined;
}

/**
 * Many links, read in one pass, every check on. They lie in columns in WebAssembly memory; an object is
 * made of a link only when it is asked for, and then most of its texts are cut out of the source.
 *
 * **Columns are views** of that memory, one element for each link: look, do not write. They are valid
 * until the next call of paylink, which may move the memory and leave them empty; the getter then gives
 * a fresh one. What is to stay is copied: `batch.status.slice()`.
 *
 * **Texts keep their source alive**: a text of a link is a piece of a larger one, of its link where it
 * comes of `at`, of up to 64 KiB where it comes of `toArray`.
 *
 * **It is freed** by `free()`, at the end of `using`, or at last when it is collected as garbage; no
 * engine hurries with that, for it does not see how much memory lies behind a batch. A
 * {@link PaylinkCrash}, whatever call it comes of, ends all batches that there are: whatever they are
 * asked then throws one more. What was made of them before, links and copies, stays.
 *
 * After it is freed, every member but `length`, `ok`, `issues`, `notes`, `nextCursor` and `free` throws
 * a {@link PaylinkError}.
 */
export interface LinkBatch<F extends FormatId = FormatId> extends Disposed {
  /** How many links, sound or not. */
  readonly length: number;
  /** Whether the whole could be read; otherwise there are no links, and `issues` says why. */
  readonly ok: boolean;
  /** What refuses the whole. What is wrong with one link, {@link LinkBatch.at} says. */
  readonly issues: Issue[];
  /** What is odd around the links. */
  readonly notes: Note[];
  /** How many more issues, or notes, there are around the links than are told. */
  readonly more: number;
  /** Where the next page begins, if the document says so. */
  readonly nextCursor: string | undefined;
  /** The format of the document; `undefined` where it is refused. */
  readonly format: F | undefined;
  /** The place of each status in `codes().status`; 255 for what is no link. */
  readonly status: Uint8Array;
  /** Epoch milliseconds, rounded down; not a number for what is no link. */
  readonly createdAt: Float64Array;
  /** Epoch milliseconds, rounded down; not a number for none. */
  readonly updatedAt: Float64Array;
  /** Epoch milliseconds, rounded down; not a number for none. */
  readonly expiresAt: Float64Array;
  /** Two for each link: where it begins in the source and where it ends, in bytes. */
  readonly offsets: Uint32Array;
  /** The same of the child that a document has apart from its links; 0 and 0 for none. A copy, made when it is asked for. */
  readonly childOffsets: Uint32Array;
  /**
   * The place of each verdict in `codes().verdict`; 255 for what is no link.
   *
   * Throws a {@link PaylinkError} for an action that is none, and where there was no clock.
   */
  verdicts(action: Action): Uint8Array;
  /**
   * The reasons of each decision, a bit each: 1 for the first of `codes().reasonCode`, 2 for the next.
   *
   * Throws a {@link PaylinkError} for an action that is none, and where there was no clock.
   */
  reasons(action: Action): Uint32Array;
  /**
   * One link, from 0, as {@link readList} answers it.
   *
   * Throws a {@link PaylinkError} for a number that no link has.
   */
  at(index: number): Answer<PaymentLink<F>>;
  /** Whether the link has notes; `false` for what is no link. */
  isNoted(index: number): boolean;
  /** A text of one link, without making the link; `undefined` for none, and for what is no link. */
  text(member: "id" | "description" | "reference" | "rawStatus", index: number): string | undefined;
  /**
   * Every link as {@link at} answers it, twice as fast as one by one. Their texts are pieces of the source's text: one
   * that is kept keeps up to 64 KiB around it; of what {@link at} answers, its own link.
   */
  toArray(): Answer<PaymentLink<F>>[];
  /**
   * Decides for all links by another clock, without reading them again.
   *
   * Throws a {@link PaylinkError} for a clock that is none; then everything stays as it was.
   */
  decideAgain(clock: Clock): void;
  /** Gives its memory back; again, it does nothing. */
  free(): void;
}

/** What is wrong with a call. */
export type PaylinkErrorCode = "not_initialised" | "invalid_argument";

/** A mistake of the program that calls: never of the data it works on, which is answered. */
export class PaylinkError extends Error {
  /** Made by paylink only. */
  constructor(code: PaylinkErrorCode, message: string, cause?: unknown);
  /** Stable. */
  readonly code: PaylinkErrorCode;
}

/**
 * The core itself failed: out of memory or of stack. The next call works, on a fresh instance. Nothing
 * is lost but what was kept in the old one: each {@link LinkBatch}.
 */
export class PaylinkCrash extends Error {
  /** Made by paylink only. */
  constructor(cause?: unknown);
  /** Stable. */
  readonly code: "crashed";
}

/** The bytes of the core, whoever holds them. */
export type WasmBytes = ArrayBuffer | ArrayBufferView;

/** A `WebAssembly.Module`, where the program's own types know of it. */
export type WasmModule = typeof globalThis extends {
  /** Of a browser, Node or a Worker. */
  WebAssembly: {
    /** Its constructor. */
    Module: {
      /** What it makes. */
      prototype: infer Module;
    };
  };
}
  ? Module & object & Present
  : object & Present;

/** An answer of `fetch`, where the program's own types know of it. */
export type WasmResponse = typeof globalThis extends {
  /** Of a browser, Node or a Worker. */
  Response: {
    /** What it makes. */
    prototype: infer Response;
  };
}
  ? Response
  : never;

/** Whatever the core can be started from. */
export type WasmSource = WasmBytes | WasmModule | WasmResponse;

/** Loads the core, once, however often it is called. */
export function init(): Promise<void>;
/** Starts the core from its bytes or a compiled module. */
export function initSync(module: WasmBytes | WasmModule): void;
/** The core's version, by Semantic Versioning. */
export function version(): string;
/** The words of every closed set, in the order of its table. */
export function codes(): Codes;
/** Every format, described. */
export function formats(): { [F in FormatId]: FormatInfo<F> }[FormatId][];
/** The lifecycle of a format, with the source of each rule. */
export function lifecycle(format: FormatId): LifecycleRow[];
/** Which format a document has, by its shape; `null` if it fits none, or more than one. */
export function detect(input: Input): FormatId | null;
/** Reads one payment link. */
export function read<F extends FormatId = FormatId>(
  input: Input,
  options?: ReadOptions<F>,
): Answer<PaymentLink<F>>;
/** Reads a list; a bad link never spoils its neighbours. */
export function readList<F extends FormatId = FormatId>(
  input: Input,
  options?: ListReadOptions<F>,
): Answer<LinkList<F>>;

/**
 * Reads many links into columns, with the same checks as {@link readList}. What is wrong with the input
 * is told by the batch; only a mistake of the call is thrown, as {@link PaylinkError}.
 */
export function readBatch<F extends FormatId = FormatId>(
  input: Input,
  options?: BatchOptions<F>,
): LinkBatch<F>;
/** A request to make a payment link, checked as strictly as the provider's page has it: `format` tells whose. */
export type CreateRequest<F extends FormatId = FormatId> = FormatTable[F]["create"];

/** A request to make a link at Connect: for an order or for an invoice, never both. */
export type ConnectCreateRequest = ConnectCreateBase & (ForOrder | ForInvoice);

/** For an order. */
export interface ForOrder {
  /** The order to be paid. */
  orderId: string;
  /** Not for an invoice. */
  invoiceId?: undefined;
}

/** For an invoice. */
export interface ForInvoice {
  /** Not for an order. */
  orderId?: undefined;
  /** The invoice to be paid. */
  invoiceId: string;
}

/** What a request to Connect has beside that. */
export interface ConnectCreateBase {
  /** Whose request it is. */
  format: "connect";
  /** A saved way to pay, to begin with. */
  paymentProfileId?: string;
  /** Whether the way to pay is to be saved. */
  savePaymentProfile?: boolean;
  /** The merchant's words for the payer. */
  description?: string;
  /** The merchant's own key-value pairs; numbers are what JavaScript makes of them. */
  metadata?: Record<string, unknown>;
  /** JSON Pointers of what is passed through unseen. */
  unmapped: string[];
}

/** A request to make a link at Txn. */
export interface TxnCreateRequest {
  /** Whose request it is. */
  format: "txn";
  /** What the end user sees. */
  amount: Money;
  /** Which way the money goes. */
  kind: Exclude<Kind, "unknown">;
  /** When the link is to end by itself. */
  expiresAt: Rfc3339;
  /** The account to be credited or debited: a currency, in upper case. */
  accountCurrency?: string;
  /** The merchant's own id for the payment. */
  reference?: string;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The ways to pay, in the provider's words. */
  paymentMethods?: string[];
  /** Where the end user goes afterwards. */
  redirects?: Redirects;
  /** JSON Pointers of what is passed through unseen. */
  unmapped: string[];
}

/** A provider's error answer; everything but the status may be missing. */
export interface ProviderError {
  /** The HTTP status. */
  status: number;
  /** The provider's code; of several errors, the first one's. */
  code?: string;
  /** The provider's words. */
  message?: string;
  /** What the provider suggests. */
  hint?: string;
  /** Each thing that it finds wrong; at most a hundred. */
  details?: NonEmpty<ProviderErrorDetail>;
  /** How many more there are than are told. */
  more?: number;
}

/** One thing that a provider finds wrong. */
export interface ProviderErrorDetail {
  /** The provider's code. */
  code?: string;
  /** The provider's words. */
  message?: string;
  /** The member, pointer or parameter that it is about, as the provider names it. */
  place?: string;
  /** What the provider suggests. */
  suggestion?: string;
}

/** Reads a request to make a payment link. */
export function readCreateRequest<F extends FormatId>(
  input: Input,
  options: {
    /** Whose request it is. */
    format: F;
  },
): Answer<CreateRequest<F>>;
/**
 * Which of the links with a create request's reference was made by it: after an answer that was lost, at a
 * provider without idempotency keys. Everything that was asked for has to fit, and the link must not have been
 * there before the first try.
 */
export function findMade<F extends FormatId>(
  request: Input,
  /** Everything that was found by the reference. */
  links: readonly PaymentLink<F>[],
  options: {
    /** Whose request it is. */
    format: F;
    /** When the request was tried first. */
    firstTriedAt: Now;
  },
): Answer<Made>;
/** What became of a create request. */
export type Made =
  | {
      /** One link was made by it. */
      verdict: "made";
      /** Its place among the links, from 0. */
      index: number;
    }
  | {
      /** No link has the reference. */
      verdict: "nothing";
    }
  | {
      /** It is not certain that one of the links was made by it. */
      verdict: "unclear";
      /** The links that have the reference. */
      holders: {
        /** Its place among the links, from 0. */
        index: number;
        /** Whether it is what was asked for. */
        verdict: Sameness;
        /** The members of the model that differ. */
        differs: string[];
        /**
         * When it was created, beside the first try. `close`, `moment_before`: before it, but the clocks may differ by
         * as much.
         */
        created: Created;
      }[];
    };
/**
 * Which link an invoice or payout belongs to: the one that shows it; or, while none does, the only one with its
 * reference, kind, amount and currency.
 */
export function findLinkOf(
  child: Child,
  /** Everything that was found by the reference. */
  links: readonly PaymentLink[],
): LinkOf;
/** Which link a payment belongs to. */
export type LinkOf =
  | {
      /** `shown`: the link shows the payment. `fits`: none does, and only this one fits it. */
      verdict: "shown" | "fits";
      /** Its place among the links, from 0. */
      index: number;
    }
  | {
      /** `nothing`: no link fits. `unclear`: several may. */
      verdict: "nothing" | "unclear";
    };
/** Reads a provider's error body; one that is no JSON has no words, but its status. */
export function readError(
  input: Input | null | undefined,
  options: {
    /** Whose answer it is. */
    format: FormatId;
    /** The HTTP status. */
    status: number;
  },
): ProviderError;
/**
 * The canonical document of a link in its provider's format, as JSON text: what the model holds, and nothing
 * of what `unmapped` names. Whoever needs the provider's own document keeps its text.
 */
export function write(link: PaymentLink): string;
/** Is this text such a value? The answer is how it is written plainly: instants in UTC, for example. */
export function validate(kind: ValueKind, input: Input): Answer<string>;
/** May this link be closed, how, and if not: why not? */
export function decide<A extends Action, F extends FormatId = FormatId>(
  action: A,
  link: HeldLink<F>,
  clock: Clock,
): Decision<A, F>;
/** What an event does to a link; with a clock, `lapsed` is held to `expiresAt`. */
export function transition(link: HeldLink, event: LinkEvent, clock?: Clock): Transition;
/**
 * Puts an observation of a link in its place beside what is known of it. `storedAt` and `observedAt` say
 * when each was seen, if it was fresh then: never of a replayed answer.
 */
export function reconcile(
  stored: PaymentLink | null,
  observed: PaymentLink,
  seen?: {
    /** When the stored link was seen. */
    storedAt?: Now | undefined;
    /** When the observed link was seen. */
    observedAt?: Now | undefined;
  },
): Reconciled;
/** What is decided of everything that a link of a format can be. */
export function truthTable<F extends FormatId>(format: F): TruthRow<F>[];
/** The lifecycle of a format as a diagram's source. */
export function diagram(format: FormatId, drawing: Drawing): string;
/** A JSON Schema 2020-12: of a format's link, list or create request, or of {@link PaymentLink}. */
export function schema(name: SchemaName): Record<string, unknown>;
/** The names that {@link schema} knows. */
export function schemaNames(): SchemaName[];
/** A format's id is the schema of its link. */
export type SchemaName = FormatId | `${FormatId}-list` | `${FormatId}-create` | "model";
/** The English catalogue: what a translation has to have. */
export function messages(): WholeCatalogue;
/** The same findings, their messages in the language of a catalogue. */
export function translate<
  T extends {
    /** Of an issue, a note, a reason, a warning or a ground. */
    code: MessageCode;
    /** What the message is made of. */
    params?: Record<string, string>;
  },
>(findings: readonly T[], catalogue: Catalogue): Translated<T>[];
/** A finding as it was, but for its message. */
export type Translated<T> = T & {
  /** In the language of the catalogue; in English where that says nothing. */
  message: string;
};
/** Decides `cancel`, `expire` and `close`, in this order. */
export function decideAll<F extends FormatId = FormatId>(
  link: HeldLink<F>,
  clock: Clock,
): [Decision<"cancel", F>, Decision<"expire", F>, Decision<"close", F>];
/** Plans the call that closes a link; the issues say why it must not be sent. */
export function planClose<F extends FormatId = FormatId>(
  action: Action,
  link: HeldLink<F> & {
    /** The link's. */
    id: string;
  },
  options: Clock & {
    /** Up to 256 visible ASCII characters; sent where the provider heeds one. */
    idempotencyKey?: string | undefined;
  },
): Answer<ClosePlan<F>>;
/** Plans the call that reads one link. */
export function planRead<F extends FormatId>(format: F, id: string): Answer<ReadPlan<F>>;
/** Plans the call that lists links, a page at a time; default the first. */
export function planList<F extends FormatId>(
  format: F,
  listing?: ListingRequest<F>,
): Answer<ListPlan<F>>;
/** Plans the call that makes a link: the request, checked, goes out as it is. */
export function planCreate<F extends FormatId>(
  input: Input,
  options: {
    /** Whose request it is. */
    format: F;
    /** Up to 256 visible ASCII characters; sent where the provider heeds one. */
    idempotencyKey?: string | undefined;
  },
): Answer<CreatePlan<F>>;
/** Judges an inbound call by the documented rules of the provider whose path it has. */
export function checkRequest(request: RequestData): Accepted<CheckedRequest> | RefusedRequest;
/**
 * Understands a provider's answer to a call that makes or closes a link; `null` if none came. `now` is
 * only for a `retry-after` that is a date, from an answer without a `date` of its own.
 */
export function interpretResponse(
  plan: Asked,
  response: ResponseData | null,
  options?: {
    /** The time here. */
    now?: Now | undefined;
  },
): Interpretation;
/** Verifies a delivery over its raw bytes, then reads it. */
export function readWebhook(delivery: Delivery): Answer<WebhookEvent>;
/** Issues as an HTTP error answer. The status is the first issue's unless one is given. */
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

/** Repeats: the same call twice is one effect and one answer. */
export const idempotency: {
  /** Reads the key of a request; `null` if it has none. */
  readonly claim: (profile: ProfileId, request: RequestData) => Answer<Claim | null>;
  /** What to do with the call, given the record in the claim's slot. */
  readonly judge: (
    profile: ProfileId,
    record: IdempotencyRecord | null,
    claim: Claim,
    now: Now,
  ) => Judgement;
  /** The record to keep after the effect; `null` if the key is to be forgotten. */
  readonly finish: (
    profile: ProfileId,
    record: IdempotencyRecord,
    response: StoredResponse,
  ) => IdempotencyRecord | null;
  /**
   * The record to keep where there is no answer; `null` if the key is to be forgotten. `sent`: whether
   * anything left for the provider.
   */
  readonly abandon: (record: IdempotencyRecord, sent: boolean) => IdempotencyRecord | null;
  /** Whether the holder may still begin what takes up to `deadlineMs`, in milliseconds. */
  readonly mayAct: (record: IdempotencyRecord, now: Now, deadlineMs: number) => boolean;
  /**
   * A UUID of these 16 bytes, or of the host's randomness: version 4, or version 7 with the time, which
   * sorts by when it was made.
   */
  readonly newKey: (random?: Uint8Array, now?: Now) => string;
};
