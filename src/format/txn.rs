//! Txn.pro and Txn.io: JSON:API, `expire`.
//!
//! Sources, by the names used below: "Txn, Expiring payment link", "Txn, Payment links concept", "Txn,
//! Reading payment link" (docs.txn.pro and docs.txn.io), "Txn, Invoice status flow", "Txn, Payout
//! status flow". What a refused call answers is not documented: that rule is assumed and says so.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{
    Adapter, Api, Call, Credential, Document, ErrorWords, Format, MediaType, Operation, PastExpiry,
    any_text, read_id, read_status, read_url,
};
use crate::basis::Source;
use crate::decision::Action;
use crate::issue::{ErrorCode, Issue, NoteCode, Params, excerpt};
use crate::json::{Kind as JsonKind, Scan};
use crate::lifecycle::{Event, Rule};
use crate::model::{
    Amount, Child, ChildState, ChildStatus, Currency, Instant, Kind, LinkId, Money, Network,
    NetworkCode, Payment, PaymentLink, Redirects, Status, Url,
};
use crate::reader::{Findings, Null, Path, Reader, Slot};
use crate::render::{StatusAs, jsonapi_errors};

pub(super) static ADAPTER: Adapter = Adapter {
    id: "txn",
    name: "Txn.pro / Txn.io",
    shape: "a JSON:API document with `data` (txn)",
    claims,
    read,
    words: &[
        ("created", Status::Open),
        ("pending", Status::InProgress),
        ("completed", Status::Completed),
        ("expired", Status::Expired),
    ],
    child_status,
    rule,
    past_expiry: PastExpiry {
        refused: false,
        source: Source::assumed(
            EXPIRE_PAGE,
            "links expire by themselves at expiresAt, but what a call answers after that is not said: the server decides",
        ),
    },
    api: Api {
        close: Action::Expire,
        calls: &[
            Call {
                operation: Operation::Close,
                method: "POST",
                path: "/api/public/v1/payment_links/{id}/expiration",
                source: Source::documented(
                    EXPIRE_PAGE,
                    "POST /api/public/v1/payment_links/:id/expiration",
                ),
            },
            Call {
                operation: Operation::Read,
                method: "GET",
                path: "/api/public/v1/payment_links/{id}",
                source: Source::documented(
                    "Txn, Reading payment link",
                    "GET /api/public/v1/payment_links/:id",
                ),
            },
            Call {
                operation: Operation::List,
                method: "GET",
                path: "/api/public/v1/payment_links",
                source: Source::documented(
                    "Txn, Listing payment links",
                    "GET /api/public/v1/payment_links",
                ),
            },
        ],
        credential: Credential { header: "authorization", scheme: Some("Bearer") },
        media_type: MediaType {
            name: "application/vnd.api+json",
            always: true,
            parameters: &["profile"],
        },
        idempotency: None,
    },
    error_status,
    read_error,
    error_body,
};

const EXPIRE_PAGE: &str = "Txn, Expiring payment link";
const CONCEPT_PAGE: &str = "Txn, Payment links concept";
const RESOURCE: &str = "paymentLinks";

