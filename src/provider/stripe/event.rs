//! Reads Stripe's events.

use super::VOCABULARY;
use super::document::read_known;
use super::recognise::is_session;
use crate::model::Metadata;
use crate::provider::{any_text, read_event_id, read_link_of_event};
use crate::provider::webhook_event::ParsedEvent;
use crate::reading::numbers::instant_of_seconds;
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::{Kind as JsonKind, Scan};

/// Reads `{id, object: "event", type, created, data: {object}}`. The object of an event about something
/// else than a session is given as data.
pub(crate) fn read_event(reader: &mut Reader<'_>) -> Scan<ParsedEvent> {
    let mut told = ParsedEvent::default();
    let (mut id, mut kind, mut at_time) = (Slot::Missing, Slot::Missing, Slot::Missing);
    let mut data = None;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "id" => read_event_id(reader, at, &mut id)?,
            "type" => kind.fill(reader.text(at, Null::Refused, any_text))?,
            "created" => at_time.fill(reader.number_as(at, Null::Refused, instant_of_seconds))?,
            // Read at the end: the type, which stands behind it, says the status of an old session.
            "data" if reader.peek()? == JsonKind::Object => {
                let (start, _) = reader.defer(at)?;
                data = Some(start);
            }
            "object" => reader.skip(at)?,
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(told);
    }
    told.id = reader.required(Path::ROOT, "id", id);
    told.kind = reader.required(Path::ROOT, "type", kind);
    told.at = at_time.given();
    let Some(start) = data else {
        reader.missing(Path::ROOT, "data");
        return Ok(told);
    };
    let status = match told.kind.as_deref() {
        Some(
            "checkout.session.completed"
            | "checkout.session.async_payment_succeeded"
            | "checkout.session.async_payment_failed",
        ) => Some("complete"),
        Some("checkout.session.expired") => Some("expired"),
        _ => None,
    };
    reader.revisit(start, |reader| read_data(reader, &mut told, status))?;
    Ok(told)
}

/// Reads `{object, previous_attributes?}`.
fn read_data(
    reader: &mut Reader<'_>,
    told: &mut ParsedEvent,
    status: Option<&'static str>,
) -> Scan<()> {
    let mut has_object = false;
    let at = Path::ROOT.member("data");
    reader.object(at, |reader, name, at| match name {
        "object" => {
            has_object = true;
            if reader.outline().is_some_and(|value| is_session(&value)) {
                told.link = read_link_of_event(reader, &VOCABULARY, |reader, rows| {
                    read_known(reader, at, rows, status)
                })?;
            } else {
                told.data = reader.raw_object(at, Null::Refused)?.given().map(Metadata::new);
            }
            Ok(())
        }
        _ => reader.unmapped(at),
    })?;
    if !has_object {
        reader.missing(at, "object");
    }
    Ok(())
}
