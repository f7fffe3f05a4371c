//! Telness Tech Connect API: flat camelCase JSON, `cancel`.
//!
//! Sources, by the names used below: "Connect, Cancel payment link", "Connect, Create payment link",
//! "Connect, Idempotency" (docs.telnesstech.com/api-reference). The documents list the statuses and
//! the cancel call, but neither which statuses are final, nor what a refused cancel answers, nor how
//! a link is read or listed: those rules are assumed and say so.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{
    Adapter, Api, Call, Credential, Document, Entry, Format, Operation, PastExpiry, Spoken,
    any_text, note_expiry, read_id, read_status, read_url,
};
use crate::basis::Source;
use crate::decision::Action;
use crate::idempotency::Profile;
use crate::issue::{Code, ErrorCode, Issue, NoteCode, Params, excerpt};
use crate::json::{Kind as JsonKind, Scan};
use crate::lifecycle::{Event, Rule};
use crate::model::{
    ChildStatus, CreateRequest, Instant, LinkId, Metadata, Payment, PaymentLink, Status, Url,
    filled,
};
use crate::provider_error::{ErrorDetail, ErrorWords, list, scalar};
use crate::reader::{Null, Path, Reader, Slot};
use crate::webhook::{Signing, Told};
use crate::write::Object;

pub(super) static ADAPTER: Adapter = Adapter {
    id: "connect",
    name: "Telness Tech Connect API",
    shape: "an object with `paymentLinkId`, or a list in `items` (connect)",
    claims,
    read,
    write,
    signing: Signing::Undocumented,
    read_event,
    words: &[
        ("ACTIVE", Status::Open),
        ("COMPLETED", Status::Completed),
        ("EXPIRED", Status::Expired),
        ("CANCELLED", Status::Cancelled),
    ],
    child_status: |_, _| ChildStatus::Unknown,
    rule,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            CANCEL_PAGE,
            "whether a link past expiresAt can still be cancelled is not said: the server decides",
        ),
    },
    api: Api {
        close: Action::Cancel,
        calls: &[
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/payment-links/{id}/cancel",
                source: Source::documented(
                    CANCEL_PAGE,
                    "POST /payment-links/{paymentLinkId}/cancel",
                ),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/payment-links/{id}",
                source: Source::assumed(CANCEL_PAGE, "no page describes reading a link"),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/payment-links",
                source: Source::assumed(CANCEL_PAGE, "no page describes listing links"),
            },
        ],
        credential: Credential { header: "x-api-key", scheme: None },
        media_type: Spoken { name: "application/json", always: false, parameters: &["charset"] },
        idempotency: Some(&IDEMPOTENCY),
    },
    error_status: |_| None,
    read_error,
    read_create,
    error_body,
};

const CANCEL_PAGE: &str = "Connect, Cancel payment link";

/// "Connect, Idempotency", and the header's text on each endpoint's page. The key's scope and that
/// answers from 500 on are not kept are assumed.
static IDEMPOTENCY: Profile = Profile {
    id: "connect",
    header: "x-idempotency-key",
    quoted: false,
    longest: 256,
    lifetime_ms: 24 * 60 * 60 * 1000,
    mismatch_status: 409,
    mismatch_code: Some("idempotency_key_mismatch"),
    locked_status: 409,
    locked_code: Some("idempotency_key_locked"),
    locked_retry_ms: 500,
    scope_header: "x-api-key",
};

