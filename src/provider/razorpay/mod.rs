//! Adapter for Razorpay Payment Links: flat JSON with times in seconds; a link is closed by `cancel`.

use super::listing::{LARGEST, ListMember, ListParameter, ListRules, OWN_WORDS, Pages, Times};
use super::webhook_event::{SecretForm, SignatureForm, Signing};
use super::{Adapter, Api, Call, Credential, MediaTypeRule, Operation, PastExpiry, ServerSide};
use crate::finding::Warning;
use crate::finding::source::Source;
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
    format: Format::Razorpay,
    statuses: &[
        ("created", Status::Open),
        ("partially_paid", Status::InProgress),
        ("paid", Status::Completed),
        ("cancelled", Status::Cancelled),
        ("expired", Status::Expired),
    ],
    child_status: |_, _| ChildStatus::Unknown,
    child_word: |_| None,
    has_uuids: false,
    is_partly_paid: true,
    payment_type: Some("payment"),
    last: Field::AmountPaid,
};

pub(crate) static ADAPTER: Adapter = Adapter {
    name: "Razorpay Payment Links",
    shape: "an object with `short_url`, or a list in `payment_links` (razorpay)",
    phrases: &["at most 15 pairs", "at most 40 characters", "at most 2048 characters"],
    hints: recognise::hints,
    recognise: recognise::recognise,
    vocabulary: &VOCABULARY,
    read: document::read,
    read_again: document::read_again,
    alone: |link, _| link.to_owned(),
    rule,
    finality: Source::assumed(
        &sources::ENTITY,
        "paid, cancelled and expired are listed; that they are final is assumed",
    ),
    unlisted: NOT_LISTED,
    versions: Source::assumed(
        &sources::EVENTS,
        "in the documented events updated_at does not move when a link expires, so the latest of updated_at, \
         expired_at and cancelled_at counts",
    ),
    warning,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            &sources::EVENTS,
            "links expire by themselves at expire_by, in the documented events some seconds later: the \
             server decides",
        ),
    },
    api: Api {
        close: Action::Cancel,
        calls: &[
            Call {
                operation: Operation::Create,
                method: "POST",
                path: "/v1/payment_links",
                body: None,
                source: Source::documented(&sources::CREATE, "POST /v1/payment_links"),
            },
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/v1/payment_links/{id}/cancel",
                body: None,
                source: Source::documented(&sources::CANCEL, "POST /v1/payment_links/:id/cancel"),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/v1/payment_links/{id}",
                body: None,
                source: Source::documented(&sources::READ, "GET /v1/payment_links/:id"),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/v1/payment_links",
                body: None,
                source: Source::documented(&sources::LIST, "GET /v1/payment_links"),
            },
        ],
        listing: LISTING,
        credential: Credential { header: "authorization", scheme: Some("Basic") },
        media_type: MediaTypeRule::JSON,
        sends_forms: false,
        idempotency: None,
        repeats: Source::documented(
            &sources::IDEMPOTENCY,
            "idempotency is supported only on the Create Payout API and the Composite APIs: after a lost \
             answer the link is read before anything is sent again",
        ),
        success: Source::documented(&sources::CANCEL, "the payment link with the status cancelled"),
        reauthorise: Source::documented(
            &sources::AUTHENTICATION,
            "401, BAD_REQUEST_ERROR: the api key or secret provided is invalid",
        ),
        refusals: Source::assumed(
            &sources::CANCEL,
            "the body of a refused cancel is not documented: any 400 counts as one, and the link is read",
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

const LISTING: ListRules = ListRules {
    parameters: &[
        ListParameter::new(ListMember::Cursor, "skip", of_kit("skip: how many links to skip, the default is 0")),
        ListParameter::new(ListMember::Limit, "count", of_kit("count: how many links, the default is 10")),
        ListParameter::new(
            ListMember::Reference,
            "reference_id",
            Source::documented(&sources::LIST, "reference_id: the unique reference number of the link"),
        ),
        ListParameter::new(ListMember::CreatedFrom, "from", of_kit("from: seconds since 1970")),
        ListParameter::new(ListMember::CreatedTo, "to", of_kit("to: seconds since 1970")),
    ],
    pages: Pages::ByOffset,
    usual: Some(10),
    largest: LARGEST,
    orders: OWN_WORDS,
    times: Times::Epoch,
    source: Source::assumed(
        &sources::LIST,
        "the response has neither a total nor a cursor: a full page has a next page; the largest count is \
         not documented: 100 is assumed",
    ),
};

/// The page does not list the parameter, but the provider's own libraries send it.
const fn of_kit(words: &'static str) -> Source {
    Source::assumed(&sources::LIST, words)
}

static SIGNING: Signing = Signing {
    form: SignatureForm::BodyHex,
    header: "x-razorpay-signature",
    id_header: Some("x-razorpay-event-id"),
    timestamp_header: None,
    secret: SecretForm::Text,
    source: Source::documented(
        &sources::WEBHOOKS,
        "X-Razorpay-Signature: HMAC-SHA256 of the raw body in hexadecimal, with the webhook's secret as key; \
         x-razorpay-event-id is unique for each event",
    ),
};

const NOT_LISTED: Source = Source::assumed(
    &sources::ENTITY,
    "the documentation does not list this status: nothing is assumed about it, so no call is made",
);

/// The decimals of an amount: those of ISO 4217, as far as the examples show.
fn decimals(currency: &Currency) -> usize {
    usize::from(currency.minor_units().unwrap_or(2))
}

#[deny(clippy::wildcard_enum_match_arm)]
fn rule(from: Status, event: Event) -> Rule {
    const OPENED: Source = Source::documented(
        &sources::ENTITY,
        "partially_paid: a part of the amount has been paid; only where partial payments are accepted",
    );
    const PAID: Source = Source::documented(
        &sources::EVENTS,
        "payment_link.paid: the amount has been paid, at once or in parts",
    );
    const LAPSED: Source = Source::documented(
        &sources::ENTITY,
        "expire_by: when the link will expire; by default six months after its creation",
    );
    const CANCELLED: Source = Source::documented(
        &sources::CANCEL,
        "You can cancel a Payment Link only if it is in the issued state.",
    );
    const NOT_CANCELLED: Source = Source::documented(
        &sources::CANCEL,
        "You cannot cancel Payment Links in the partially_paid or paid state.",
    );
    const NO_EXPIRE: Source = Source::documented(
        &sources::CANCEL,
        "the only call that closes a link is POST /v1/payment_links/:id/cancel",
    );

    match (event, from) {
        (Event::Opened, Status::Open) => Rule::allowed(OPENED),
        (Event::Paid, Status::Open | Status::InProgress) => Rule::allowed(PAID),
        (Event::Lapsed, Status::Open | Status::InProgress) => Rule::allowed(LAPSED),
        (Event::Cancelled, Status::Open) => Rule::allowed(CANCELLED),
        (Event::Cancelled, Status::InProgress | Status::Completed) => Rule::denied(NOT_CANCELLED),
        (Event::Cancelled, Status::Expired | Status::Cancelled) => Rule::denied(CANCELLED),
        (
            Event::Opened,
            Status::InProgress | Status::Completed | Status::Expired | Status::Cancelled,
        ) => Rule::denied(OPENED),
        (Event::Paid, Status::Completed | Status::Expired | Status::Cancelled) => {
            Rule::denied(PAID)
        }
        (Event::Lapsed, Status::Completed | Status::Expired | Status::Cancelled) => {
            Rule::denied(LAPSED)
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
            Event::Opened | Event::Paid | Event::Lapsed | Event::Cancelled,
            Status::Unknown,
        ) => Rule::denied(NOT_LISTED),
    }
}

/// A link with a payment in it cannot be cancelled, and links have no child and no approval.
const fn warning(warning: Warning) -> Source {
    match warning {
        Warning::MoneyArrived | Warning::MoneySent | Warning::ChildLivesOn => Source::assumed(
            &sources::CANCEL,
            "no page describes another resource that outlives a cancelled link",
        ),
        Warning::PaymentInProgress => Source::documented(
            &sources::CANCEL,
            "You cannot cancel Payment Links in the partially_paid or paid state.",
        ),
        Warning::ApprovalPending => {
            Source::assumed(&sources::ENTITY, "no page describes an approval of a link")
        }
    }
}
