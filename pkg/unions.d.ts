// Made of the core's tables by `make bless`: the closed sets as types.

/**
 * An action that closes a payment link.
 *
 * - `cancel`: Cancel the link: the call that Connect offers.
 * - `expire`: Expire the link: the call that Txn offers.
 * - `close`: Close the link by whichever of the two calls its provider offers.
 */
export type Action = "cancel" | "expire" | "close";

/**
 * What to do next.
 *
 * - `stop`: Nothing: the response is final.
 * - `same_request`: Send the same request again, with the same idempotency key.
 * - `new_key`: Send it with another key: this one was used for another request.
 * - `read_first`: Read the link first.
 */
export type Advice = "stop" | "same_request" | "new_key" | "read_first";

/**
 * Why a person should review a link. The set is closed.
 *
 * - `paid_after_end`: The link ended unpaid, but its payment was made.
 * - `child_conflict`: Two different final statuses of its payment were seen.
 */
export type Attention = "paid_after_end" | "child_conflict";

/**
 * Whether a rule is documented.
 *
 * - `documented`: A page of documentation states the rule.
 * - `assumed`: No page states the rule; paylink assumes it, with a reason.
 */
export type Basis = "documented" | "assumed";

/**
 * Status of a child. It is independent of the link's: a link may end while its child goes on.
 *
 * - `draft`: Not confirmed yet.
 * - `pending`: Waiting for a transaction.
 * - `processing`: A transaction is being processed.
 * - `on_hold`: Under review.
 * - `expired`: Not paid in time; a late payment may still arrive.
 * - `completed`: The payment was made.
 * - `cancelled`: Ended without payment.
 * - `rejected`: Refused.
 * - `unknown`: Not in the provider's documentation.
 */
export type ChildStatus =
  | "draft"
  | "pending"
  | "processing"
  | "on_hold"
  | "expired"
  | "completed"
  | "cancelled"
  | "rejected"
  | "unknown";

/**
 * Position of the clock relative to `expiresAt`; every position where a decision can change.
 *
 * - `no_expiry`: The link does not expire.
 * - `before`: The last millisecond at which the link has certainly not expired.
 * - `within_skew_before`: The first millisecond at which it may have expired.
 * - `at_expiry`: Exactly `expiresAt`.
 * - `within_skew_after`: The last millisecond at which it might not have expired yet.
 * - `after`: The first millisecond at which it has certainly expired.
 */
export type ClockSide =
  | "no_expiry"
  | "before"
  | "within_skew_before"
  | "at_expiry"
  | "within_skew_after"
  | "after";

/**
 * When a link was created, relative to the first attempt.
 *
 * - `before`: Before it.
 * - `close`: Within 60 s before it: clocks may differ by as much.
 * - `moment_before`: Within 2 s before it: even synchronised clocks may differ by as much.
 * - `after`: At it or after it.
 * - `unknown`: The link does not say when.
 */
export type Created = "before" | "close" | "moment_before" | "after" | "unknown";

/**
 * The language of a lifecycle diagram.
 *
 * - `mermaid`: A Mermaid state diagram.
 * - `dot`: Graphviz DOT.
 */
export type Drawing = "mermaid" | "dot";

/**
 * The effect of an event on a link.
 *
 * - `moved`: The link moves to another status.
 * - `already`: The link already has the status that the event leads to.
 * - `refused`: The event cannot happen; all reasons are given.
 * - `uncertain`: The link's status is unknown, so the effect is, too.
 */
export type Effect = "moved" | "already" | "refused" | "uncertain";

/**
 * The format of an error body: `problem` is RFC 9457, `standard` a Standard Schema result, `jsonapi` JSON:API; a provider format's id is that provider's own error body.
 */
export type Face = "problem" | "standard" | "jsonapi" | "connect" | "txn" | "stripe" | "razorpay";

