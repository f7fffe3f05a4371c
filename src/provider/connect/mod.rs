//! Adapter for the Telness Tech Connect API: flat camelCase JSON; a link is closed by `cancel`.
//!
//! `sources.rs` has the pages that the rules cite. They list the statuses and the cancel call, but
//! not which statuses are final, the response to a refused cancel, or how a link is read or listed:
//! those rules are marked as assumed.

use super::listing::{LARGEST, ListMember, ListParameter, ListRules, OWN_WORDS, Pages, Times};
use super::{Adapter, Api, Call, Credential, MediaTypeRule, Operation, PastExpiry, ServerSide};
use crate::finding::Warning;
use crate::finding::source::Source;
use crate::idempotency::{DAY_MS, LEASE, LEASE_MS, NOT_KEPT, Profile};
use crate::model::state_machine::Rule;
use crate::model::{Action, ChildStatus, Event, Format, Status};
use crate::reading::{Field, Vocabulary};

mod create;
mod document;
mod error;
mod recognise;
#[cfg(feature = "schemas")]
mod schema;
mod sources;

static VOCABULARY: Vocabulary = Vocabulary {
    format: Format::Connect,
    statuses: &[
        ("ACTIVE", Status::Open),
        ("COMPLETED", Status::Completed),
        ("EXPIRED", Status::Expired),
        ("CANCELLED", Status::Cancelled),
    ],
    child_status: |_, _| ChildStatus::Unknown,
    child_word: |_| None,
    has_uuids: true,
    is_partly_paid: false,
    payment_type: Some("payment"),
    last: Field::Metadata,
};

pub(crate) static ADAPTER: Adapter = Adapter {
    name: "Telness Tech Connect API",
    shape: "an object with `paymentLinkId`, or a list in `items` (connect)",
    phrases: &[],
    hints: recognise::hints,
    recognise: recognise::recognise,
    vocabulary: &VOCABULARY,
    read: document::read,
    read_again: document::read_again,
    alone: |link, _| link.to_owned(),
    rule,
    finality: Source::assumed(
        &sources::CANCEL,
        "COMPLETED, EXPIRED and CANCELLED are listed; that they are final is assumed",
    ),
    unlisted: NOT_LISTED,
    versions: Source::documented(
        &sources::CANCEL,
        "updatedAt: When the payment link was last updated.",
    ),
    warning,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            &sources::CANCEL,
            "whether a link past expiresAt can still be cancelled is not documented: the server decides",
        ),
    },
    api: Api {
        close: Action::Cancel,
        calls: &[
            Call {
                operation: Operation::Create,
                method: "POST",
                path: "/payment-links",
                body: None,
                source: Source::documented(&sources::CREATE, "POST /payment-links"),
            },
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/payment-links/{id}/cancel",
                body: None,
                source: Source::documented(
                    &sources::CANCEL,
                    "POST /payment-links/{paymentLinkId}/cancel",
                ),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/payment-links/{id}",
                body: None,
                source: Source::assumed(&sources::CANCEL, "no page describes reading a link"),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/payment-links",
                body: None,
                source: Source::assumed(&sources::CANCEL, "no page describes listing links"),
            },
        ],
        listing: ListRules {
            parameters: &[
                ListParameter::new(ListMember::Cursor, "cursor", LISTS),
                ListParameter::new(ListMember::Limit, "limit", LISTS),
            ],
            pages: Pages::ByCursor,
            usual: None,
            largest: LARGEST,
            orders: OWN_WORDS,
            times: Times::Rfc3339,
            source: Source::assumed(
                &sources::CANCEL,
                "pagination.nextCursor has the cursor of the next page; the largest limit is not documented: 100 is assumed",
            ),
        },
        credential: Credential { header: "x-api-key", scheme: None },
        media_type: MediaTypeRule::JSON,
        sends_forms: false,
        idempotency: Some(&IDEMPOTENCY),
        repeats: Source::assumed(
            &sources::IDEMPOTENCY,
            "the key is optional, and the effect of a repeated request without one is not documented: read before sending again",
        ),
        success: Source::documented(&sources::CANCEL, "Response: Payment link details."),
        reauthorise: Source::assumed(
            &sources::CANCEL,
            "an API key is required; the response without one is not documented: 401 or 403 is assumed",
        ),
        refusals: Source::assumed(
            &sources::CANCEL,
            "neither the status nor the body of a refused cancel is documented: 400, 409, 412 and 422 count as one",
        ),
    },
    read_error: error::read_error,
    signing: None,
    refusal: |_, _| None,
    #[cfg(feature = "schemas")]
    schemas: &schema::SCHEMAS,
    #[cfg(test)]
    examples: include_str!("examples.json"),
};

pub(crate) static SERVER: ServerSide = ServerSide {
    write: document::write,
    read_create: create::read_create,
    read_event: document::read_event,
    error_status: |_| None,
    error_body: error::error_body,
};

