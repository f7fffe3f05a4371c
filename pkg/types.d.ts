/**
 * paylink: reads, checks and decides about payment links of several providers.
 *
 * Every answer is plain JSON-compatible data, except a {@link LinkBatch}, which holds memory of the core
 * until it is freed. Invalid data gives an answer with `ok: false`; an invalid call throws a
 * {@link PaylinkError}.
 *
 * The unions here are closed: a `switch` over each compiles without a default, and the compiler reports a
 * member that a later version adds. Words of providers are open: their type is any string, and the known
 * words are listed.
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
  PayloadKind,
  ProfileId,
  ReasonCode,
  Sameness,
  SecretForm,
  Side,
  SignatureForm,
  Status,
  ValueKind,
  Verdict,
  WarningCode,
} from "./unions.js";

export type * from "./unions.js";

/** The call that closes a link at a format. */
export type CloseCall<F extends FormatId = FormatId> = FormatWords[F]["close"];

/** The provider's call for an action: the action itself, or for `close` the call that the format has. */
export type CallOf<A extends Action, F extends FormatId = FormatId> = A extends "close"
  ? CloseCall<F>
  : Exclude<A, "close">;

/** One of the known words, or any other string: providers add words without notice. */
export type Word<Known extends string> = Known | (string & Record<never, never>);

/** A provider's word for the status of a link. */
export type RawStatus<F extends FormatId = FormatId> = Word<FormatWords[F]["word"]>;

/** An instant in UTC, RFC 3339, with the fraction digits of the source. */
export type Rfc3339 = string;

/**
 * Epoch milliseconds, a `Date`, or RFC 3339 with any offset. A number or `Date` before 2001-09-09 (10^12 milliseconds)
 * throws: it counts seconds, or comes from a clock that stands at its beginning, as at the top level of a Worker. A
 * text may have any year.
 */
export type Now = number | Date | Rfc3339;

/**
 * A document: its bytes (UTF-8), its text, or an object or array, which is serialised with
 * `JSON.stringify` first. Not a `Promise`, a `Response` or a `Request`: await their text first.
 */
export type Input =
  | Uint8Array
  | ArrayBuffer
  | string
  | (object & Present)
  | (Record<string, unknown> & Present);

/** Excludes values that must be awaited first. */
export interface Present {
  /** Not a `Promise`. */
  then?: never;
  /** Not a `Response`, a `Request` or a `Blob`. */
  arrayBuffer?: never;
}

/** At least one. */
export type NonEmpty<T> = [T, ...T[]];

/** Every code with a message: the keys of a {@link Catalogue}. */
export type MessageCode = IssueCode | NoteCode | ReasonCode | WarningCode | GroundCode;

/** One error or note found in a document or a request. */
export interface Finding<Severity extends "error" | "note", Code extends IssueCode | NoteCode> {
  /** Stable. */
  code: Code;
  /** `error` makes the input invalid, `note` does not. */
  severity: Severity;
  /**
   * JSON Pointer (RFC 6901) into the source document; `""` is the whole document. For a missing member,
   * the pointer that it would have.
   */
  pointer: string;
  /**
   * The bytes of the source with the value at `pointer`, the end exclusive; for a missing member, the
   * innermost value around it. Offsets are UTF-8 bytes, also where the input was a string; where it was an
   * object, of its `JSON.stringify` text. Missing where the finding is not about a JSON text.
   */
  range?: [start: number, end: number];
  /** English, one line, made from the code and the parameters; {@link translate} gives other languages. */
  message: string;
  /** The parameters of the message. Input appears only as a short, escaped excerpt; secrets never appear. */
  params: Record<string, string>;
}

/** An error: it makes a document or a request invalid. */
export type Issue = Finding<"error", IssueCode>;
/** A contradiction or deviation that providers do send; the link is read nevertheless. */
export type Note = Finding<"note", NoteCode>;

/** A value with its notes, in document order. */
export interface Accepted<T> {
  /** The input is valid. */
  ok: true;
  /** The value that was read. */
  value: T;
  /** In document order; at most 100. */
  notes: Note[];
  /** How many further notes are omitted; missing if none. */
  more?: number;
}

/** All errors of an invalid input. */
export interface Refused {
  /** The input is invalid. */
  ok: false;
  /** In document order; 1 to 100. */
  issues: NonEmpty<Issue>;
  /** How many further issues are omitted; missing if none. */
  more?: number;
}

/** All errors of an invalid document of a link, and what can be used of it. */
export interface RefusedLink<F extends FormatId = FormatId> extends Refused {
  /** The link's id, if it can be read. */
  id?: string;
  /**
   * What can be used all the same; missing only if the id or the status cannot be read, or the document is
   * ambiguous. Enough to decide about the link and to close it: {@link decide}, {@link planClose},
   * {@link reconcile} and {@link transition} take it.
   */
  link?: UsableLink<F>;
  /** Only in a list that is read with {@link ListReadOptions.sources}: see {@link ListedLink.source}. */
  source?: string;
}

/**
 * An invalid link whose issues are omitted: the findings of all links of a list take at most about
 * 192 KiB. {@link read} of this link alone gives its issues.
 */
export interface RefusedUnlisted<F extends FormatId = FormatId> {
  /** The link is invalid. */
  ok: false;
  /** Omitted. */
  issues: [];
  /** The number of issues. */
  more: number;
  /** The link's id, if it can be read. */
  id?: string;
  /** What can be used of it, as in {@link RefusedLink}. */
  link?: UsableLink<F>;
  /** As in {@link RefusedLink}. */
  source?: string;
}

/** A value with its notes, or all issues: `ok` distinguishes the two. */
export type Answer<T> = Accepted<T> | Refused;

/**
 * A valid link with its notes, or all issues and what can be used of the link: `ok` distinguishes the two. To
 * act on a link whether it is valid or not, use `answer.ok ? answer.value : answer.link`.
 */
export type LinkAnswer<F extends FormatId = FormatId> = Accepted<PaymentLink<F>> | RefusedLink<F>;

/** An exact decimal and its currency. */
export interface Money {
  /** Decimal digits as the provider wrote them, without leading zeros; not negative, never a float. */
  value: string;
  /** ISO 4217 code or coin, 2 to 12 letters and digits, in upper case. */
  currency: string;
}

/** The network that the end user has chosen. */
export interface Network {
  /** In lower case: `trx:usdt`. */
  code: string;
  /** `Tron (TRC20)` */
  name?: string;
}

/** Where the hosted page redirects the end user. */
export interface Redirects {
  /** After a successful payment; http or https. */
  success?: string;
  /** After the payment expired, was cancelled or was rejected; http or https. */
  unsuccess?: string;
}

/** An incoming payment; versions of the provider's documents differ, so every member may be missing. */
export interface Invoice {
  /** Incoming payment. */
  type: "invoice";
  /** The amount that the end user was asked for. */
  billed?: Money;
  /** The amount that the end user pays, in the currency they chose. */
  charged?: Money;
  /** The amount that is credited. */
  target?: Money;
  /** Billed against charged, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Charged against target, in its currency. */
  chargedTargetRate?: Money;
  /** How much was paid; an unknown word as the provider spells it. */
  statusContext?: Word<"unpaid" | "full" | "underpaid" | "overpaid">;
  /** Whether it was paid in time; an unknown word as the provider spells it. */
  paymentStatus?: Word<"expecting" | "on_time" | "late">;
  /** The merchant's reference. */
  reference?: string;
  /** The network it is paid over. */
  network?: Network;
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** The page to send to the payer; http or https. */
  url?: string;
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** When the locked rate ends; a late payment may still arrive. */
  expiresAt?: Rfc3339;
  /** When it was created. */
  createdAt?: Rfc3339;
}