/**
 * A provider's API format.
 *
 * - `connect`: Telness Tech Connect API: flat JSON, `cancel`.
 * - `txn`: Txn.pro and Txn.io: JSON:API, `expire`.
 * - `stripe`: Stripe Checkout Sessions: flat JSON, `expire`.
 * - `razorpay`: Razorpay Payment Links: flat JSON, `cancel`.
 */
export type FormatId = "connect" | "txn" | "stripe" | "razorpay";

/** The reason for the result of a reconciliation. The set is closed. */
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
  | "child_ended_otherwise"
  | "time_contradicts"
  | "created_otherwise";

/** Why a document or a request is refused, with the default HTTP status. */
export type IssueCode =
  | "json_syntax"
  | "json_not_utf8"
  | "json_too_deep"
  | "json_too_large"
  | "member_duplicate"
  | "format_unknown"
  | "format_ambiguous"
  | "type_mismatch"
  | "member_missing"
  | "member_null"
  | "member_unexpected"
  | "resource_type"
  | "list_found"
  | "exactly_one"
  | "word_unknown"
  | "value_malformed"
  | "text_half_character"
  | "text_empty"
  | "instant_malformed"
  | "amount_malformed"
  | "currency_malformed"
  | "url_malformed"
  | "url_credentials"
  | "route_unknown"
  | "method_not_allowed"
  | "id_malformed"
  | "id_not_addressable"
  | "credential_missing"
  | "credential_malformed"
  | "credential_refused"
  | "scope_missing"
  | "origin_refused"
  | "idempotency_key_missing"
  | "idempotency_key_malformed"
  | "idempotency_key_too_long"
  | "idempotency_key_mismatch"
  | "idempotency_key_locked"
  | "header_malformed"
  | "header_duplicate"
  | "parameter_unknown"
  | "parameter_malformed"
  | "parameter_duplicate"
  | "media_type_missing"
  | "media_type_unsupported"
  | "not_acceptable"
  | "body_unexpected"
  | "too_many_items"
  | "rate_limited"
  | "signature_missing"
  | "signature_refused"
  | "timestamp_malformed"
  | "timestamp_refused"
  | "secret_missing"
  | "secret_malformed"
  | "internal_error"
  | "store_unavailable"
  | "outcome_not_kept"
  | "job_not_found"
  | "format_not_configured"
  | "link_not_found"
  | "transition_refused"
  | "close_running"
  | "reference_held"
  | "upstream_refused"
  | "upstream_conflict"
  | "upstream_busy"
  | "upstream_paused"
  | "upstream_failed"
  | "upstream_accepted"
  | "upstream_contradicts"
  | "upstream_other_link"
  | "upstream_unreadable"
  | "upstream_unreachable"
  | "upstream_late";

/**
 * Direction of the payment.
 *
 * - `invoice`: The end user pays.
 * - `payout`: The end user is paid.
 * - `unknown`: Not in the provider's documentation.
 */
export type Kind = "invoice" | "payout" | "unknown";

/**
 * What can happen to a link.
 *
 * - `opened`: A payer started: a child invoice or payout was created.
 * - `paid`: The link was completed.
 * - `lapsed`: The link's expiry time passed.
 * - `cancelled`: The merchant cancelled it.
 * - `expired`: The merchant expired it before its time.
 */
export type LinkEvent = "opened" | "paid" | "lapsed" | "cancelled" | "expired";

/**
 * A filter or option of a list request.
 *
 * - `cursor`: The cursor at which the page starts.
 * - `limit`: The maximum number of links on the page.
 * - `reference`: Only links with this merchant's reference.
 * - `createdFrom`: Only links created at this time or later.
 * - `createdTo`: Only links created at this time or earlier.
 * - `order`: The sort order, by creation time.
 */
export type ListMember = "cursor" | "limit" | "reference" | "createdFrom" | "createdTo" | "order";

/**
 * The sort order of a list, by creation time.
 *
 * - `oldest_first`: New links are appended, so pages do not shift.
 * - `newest_first`: A new link shifts all later pages.
 */
