//! Adapter for Txn.pro and Txn.io: JSON:API; a link is closed by `expire`.
//!
//! `sources.rs` has the pages that the rules cite. The response to a refused call is not documented:
//! that rule is marked as assumed.

use super::error_words::{ErrorDetail, ErrorWords, Within, details, message_in, scalar};
use super::jsonapi_errors::{StatusAs, jsonapi_errors};
use super::listing::{FixedParameter, LARGEST, ListMember, ListParameter, ListRules, Pages, Times};
use super::webhook_event::{SecretForm, SignatureForm, Signing};
use super::{Adapter, Api, Call, Credential, MediaTypeRule, Operation, PastExpiry, ServerSide};
use crate::finding::Warning;
use crate::finding::source::Source;
use crate::finding::{ErrorCode, Issue, NoteCode, Params};
use crate::model::state_machine::Rule;
use crate::model::{Action, ChildStatus, Event, Format, Kind, Status};
use crate::reading::{Field, Path, Reader, Vocabulary};
use crate::syntax::json::Tree;
use crate::syntax::object::Object;

mod child;
mod create;
mod document;
mod link;
mod recognise;
#[cfg(feature = "schemas")]
mod schema;
mod sources;
mod write;

static VOCABULARY: Vocabulary = Vocabulary {
    format: Format::Txn,
    statuses: &[
        ("created", Status::Open),
        ("pending", Status::InProgress),
        ("completed", Status::Completed),
        ("expired", Status::Expired),
    ],
    child_status,
    child_word: child::one_spelling,
    has_uuids: true,
    is_partly_paid: false,
    payment_type: None,
    last: Field::ApprovalStatus,
};

pub(crate) static ADAPTER: Adapter = Adapter {
    name: "Txn.pro / Txn.io",
    shape: "a JSON:API document with `paymentLinks` in `data` (txn)",
    phrases: &["`Invoice` or `Payout`", "`asc` or `desc`"],
    hints: recognise::hints,
    recognise: recognise::recognise,
    vocabulary: &VOCABULARY,
    read: document::read,
    read_again: document::read_again,
    alone: document::alone,
    rule,
    finality: Source::documented(
        &sources::CONCEPT,
        "created -> pending, completed, expired; pending -> completed, expired: nothing follows the last two",
    ),
    unlisted: NOT_LISTED,
    versions: Source::assumed(
        &sources::EXPIRE,
        "no member has the time of the last change: the status decides first, then the time of observation",
    ),
    warning,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            &sources::EXPIRE,
            "links expire by themselves at expiresAt, but the response to a call after that is not documented: the server decides",
        ),
    },
    api: Api {
        close: Action::Expire,
        calls: &[
            Call {
                operation: Operation::Create,
                method: "POST",
                path: "/api/public/v1/payment_links",
                body: None,
                source: Source::documented(&sources::CREATE, "POST /api/public/v1/payment_links"),
            },
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/api/public/v1/payment_links/{id}/expiration",
                body: None,
                source: Source::documented(
                    &sources::EXPIRE,
                    "POST /api/public/v1/payment_links/:id/expiration",
                ),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/api/public/v1/payment_links/{id}",
                body: None,
                source: Source::documented(&sources::READ, "GET /api/public/v1/payment_links/:id"),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/api/public/v1/payment_links",
                body: None,
                source: listed("GET /api/public/v1/payment_links"),
            },
        ],
        listing: LISTING,
        credential: Credential { header: "authorization", scheme: Some("Bearer") },
        media_type: MediaTypeRule {
            name: "application/vnd.api+json",
            always: true,
            parameters: &["profile"],
        },
        sends_forms: false,
        idempotency: None,
        repeats: Source::assumed(
            &sources::EXPIRE,
            "no idempotency key is documented: after a lost answer the link is read before anything is sent again",
        ),
        success: Source::documented(
            &sources::EXPIRE,
            "the payment link; its status is always expired after a successful call",
        ),
        reauthorise: Source::documented(
            &sources::AUTHENTICATING,
            "401, HTTP Token: Access denied.",
        ),
        refusals: Source::assumed(
            &sources::EXPIRE,
            "neither the status nor the body of a refused call is documented: any 4xx, with or without errors, counts as one",
        ),
    },
    read_error,
    signing: Some(&SIGNING),
    refusal: |_, _| None,
    #[cfg(feature = "schemas")]
    schemas: &schema::SCHEMAS,
    #[cfg(test)]
    examples: include_str!("examples.json"),
};