/** An outgoing payment; every member may be missing. */
export interface Payout {
  /** Outgoing payment. */
  type: "payout";
  /** The amount that the receiver is shown. */
  amount?: Money;
  /** The amount that the account is charged. */
  charged?: Money;
  /** The amount that is sent, in the currency of the network. */
  pay?: Money;
  /** Amount against pay, an exact decimal, as the provider counts it. */
  exchangeRate?: string;
  /** Pay against charged, in its currency. */
  payChargeRate?: Money;
  /** All fees, in the currency of the amount. */
  displayFee?: Money;
  /** The network's fee. */
  networkFee?: Money;
  /** The provider's fee. */
  payoutFee?: Money;
  /** Whether the merchant pays the network's fee. */
  absorbNetworkFee?: boolean;
  /** Whether the merchant pays the provider's fee. */
  absorbPayoutFee?: boolean;
  /** The receiver's address, in the network's notation. */
  address?: string;
  /** The network it is sent over. */
  network?: Network;
  /** The payment method, in the provider's word. */
  paymentMethod?: string;
  /** The receiver at Binance; empty or missing for all other payment methods. */
  receiverBinanceId?: string;
  /** The provider's word for Binance's answer. */
  binanceStatus?: string;
  /** The provider's word for the state of an approval; its words are not documented. */
  approvalStatus?: string;
  /** The id of the transaction on the network; missing until it is sent. */
  txid?: string;
  /** The merchant's reference. */
  reference?: string;
  /** When the locked rate ends. */
  expiresAt?: Rfc3339;
  /** When it was created. */
  createdAt?: Rfc3339;
}

/** The invoice or payout that was created by a link: `type` distinguishes the two. */
export type Child = (Invoice | Payout) & ChildState;

/** The members that every child has. */
export interface ChildState {
  /** Opaque. */
  id: string;
  /** The normalised status. */
  status: ChildStatus;
  /** The provider's word for the status. */
  rawStatus: string;
  /** Whether the status cannot change any more; an expired invoice can still be paid late. */
  final: boolean;
}

/** One payment link of any provider. */
export interface PaymentLink<F extends FormatId = FormatId> {
  /** The provider's format. */
  format: F;
  /** Opaque; at most providers a UUID, but no document promises that. */
  id: string;
  /** The normalised status; `unknown` for a word that the provider does not document. */
  status: Status;
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /**
   * The page to send to the payer; http or https, without credentials. Some providers give none after the link has ended.
   */
  url?: string;
  /** The merchant's description for the payer. */
  description?: string;
  /** The merchant's reference for the payment. */
  reference?: string;
  /** The amount that the end user sees; `connect` links have none. */
  amount?: Money;
  /** How much of it has been paid, if the document says so. */
  amountPaid?: Money;
  /**
   * The provider's word for the status of the payment, where it differs from the link's: a completed link may be unpaid.
   */
  paymentStatus?: string;
  /** The account credited or debited, by its currency, in upper case. */
  accountCurrency?: string;
  /** The network chosen by the end user; missing until then. */
  network?: Network;
  /** The direction of the payment. */
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
  /** That payment's state, if the document includes it. */
  child?: Child;
  /** When the link expires. */
  expiresAt?: Rfc3339;
  /** When it was completed. */
  completedAt?: Rfc3339;
  /** When it was created; missing if the document does not say so. */
  createdAt?: Rfc3339;
  /** When it was last changed. */
  updatedAt?: Rfc3339;
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** The provider's word for the state of an approval; its words are not documented. */
  approvalStatus?: string;
  /** The merchant's key-value pairs; numbers are JavaScript numbers, so digits can be lost. */
  metadata?: Record<string, unknown>;
  /** JSON Pointers of the members that the model does not have. */
  unmapped: string[];
}

/**
 * A link of a document that may be invalid: what could not be read is missing. A {@link PaymentLink} is one
 * with everything that its provider documents.
 */
export interface UsableLink<F extends FormatId = FormatId> extends PaymentLink<F> {
  /** The link has an expiry that cannot be read; decisions are `uncertain` with `expiry_unreadable`. */
  expiryUnreadable?: true;
}

/** What {@link decide} needs of a link; a {@link PaymentLink} or {@link UsableLink} is one. The status is derived from `rawStatus`. */
export interface LinkState<F extends FormatId = FormatId> {
  /** The provider's format. */
  format: F;
  /** The link's id; only {@link planClose} needs it. */
  id?: string;
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /** When the link expires; RFC 3339 with any offset. */
  expiresAt?: Rfc3339 | null | undefined;
  /** The link has an expiry that cannot be read. */
  expiryUnreadable?: boolean | undefined;
  /** The provider's word for the state of an approval. */
  approvalStatus?: string | null | undefined;
  /** The invoice or payout that was created by the link. */
  child?:
    | {
        /** Opaque; not used. */
        id?: string;
        /** Which of the two. */
        type: Kind;
        /** The provider's word for the child's status. */
        rawStatus: string;
      }
    | null
    | undefined;
}

/** The `Symbol.dispose` method for `using`, if the program's type library has it; the same as `free`. */
export type Disposed = SymbolConstructor extends {
  /** Present in type libraries that support `using`. */
  readonly dispose: infer Name extends symbol;
}
  ? { [Key in Name]: () => void }
  : object;

/** A code of a closed set, with its English message, the parameters, and the source of the rule. */
export interface Explanation<Code extends ReasonCode | WarningCode | GroundCode> {
  /** Stable. */
  code: Code;
  /** English, one line, made from the code and the parameters. */
  message: string;
  /** The parameters of the message. */
  params: Record<string, string>;
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The page and its words. */
  source: Quote;
}

/** The source of a rule: a page of documentation and its words; for an assumed rule, the page that does not say it and the reason. */
export interface Quote {
  /** Provider and title of the page. */
  document: string;
  /** The page's URL. */
  url: string;
  /** The day on which the page was read, `YYYY-MM-DD`. */
  readOn: string;
  /** The words of the page, or the reason for the assumption. */
  words: string;
}

/** The members of every decision. */
export interface DecisionBase<A extends Action = Action, F extends FormatId = FormatId> {
  /** The action that was decided. */
  action: A;
  /** The provider's call for the action; for `close`, the one that the provider has. */
  call: CallOf<A, F>;
  /** Whether the provider documents the rule that decided. */
  basis: Basis;
  /** The source of that rule. */
  source: Quote;
  /** The instant from which the passing of time alone changes this decision. */
  changesAt?: Rfc3339;
  /**
   * Whole milliseconds until the link expires by the given clock, rounded down; 0 if it has expired.
   * Missing if the link has no expiry, has ended, or has an unknown status.
   */
  remainingMs?: number;
}