fn claims(names: &[Cow<'_, str>]) -> bool {
    names.iter().any(|name| name == "data")
}

fn rule(from: Status, event: Event) -> Rule {
    const OPENED: Source = Source::documented(
        CONCEPT_PAGE,
        "created -> pending: the end user has triggered creation of a child invoice or payout",
    );
    const PAID: Source = Source::documented(
        CONCEPT_PAGE,
        "created -> completed, pending -> completed; completed ends the link, not the payment",
    );
    const LAPSED: Source =
        Source::documented(CONCEPT_PAGE, "expired: expires_at passed without action (automatic)");
    const EXPIRED: Source = Source::documented(
        EXPIRE_PAGE,
        "Only payment links with the statuses Created or Pending can be updated to Expired.",
    );
    const NO_CANCEL: Source = Source::documented(
        EXPIRE_PAGE,
        "the only call that closes a link is POST /api/public/v1/payment_links/:id/expiration",
    );
    const NOT_LISTED: Source = Source::assumed(
        EXPIRE_PAGE,
        "the documents do not list this status: nothing is assumed of it",
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

/// "Txn, Invoice status flow" and "Txn, Payout status flow".
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

/// What kind of payment a JSON:API resource type is.
fn kind_of(resource: &str) -> Kind {
    match resource {
        "invoices" => Kind::Invoice,
        "payouts" => Kind::Payout,
        _ => Kind::Unknown,
    }
}

/// `data` is one link or a list; `included` has the children, before it or behind it.
fn read(reader: &mut Reader<'_>) -> Scan<Document> {
    let mut data = Slot::Missing;
    let mut is_list = false;
    let mut included = Vec::new();
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" if reader.peek()? == JsonKind::Array => {
                is_list = true;
                let mut links = Vec::new();
                reader.array(at, |reader, at| {
                    links.push(reader.apart(|reader| Link::read(reader, at))?);
                    Ok(())
                })?;
                data = Slot::Given(links);
            }
            "data" => data = Slot::Given(vec![reader.apart(|reader| Link::read(reader, at))?]),
            "included" => {
                reader.array(at, |reader, at| {
                    included.push(reader.apart(|reader| Included::read(reader, at))?);
                    Ok(())
                })?;
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let links = if is_object { reader.required(Path::ROOT, "data", data) } else { None };

    refuse_twins(reader, &included);
    let mut links: Vec<_> = links
        .unwrap_or_default()
        .into_iter()
        .map(|(link, found)| match link {
            Some(link) => link.resolve(reader, &mut included, found),
            None => (None, found),
        })
        .collect();
    // What no link points to stays with the document, and so does what is wrong with it.
    for (resource, found) in included {
        let unclaimed = resource.unclaimed(reader);
        reader.absorb(found.and(unclaimed));
    }
    if !is_list && links.is_empty() {
        links.push((None, Findings::default()));
    }
    Ok(Document { links, is_list, next_cursor: None })
}

/// JSON:API: no two resources share type and id. (Ids alone do coincide in the documents' examples.)
fn refuse_twins(reader: &mut Reader<'_>, included: &[(Included, Findings)]) {
    let mut seen: Vec<_> = included
        .iter()
        .enumerate()
        .filter_map(|(index, (resource, _))| Some((resource.identity.as_ref()?, index)))
        .collect();
    seen.sort_unstable();
    for ((earlier, _), (identity, index)) in seen.iter().zip(seen.iter().skip(1)) {
        if earlier == identity {
            let found = format!("`{}` {}", identity.resource, excerpt(&identity.id));
            reader.issue(
                ErrorCode::ResourceDuplicate,
                Path::ROOT.member("included").index(*index),
                Params::NONE.with("found", found),
            );
        }
    }
}

/// A resource identifier. JSON:API resources are known by both, never by id alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    resource: String,
    id: String,
}

/// One payment link, before its child is found.
struct Link {
    model: PaymentLink,
    target: Option<Identity>,
    pointer: String,
}

impl Link {
    fn read(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<Self>> {
        let mut id = Slot::Missing;
        let mut resource = Slot::Missing;
        let mut attributes = Slot::Missing;
        let mut target = Slot::Missing;
        let is_object = reader.object(at, |reader, name, at| {
            match name {
                "id" => id = read_id(reader, at)?,
                "type" => resource = read_type(reader, at)?,
                "attributes" => attributes = Attributes::read(reader, at)?,
                "relationships" => target = read_target(reader, at)?,
                _ => reader.unmapped(at)?,
            }
            Ok(())
        })?;
        if !is_object {
            return Ok(None);
        }
        let id = reader.required(at, "id", id);
        let resource = reader.required(at, "type", resource);
        let attributes = reader.required(at, "attributes", attributes);
        let link = attributes.and_then(|attributes| attributes.build(reader, at, id));
        let (Some(link), Some(())) = (link, resource) else { return Ok(None) };
        Ok(Some(Self { model: link, target: target.given(), pointer: at.pointer() }))
    }

    /// Finds the child among the included resources.
    fn resolve(
        self,
        reader: &mut Reader<'_>,
        included: &mut [(Included, Findings)],
        found: Findings,
    ) -> (Option<PaymentLink>, Findings) {
        let Self { model: mut link, target, pointer } = self;
        let Some(target) = target else { return (Some(link), found) };
        let child =
            included.iter_mut().find(|(resource, _)| resource.identity.as_ref() == Some(&target));
        let found = if let Some((resource, issues)) = child {
            resource.is_claimed = true;
            link.child.clone_from(&resource.child);
            found.and(std::mem::take(issues))
        } else {
            let what = format!("`{}` {}", target.resource, excerpt(&target.id));
            let pointer = format!("{pointer}/relationships/target/data");
            found.and(reader.note_apart(
                NoteCode::ChildNotIncluded,
                pointer,
                Params::NONE.with("found", what),
            ))
        };
        link.payment = Some(Payment { resource: target.resource, id: target.id });
        (Some(link), found)
    }
}

/// The answer's type is `paymentLinks`; some pages print the request's `payment_links` instead.
fn read_type(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<()>> {
    let resource = reader.text(at, Null::Refused, any_text)?;
    if let Some(found) = resource.as_given() {
        match found.as_str() {
            RESOURCE => {}
            "payment_links" => reader.spelling(at, found, RESOURCE),
            _ => {
                let params =
                    Params::NONE.with("expected", excerpt(RESOURCE)).with("found", excerpt(found));
                reader.issue(ErrorCode::ResourceType, at, params);
                return Ok(Slot::Bad);
            }
        }
    }
    Ok(resource.map(drop))
}

/// `target.data` is null, or missing, before a child exists.
fn read_target(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Identity>> {
    let mut target = Slot::Missing;
    reader.object(at, |reader, name, at| {
        if name != "target" {
            return reader.unmapped(at);
        }
        reader.object(at, |reader, name, at| {
            if name != "data" {
                return reader.unmapped(at);
            }
            target = reader.unless_null(at, JsonKind::Object, Null::Documented, read_identity)?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(target)
}

fn read_identity(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Identity>> {
    let mut resource = Slot::Missing;
    let mut id = Slot::Missing;
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "type" => resource = reader.text(at, Null::Refused, any_text)?,
            "id" => id = reader.text(at, Null::Refused, any_text)?,
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(Slot::Bad);
    }
    let resource = reader.required(at, "type", resource);
    let id = reader.required(at, "id", id);
    Ok(resource.zip(id).map_or(Slot::Bad, |(resource, id)| Slot::Given(Identity { resource, id })))
}

/// The attributes of a payment link, "Txn, Expiring payment link" and its later versions. Network,
/// reference, approval and redirects are null until there is something to say.
#[derive(Default)]
struct Attributes {
    amount: Slot<Amount>,
    currency: Slot<Currency>,
    account_currency: Slot<Currency>,
    network: Slot<NetworkCode>,
    network_name: Slot<String>,
    reference: Slot<String>,
    hosted_page_url: Slot<Url>,
    status: Slot<(Status, String)>,
    approval_status: Slot<String>,
    expires_at: Slot<Instant>,
    created_at: Slot<Instant>,
    payment_type: Slot<(Kind, String)>,
    payment_methods: Slot<Vec<String>>,
    pay_currencies: Slot<Vec<Currency>>,
    success_redirect_url: Slot<Url>,
    unsuccess_redirect_url: Slot<Url>,
}

impl Attributes {
    fn read(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<Self>> {
        let mut this = Self::default();
        let is_object = reader.object(at, |reader, name, at| this.member(reader, name, at))?;
        if is_object {
            this.note_contradictions(reader, at);
        }
        Ok(if is_object { Slot::Given(this) } else { Slot::Bad })
    }

    fn member(&mut self, reader: &mut Reader<'_>, name: &str, at: Path<'_>) -> Scan<()> {
        match name {
            "amount" => self.amount = reader.digits(at, Null::Refused, Amount::parse)?,
            "currency" => self.currency = reader.text(at, Null::Refused, Currency::parse)?,
            "accountCurrency" => {
                self.account_currency = reader.text(at, Null::Noted, Currency::parse)?;
            }
            "network" => self.network = reader.text(at, Null::Documented, NetworkCode::parse)?,
            "networkName" => self.network_name = reader.text(at, Null::Documented, any_text)?,
            "reference" => self.reference = reader.text(at, Null::Documented, any_text)?,
            "hostedPageUrl" => self.hosted_page_url = read_url(reader, at, Null::Refused)?,
            "status" => self.status = read_status(reader, at, Format::Txn)?,
            "approvalStatus" => {
                self.approval_status = reader.text(at, Null::Documented, any_text)?;
            }
            "expiresAt" | "expires_at" => {
                if name != "expiresAt" {
                    reader.spelling(at, name, "expiresAt");
                }
                let expires_at = reader.text(at, Null::Refused, Instant::parse)?;
                reader.once(&mut self.expires_at, expires_at, at);
            }
            "createdAt" => self.created_at = reader.text(at, Null::Refused, Instant::parse)?,
            "paymentType" => self.payment_type = read_kind(reader, at)?,
            "paymentMethods" => {
                self.payment_methods = reader.texts(at, Null::Noted, any_text)?;
            }
            "payCurrencies" => {
                self.pay_currencies = reader.texts(at, Null::Noted, Currency::parse)?;
            }
            "successRedirectUrl" => {
                self.success_redirect_url = read_url(reader, at, Null::Documented)?;
            }
            "unsuccessRedirectUrl" => {
                self.unsuccess_redirect_url = read_url(reader, at, Null::Documented)?;
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    }

    /// "only applicable to Invoices", "Txn, Creating payment link"; and times that make no sense.
    fn note_contradictions(&self, reader: &mut Reader<'_>, at: Path<'_>) {
        if let Some((Kind::Payout, _)) = self.payment_type.as_given() {
            for (member, url) in [
                ("successRedirectUrl", &self.success_redirect_url),
                ("unsuccessRedirectUrl", &self.unsuccess_redirect_url),
            ] {
                if url.as_given().is_some() {
                    reader.note(NoteCode::RedirectsOnPayout, at.member(member), Params::NONE);
                }
            }
        }
        if let (Some(created), Some(expires)) =
            (self.created_at.as_given(), self.expires_at.as_given())
            && expires <= created
        {
            reader.note(NoteCode::ExpiryContradicts, at.member("expiresAt"), Params::NONE);
        }
    }

    fn build(
        self,
        reader: &mut Reader<'_>,
        at: Path<'_>,
        id: Option<LinkId>,
    ) -> Option<PaymentLink> {
        let at = &at.member("attributes");
        let amount = reader.required(*at, "amount", self.amount);
        let currency = reader.required(*at, "currency", self.currency);
        let url = reader.required(*at, "hostedPageUrl", self.hosted_page_url);
        let status = reader.required(*at, "status", self.status);
        let expires_at = reader.required(*at, "expiresAt", self.expires_at);
        let created_at = reader.required(*at, "createdAt", self.created_at);
        let (status, raw_status) = status?;
        let (kind, raw_kind) = self.payment_type.given().unzip();
        let redirects = Redirects {
            success: self.success_redirect_url.given(),
            unsuccess: self.unsuccess_redirect_url.given(),
        };
        Some(PaymentLink {
            format: Format::Txn,
            id: id?,
            status,
            raw_status,
            url: url?,
            description: None,
            reference: self.reference.given(),
            amount: Some(Money::new(amount?, currency?)),
            account_currency: self.account_currency.given(),
            network: self.network.given().map(|code| Network::new(code, self.network_name.given())),
            kind,
            raw_kind,
            payment: None,
            child: None,
            expires_at: Some(expires_at?),
            completed_at: None,
            created_at: created_at?,
            updated_at: None,
            redirects: (redirects.success.is_some() || redirects.unsuccess.is_some())
                .then_some(redirects),
            pay_currencies: self.pay_currencies.given(),
            payment_methods: self.payment_methods.given(),
            approval_status: self.approval_status.given(),
            metadata: None,
            unmapped: Vec::new(),
        })
    }
}

/// `Invoice` or `Payout`; the earliest answers lack it.
fn read_kind(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<(Kind, String)>> {
    let word = reader.text(at, Null::Noted, any_text)?;
    Ok(word.map(|word| {
        let known = [("Invoice", Kind::Invoice), ("Payout", Kind::Payout)]
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(&word));
        if let Some((expected, kind)) = known {
            if word != expected {
                reader.spelling(at, &word, expected);
            }
            (kind, word)
        } else {
            let params = Params::NONE.with("found", excerpt(&word));
            reader.note(NoteCode::KindUnknown, at, params);
            (Kind::Unknown, word)
        }
    }))
}

/// A resource beside the links. Only invoices and payouts are looked into, and only when a link
/// points to them.
struct Included {
    identity: Option<Identity>,
    child: Option<Child>,
    pointer: String,
    is_claimed: bool,
}

impl Included {
    fn read(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Self> {
        let mut resource = Slot::Missing;
        let mut id = Slot::Missing;
        let mut attributes = None;
        let mut others = Vec::new();
        let is_object = reader.object(at, |reader, name, at| {
            match name {
                "type" => resource = reader.text(at, Null::Refused, any_text)?,
                "id" => id = reader.text(at, Null::Refused, any_text)?,
                "attributes" => attributes = Some(reader.defer(at)?),
                _ => others.push(reader.apart(|reader| reader.unmapped(at))?.1),
            }
            Ok(())
        })?;
        let identity = if is_object {
            let resource = reader.required(at, "type", resource);
            let id = reader.required(at, "id", id);
            resource.zip(id).map(|(resource, id)| Identity { resource, id })
        } else {
            None
        };
        let mut this = Self { identity, child: None, pointer: at.pointer(), is_claimed: false };
        let kind = this.identity.as_ref().map_or(Kind::Unknown, |known| kind_of(&known.resource));
        match (kind, attributes) {
            (Kind::Unknown, None) => {}
            // The whole resource is unmapped, so its members need no note each.
            (Kind::Unknown, Some((_, found))) => reader.absorb(found),
            (Kind::Invoice | Kind::Payout, attributes) => {
                for found in others {
                    reader.absorb(found);
                }
                let status = match attributes {
                    Some((start, _)) => reader.revisit(start, |reader| {
                        read_child_status(reader, at.member("attributes"))
                    })?,
                    None => Slot::Missing,
                };
                let status = reader.required(at.member("attributes"), "status", status);
                this.child = status.zip(this.identity.as_ref()).map(|(word, identity)| {
                    let state = ChildState::new(kind, child_status(kind, &word), word);
                    Child::new(identity.id.clone(), state)
                });
            }
        }
        Ok(this)
    }

    /// A resource that no link points to is not part of the model.
    fn unclaimed(self, reader: &mut Reader<'_>) -> Findings {
        if self.is_claimed {
            return Findings::default();
        }
        reader.note_apart(NoteCode::MemberUnmapped, self.pointer, Params::NONE)
    }
}

fn read_child_status(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<String>> {
    let mut status = Slot::Missing;
    reader.object(at, |reader, name, at| {
        if name == "status" {
            status = reader.text(at, Null::Refused, any_text)?;
            Ok(())
        } else {
            reader.unmapped(at)
        }
    })?;
    Ok(status)
}

/// Refusals are 422, in the shape of the documented 401 ("Txn, Authenticating the API") and with
/// `detail`; assumed, from the wording and the server family. A malformed call stays 400.
fn error_status(code: ErrorCode) -> Option<u16> {
    match code {
        ErrorCode::TransitionRefused => Some(422),
        _ => None,
    }
}

/// The documented 401 has the status as a number, where JSON:API has a string.
fn error_body(issues: &[Issue], status: u16) -> Value {
    match issues.first().map(Issue::code) {
        Some(
            ErrorCode::CredentialMissing
            | ErrorCode::CredentialMalformed
            | ErrorCode::CredentialRefused,
        ) => json!({ "errors": [{
            "status": status, "title": "HTTP Token: Access denied.", "code": "unauthorized",
        }] }),
        _ => jsonapi_errors(issues, status, StatusAs::Number),
    }
}

/// The first error speaks for all.
fn read_error(body: &[u8]) -> Option<ErrorWords> {
    #[derive(serde::Deserialize)]
    struct Errors {
        errors: Vec<Error>,
    }
    #[derive(serde::Deserialize)]
    struct Error {
        code: Option<String>,
        title: Option<String>,
        detail: Option<String>,
    }
    let errors: Errors = serde_json::from_slice(body).ok()?;
    let first = errors.errors.into_iter().next()?;
    Some(ErrorWords { code: first.code, message: first.detail.or(first.title) })
}