export type ListOrder = "oldest_first" | "newest_first";

/** An oddity of a document that can still be read. */
export type NoteCode =
  | "json_bom"
  | "member_unmapped"
  | "null_undocumented"
  | "member_spelling"
  | "id_not_uuid"
  | "status_unknown"
  | "kind_unknown"
  | "currency_unknown"
  | "completion_contradicts_status"
  | "expiry_contradicts_creation"
  | "redirects_on_payout"
  | "url_not_https"
  | "redirect_not_web"
  | "resource_duplicate"
  | "included_unreadable"
  | "amount_as_number"
  | "answer_empty"
  | "answer_not_json"
  | "answer_contradicts"
  | "answer_other_link"
  | "retry_after_malformed"
  | "child_not_included"
  | "list_repeats"
  | "cursor_unusable"
  | "status_derived"
  | "expiry_default"
  | "recovery_offered"
  | "event_unknown"
  | "event_unreadable";

/**
 * Whether a format has an event and allows it from a status.
 *
 * - `allowed`: Allowed from this status.
 * - `denied`: The format has the event, but not from this status.
 * - `absent`: The format lacks the event or the status.
 */
export type Offer = "allowed" | "denied" | "absent";

/**
 * What an API call does.
 *
 * - `create`: Creates a link.
 * - `close`: Closes a link.
 * - `read`: Reads a link.
 * - `list`: Lists links, one page at a time.
 */
export type Operation = "create" | "close" | "read" | "list";

/**
 * The outcome of a call. Closed on purpose.
 *
 * - `done`: The call took effect, and the response shows it.
 * - `already_done`: The link has already the status that the call leads to: an earlier call had the effect, or time.
 * - `refused`: The provider refused the call.
 * - `conflict`: The link's status does not allow the call: it has changed in the meantime.
 * - `not_found`: The provider does not know the link.
 * - `reauthorise`: The provider refused the credential, or its permission is not sufficient.
 * - `retry`: There is no result yet; send the same request again.
 * - `unclear`: The response does not show whether the call took effect.
 */
export type Outcome =
  | "done"
  | "already_done"
  | "refused"
  | "conflict"
  | "not_found"
  | "reauthorise"
  | "retry"
  | "unclear";

/**
 * How a provider pages its lists.
 *
 * - `by_cursor`: Each page has the cursor of the next one.
 * - `by_number`: Pages are numbered from 1; the cursor is the page number.
 * - `by_last_id`: A page starts after a link; the cursor is that link's id, the last one of the page before.
 * - `by_offset`: A page starts after a number of links, which is the cursor.
 * - `none`: The provider has no lists.
 */
export type Pages = "by_cursor" | "by_number" | "by_last_id" | "by_offset" | "none";

/**
 * What a payload is: a provider's, other JSON, or something that is not JSON.
 *
 * - `link`: One payment link; it may be invalid.
 * - `list`: A list of payment links; it may be empty.
 * - `create_request`: A request to create a payment link.
 * - `webhook`: The body of a webhook.
 * - `error`: An error body.
 * - `ambiguous`: JSON that fits the payloads of several providers.
 * - `json`: Other JSON, such as a payload of a provider that is not supported.
 * - `json_lines`: Several JSON documents one after the other, such as JSON Lines.
 * - `broken_json`: JSON that cannot be read: it is cut off, has a syntax error or is nested too deeply.
 * - `html`: An HTML page or a part of one.
 * - `xml`: Other XML.
 * - `csv`: A table: lines with the same number of cells.
 * - `picture`: A picture: PNG, JPEG, GIF, WebP or SVG.
 * - `pdf`: A PDF document.
 * - `gzip`: Bytes compressed by gzip.
 * - `zip`: A ZIP archive, such as an Excel workbook.
 * - `utf16`: Text in UTF-16; documents are read in UTF-8 only.
 * - `empty`: Nothing, or only white space.
 * - `text`: Other text.
 * - `binary`: Other bytes.
 */