/** Whether an action is possible, and why not: `verdict` and `canTry` distinguish the cases. */
export type Decision<A extends Action = Action, F extends FormatId = FormatId> = DecisionBase<
  A,
  F
> &
  (Allowed | AlreadyDone | RefusedDecision | Uncertain | RefusedUnknownStatus);

/** No rule forbids the action. */
export interface Allowed {
  /** No rule forbids the action. */
  verdict: "allowed";
  /** The call may be sent. */
  canTry: true;
  /** None. */
  reasons: [];
  /** The link's status after the action. */
  next: Status;
  /** What to consider before the call. */
  warnings: Explanation<WarningCode>[];
}

/** The link already has the status that the action leads to. */
export interface AlreadyDone {
  /** The link already has that status. */
  verdict: "already_done";
  /** No call is needed. */
  canTry: false;
  /** Why no call is needed. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
  /** The link's status. */
  next: Status;
  /** None. */
  warnings: [];
}

/** At least one rule forbids the action. */
export interface RefusedDecision {
  /** At least one rule forbids the action. */
  verdict: "refused";
  /** The call must not be sent. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
  /** Not set. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** The link is past its expiry by the given clock: only the provider can decide, and the call is safe. */
export interface Uncertain {
  /** The given clock does not decide it. */
  verdict: "uncertain";
  /** The call may be sent: the provider decides. */
  canTry: true;
  /** Every reason. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
  /** The link's status after the action, if the provider accepts it. */
  next: Status;
  /** What to consider before the call. */
  warnings: Explanation<WarningCode>[];
}

/** The provider does not document the link's status, so the effect of a call is unknown. */
export interface RefusedUnknownStatus {
  /** The status is unknown. */
  verdict: "uncertain";
  /** The call must not be sent. */
  canTry: false;
  /** Every reason. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
  /** Unknown. */
  next?: undefined;
  /** None. */
  warnings: [];
}

/** The effect of an event on a link: `effect` distinguishes the cases. */
export type Transition = TransitionBase & (Moved | Already | RefusedTransition);

/** The members of every transition. */
export interface TransitionBase {
  /** The event. */
  event: LinkEvent;
  /** The link's status before the event. */
  from: Status;
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The source of the rule. */
  source: Quote;
}

/** The event changes the link's status. */
export interface Moved {
  /** The status changes. */
  effect: "moved";
  /** The new status. */
  to: Status;
  /** The provider's word for the status. */
  rawStatus: RawStatus;
  /** None. */
  reasons: [];
}

/** A repeated event, or another event that leads to the same status. */
export interface Already {
  /** The link already has the status. */
  effect: "already";
  /** The link's status. */
  to: Status;
  /** The provider's word for the status. */
  rawStatus: RawStatus;
  /** Why nothing changes. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
}

/** The event cannot happen in this status, or its effect is unknown. */
export interface RefusedTransition {
  /** `uncertain`: the link's status is unknown, so the effect is too. */
  effect: "refused" | "uncertain";
  /** Not set. */
  to?: undefined;
  /** Not set. */
  rawStatus?: undefined;
  /** Every reason. */
  reasons: NonEmpty<Explanation<ReasonCode>>;
}

/** The result of comparing an observed link with the stored one: `verdict` distinguishes the cases. */
export type Reconciled = ReconciledBase & (Newer | NotNewer | Contradicting);

/** The members of every result. */
export interface ReconciledBase {
  /** The link to store. */
  link: UsableLink;
  /** Why that one. */
  why: Explanation<GroundCode>;
  /** What a person should check because of this observation. */
  attention: Attention[];
}

/** The observation is newer. */
export interface Newer {
  /** The observation is newer. */
  verdict: "advance";
  /** The observed link replaces the stored one. */
  take: "observed";
}

/** The observation changes nothing. */
export interface NotNewer {
  /**
   * `same`: no difference. `stale`: older. `keep`: it cannot be determined which is newer.
   */
  verdict: "same" | "stale" | "keep";
  /** The stored link stays. */
  take: "stored";
}

/** The two links contradict each other: a person should check it. */
export interface Contradicting {
  /** The two links contradict each other. */
  verdict: "conflict";
  /** Which of the two to store until a person has checked. */
  take: Side;
}

/** One row of a truth table: the state of a link, an action and a clock, and the decision. */
export interface TruthRow<F extends FormatId = FormatId> {
  /** The provider's word for the status. */
  rawStatus: RawStatus<F>;
  /** The action. */
  action: Action;
  /** The clock's relation to `expiresAt`. */
  clock: ClockSide;
  /** Whether an approval is recorded. */
  approval: boolean;
  /** The invoice or payout that was created by the link. */
  child?: {
    /** Which of the two. */
    type: Kind;
    /** The provider's word for the child's status. */
    rawStatus: string;
  };
  /** The provider's call for the action. */
  call: CloseCall;
  /** The decision's verdict. */
  verdict: Verdict;
  /** Whether the call may be sent. */
  canTry: boolean;
  /** Every reason; empty if allowed. */
  reasons: ReasonCode[];
  /** The link's status after the action, if it is known. */
  next?: Status;
  /** What to consider before the call. */
  warnings: WarningCode[];
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The page and its words. */
  source: Quote;
  /** The instant from which the passing of time alone changes this decision. */
  changesAt?: Rfc3339;
}

/** The messages of one language; missing messages fall back to English. */
export interface Catalogue {
  /** BCP 47: `en`, `de`, `sv`. */
  locale?: string;
  /** The text of each code, with `{parameters}`. */
  messages?: Partial<Record<MessageCode, string>>;
  /** English phrases among the parameters, and their translations. */
  phrases?: Record<string, string>;
}

/** A catalogue with a message for every code. */
export interface WholeCatalogue extends Catalogue {
  /** BCP 47. */
  locale: string;
  /** The text of each code, with `{parameters}`. */
  messages: Record<MessageCode, string>;
  /** English phrases among the parameters, and their translations. */
  phrases: Record<string, string>;
}

/** The caller's clock. */
export interface Clock {
  /** The current time. */
  now: Now;
  /** The largest difference from the provider's clock, either way, in milliseconds, 0 or more. Default 0. */
  skewMs?: number | undefined;
}

/** The header that carries the credential. */
export interface CredentialSlot {
  /** The header's name, in lower case. */
  header: string;
  /** The scheme before the credential. */
  scheme?: string;
}

/** A call to a provider, complete except for the credential: `operation` distinguishes the cases. */
export type Plan<F extends FormatId = FormatId> =
  | ClosePlan<F>
  | CreatePlan<F>
  | ReadPlan<F>
  | ListPlan<F>;

/** The members of every plan. */
export interface PlanBase<F extends FormatId = FormatId> {
  /** The provider's format. */
  format: F;
  /** The HTTP method, in upper case. */
  method: string;
  /** From the root of the provider's API, percent-encoded. */
  path: string;
  /** Headers to send, names in lower case. */
  headers: Record<string, string>;
  /** The header that carries the credential. */
  credential: CredentialSlot;
  /** When to send the call again. */
  retry: RetryPolicy;
}

/** The call that closes a link. */
export interface ClosePlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** The operation. */
  operation: "close";
  /** The provider's call that closes a link. */
  action: CloseCall<F>;
  /** The link's id. */
  id: string;
  /** None. */
  body: null;
  /** The idempotency profile of the key in the headers; missing without a key. */
  profile?: ProfileId;
}

/** The call that creates a link. */
export interface CreatePlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** The operation. */
  operation: "create";
  /** None. */
  action?: undefined;
  /** None yet. */
  id?: undefined;
  /** The given request, unchanged: JSON text. */
  body: string;
  /** The idempotency profile of the key in the headers; missing without a key. */
  profile?: ProfileId;
}

