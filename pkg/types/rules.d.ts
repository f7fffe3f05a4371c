// The rules as data: formats, lifecycles, truth tables.

import type {
  Action,
  Basis,
  ClockSide,
  FormatId,
  FormatWords,
  Kind,
  LinkEvent,
  Offer,
  Operation,
  Pages,
  ReasonCode,
  SecretForm,
  SignatureForm,
  Status,
  Verdict,
  WarningCode,
} from "../unions.js";
import type { CredentialSlot, Listing } from "./calls.js";
import type { Cited, Quote } from "./findings.js";
import type { Profile } from "./idempotency.js";
import type { Rfc3339 } from "./inputs.js";
import type { CloseCall } from "./links.js";

/** The description of a format. */
export interface FormatInfo {
  /** Stable. */
  id: FormatId;
  /** The provider's name. */
  name: string;
  /** The shape of a document, in words. */
  shape: string;
  /** Every documented status word. */
  statuses: StatusInfo[];
  /** The call that closes a link. */
  close: CloseCall;
  /** The calls of its API. */
  calls: CallInfo[];
  /** The rules of its list call. */
  listing: ListRules;
  /** The header that carries the credential. */
  credential: CredentialSlot;
  /** The media type of requests and responses. */
  mediaType: string;
  /** How its webhooks are signed; missing if that is not documented. */
  signing?: Signing;
  /** Its idempotency scheme, if it has one. */
  idempotency?: Profile;
}

/** A provider's status word and its meaning. */
export interface StatusInfo {
  /** The provider's word. */
  word: FormatWords[FormatId]["word"];
  /** The normalised status. */
  status: Status;
  /** Whether the status cannot change any more. */
  final: boolean;
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

/** The rules of a provider's list call. */
export interface ListRules extends Cited, Quote {
  /** The supported parameters. */
  parameters: ListParameter[];
  /** How the next page is found; a numbered or counted page that is full is followed by another. */
  pages: Pages;
  /** The page size that a plan asks for if `limit` is missing; not set if it then sends none. */
  usual?: number;
  /** The greatest page size. */
  largest: number;
}

/** The query parameter for a member of a {@link Listing}. */
export interface ListParameter extends Cited, Quote {
  /** The member. */
  member: FormatWords[FormatId]["listing"];
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

/** One row of a truth table: the state of a link, an action and a clock, and the decision. */
export interface TruthRow {
  /** The provider's word for the status. */
  rawStatus: string;
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

/** The name of a schema; a format's id is the name of its link's schema. */
export type SchemaName = FormatId | `${FormatId}-list` | `${FormatId}-create` | "model";