fn claims(names: &[Cow<'_, str>]) -> bool {
    names.iter().any(|name| matches!(name.as_ref(), "paymentLinkId" | "items"))
}

fn rule(from: Status, event: Event) -> Rule {
    const PAID: Source = Source::assumed(
        CANCEL_PAGE,
        "COMPLETED, completedAt and paymentId are described; that only an ACTIVE link can complete is assumed",
    );
    const LAPSED: Source = Source::assumed(
        CANCEL_PAGE,
        "EXPIRED and expiresAt are described; that an ACTIVE link expires at that time is assumed",
    );
    const CANCELLED: Source = Source::assumed(
        CANCEL_PAGE,
        "the call is documented, the statuses it is allowed from are not: only ACTIVE is assumed",
    );
    const NO_EXPIRE: Source = Source::documented(
        CANCEL_PAGE,
        "the only call that closes a link is POST /payment-links/{paymentLinkId}/cancel",
    );
    const NO_PROGRESS: Source =
        Source::documented(CANCEL_PAGE, "ACTIVE, EXPIRED, COMPLETED, CANCELLED: no status between");
    const NOT_LISTED: Source = Source::assumed(
        CANCEL_PAGE,
        "the documents do not list this status: nothing is assumed of it",
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

/// One link, or a list: `{"items": […], "pagination": {"nextCursor": …}}`.
fn read(reader: &mut Reader<'_>) -> Scan<Document> {
    let mut single = Members::default();
    let mut items = None;
    let mut next_cursor = Slot::Missing;
    let (is_object, found) = reader.apart(|reader| {
        reader.object(Path::ROOT, |reader, name, at| {
            match name {
                "items" if reader.peek()? == JsonKind::Array => {
                    let mut links = Vec::new();
                    reader.array(at, |reader, at| {
                        let ((link, found), source) = reader
                            .spanned(|reader| reader.apart(|reader| read_link(reader, at)))?;
                        links.push(Entry { link, found, source: Some(source.to_owned()) });
                        Ok(())
                    })?;
                    items = Some(links);
                }
                "pagination" => {
                    reader.object(at, |reader, name, at| match name {
                        "nextCursor" => {
                            next_cursor = reader.text(at, Null::Documented, any_text)?;
                            Ok(())
                        }
                        _ => reader.unmapped(at),
                    })?;
                }
                _ => single.read(reader, name, at)?,
            }
            Ok(())
        })
    })?;
    if let (Some(links), Slot::Missing) = (items, &single.id) {
        reader.absorb(found);
        return Ok(Document { links, is_list: true, next_cursor: next_cursor.given() });
    }
    let (link, rest) = reader
        .apart(|reader| Ok(if is_object { single.build(reader, Path::ROOT) } else { None }))?;
    Ok(Document::single(link, found.and(rest)))
}

fn read_link(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<PaymentLink>> {
    let mut members = Members::default();
    let is_object = reader.object(at, |reader, name, at| members.read(reader, name, at))?;
    Ok(if is_object { members.build(reader, at) } else { None })
}

/// `{eventId, type, occurredAt, data}`, as every event's page has it ("Connect, Customer created"). No
/// page tells of a payment link's event; a snapshot of one is known by its id.
fn read_event(reader: &mut Reader<'_>) -> Scan<Told> {
    let mut told = Told::default();
    let (mut id, mut kind, mut at_time) = (Slot::Missing, Slot::Missing, Slot::Missing);
    let mut data: Slot<Option<Metadata>> = Slot::Missing;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "eventId" => id = reader.text(at, Null::Refused, |id| filled(id, "an id"))?,
            "type" => kind = reader.text(at, Null::Refused, any_text)?,
            "occurredAt" => at_time = reader.text(at, Null::Refused, Instant::parse)?,
            "data" if reader.has_member("paymentLinkId")? => {
                told.link = read_link(reader, at)?;
                data = Slot::Given(None);
            }
            "data" => {
                let raw = reader.raw_object(at, Null::Refused)?;
                data = raw.map(|raw| Some(Metadata::new(raw)));
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if is_object {
        told.id = reader.required(Path::ROOT, "eventId", id);
        told.kind = reader.required(Path::ROOT, "type", kind);
        told.at = reader.required(Path::ROOT, "occurredAt", at_time);
        told.data = reader.required(Path::ROOT, "data", data).flatten();
    }
    Ok(told)
}

/// The members of a payment link, "Connect, Cancel payment link". Which optional members may be null
/// is not said, so null is read as missing and noted.
#[derive(Default)]
struct Members {
    id: Slot<LinkId>,
    url: Slot<Url>,
    status: Slot<(Status, String)>,
    created_at: Slot<Instant>,
    updated_at: Slot<Instant>,
    description: Slot<String>,
    payment_id: Slot<String>,
    expires_at: Slot<Instant>,
    completed_at: Slot<Instant>,
    metadata: Slot<Metadata>,
}

impl Members {
    fn read(&mut self, reader: &mut Reader<'_>, name: &str, at: Path<'_>) -> Scan<()> {
        match name {
            "paymentLinkId" => self.id = read_id(reader, at)?,
            "url" => self.url = read_url(reader, at, Null::Refused)?,
            "status" => self.status = read_status(reader, at, Format::Connect)?,
            "createdAt" => self.created_at = reader.text(at, Null::Refused, Instant::parse)?,
            "updatedAt" => self.updated_at = reader.text(at, Null::Refused, Instant::parse)?,
            "description" => self.description = reader.text(at, Null::Noted, any_text)?,
            "paymentId" => self.payment_id = reader.text(at, Null::Noted, any_text)?,
            "expiresAt" => self.expires_at = reader.text(at, Null::Noted, Instant::parse)?,
            "completedAt" => self.completed_at = reader.text(at, Null::Noted, Instant::parse)?,
            "metadata" => self.metadata = reader.raw_object(at, Null::Noted)?.map(Metadata::new),
            _ => reader.unmapped(at)?,
        }
        Ok(())
    }

    fn build(self, reader: &mut Reader<'_>, at: Path<'_>) -> Option<PaymentLink> {
        self.note_contradictions(reader, at);
        let id = reader.required(at, "paymentLinkId", self.id);
        let url = reader.required(at, "url", self.url);
        let status = reader.required(at, "status", self.status);
        let created_at = reader.required(at, "createdAt", self.created_at);
        let updated_at = reader.required(at, "updatedAt", self.updated_at);
        let (status, raw_status) = status?;
        Some(PaymentLink {
            format: Format::Connect,
            id: id?,
            status,
            raw_status,
            url: url?,
            description: self.description.given(),
            reference: None,
            amount: None,
            account_currency: None,
            network: None,
            kind: None,
            raw_kind: None,
            payment: self
                .payment_id
                .given()
                .map(|id| Payment { resource: "payment".to_owned(), id }),
            child: None,
            expires_at: self.expires_at.given(),
            completed_at: self.completed_at.given(),
            created_at: created_at?,
            updated_at: Some(updated_at?),
            redirects: None,
            pay_currencies: None,
            payment_methods: None,
            approval_status: None,
            metadata: self.metadata.given(),
            unmapped: Vec::new(),
            kept: Vec::new(),
        })
    }

    /// The provider's own example is ACTIVE with `completedAt` and `paymentId`, which are described
    /// as "if status is completed".
    fn note_contradictions(&self, reader: &mut Reader<'_>, at: Path<'_>) {
        let Some((status, word)) = self.status.as_given() else { return };
        let completed = [
            ("completedAt", self.completed_at.as_given().is_some()),
            ("paymentId", self.payment_id.as_given().is_some()),
        ];
        for (member, _) in completed.into_iter().filter(|(_, given)| *given) {
            if *status != Status::Completed {
                let params = Params::NONE.with("member", member).with("found", excerpt(word));
                reader.note(NoteCode::CompletionContradicts, at.member(member), params);
            }
        }
        note_expiry(reader, at, &self.created_at, &self.expires_at);
    }
}

fn write(link: &PaymentLink) -> Object {
    let mut out = Object::default();
    out.put("paymentLinkId", Some(link.id()));
    out.put("url", Some(link.url()));
    out.put("status", Some(link.raw_status()));
    out.put("description", link.description());
    out.put("paymentId", link.payment().map(Payment::id));
    out.put("expiresAt", link.expires_at());
    out.put("completedAt", link.completed_at());
    out.put("createdAt", Some(link.created_at()));
    out.put("updatedAt", link.updated_at());
    out.put("metadata", link.metadata());
    out
}

/// `{message, code, details: [{message, code, property?}]}`, as a third party restates the
/// documents; the words of the codes for refusals are not documented, except the two of idempotency.
fn error_body(issues: &[Issue], _status: u16) -> Value {
    const VALIDATION: &str = "VALIDATION_ERROR";
    let Some(first) = issues.first() else { return json!({}) };
    let code = match first.code() {
        // The two words of "Connect, Idempotency" are the table's own names.
        ErrorCode::TransitionRefused => "payment_link_not_cancellable",
        ErrorCode::LinkNotFound | ErrorCode::RouteUnknown => "not_found",
        ErrorCode::CredentialMissing
        | ErrorCode::CredentialMalformed
        | ErrorCode::CredentialRefused => "unauthorized",
        code if code.status() == 400 => VALIDATION,
        code => code.name(),
    };
    let mut body = json!({ "message": first.message(), "code": code });
    if code == VALIDATION {
        let details = issues.iter().map(|issue| {
            let mut detail =
                json!({ "message": issue.message(), "code": issue.code().name().to_uppercase() });
            let property = issue.params().value("header").or(issue.pointer().strip_prefix('/'));
            if let (Some(property), Value::Object(detail)) = (property, &mut detail) {
                detail.insert("property".to_owned(), property.into());
            }
            detail
        });
        let details = details.collect();
        if let Value::Object(body) = &mut body {
            body.insert("message".to_owned(), "Validation failed for the request".into());
            body.insert("details".to_owned(), Value::Array(details));
        }
    }
    body
}

fn read_error(body: &Value) -> ErrorWords {
    let detail = |detail: &Value| ErrorDetail {
        code: scalar(detail, "code"),
        message: scalar(detail, "message"),
        place: scalar(detail, "property"),
        suggestion: scalar(detail, "suggestion"),
    };
    ErrorWords {
        code: scalar(body, "code"),
        message: scalar(body, "message"),
        hint: scalar(body, "hint"),
        details: list(body, "details").iter().map(detail).collect(),
    }
}

/// "Connect, Create payment link". Three names are cut in every copy of that page, so members that
/// are not known are passed through.
fn read_create(reader: &mut Reader<'_>) -> Scan<Option<CreateRequest>> {
    let mut request = CreateRequest::new(Format::Connect);
    let (mut order, mut invoice) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        let id = |text: &str| filled(text, "an id");
        match name {
            "orderId" => order = reader.text(at, Null::Noted, id)?,
            "invoiceId" => invoice = reader.text(at, Null::Noted, id)?,
            "paymentProfileId" => {
                request.payment_profile_id = reader.text(at, Null::Noted, id)?.given();
            }
            "savePaymentProfile" => {
                request.save_payment_profile = reader.boolean(at, Null::Noted)?.given();
            }
            "description" => request.description = reader.text(at, Null::Noted, any_text)?.given(),
            "metadata" => {
                let metadata = reader.raw_object(at, Null::Noted)?;
                request.metadata = metadata.given().map(Metadata::new);
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let found = match (&order, &invoice) {
        (Slot::Given(_) | Slot::Bad, Slot::Given(_) | Slot::Bad) => "both",
        (Slot::Missing | Slot::Null, Slot::Missing | Slot::Null) => "neither",
        (Slot::Given(_) | Slot::Bad, _) | (_, Slot::Given(_) | Slot::Bad) => "",
    };
    if is_object && !found.is_empty() {
        let params = Params::NONE.with("expected", "`orderId` and `invoiceId`");
        reader.issue(ErrorCode::ExactlyOne, Path::ROOT, params.with("found", found));
    }
    request.order_id = order.given();
    request.invoice_id = invoice.given();
    Ok(is_object.then_some(request))
}