pub(crate) static SERVER: ServerSide = ServerSide {
    write: write::write,
    read_create: create::read_create,
    read_event: child::read_event,
    error_status,
    error_body,
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

/// "Txn, Listing payment links"; only its newer versions have the filters by time.
const LISTING: ListRules = ListRules {
    parameters: &[
        parameter(ListMember::Cursor, "page", "page: number"),
        parameter(ListMember::Limit, "per_page", "per_page: number"),
        parameter(ListMember::Reference, "reference", "reference: string; an exact filter"),
        parameter(
            ListMember::CreatedFrom,
            "created_at_from",
            "created_at_from: ISO 8601; at or after",
        ),
        parameter(ListMember::CreatedTo, "created_at_to", "created_at_to: ISO 8601; at or before"),
        ListParameter {
            beside: Some(FixedParameter { parameter: "order", value: "created_at" }),
            ..parameter(
                ListMember::Order,
                "order_type",
                "order: only created_at; order_type: asc, desc",
            )
        },
    ],
    pages: Pages::ByNumber,
    usual: Some(25),
    largest: LARGEST,
    orders: (["asc", "desc"], "`asc` or `desc`"),
    times: Times::Rfc3339,
    source: Source::assumed(
        &sources::LIST,
        "neither the default nor the largest per_page is documented: 25 and 100 are assumed; nor is paging: pages are numbered from 1, and a full page, or one with links.next, has a next page",
    ),
};

static SIGNING: Signing = Signing {
    form: SignatureForm::Svix,
    header: "svix-signature",
    id_header: Some("svix-id"),
    timestamp_header: Some("svix-timestamp"),
    secret: SecretForm::WhsecBase64,
    source: Source::documented(
        &sources::VERIFYING,
        "svix-id, svix-timestamp, svix-signature; HMAC-SHA256 over id.timestamp.body",
    ),
};

const NOT_LISTED: Source = Source::assumed(
    &sources::EXPIRE,
    "the documentation does not list this status: nothing is assumed about it, so no call is made",
);

#[deny(clippy::wildcard_enum_match_arm)]
fn rule(from: Status, event: Event) -> Rule {
    const OPENED: Source = Source::documented(
        &sources::CONCEPT,
        "created -> pending: the end user has triggered creation of a child invoice or payout",
    );
    const PAID: Source = Source::documented(
        &sources::CONCEPT,
        "created -> completed, pending -> completed; completed ends the link, not the payment",
    );
    const LAPSED: Source = Source::documented(
        &sources::CONCEPT,
        "expired: expires_at passed without action (automatic)",
    );
    const EXPIRED: Source = Source::documented(
        &sources::EXPIRE,
        "Only payment links with the statuses Created or Pending can be updated to Expired.",
    );
    const NO_CANCEL: Source = Source::documented(
        &sources::EXPIRE,
        "the only call that closes a link is POST /api/public/v1/payment_links/:id/expiration",
    );

    match (event, from) {
        (Event::Opened, Status::Open) => Rule::allowed(OPENED),
        (Event::Paid, Status::Open | Status::InProgress) => Rule::allowed(PAID),
        (Event::Lapsed, Status::Open | Status::InProgress) => Rule::allowed(LAPSED),
        (Event::Expired, Status::Open | Status::InProgress) => Rule::allowed(EXPIRED),
        (Event::Opened, Status::InProgress | Status::Completed | Status::Expired) => {
            Rule::denied(OPENED)
        }
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
            Event::Opened | Event::Paid | Event::Lapsed | Event::Expired,
            Status::Cancelled | Status::Unknown,
        ) => Rule::denied(NOT_LISTED),
    }
}