const LISTS: Source = Source::assumed(
    &sources::CANCEL,
    "no page describes listing links; a third party restates cursor and limit for lists in general",
);

const NOT_LISTED: Source = Source::assumed(
    &sources::CANCEL,
    "the documentation does not list this status: nothing is assumed about it, so no call is made",
);

/// "Connect, Idempotency", and the description of the header on each endpoint's page.
static IDEMPOTENCY: Profile = Profile {
    id: "connect",
    header: "x-idempotency-key",
    quoted: false,
    longest: 256,
    lifetime_ms: DAY_MS,
    lease_ms: LEASE_MS,
    mismatch_status: 409,
    mismatch_code: Some("idempotency_key_mismatch"),
    locked_status: 409,
    locked_code: Some("idempotency_key_locked"),
    locked_retry_ms: 500,
    scope_header: "x-api-key",
    relevant_headers: &["content-type", "authorization"],
    not_kept: NOT_KEPT,
    replays_failures: false,
    code_at: &[&["code"]],
    sources: &[
        Source::documented(
            &sources::IDEMPOTENCY,
            "up to 256 characters, kept for 24 hours; the same method, URL, body and headers that affect processing get the stored response; 409 idempotency_key_locked while the first runs, to be retried after 100 to 500 ms; 409 idempotency_key_mismatch for another request",
        ),
        Source::assumed(
            &sources::IDEMPOTENCY,
            "the scope of a key, and which errors are stored, are not documented: the API key; all errors below 500 that are about the call",
        ),
        LEASE,
    ],
};

#[deny(clippy::wildcard_enum_match_arm)]
fn rule(from: Status, event: Event) -> Rule {
    const PAID: Source = Source::assumed(
        &sources::CANCEL,
        "COMPLETED, completedAt and paymentId are described; that only an ACTIVE link can complete is assumed",
    );
    const LAPSED: Source = Source::assumed(
        &sources::CANCEL,
        "EXPIRED and expiresAt are described; that an ACTIVE link expires at that time is assumed",
    );
    const CANCELLED: Source = Source::assumed(
        &sources::CANCEL,
        "the call is documented, the statuses it is allowed from are not: only ACTIVE is assumed",
    );
    const NO_EXPIRE: Source = Source::documented(
        &sources::CANCEL,
        "the only call that closes a link is POST /payment-links/{paymentLinkId}/cancel",
    );
    const NO_PROGRESS: Source = Source::documented(
        &sources::CANCEL,
        "ACTIVE, EXPIRED, COMPLETED, CANCELLED: no status between",
    );

    match (event, from) {
        (Event::Paid, Status::Open) => Rule::allowed(PAID),
        (Event::Lapsed, Status::Open) => Rule::allowed(LAPSED),
        (Event::Cancelled, Status::Open) => Rule::allowed(CANCELLED),
        (Event::Paid, Status::Completed | Status::Expired | Status::Cancelled) => {
            Rule::denied(PAID)
        }
        (Event::Lapsed, Status::Completed | Status::Expired | Status::Cancelled) => {
            Rule::denied(LAPSED)
        }
        (Event::Cancelled, Status::Completed | Status::Expired | Status::Cancelled) => {
            Rule::denied(CANCELLED)
        }
        (
            Event::Expired,
            Status::Open
            | Status::InProgress
            | Status::Completed
            | Status::Expired
            | Status::Cancelled
            | Status::Unknown,
        ) => Rule::absent(NO_EXPIRE),
        (
            Event::Opened,
            Status::Open
            | Status::InProgress
            | Status::Completed
            | Status::Expired
            | Status::Cancelled
            | Status::Unknown,
        )
        | (Event::Paid | Event::Lapsed | Event::Cancelled, Status::InProgress) => {
            Rule::absent(NO_PROGRESS)
        }
        (Event::Paid | Event::Lapsed | Event::Cancelled, Status::Unknown) => {
            Rule::denied(NOT_LISTED)
        }
    }
}

/// The documents have no intermediate status, no child and no approval, so every warning is assumed.
const fn warning(warning: Warning) -> Source {
    match warning {
        Warning::MoneyArrived | Warning::MoneySent => Source::assumed(
            &sources::CANCEL,
            "no page documents the effect of a cancel on money that has moved",
        ),
        Warning::PaymentInProgress => Source::assumed(
            &sources::CANCEL,
            "no page documents the effect of a cancel on a payment in progress",
        ),
        Warning::ChildLivesOn => Source::assumed(
            &sources::CANCEL,
            "no page documents the effect of a cancel on another resource",
        ),
        Warning::ApprovalPending => Source::assumed(
            &sources::CANCEL,
            "no page documents the effect of an approval on a link",
        ),
    }
}