/** The call that reads one link. */
export interface ReadPlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** The operation. */
  operation: "read";
  /** None. */
  action?: undefined;
  /** The link's id. */
  id: string;
  /** None. */
  body: null;
  /** A read needs no key. */
  profile?: undefined;
}

/** The call that lists links. */
export interface ListPlan<F extends FormatId = FormatId> extends PlanBase<F> {
  /** The operation. */
  operation: "list";
  /** None. */
  action?: undefined;
  /** None. */
  id?: undefined;
  /**
   * The listing of this page: the given one, with defaults that {@link readList} needs to determine the
   * next page, which is `{...listing, cursor}`.
   */
  listing: Listing<F>;
  /** None. */
  body: null;
  /** A read needs no key. */
  profile?: undefined;
}

/** The filters and the page of a list call, over all formats. */
export interface ListingParts {
  /** The start of the page; where pages are numbered, the page number, from 1. */
  cursor?: string;
  /** The most links of a page, 1 to 100. */
  limit?: number;
  /** Only links with exactly this merchant's reference; not empty. */
  reference?: string;
  /** Only links that were created at this instant or later. */
  createdFrom?: Rfc3339;
  /** Only links that were created at this instant or earlier. */
  createdTo?: Rfc3339;
  /** Default: the provider's order. */
  order?: ListOrder;
}

/** The filters and the page of a format's list call; {@link formats} has the provider's parameter names. */
export type Listing<F extends FormatId = FormatId> = Pick<ListingParts, FormatWords[F]["listing"]>;

/** A {@link Listing} whose instants may have any form of {@link Now}. */
export type ListingRequest<F extends FormatId = FormatId> = {
  [M in FormatWords[F]["listing"]]?:
    | (M extends "createdFrom" | "createdTo" ? Now : ListingParts[M])
    | undefined;
};

/** When to send a call again. */
export interface RetryPolicy {
  /**
   * What to do if no answer arrived: send the same request again, or read first. After a call that closes
   * a link, read it ({@link planRead}); after a call that creates a link, list by its `reference`
   * ({@link planList}), if the format's lists have that filter.
   */
  lostAnswer: "same_request" | "read_first";
  /** The most attempts, the first included. */
  attempts: number;
  /** Milliseconds to wait before the second attempt; the wait doubles before each later one. */
  firstMs: number;
  /** The longest wait, in milliseconds. */
  longestMs: number;
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The source of the rule. */
  source: Quote;
}

/** What {@link interpretResponse} needs of a plan; a {@link ClosePlan} or {@link CreatePlan} is one. */
export interface SentCall {
  /** The provider's format. */
  format: FormatId;
  /** For a call that reads or lists, use {@link read} or {@link readList} instead. */
  operation?: "close" | "create" | undefined;
  /** The call that closes the link; missing for a create. */
  action?: Action | undefined;
  /** The link's id; missing for a create. */
  id?: string | undefined;
  /** From the plan. */
  retry: Pick<RetryPolicy, "lostAnswer">;
}

/**
 * The value of a header: a list is several lines of that header, a number stands for its decimal text,
 * `null` and `undefined` for no header.
 */
export type HeaderValue = string | number | readonly (string | number)[] | null | undefined;

/**
 * Header names, in any case, and values: for example `Headers`, Node's `request.headers`, axios's headers.
 * A name that occurs more than once is several lines of that header.
 * Lines of a list, such as `accept` or `svix-signature`, are joined. More than one line of a credential, a content type,
 * an idempotency key or a delivery's id or timestamp is an error of a request (`header_duplicate`), even if they are equal.
 */
export type HeaderList =
  | Readonly<Record<string, HeaderValue>>
  | Iterable<readonly [string, unknown]>;

/** An HTTP request. */
export interface RequestData {
  /** The HTTP method, in upper case. */
  method: string;
  /** Path and query, as in the request line. */
  path: string;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** The body as received; default none. */
  body?: Input | null | undefined;
}

/** An HTTP response. */
export interface ResponseData {
  /** The HTTP status. */
  status: number;
  /** Default none. */
  headers?: HeaderList | undefined;
  /** The body as received; default none. */
  body?: Input | null | undefined;
}

/** The idempotency key of a request, with what identifies the request. */
export interface Claim {
  /** The key as the caller sent it. */
  key: string;
  /** The name under which the record is stored: SHA-256 of profile, credential and key, 64 hexadecimal digits. */
  slot: string;
  /** SHA-256 of method, path with query, relevant headers and body, 64 hexadecimal digits. */
  fingerprint: string;
}

/** A valid inbound request for a provider's API: `operation` distinguishes the cases. */
export type CheckedRequest = CheckedClose | CheckedCreate | CheckedRead | CheckedList;

/** A call that closes a link. */
export interface CheckedClose {
  /** The provider's format. */
  format: FormatId;
  /** The operation. */
  operation: "close";
  /** The provider's call that closes a link. */
  action: CloseCall;
  /** The link's id. */
  id: string;
  /** None. */
  create?: undefined;
  /** Set if the request has a key and the provider supports keys. */
  idempotency?: Claim;
}

/** A call that makes a link. */
export interface CheckedCreate {
  /** The provider's format. */
  format: FormatId;
  /** The operation. */
  operation: "create";
  /** None. */
  action?: undefined;
  /** None yet. */
  id?: undefined;
  /** The link to create. */
  create: CreateRequest;
  /** Set if the request has a key and the provider supports keys. */
  idempotency?: Claim;
}

/** A call that reads a link. */
export interface CheckedRead {
  /** The provider's format. */
  format: FormatId;
  /** The operation. */
  operation: "read";
  /** None. */
  action?: undefined;
  /** The link's id. */
  id: string;
  /** None. */
  create?: undefined;
  /** A read needs no key. */
  idempotency?: undefined;
}

/** A call that lists links. */
export interface CheckedList {
  /** The provider's format. */
  format: FormatId;
  /** The operation. */
  operation: "list";
  /** None. */
  action?: undefined;
  /** None. */
  id?: undefined;
  /** None. */
  create?: undefined;
  /** The filters and the page; undocumented parameters are ignored. */
  listing: Listing;
  /** A read needs no key. */
  idempotency?: undefined;
}

/** An invalid inbound request, with all its issues, the most severe first. */
export interface RefusedRequest {
  /** The request is refused. */
  ok: false;
  /** The provider's HTTP status for the most severe issue. */
  status: number;
  /** The provider whose API has the path; `null` if none has. */
  format: FormatId | null;
  /**
   * The operation, if method and path are a call of that provider. It depends on these two only, so a
   * caller's permission can be checked before headers and body are read.
   */
  operation: Operation | null;
  /** The methods that the path supports, if the method is wrong. */
  allow: string[];
  /** Most severe first; 1 to 100. */
  issues: NonEmpty<Issue>;
  /** How many further issues are omitted; missing if none. */
  more?: number;
}

