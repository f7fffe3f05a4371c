//! Reads Razorpay's events.

use super::VOCABULARY;
use super::document::read_link;
use crate::model::{Metadata, PaymentLink};
use crate::provider::{any_text, read_link_of_event};
use crate::provider::webhook_event::ParsedEvent;
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::{Kind as JsonKind, Scan};

/// Reads `{entity: "event", event, payload: {payment_link: {entity}, …}}`. The id is in a header. The
/// outer `created_at` is when the link was created, so the link says when the event was.
pub(crate) fn read_event(reader: &mut Reader<'_>) -> Scan<ParsedEvent> {
    let mut told = ParsedEvent { has_no_id: true, ..ParsedEvent::default() };
    let (mut kind, mut payload) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(Path::ROOT, |reader, name, at| match name {
        "event" => kind.fill(reader.text(at, Null::Refused, any_text)),
        "payload" => {
            if reader.ahead(|name, _| (name == "payment_link").then_some(()))?.is_some() {
                told.link = read_payload(reader, at)?;
                payload = Slot::Given(None);
            } else {
                let raw = reader.raw_object(at, Null::Refused)?;
                payload = raw.map(|raw| Some(Metadata::new(raw)));
            }
            Ok(())
        }
        "entity" | "account_id" | "contains" | "created_at" => reader.skip(at),
        _ => reader.unmapped(at),
    })?;
    if is_object {
        told.kind = reader.required(Path::ROOT, "event", kind);
        told.data = reader.required(Path::ROOT, "payload", payload).flatten();
        told.at = told.link.as_ref().and_then(|link| link.updated_at().or(link.created_at()).cloned());
    }
    Ok(told)
}

/// Reads the link among the entities that an event is about.
fn read_payload(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<PaymentLink>> {
    let mut link = None;
    reader.object(at, |reader, name, at| match name {
        "payment_link" if reader.peek()? == JsonKind::Object => {
            let mut has_entity = false;
            reader.object(at, |reader, name, at| match name {
                "entity" => {
                    has_entity = true;
                    link = read_link_of_event(reader, &VOCABULARY, |reader, rows| {
                    read_link(reader, at, rows)
                })?;
                    Ok(())
                }
                _ => reader.unmapped(at),
            })?;
            if !has_entity {
                reader.missing(at, "entity");
            }
            Ok(())
        }
        _ => reader.unmapped(at),
    })?;
    Ok(link)
}
