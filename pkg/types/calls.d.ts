// Calls of a provider: plans, checked requests, and what a response means.

import type {
  Action,
  Advice,
  Basis,
  FormatId,
  FormatWords,
  ListOrder,
  Operation,
  ProfileId,
} from "../unions.js";
import type { Issue, Note, Quote } from "./findings.js";
import type { Claim } from "./idempotency.js";
import type { HeaderList, NonEmpty, Now, Rfc3339 } from "./inputs.js";
import type { Child, CloseCall, CreateRequest, UsableLink } from "./links.js";
import type { FormatInfo } from "./rules.js";

/** A call to a provider, complete except for the credential: `operation` distinguishes the cases. */
export type Plan = ClosePlan | CreatePlan | ReadPlan | ListPlan;

/** The members of every plan. */
export interface PlanBase {
  /** The provider's format. */
  format: FormatId;
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
export interface ClosePlan extends PlanBase {
  /** The operation. */
  operation: "close";
  /** The provider's call that closes a link. */
  action: CloseCall;
  /** The link's id. */
  id: string;
  /** None. */
  body: null;
  /** The idempotency profile of the key in the headers; missing without a key. */
  profile?: ProfileId;
}

/** The call that creates a link. */
export interface CreatePlan extends PlanBase {
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
export interface ReadPlan extends PlanBase {
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
export interface ListPlan extends PlanBase {
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
  listing: Listing;
  /** None. */
  body: null;
  /** A read needs no key. */
  profile?: undefined;
}

/** The header that carries the credential. */
export interface CredentialSlot {
  /** The header's name, in lower case. */
  header: string;
  /** The scheme before the credential. */
  scheme?: string;
}

/** The filters and the page of a list call. Which of them a provider has: {@link FormatInfo.listing}. */
export interface Listing {
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

/** A {@link Listing} of a format, whose instants may have any form of {@link Now}. */
export type ListingRequest<F extends FormatId = FormatId> = {
  [M in FormatWords[F]["listing"]]?:
    | (M extends "createdFrom" | "createdTo" ? Now : Listing[M])
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

/** The meaning of a provider's response: `outcome` distinguishes the cases. */
export type Interpretation = Done | RefusedResponse | Retry | Unclear;

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
export interface Done extends InterpretationBase {
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
export interface RefusedResponse extends InterpretationBase {
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
export interface Retry extends InterpretationBase {
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
export interface Unclear extends InterpretationBase {
  /** It is not known whether the operation succeeded. */
  outcome: "unclear";
  /** The link in the response, if any: another link, or one without the expected status. */
  link?: UsableLink;
  /** The provider's error, if the response has one. */
  error?: ProviderError;
  /** The error as issues of paylink, for callers that do not know the provider's format. */
  issues: NonEmpty<Issue>;
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