/** The meaning of a provider's response: `outcome` distinguishes the cases. */
export type Interpretation = InterpretationBase & (Done | RefusedResponse | Retry | Unclear);

/** The members of every interpretation. */
export interface InterpretationBase {
  /** Notes about the response and the link in it. */
  notes: Note[];
  /** How many further notes are omitted; missing if none. */
  more?: number;
  /** What is not as documented in the link of the response; missing if nothing. */
  linkIssues?: NonEmpty<Issue>;
  /** What to do next. */
  retry: {
    /**
     * `stop`: the response is final. `same_request`: send the same request again. `new_key`: send it with
     * another key. `read_first`: read the link before anything else.
     */
    advice: Advice;
    /** Milliseconds to wait first. */
    afterMs?: number;
  };
  /** Whether the provider documents the rule. */
  basis: Basis;
  /** The source of the rule. */
  source: Quote;
}

/** The operation succeeded, and the response shows it. */
export interface Done {
  /** The operation succeeded. */
  outcome: "done";
  /** The link in the response. */
  link: UsableLink;
  /** None. */
  error?: undefined;
  /** None. */
  issues: [];
}

/** The provider refused the operation. */
export interface RefusedResponse {
  /**
   * `refused`: the provider rejects the request. `already_done`: the link has already the status that the call leads
   * to, by an earlier call or by time: read it. `conflict`: the link's status has changed in the meantime.
   * `not_found`: there is no such link. `reauthorise`: the credential is invalid or lacks the permission.
   */
  outcome: "refused" | "already_done" | "conflict" | "not_found" | "reauthorise";
  /** The response has none. */
  link?: undefined;
  /** The provider's error. */
  error: ProviderError;
  /** The error as issues of paylink, for callers that do not know the provider's format. */
  issues: NonEmpty<Issue>;
}

/** The provider did not process the request; send it again. */
export interface Retry {
  /** Send the request again. */
  outcome: "retry";
  /** The response has none. */
  link?: undefined;
  /** The provider's error, if the response has one. */
  error?: ProviderError;
  /** The error as issues of paylink, for callers that do not know the provider's format. */
  issues: NonEmpty<Issue>;
}

/** The response does not show whether the operation succeeded. */
export interface Unclear {
  /** It is not known whether the operation succeeded. */
  outcome: "unclear";
  /** The link in the response, if any: another link, or one without the expected status. */
  link?: UsableLink;
  /** The provider's error, if the response has one. */
  error?: ProviderError;
  /** The error as issues of paylink, for callers that do not know the provider's format. */
  issues: NonEmpty<Issue>;
}

/** A webhook delivery of a provider. */
export interface Delivery {
  /** The provider's format. */
  format: FormatId;
  /** The headers as received. */
  headers: HeaderList;
  /** The raw bytes or text as received: they are what is signed. */
  body: Uint8Array | ArrayBuffer | string;
  /**
   * The secret as the provider shows it; several during a rotation. Surrounding white space is ignored. An invalid one does not
   * invalidate the others; `validate("webhook_secret", …)` gives its issues.
   */
  secret?: string | readonly (string | null | undefined)[] | null | undefined;
  /** The current time. */
  now: Now;
}

/** The event in a webhook delivery. */
export interface WebhookEvent {
  /** The provider's format. */
  format: FormatId;
  /** The delivery's id, the same on every redelivery. */
  id: string;
  /**
   * The provider's event type, if it sends one. For an event of an unknown type (note `event_unknown`) or
   * one that cannot be read (`event_unreadable`), a short excerpt of it, and `link`, `child` and `data` are missing.
   */
  type?: string;
  /** When the event happened; without a time of its own, when it was sent or arrived. */
  at: Rfc3339;
  /** Whether a signature was checked; `connect` documents none. */
  verified: boolean;
  /** The payment link of the event. */
  link?: UsableLink;
  /** The invoice or payout of the event. */
  child?: Child;
  /** The subject of the event, if it is neither. */
  data?: Record<string, unknown>;
  /** What is not as documented in the event; what could be read is there. Missing if nothing. */
  issues?: NonEmpty<Issue>;
}

/** The stored state of an idempotency key: plain JSON. */
export interface IdempotencyRecord {
  /** Fingerprint of the first request; 64 hexadecimal digits. */
  fingerprint: string;
  /** When the first request began. */
  startedAt: Rfc3339;
  /** How many callers have held the lease so far, from 1. */
  attempt: number;
  /** When the current lease expires; missing if there is none. */
  leasedUntil?: Rfc3339;
  /** The complete response, once there is one. */
  response?: StoredResponse;
}

