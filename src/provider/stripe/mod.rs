//! Adapter for Stripe Checkout Sessions: flat JSON, form-encoded requests; a session is closed by
//! `expire`.
//!
//! A session is the link: it has one payer, a status and an expiry. Stripe's object of the name Payment
//! Link is a reusable page that makes sessions; it has no status and no expiry, so it is not read here.

use super::listing::{LARGEST, ListMember, ListParameter, ListRules, OWN_WORDS, Pages, Times};
use super::webhook_event::{SecretForm, SignatureForm, Signing};
use super::{Adapter, Api, Call, Credential, MediaTypeRule, Operation, PastExpiry, ServerSide};
use crate::finding::Warning;
use crate::finding::source::Source;
use crate::idempotency::{DAY_MS, LEASE, LEASE_MS, NOT_KEPT, Profile};
use crate::model::state_machine::Rule;
use crate::model::{Action, ChildStatus, Currency, Event, Format, Status};
use crate::reading::{Field, Vocabulary};

mod create;
mod document;
mod error;
mod event;
mod recognise;
#[cfg(feature = "schemas")]
mod schema;
mod sources;

static VOCABULARY: Vocabulary = Vocabulary {
    format: Format::Stripe,
    statuses: &[
        ("open", Status::Open),
        ("complete", Status::Completed),
        ("expired", Status::Expired),
    ],
    child_status: |_, _| ChildStatus::Unknown,
    child_word: |_| None,
    has_uuids: false,
    is_partly_paid: false,
    payment_type: Some("payment_intent"),
    last: Field::PaymentStatus,
};

pub(crate) static ADAPTER: Adapter = Adapter {
    name: "Stripe Checkout Sessions",
    shape: "an object or a list with `object` of `checkout.session` (stripe)",
    phrases: &["`payment`, `setup` or `subscription`", "at least one item"],
    hints: recognise::hints,
    recognise: recognise::recognise,
    vocabulary: &VOCABULARY,
    read: document::read,
    read_again: document::read_again,
    alone: |link, _| link.to_owned(),
    rule,
    finality: Source::assumed(
        &sources::SESSION,
        "open, complete and expired are listed, and only open is named as expireable; that the others are \
         final is assumed: a recovery makes a new session",
    ),
    unlisted: NOT_LISTED,
    versions: Source::assumed(
        &sources::SESSION,
        "no member has the time of the last change: the status decides first, then the time of observation",
    ),
    warning,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            &sources::EXPIRE,
            "a session expires by itself at expires_at, but not to the second: the server decides",
        ),
    },
    api: Api {
        close: Action::Expire,
        calls: &[
            Call {
                operation: Operation::Create,
                method: "POST",
                path: "/v1/checkout/sessions",
                body: None,
                source: Source::documented(&sources::CREATE, "POST /v1/checkout/sessions"),
            },
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/v1/checkout/sessions/{id}/expire",
                body: None,
                source: Source::documented(&sources::EXPIRE, "POST /v1/checkout/sessions/:id/expire"),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/v1/checkout/sessions/{id}",
                body: None,
                source: Source::documented(&sources::READ, "GET /v1/checkout/sessions/:id"),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/v1/checkout/sessions",
                body: None,
                source: listed("GET /v1/checkout/sessions"),
            },
        ],
        listing: LISTING,
        credential: Credential { header: "authorization", scheme: Some("Bearer") },
        media_type: MediaTypeRule::JSON,
        sends_forms: true,
        idempotency: Some(&IDEMPOTENCY),
        repeats: Source::assumed(
            &sources::IDEMPOTENCY,
            "the effect of a repeated request without a key is not documented: read before sending again",
        ),
        success: Source::documented(
            &sources::EXPIRE,
            "returns the Checkout Session if the expiration succeeded",
        ),
        reauthorise: Source::documented(&sources::ERRORS, "401: no valid API key was provided"),
        refusals: Source::assumed(
            &sources::EXPIRE,
            "an error is documented if the session has expired or is not expireable; its words are known \
             from third parties: 400 with the status of the session in the message",
        ),
    },
    read_error: error::read_error,
    signing: Some(&SIGNING),
    refusal: error::refusal,
    #[cfg(feature = "schemas")]
    schemas: &schema::SCHEMAS,
    #[cfg(test)]
    examples: include_str!("examples.json"),
};

pub(crate) static SERVER: ServerSide = ServerSide {
    write: document::write,
    read_create: create::read_create,
    read_event: event::read_event,
    error_status: error::error_status,
    error_body: error::error_body,
};

const fn listed(words: &'static str) -> Source {
    Source::documented(&sources::LIST, words)
}

const fn parameter(
    member: ListMember,
    parameter: &'static str,
    words: &'static str,
) -> ListParameter {
    ListParameter::new(member, parameter, listed(words))
}