export type PayloadKind =
  | "link"
  | "list"
  | "create_request"
  | "webhook"
  | "error"
  | "ambiguous"
  | "json"
  | "json_lines"
  | "broken_json"
  | "html"
  | "xml"
  | "csv"
  | "picture"
  | "pdf"
  | "gzip"
  | "zip"
  | "utf16"
  | "empty"
  | "text"
  | "binary";

/** An idempotency profile: that of a format, or `ietf` for the draft "The Idempotency-Key HTTP Header Field". */
export type ProfileId = "connect" | "stripe" | "ietf";

/** Why an action or event is not possible, or not needed. The set is closed. */
export type ReasonCode =
  | "action_not_offered"
  | "event_not_offered"
  | "terminal_status"
  | "already_in_status"
  | "wrong_status"
  | "status_unknown"
  | "expired_by_clock"
  | "expiry_unreadable"
  | "partly_paid"
  | "not_yet"
  | "no_expiry";

/**
 * Whether a link is the requested one.
 *
 * - `same`: It is the requested link.
 * - `different`: It is another link.
 * - `unclear`: It may be either.
 */
export type Sameness = "same" | "different" | "unclear";

/**
 * Which of the two links is valid from now on.
 *
 * - `stored`: The stored link.
 * - `observed`: The observed link.
 */
export type Side = "stored" | "observed";

/**
 * How a signing secret is written.
 *
 * - `whsec_base64`: `whsec_` and the key in base64.
 * - `whsec_text`: `whsec_` and more characters; all of them are the key.
 * - `text`: Any text, which is the key.
 */
export type SecretForm = "whsec_base64" | "whsec_text" | "text";

/**
 * What a webhook signature covers, and how it is written. Each is an HMAC-SHA256.
 *
 * - `svix`: `v1,<base64>` over `id.timestamp.body`; several are separated by blanks (Svix).
 * - `timestamped_hex`: `t=<seconds>,v1=<hex>` over `timestamp.body`; `v1` may be there several times.
 * - `body_hex`: `<hex>` over the body. There is no time, so an old delivery stays valid.
 */
export type SignatureForm = "svix" | "timestamped_hex" | "body_hex";

/**
 * The result of reconciling an observation with the stored link.
 *
 * - `advance`: The observation is newer: store it.
 * - `same`: The observation has nothing new.
 * - `stale`: The observation is older: a late or repeated delivery, a replay, a lagging copy.
 * - `conflict`: The two contradict each other; a person should review them.
 * - `keep`: It is unknown which of the two is newer, so the stored link stays.
 */
export type Standing = "advance" | "same" | "stale" | "conflict" | "keep";

/**
 * Status of a payment link, the same for all formats. Closed on purpose: code does not compile
 * until it handles a new status.
 *
 * - `open`: Can be paid; no payer has started.
 * - `in_progress`: A payer has started: a child payment exists or is being created.
 * - `completed`: The link was completed. This does **not** mean that money arrived: only the child's status does (the two generations of Txn's documentation contradict each other here).
 * - `expired`: Ended by its expiry time or by a call.
 * - `cancelled`: Ended by the merchant.
 * - `unknown`: Not in the format's documentation. Never treated as one of the others.
 */
export type Status = "open" | "in_progress" | "completed" | "expired" | "cancelled" | "unknown";

/** A type of value that can be validated on its own. */
export type ValueKind = "json" | "instant" | "decimal" | "url" | "media_type" | "webhook_secret";

/**
 * The result of a decision.
 *
 * - `allowed`: No rule forbids it.
 * - `already_done`: There is nothing left to do: the link already has the status that the action leads to.
 * - `refused`: It is not possible; all reasons are given.
 * - `uncertain`: Only the provider can tell: the link may have expired, or its status is unknown.
 */
