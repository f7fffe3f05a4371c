//! Reads Stripe's events.

use super::VOCABULARY;
use super::document::{SESSION, read_known};
use crate::model::{Metadata, PaymentLink, filled};
use crate::provider::any_text;
use crate::provider::webhook_event::ParsedEvent;
use crate::reading::rows::Rows;
use crate::reading::{Null, Path, Reader, Slot, instant_of_seconds, row_to_link};
use crate::syntax::json::{Kind as JsonKind, Scan};

/// Reads `{id, object: "event", type, created, data: {object}}`. The object of an event about something
/// else than a session is given as data.
pub(crate) fn read_event(reader: &mut Reader<'_>) -> Scan<ParsedEvent> {
    let mut told = ParsedEvent::default();
    let (mut id, mut kind, mut at_time) = (Slot::Missing, Slot::Missing, Slot::Missing);
    let mut data = None;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "id" => {
                // With a duplicate, the event's id is ambiguous.
                let is_first = matches!(id, Slot::Missing);
                let read = reader.text(at, Null::Refused, |id| filled(id, "an id"))?;
                id = if is_first { read } else { Slot::Bad };
            }
            "type" => kind.fill(reader.text(at, Null::Refused, any_text))?,
            "created" => at_time.fill(reader.number_as(at, Null::Refused, instant_of_seconds))?,
            // Read at the end: the type, which stands behind it, says the status of an old session.
            "data" if reader.peek()? == JsonKind::Object => {
                let (start, found) = reader.defer(at)?;
                data = Some((start, found));
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
    let Some((start, found)) = data else {
        reader.missing(Path::ROOT, "data");
        return Ok(told);
    };
    drop(found);
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
            if is_session(reader) {
                told.link = own_link(reader, at, status)?;
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

/// Whether the next value is a session by its `object`.
fn is_session(reader: &Reader<'_>) -> bool {
    reader.outline().is_some_and(|value| {
        let ([object], _) = value.pick(["object"]);
        object.and_then(|object| object.text()).is_some_and(|object| object == SESSION)
    })
}

/// Reads a session in an event; its findings are added to the event's.
fn own_link(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    status: Option<&'static str>,
) -> Scan<Option<PaymentLink>> {
    let mut rows = Rows::default();
    rows.start(&VOCABULARY, 0);
    read_known(reader, at, &mut rows, status)?;
    let link = row_to_link::link(&rows, 0, &VOCABULARY, reader.source());
    reader.absorb(rows.found.pop().unwrap_or_default());
    Ok(link)
}