const LISTING: ListRules = ListRules {
    parameters: &[
        parameter(
            ListMember::Cursor,
            "starting_after",
            "starting_after: the id of the last session of the page before",
        ),
        parameter(ListMember::Limit, "limit", "limit: from 1 to 100, the default is 10"),
        parameter(ListMember::CreatedFrom, "created[gte]", "created.gte: minimum value, inclusive"),
        parameter(ListMember::CreatedTo, "created[lte]", "created.lte: maximum value, inclusive"),
    ],
    pages: Pages::ByLastId,
    usual: Some(10),
    largest: LARGEST,
    orders: OWN_WORDS,
    times: Times::Epoch,
    source: listed("has_more: whether there are more sessions after this page"),
};

static SIGNING: Signing = Signing {
    form: SignatureForm::TimestampedHex,
    header: "stripe-signature",
    id_header: None,
    timestamp_header: None,
    secret: SecretForm::WhsecText,
    source: Source::documented(
        &sources::WEBHOOKS,
        "Stripe-Signature: t and v1; HMAC-SHA256 in hexadecimal over the timestamp, a dot and the raw body",
    ),
};

const NOT_LISTED: Source = Source::assumed(
    &sources::SESSION,
    "the documentation does not list this status: nothing is assumed about it, so no call is made",
);

static IDEMPOTENCY: Profile = Profile {
    id: "stripe",
    header: "idempotency-key",
    quoted: false,
    longest: 255,
    lifetime_ms: DAY_MS,
    lease_ms: LEASE_MS,
    mismatch_status: 400,
    mismatch_code: Some("idempotency_error"),
    locked_status: 409,
    locked_code: Some("idempotency_key_in_use"),
    locked_retry_ms: 500,
    scope_header: "authorization",
    relevant_headers: &["content-type"],
    not_kept: NOT_KEPT,
    replays_failures: true,
    code_at: &[&["error", "code"], &["error", "type"]],
    sources: &[
        Source::documented(
            &sources::IDEMPOTENCY,
            "up to 255 characters, on every POST, kept for at least 24 hours; the same key returns the saved \
             response, including 500 errors; another request with the key is an idempotency_error",
        ),
        Source::assumed(
            &sources::IDEMPOTENCY,
            "the codes and statuses of a refused key are known from third parties: 400 idempotency_error, \
             409 idempotency_key_in_use; a result is not saved if the parameters are invalid",
        ),
        LEASE,
    ],
};

/// The decimals of an amount. Stripe's list differs from ISO 4217 in Malagasy ariary, Icelandic króna and
/// Ugandan shilling, and it has no other currencies of three decimals.
fn decimals(currency: &Currency) -> usize {
    match currency.as_str() {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[deny(clippy::wildcard_enum_match_arm)]
fn rule(from: Status, event: Event) -> Rule {
    const PAID: Source = Source::documented(
        &sources::SESSION,
        "complete: the session is complete; payment processing may still be in progress",
    );
    const LAPSED: Source = Source::documented(
        &sources::SESSION,
        "expired: the session has expired, and no further processing will occur; expires_at: when it will",
    );
    const EXPIRED: Source = Source::documented(
        &sources::EXPIRE,
        "A Checkout Session can be expired when it is in one of these statuses: open",
    );
    const NO_CANCEL: Source = Source::documented(
        &sources::EXPIRE,
        "the only call that closes a session is POST /v1/checkout/sessions/:id/expire",
    );
    const NO_PROGRESS: Source = Source::documented(
        &sources::SESSION,
        "open, complete, expired: no status between; whether a payer is on the page is not shown",
    );

    match (event, from) {
        (Event::Paid, Status::Open) => Rule::allowed(PAID),
        (Event::Lapsed, Status::Open) => Rule::allowed(LAPSED),
        (Event::Expired, Status::Open) => Rule::allowed(EXPIRED),
        (Event::Paid, Status::Completed | Status::Expired) => Rule::denied(PAID),
        (Event::Lapsed, Status::Completed | Status::Expired) => Rule::denied(LAPSED),
        (Event::Expired, Status::Completed | Status::Expired) => Rule::denied(EXPIRED),
        (
            Event::Cancelled,
            Status::Open
            | Status::InProgress
            | Status::Completed
            | Status::Expired
            | Status::Cancelled
            | Status::Unknown,
        ) => Rule::absent(NO_CANCEL),
        (
            Event::Opened,
            Status::Open
            | Status::InProgress
            | Status::Completed
            | Status::Expired
            | Status::Cancelled
            | Status::Unknown,
        )
        | (Event::Paid | Event::Lapsed | Event::Expired, Status::InProgress) => {
            Rule::absent(NO_PROGRESS)
        }
        (Event::Paid | Event::Lapsed | Event::Expired, Status::Cancelled | Status::Unknown) => {
            Rule::denied(NOT_LISTED)
        }
    }
}

/// Sessions have no child and no approval, and no status of a payment in progress.
const fn warning(warning: Warning) -> Source {
    match warning {
        Warning::MoneyArrived | Warning::MoneySent | Warning::ChildLivesOn => Source::assumed(
            &sources::FULFILLMENT,
            "no page describes another resource that outlives an expired session",
        ),
        Warning::PaymentInProgress => Source::assumed(
            &sources::EXPIRE,
            "no page describes the effect of an expire while a payment is being confirmed",
        ),
        Warning::ApprovalPending => {
            Source::assumed(&sources::SESSION, "no page describes an approval of a session")
        }
    }
}