/** A stored HTTP response. */
export interface StoredResponse {
  /** The HTTP status. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** What to do with a request that has a key: `verdict` distinguishes the cases. */
export type Judgement = Proceed | Recover | Replay | Mismatch | Locked;

/** The first request with this key: store the record by compare-and-set, then act. */
export interface Proceed {
  /** The first request with this key, or the first after the record was deleted or expired. */
  verdict: "proceed";
  /** To be stored by compare-and-set before anything else. */
  record: IdempotencyRecord;
}

/** An earlier attempt did not finish: store the record, determine what the attempt did, then act if necessary. */
export interface Recover {
  /** An earlier attempt did not finish. */
  verdict: "recover";
  /** To be stored by compare-and-set before anything else. */
  record: IdempotencyRecord;
}

/** The request was completed before: answer with the stored response. */
export interface Replay {
  /** The request was completed before. */
  verdict: "replay";
  /** The first request's response. */
  response: StoredResponse;
}

/** The key was used for another request. */
export interface Mismatch {
  /** The key was used for another request. */
  verdict: "mismatch";
  /** The profile's HTTP status for this case. */
  status: number;
  /** The issue for the caller. */
  issues: [Issue];
}

/** The first request with this key is still running. */
export interface Locked {
  /** The first request is still running. */
  verdict: "locked";
  /** The profile's HTTP status for this case. */
  status: number;
  /** The issue for the caller. */
  issues: [Issue];
  /** Milliseconds to wait before the next attempt. */
  retryAfterMs: number;
}

/** An idempotency scheme as data. */
export interface Profile {
  /** Stable. */
  id: ProfileId;
  /** The header of the key, in lower case. */
  header: string;
  /** Whether the key is in double quotes. */
  quoted: boolean;
  /** The greatest length of a key, in characters. */
  longest: number;
  /** How long a key is stored, in milliseconds. */
  lifetimeMs: number;
  /** The length of a lease, in milliseconds. */
  leaseMs: number;
  /** The HTTP status for a key that was used for another request. */
  mismatchStatus: number;
  /** The error code for it; `null` if the profile has none. */
  mismatchCode: string | null;
  /** The HTTP status for a key whose first request is still running. */
  lockedStatus: number;
  /** The error code for it; `null` if the profile has none. */
  lockedCode: string | null;
  /** How long to wait before the next attempt, in milliseconds. */
  lockedRetryMs: number;
  /** The header of the credential that keys are scoped to, in lower case. */
  scopeHeader: string;
  /** The headers that are part of the fingerprint, in lower case. */
  relevantHeaders: string[];
  /** HTTP statuses below 500 whose responses are not stored. */
  notKept: number[];
  /** Whether the provider stores a response of 500 under the key and replays it: a further attempt needs a new key. */
  replaysFailures: boolean;
  /** The sources of these rules. */
  sources: (Cited & Quote)[];
}

/** Whether the provider documents a rule. */
export interface Cited {
  /** Documented or assumed. */
  basis: Basis;
}

/** A call of a provider's API. */
export interface CallInfo extends Cited, Quote {
  /** The operation. */
  operation: Operation;
  /** The HTTP method, in upper case. */
  method: string;
  /** From the root of the API, with `{id}` for the link's id. */
  path: string;
  /** The body of a call that always has the same. */
  body?: string;
}

/** The query parameter for a member of a {@link Listing}. */
export interface ListParameter<F extends FormatId = FormatId> extends Cited, Quote {
  /** The member. */
  member: FormatWords[F]["listing"];
  /** The parameter's name. */
  parameter: string;
  /** A parameter that must accompany it. */
  beside?: {
    /** The parameter's name. */
    parameter: string;
    /** Its fixed value. */
    value: string;
  };
}

/** The rules of a provider's list call. */
export interface ListRules<F extends FormatId = FormatId> extends Cited, Quote {
  /** The supported parameters. */
  parameters: ListParameter<F>[];
  /** How the next page is found; a numbered or counted page that is full is followed by another. */
  pages: Pages;
  /** The page size that a plan asks for if `limit` is missing; not set if it then sends none. */
  usual?: number;
  /** The greatest page size. */
  largest: number;
}

/** A provider's status word and its meaning. */
export interface StatusInfo<F extends FormatId = FormatId> {
  /** The provider's word. */
  word: FormatWords[F]["word"];
  /** The normalised status. */
  status: Status;
  /** Whether the status cannot change any more. */
  final: boolean;
}

/** How a provider signs its webhooks: an HMAC-SHA256 with a shared secret. */
export interface Signing extends Cited, Quote {
  /** What is signed, and how the signature is written. */
  form: SignatureForm;
  /** The header with the signatures, in lower case. */
  header: string;
  /** The header with the event's id, if it is not in the body. */
  idHeader?: string;
  /** The header with the time, if it is not beside the signature. */
  timestampHeader?: string;
  /** How the secret is written. */
  secret: SecretForm;
}

/** The description of a format. */
export interface FormatInfo<F extends FormatId = FormatId> {
  /** Stable. */
  id: F;
  /** The provider's name. */
  name: string;
  /** The shape of a document, in words. */
  shape: string;
  /** Every documented status word. */
  statuses: StatusInfo<F>[];
  /** The call that closes a link. */
  close: CloseCall<F>;
  /** The calls of its API. */
  calls: CallInfo[];
  /** The rules of its list call. */
  listing: ListRules<F>;
  /** The header that carries the credential. */
  credential: CredentialSlot;
  /** The media type of requests and responses. */
  mediaType: string;
  /** How its webhooks are signed; missing if that is not documented. */
  signing?: Signing;
  /** Its idempotency scheme, if it has one. */
  idempotency?: Profile;
}

/** One row of a lifecycle, which has a row for each pair of status and event. */
export interface LifecycleRow extends Cited, Quote {
  /** The status before the event. */
  from: Status;
  /** The event. */
  event: LinkEvent;
  /** The status after the event; missing if the event cannot happen. */
  to?: Status;
  /** `denied`: the format has the event, but not in this status. `absent`: it has no such event or status. */
  offer: Offer;
}

/** An HTTP error response. */
export interface Rendered {
  /** The HTTP status. */
  status: number;
  /** The media type of the body. */
  contentType: "application/json" | "application/problem+json" | "application/vnd.api+json";
  /** JSON text. */
  body: string;
}

/** An issue as input: its message is made from the code again, so a given message is ignored. */
export interface IssueLike {
  /** Stable. */
  code: IssueCode;
  /** JSON Pointer into the source document; default the whole document. */
  pointer?: string;
  /** The parameters of the message; default none. */
  params?: Record<string, string>;
}

/** Options of {@link read}. */
export interface ReadOptions<F extends FormatId = FormatId> {
  /** The expected format; default: detected from the document's shape. */
  format?: F | undefined;
  /** Limits of the input. */
  limits?:
    | {
        /** The largest document, in bytes; default 8 MiB. */
        maxBytes?: number | undefined;
      }
    | undefined;
}

/** Options of {@link readList}. */
export interface ListReadOptions<F extends FormatId = FormatId> extends ReadOptions<F> {
  /** The listing of the plan. It is needed for `nextCursor` where pages are numbered. */
  listing?: ListingRequest<F> | undefined;
  /**
   * {@link LinkList.walk} of the page before; none for the first page. It detects a list without an end,
   * because a cursor leads back or the provider ignores the page number: such a list ends with the note
   * `list_repeats`.
   */
  walk?: string | null | undefined;
  /** Whether to give each link's document, {@link ListedLink.source}; default false. */
  sources?: boolean | undefined;
}

/** A link of a list. */
export interface ListedLink<F extends FormatId = FormatId> extends Accepted<PaymentLink<F>> {
  /**
   * The text of the link as a document of its own, with its child, byte for byte as the provider sent it.
   * Set if `sources` is true.
   */
  source?: string;
}

/** A list as a provider sends it. */
export interface LinkList<F extends FormatId = FormatId> {
  /** One answer for each link: an invalid link does not affect the others. */
  links: (ListedLink<F> | RefusedLink<F> | RefusedUnlisted<F>)[];
  /**
   * The cursor of the next page; missing on the last. Where pages are numbered and the document does not
   * say, a full page is assumed to have a next one, which may be empty.
   */
  nextCursor?: string;
  /**
   * A digest of the pages so far, for {@link ListReadOptions.walk} of the next page; set if `nextCursor`
   * is. About 70 characters, for any number of pages.
   */
  walk?: string;
}

/** Options of {@link readBatch}. */
export interface BatchOptions<F extends FormatId = FormatId> {
  /** The expected format; default: detected from the document's shape. */
  format?: F | undefined;
  /** Limits of the input. */
  limits?:
    | {
        /** The largest document, in bytes; default limited by memory only. */
        maxBytes?: number | undefined;
      }
    | undefined;
  /** The time of the decisions; without it there are none until {@link LinkBatch.decideAgain}. */
  now?: Now | undefined;
  /** The largest difference from the provider's clock, either way, in milliseconds, 0 or more. Default 0. */
  skewMs?: number | undefined;
}

/**
 * Many links, read in one pass with every check. They are columns in WebAssembly memory; objects are
 * created on request, and most of their strings are slices of the source.
 *
 * **Columns are views** of that memory, one element for each link; do not write to them. They are valid
 * until the next call of paylink, which may move the memory and leave them empty; the getter then gives
 * a new view. To keep a column, copy it: `batch.status.slice()`.
 *
 * **Strings keep their source alive**: a string of a link is a slice of a larger one, of its link if it
 * comes from `at`, of up to 64 KiB if it comes from `toArray`.
 *
 * **Memory** is released by `free()`, at the end of `using`, or by garbage collection, which engines delay
 * because they do not see the size of a batch. A {@link PaylinkCrash} in any call invalidates all
 * batches: their methods then throw another one. Links and copies made before stay valid.
 *
 * After `free()`, every member except `length`, `ok`, `issues`, `notes`, `nextCursor` and `free` throws
 * a {@link PaylinkError}.
 */
export interface LinkBatch<F extends FormatId = FormatId> extends Disposed {
  /** The number of links, valid and invalid. */
  readonly length: number;
  /** Whether the document could be read; otherwise there are no links, and `issues` has the errors. */
  readonly ok: boolean;
  /** The errors of the document. {@link LinkBatch.at} gives the errors of one link. */
  readonly issues: Issue[];
  /** The notes of the document outside its links. */
  readonly notes: Note[];
  /** How many further issues or notes of the document are omitted. */
  readonly more: number;
  /** The cursor of the next page, if the document has one. */
  readonly nextCursor: string | undefined;
  /** The format of the document; `undefined` if it is refused. */
  readonly format: F | undefined;
  /** Each link's index in `codes().status`; 255 for an unusable link. */
  readonly status: Uint8Array;
  /** Epoch milliseconds, rounded down; NaN if missing or unreadable. */
  readonly createdAt: Float64Array;
  /** Epoch milliseconds, rounded down; NaN if missing. */
  readonly updatedAt: Float64Array;
  /** Epoch milliseconds, rounded down; NaN if missing. */
  readonly expiresAt: Float64Array;
  /** Two elements for each link: its start and end in the source, in bytes. */
  readonly offsets: Uint32Array;
  /** The same for the child that a document has outside its links; 0 and 0 if there is none. A copy, made on request. */
  readonly childOffsets: Uint32Array;
  /**
   * Each link's verdict as index in `codes().verdict`; 255 for an unusable link.
   *
   * Throws a {@link PaylinkError} for an unknown action, and if no clock was given.
   */
  verdicts(action: Action): Uint8Array;
  /**
   * The reasons of each decision as bits: bit 0 for the first of `codes().reasonCode`, bit 1 for the next.
   *
   * Throws a {@link PaylinkError} for an unknown action, and if no clock was given.
   */
  reasons(action: Action): Uint32Array;
  /**
   * One link by its index, from 0, as {@link readList} answers it.
   *
   * Throws a {@link PaylinkError} for an index out of range.
   */
  at(index: number): LinkAnswer<F>;
  /** Whether the link is valid; an invalid one may be usable all the same, see {@link LinkBatch.status}. */
  isValid(index: number): boolean;
  /** Whether the link has notes; `false` for an invalid link. */
  isNoted(index: number): boolean;
  /** A string of one link, without creating the link; `undefined` if missing or unreadable. */
  text(member: "id" | "description" | "reference" | "rawStatus", index: number): string | undefined;
  /**
   * Every link as {@link at} answers it, twice as fast as one by one. A string that is kept keeps up to
   * 64 KiB of the source alive; a string from {@link at}, only its own link.
   */
  toArray(): LinkAnswer<F>[];
  /**
   * Decides for all links by another clock, without reading them again.
   *
   * Throws a {@link PaylinkError} for an invalid clock, and then changes nothing.
   */
  decideAgain(clock: Clock): void;
  /** Releases the memory; further calls do nothing. */
  free(): void;
}

/** The codes of {@link PaylinkError}. */
export type PaylinkErrorCode = "not_initialised" | "invalid_argument";

/** An invalid call: a mistake of the calling program. Invalid data is never thrown, but answered. */
export class PaylinkError extends Error {
  /** For paylink only. */
  constructor(code: PaylinkErrorCode, message: string, cause?: unknown);
  /** Stable. */
  readonly code: PaylinkErrorCode;
}

/**
 * The core failed: out of memory or of stack. The next call works, on a new instance. Every
 * {@link LinkBatch} of the old instance is lost, and nothing else.
 */
export class PaylinkCrash extends Error {
  /** For paylink only. */
  constructor(cause?: unknown);
  /** Stable. */
  readonly code: "crashed";
}

/** The bytes of the core's WebAssembly module. */
export type WasmBytes = ArrayBuffer | ArrayBufferView;

/** A `WebAssembly.Module`, if the program's type library has it. */
export type WasmModule = typeof globalThis extends {
  /** In the types of browsers, Node and Workers. */
  WebAssembly: {
    /** Its constructor. */
    Module: {
      /** Its instance type. */
      prototype: infer Module;
    };
  };
}
  ? Module & object & Present
  : object & Present;

/** A `Response` of `fetch`, if the program's type library has it. */
export type WasmResponse = typeof globalThis extends {
  /** In the types of browsers, Node and Workers. */
  Response: {
    /** What it makes. */
    prototype: infer Response;
  };
}
  ? Response
  : never;

/** The values that the core can be started from. */
export type WasmSource = WasmBytes | WasmModule | WasmResponse;

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
/** The words of every closed set, in the order of the core's table. */
export function codes(): Codes;
/** The description of every format. */
export function formats(): { [F in FormatId]: FormatInfo<F> }[FormatId][];
/** The lifecycle of a format, with the source of each rule. */
export function lifecycle(format: FormatId): LifecycleRow[];
/** What a payload is: see {@link classify}. */
export interface Classification {
  /** What it is. */
  kind: PayloadKind;
  /** The provider, if it is a provider's payload. */
  format?: FormatId;
  /** Of a webhook: the provider's word for the event, shortened; for Txn the resource type, such as `invoices`. */
  event?: string;
  /**
   * Of `broken_json`: what the readable part seems to be; of `json_lines`: what the first document is. `format` and `event`
   * are then about that.
   */
  seems?: PayloadKind;
  /** Of `broken_json`: it ends too early, so a part of it was probably lost. */
  cutOff?: true;
  /** Of `picture`: its media type. */
  mediaType?: "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/svg+xml";
}
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

/** A value in a JSON text: see {@link valueAt}. */
export interface ValueAt {
  /** JSON Pointer (RFC 6901). */
  pointer: string;
  /** Its UTF-8 bytes, the end exclusive. */
  range: [start: number, end: number];
}
/**
 * The innermost value at a byte offset of a JSON text, or null if there is none: what stands under a cursor.
 * The name of a member belongs to its value. A text that is not JSON is searched as far as it is.
 */
export function valueAt(input: Input, offset: number): ValueAt | null;
/** Reads one payment link. */
export function read<F extends FormatId = FormatId>(
  input: Input,
  options?: ReadOptions<F>,
): LinkAnswer<F>;
/** Reads a list; an invalid link does not affect the others. */
export function readList<F extends FormatId = FormatId>(
  input: Input,
  options?: ListReadOptions<F>,
): Answer<LinkList<F>>;

/**
 * Reads many links into columns, with the same checks as {@link readList}. The batch has the errors of the
 * input; only an invalid call throws, a {@link PaylinkError}.
 */
export function readBatch<F extends FormatId = FormatId>(
  input: Input,
  options?: BatchOptions<F>,
): LinkBatch<F>;
/**
 * A request to create a payment link, checked by the provider's documented rules. Which members a provider has, and
 * which it requires, is in its JSON Schema: `schema("connect-create")`.
 */
export interface CreateRequest<F extends FormatId = FormatId> {
  /** The provider's format. */
  format: F;
  /** The order to be paid. */
  orderId?: string;
  /** The invoice to be paid. */
  invoiceId?: string;
  /** A saved payment method to use. */
  paymentProfileId?: string;
  /** Whether to save the payment method. */
  savePaymentProfile?: boolean;
  /** The merchant's description for the payer. */
  description?: string;
  /** The merchant's key-value pairs; numbers are JavaScript numbers, so digits can be lost. */
  metadata?: Record<string, unknown>;
  /** The amount that the end user sees. */
  amount?: Money;
  /** The account to credit or debit, by its currency, in upper case. */
  accountCurrency?: string;
  /** The merchant's reference for the payment. */
  reference?: string;
  /** The direction of the payment. */
  kind?: Exclude<Kind, "unknown">;
  /** When the link expires. */
  expiresAt?: Rfc3339;
  /** The currencies that the payer may choose from, in upper case. */
  payCurrencies?: string[];
  /** The payment methods, in the provider's words. */
  paymentMethods?: string[];
  /** Where the end user is redirected after the payment. */
  redirects?: Redirects;
  /** JSON Pointers of members that are passed through unchecked. */
  unmapped: string[];
}

/** A provider's error response; every member except the status may be missing. */
export interface ProviderError {
  /** The HTTP status. */
  status: number;
  /** The provider's code; if there are several errors, the first one's. */
  code?: string;
  /** The provider's message. */
  message?: string;
  /** The provider's suggestion. */
  hint?: string;
  /** The single errors; at most 100. */
  details?: NonEmpty<ProviderErrorDetail>;
  /** How many further details are omitted; missing if none. */
  more?: number;
  /**
   * Set if the body does not have the provider's error format, so that it may come from a proxy: the message is
   * what could be read of it.
   */
  foreign?: true;
}

/** One error of a provider's error response. */
export interface ProviderErrorDetail {
  /** The provider's code. */
  code?: string;
  /** The provider's message. */
  message?: string;
  /** The member, pointer or parameter that is wrong, as the provider names it. */
  place?: string;
  /** The provider's suggestion. */
  suggestion?: string;
}

/** Reads a request to create a payment link. */
export function readCreateRequest<F extends FormatId>(
  input: Input,
  options: {
    /** The provider's format. */
    format: F;
  },
): Answer<CreateRequest<F>>;
/**
 * Finds the link that a create request created, among the links with its reference: for use after a lost
 * response, at a provider without idempotency keys. Every requested member must match, and the link must
 * not be older than the first attempt.
 */
export function findMade<F extends FormatId>(
  request: Input,
  /** All links with the reference. */
  links: readonly UsableLink<F>[],
  options: {
    /** The provider's format. */
    format: F;
    /** When the request was first sent. */
    firstTriedAt: Now;
  },
): Answer<Made>;
/** The result of {@link findMade}. */
export type Made =
  | {
      /** The request created one of the links. */
      verdict: "made";
      /** Its index among the links, from 0. */
      index: number;
    }
  | {
      /** No link has the reference. */
      verdict: "nothing";
    }
  | {
      /** It cannot be determined whether the request created one of the links. */
      verdict: "unclear";
      /** The links with the reference. */
      holders: {
        /** The link's index, from 0. */
        index: number;
        /** Whether the link matches the request. */
        verdict: Sameness;
        /** The members of the model that differ. */
        differs: string[];
        /**
         * When the link was created, relative to the first attempt. `close`, `moment_before`: before it, but
         * within the possible difference of the clocks.
         */
        created: Created;
      }[];
    };
/**
 * Finds the link of an invoice or payout: the link that includes it; if none does, the only link with its
 * reference, kind, amount and currency.
 */
export function findLinkOf(
  child: Child,
  /** All links with the reference. */
  links: readonly UsableLink[],
): LinkOf;
/** The result of {@link findLinkOf}. */
export type LinkOf =
  | {
      /** `shown`: the link includes the payment. `fits`: no link includes it, and only this one matches. */
      verdict: "shown" | "fits";
      /** Its index among the links, from 0. */
      index: number;
    }
  | {
      /** `nothing`: no link matches. `unclear`: several match. */
      verdict: "nothing" | "unclear";
    };
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
/** Decides whether an action is possible on a link by the given clock, and gives all reasons if not. */
export function decide<A extends Action, F extends FormatId = FormatId>(
  action: A,
  link: LinkState<F>,
  clock: Clock,
): Decision<A, F>;
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
/** The decisions for every state of a link of a format. */
export function truthTable<F extends FormatId>(format: F): TruthRow<F>[];
/** The lifecycle of a format as source text of a diagram. */
export function diagram(format: FormatId, drawing: Drawing): string;
/** A JSON Schema (2020-12) of a format's link, list or create request, or of {@link PaymentLink}. */
export function schema(name: SchemaName): Record<string, unknown>;
/** The names of all schemas. */
export function schemaNames(): SchemaName[];
/** The name of a schema; a format's id is the name of its link's schema. */
export type SchemaName = FormatId | `${FormatId}-list` | `${FormatId}-create` | "model";
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
/** A finding with a translated message. */
export type Translated<T> = T & {
  /** In the language of the catalogue; in English if it lacks the code. */
  message: string;
};
/** Decides `cancel`, `expire` and `close`, in this order. */
export function decideAll<F extends FormatId = FormatId>(
  link: LinkState<F>,
  clock: Clock,
): [Decision<"cancel", F>, Decision<"expire", F>, Decision<"close", F>];
/** Plans the call that closes a link. It decides first: if the call must not be sent, the issues say why. */
export function planClose<F extends FormatId = FormatId>(
  action: Action,
  link: LinkState<F> & {
    /** The link's id. */
    id: string;
  },
  options: Clock & {
    /** Up to 256 visible ASCII characters; sent if the provider supports keys. */
    idempotencyKey?: string | undefined;
  },
): Answer<ClosePlan<F>>;
/** Plans the call that reads one link. */
export function planRead<F extends FormatId>(format: F, id: string): Answer<ReadPlan<F>>;
/** Plans the call that lists one page of links; default the first. */
export function planList<F extends FormatId>(
  format: F,
  listing?: ListingRequest<F>,
): Answer<ListPlan<F>>;
/** Plans the call that creates a link: the request is checked and sent unchanged. */
export function planCreate<F extends FormatId>(
  input: Input,
  options: {
    /** The provider's format. */
    format: F;
    /** Up to 256 visible ASCII characters; sent if the provider supports keys. */
    idempotencyKey?: string | undefined;
  },
): Answer<CreatePlan<F>>;
/** Checks an inbound request by the documented rules of the provider whose API has its path. */
export function checkRequest(request: RequestData): Accepted<CheckedRequest> | RefusedRequest;
/**
 * Interprets a provider's response to a call that creates or closes a link; `null` for no response. `now`
 * is only used for a `retry-after` date in a response without a `date` header.
 */
export function interpretResponse(
  plan: SentCall,
  response: ResponseData | null,
  options?: {
    /** The current time. */
    now?: Now | undefined;
  },
): Interpretation;
/** Verifies the signature of a webhook delivery over its raw bytes, then reads it. */
export function readWebhook(delivery: Delivery): Answer<WebhookEvent>;
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