export type Verdict = "allowed" | "already_done" | "refused" | "uncertain";

/** A risk to consider before an action that is possible. The set is closed. */
export type WarningCode =
  | "money_arrived"
  | "money_sent"
  | "payment_in_progress"
  | "child_lives_on"
  | "approval_pending";

/** The words of each closed set, in the order of its table. */
export interface Codes {
  /** {@link Action} */
  action: Action[];
  /** {@link Advice} */
  advice: Advice[];
  /** {@link Attention} */
  attention: Attention[];
  /** {@link Basis} */
  basis: Basis[];
  /** {@link ChildStatus} */
  childStatus: ChildStatus[];
  /** {@link ClockSide} */
  clockSide: ClockSide[];
  /** {@link Created} */
  created: Created[];
  /** {@link Drawing} */
  drawing: Drawing[];
  /** {@link Effect} */
  effect: Effect[];
  /** {@link Face} */
  face: Face[];
  /** {@link FormatId} */
  formatId: FormatId[];
  /** {@link GroundCode} */
  groundCode: GroundCode[];
  /** {@link IssueCode} */
  issueCode: IssueCode[];
  /** {@link Kind} */
  kind: Kind[];
  /** {@link LinkEvent} */
  linkEvent: LinkEvent[];
  /** {@link ListMember} */
  listMember: ListMember[];
  /** {@link ListOrder} */
  listOrder: ListOrder[];
  /** {@link NoteCode} */
  noteCode: NoteCode[];
  /** {@link Offer} */
  offer: Offer[];
  /** {@link Operation} */
  operation: Operation[];
  /** {@link Outcome} */
  outcome: Outcome[];
  /** {@link Pages} */
  pages: Pages[];
  /** {@link PayloadKind} */
  payloadKind: PayloadKind[];
  /** {@link ProfileId} */
  profileId: ProfileId[];
  /** {@link ReasonCode} */
  reasonCode: ReasonCode[];
  /** {@link Sameness} */
  sameness: Sameness[];
  /** {@link Side} */
  side: Side[];
  /** {@link SecretForm} */
  secretForm: SecretForm[];
  /** {@link SignatureForm} */
  signatureForm: SignatureForm[];
  /** {@link Standing} */
  standing: Standing[];
  /** {@link Status} */
  status: Status[];
  /** {@link ValueKind} */
  valueKind: ValueKind[];
  /** {@link Verdict} */
  verdict: Verdict[];
  /** {@link WarningCode} */
  warningCode: WarningCode[];
}

/** What the documents of each format have in words of their own. */
export interface FormatWords {
  /** Telness Tech Connect API. */
  connect: {
    /** The call that closes a link. */
    close: "cancel";
    /** The status words that its documents know. */
    word: "ACTIVE" | "COMPLETED" | "EXPIRED" | "CANCELLED";
    /** What can be asked of its lists. */
    listing: "cursor" | "limit";
  };
  /** Txn.pro / Txn.io. */
  txn: {
    /** The call that closes a link. */
    close: "expire";
    /** The status words that its documents know. */
    word: "created" | "pending" | "completed" | "expired";
    /** What can be asked of its lists. */
    listing: "cursor" | "limit" | "reference" | "createdFrom" | "createdTo" | "order";
  };
  /** Stripe Checkout Sessions. */
  stripe: {
    /** The call that closes a link. */
    close: "expire";
    /** The status words that its documents know. */
    word: "open" | "complete" | "expired";
    /** What can be asked of its lists. */
    listing: "cursor" | "limit" | "createdFrom" | "createdTo";
  };
  /** Razorpay Payment Links. */
  razorpay: {
    /** The call that closes a link. */
    close: "cancel";
    /** The status words that its documents know. */
    word: "created" | "partially_paid" | "paid" | "cancelled" | "expired";
    /** What can be asked of its lists. */
    listing: "cursor" | "limit" | "reference" | "createdFrom" | "createdTo";
  };
}