const fn warning(warning: Warning) -> Source {
    match warning {
        Warning::MoneyArrived => Source::documented(
            &sources::INVOICE_FLOW,
            "completed (full, underpaid, overpaid; onTime, late): credited; final",
        ),
        Warning::MoneySent => {
            Source::documented(&sources::PAYOUT_FLOW, "completed: at least one confirmation; final")
        }
        Warning::PaymentInProgress => Source::documented(
            &sources::CONCEPT,
            "pending: the end user has triggered creation of a child invoice or payout",
        ),
        Warning::ChildLivesOn => Source::assumed(
            &sources::CONCEPT,
            "link and child statuses are independent; that expiring a link does not affect its child is assumed",
        ),
        Warning::ApprovalPending => Source::assumed(
            &sources::APPROVALS,
            "a payout link may be subject to an approval rule; its statuses, and their effect on expiring, are not documented",
        ),
    }
}

/// The status words of "Txn, Invoice status flow" and "Txn, Payout status flow".
fn child_status(kind: Kind, word: &str) -> ChildStatus {
    match kind {
        Kind::Invoice => match word {
            "pending" => ChildStatus::Pending,
            "expired" => ChildStatus::Expired,
            "processing" => ChildStatus::Processing,
            "completed" => ChildStatus::Completed,
            "on_hold" => ChildStatus::OnHold,
            "cancelled" => ChildStatus::Cancelled,
            "rejected" => ChildStatus::Rejected,
            _ => ChildStatus::Unknown,
        },
        Kind::Payout => match word {
            "draft" => ChildStatus::Draft,
            "processing" => ChildStatus::Processing,
            "completed" => ChildStatus::Completed,
            "cancelled" => ChildStatus::Cancelled,
            _ => ChildStatus::Unknown,
        },
        Kind::Unknown => ChildStatus::Unknown,
    }
}

/// Notes redirects on a payout: they are "only applicable to Invoices" ("Txn, Creating payment
/// link"). `offsets` has an offset for each redirect that is present.
fn note_redirects(reader: &mut Reader<'_>, at: Path<'_>, offsets: [Option<usize>; 2]) {
    for (member, offset) in ["successRedirectUrl", "unsuccessRedirectUrl"].into_iter().zip(offsets)
    {
        if let Some(offset) = offset {
            let at = at.member(member);
            reader.note_at(offset, NoteCode::RedirectsOnPayout, at, || Params::NONE);
        }
    }
}

fn kind_of(resource: &str) -> Kind {
    match resource {
        "invoices" => Kind::Invoice,
        "payouts" => Kind::Payout,
        _ => Kind::Unknown,
    }
}

/// Refusals have the status 422 and the shape of the documented 401 ("Txn, Authenticating the API")
/// plus `detail`: assumed, from the wording and the server software. Malformed calls have 400.
fn error_status(code: ErrorCode) -> Option<u16> {
    match code {
        ErrorCode::TransitionRefused => Some(422),
        _ => None,
    }
}

/// `status` is a number as in the documented 401; JSON:API has a string.
fn error_body(issues: &[Issue], status: u16) -> Object {
    match issues.first().map(Issue::code) {
        Some(
            ErrorCode::CredentialMissing
            | ErrorCode::CredentialMalformed
            | ErrorCode::CredentialRefused,
        ) => {
            let (mut error, mut out) = (Object::default(), Object::default());
            error.put("code", Some("unauthorized"));
            error.put("status", Some(status));
            error.put("title", Some("HTTP Token: Access denied."));
            out.put_list("errors", error);
            out
        }
        _ => jsonapi_errors(issues, status, StatusAs::Number),
    }
}

/// Code and message are those of the first error.
fn read_error(body: &Tree<'_>) -> ErrorWords {
    let detail = |error: &Tree<'_>| {
        let source = error.member("source");
        let place = |name| scalar(source?, name);
        ErrorDetail {
            code: scalar(error, "code"),
            message: scalar(error, "detail")
                .or_else(|| message_in(error.member("detail")?, Within::Error, 0))
                .or_else(|| scalar(error, "title")),
            place: place("pointer").or_else(|| place("parameter")),
            suggestion: None,
        }
    };
    let (details, more) = details(body, "errors", detail);
    let first = details.first().cloned().unwrap_or_default();
    ErrorWords {
        code: first.code,
        message: first.message,
        hint: None,
        details,
        more,
        foreign: false,
    }
}
