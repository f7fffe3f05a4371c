//! A payment link on the wire: "Connect, Cancel payment link".

use super::super::{
    Document, Entry, Format, any_text, note_expiry, read_id, read_status, read_url,
};
use crate::issue::{NoteCode, Params, excerpt};
use crate::json::{Kind as JsonKind, Scan};
use crate::listing::Next;
use crate::model::{Instant, LinkId, Metadata, Payment, PaymentLink, Status, Url, filled};
use crate::reader::{Null, Path, Reader, Slot};
use crate::webhook::Told;
use crate::write::Object;

/// One link, or a list: `{"items": […], "pagination": {"nextCursor": …}}`. Whatever has a link's id
/// is a link; the id may stand behind `items`, so it is looked for before anything is read.
pub(super) fn read(reader: &mut Reader<'_>) -> Scan<Document> {
    let (mut has_id, mut has_items) = (false, false);
    reader.look_ahead(|name, kind| {
        has_id |= name == "paymentLinkId";
        has_items |= name == "items" && kind == JsonKind::Array;
    })?;
    if has_items && !has_id {
        return read_list(reader);
    }
    let (link, found) = reader.apart(|reader| read_link(reader, Path::ROOT))?;
    Ok(Document::single(link, found))
}

fn read_list(reader: &mut Reader<'_>) -> Scan<Document> {
    let mut links = Vec::new();
    let mut next = Next::Unsaid;
    reader.object(Path::ROOT, |reader, name, at| match name {
        "items" => {
            reader.array(at, |reader, at| {
                let ((link, found), source) =
                    reader.spanned(|reader| reader.apart(|reader| read_link(reader, at)))?;
                links.push(Entry { link, found, source: Some(source.to_owned()) });
                Ok(())
            })?;
            Ok(())
        }
        "pagination" => {
            reader.object(at, |reader, name, at| match name {
                "nextCursor" => {
                    next = read_cursor(reader, at)?;
                    Ok(())
                }
                _ => reader.unmapped(at),
            })?;
            Ok(())
        }
        // A link's own members say nothing about a list: `"url": "/links"` is where it was found.
        _ => reader.unmapped(at),
    })?;
    Ok(Document { links, is_list: true, next })
}

/// Null behind the last page. An empty text names no page; it is noted, for it may mean the same.
fn read_cursor(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Next> {
    let cursor = read_optional_id(reader, at, Null::Documented)?;
    Ok(cursor.given().map_or(Next::Nowhere, Next::At))
}

fn read_link(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<PaymentLink>> {
    let mut members = Members::default();
    let is_object = reader.object(at, |reader, name, at| members.read(reader, name, at))?;
    Ok(if is_object { members.build(reader, at) } else { None })
}

/// `{eventId, type, occurredAt, data}`, as every event's page has it ("Connect, Customer created"). No
/// page tells of a payment link's event; a snapshot of one is known by its id.
pub(super) fn read_event(reader: &mut Reader<'_>) -> Scan<Told> {
    let mut told = Told::default();
    let (mut id, mut kind, mut at_time) = (Slot::Missing, Slot::Missing, Slot::Missing);
    let mut data: Slot<Option<Metadata>> = Slot::Missing;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "eventId" => id.fill(reader.text(at, Null::Refused, |id| filled(id, "an id")))?,
            "type" => kind.fill(reader.text(at, Null::Refused, any_text))?,
            "occurredAt" => at_time.fill(reader.text(at, Null::Refused, Instant::parse))?,
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
            "paymentLinkId" => self.id.fill(read_id(reader, at))?,
            "url" => self.url.fill(read_url(reader, at, Null::Refused))?,
            "status" => self.status.fill(read_status(reader, at, Format::Connect))?,
            "createdAt" => self.created_at.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "updatedAt" => self.updated_at.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "description" => self.description.fill(reader.text(at, Null::Noted, any_text))?,
            "paymentId" => self.payment_id.fill(read_payment_id(reader, at))?,
            "expiresAt" => self.expires_at.fill(reader.text(at, Null::Noted, Instant::parse))?,
            "completedAt" => {
                self.completed_at.fill(reader.text(at, Null::Noted, Instant::parse))?;
            }
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

/// An empty text names no payment. It may be how "none yet" is sent, so it is noted and kept.
fn read_payment_id(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<String>> {
    read_optional_id(reader, at, Null::Noted)
}

fn read_optional_id(reader: &mut Reader<'_>, at: Path<'_>, null: Null) -> Scan<Slot<String>> {
    let id = reader.text(at, null, any_text)?;
    if id.as_given().is_some_and(String::is_empty) {
        reader.note(NoteCode::MemberUnmapped, at, Params::NONE);
        return Ok(Slot::Null);
    }
    Ok(id)
}

pub(super) fn write(link: &PaymentLink) -> Object {
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
