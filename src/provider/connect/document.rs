//! Reads and writes Connect's documents ("Connect, Cancel payment link") and reads its webhooks.

use super::{VOCABULARY, sources};
use crate::finding::source::Source;
use crate::finding::{NoteCode, Params, excerpt};
use crate::model::{Instant, Metadata, PaymentLink, Status};
use crate::provider::listing::Next;
use crate::provider::webhook_event::ParsedEvent;
use crate::provider::{
    Head, LinkLocation, any_text, note_cursor, note_expiry, page_in, read_element_again, read_event_id,
    read_link_of_event, read_link_or_list, read_row,
};
use crate::reading::rows::Rows;
use crate::reading::{
    About, Draft, Field, Like, Null, Path, Reader, Row, Shape, Slot, Table, write_members,
};
use crate::syntax::json::{Kind as JsonKind, Scan};
use crate::syntax::object::Object;

const fn cancel(words: &'static str) -> Source {
    Source::documented(&sources::CANCEL, words)
}

/// The members of a payment link, in the order of the documented example. It is not documented which
/// optional members may be null, so null is read as missing and noted.
pub(super) static LINK: Table = Table::new(
    0,
    About::new("link", "a payment link; other members are allowed"),
    &[
        Row::required(
            "paymentLinkId",
            Field::Id,
            Shape::Id,
            cancel("Unique identifier for the payment link; the example is not a UUID"),
        ),
        Row::required(
            "url",
            Field::Url,
            Shape::Url,
            cancel("The shareable URL for the payment link."),
        ),
        Row::required(
            "status",
            Field::RawStatus,
            Shape::Status,
            cancel(
                "Current status of the payment link; any other word is read as an unknown \
                 status",
            ),
        )
        .known(|| VOCABULARY.status_words()),
        Row::optional(
            "description",
            Field::Description,
            Shape::Text,
            Null::Noted,
            cancel("Optional description for the payment link."),
        ),
        Row::optional(
            "paymentId",
            Field::PaymentId,
            Shape::Own(read_payment_id, Like::Text),
            Null::Noted,
            cancel(
                "ID of the completed payment (if status is completed); the example has it before \
                 completion, and an empty string means no payment",
            ),
        ),
        Row::optional(
            "expiresAt",
            Field::ExpiresAt,
            Shape::Instant,
            Null::Noted,
            cancel("When the payment link expires."),
        ),
        Row::optional(
            "completedAt",
            Field::CompletedAt,
            Shape::Instant,
            Null::Noted,
            cancel(
                "When the payment was completed (if status is completed); the example has it \
                 before completion",
            ),
        ),
        Row::required(
            "createdAt",
            Field::CreatedAt,
            Shape::Instant,
            cancel("When the payment link was created."),
        ),
        Row::required(
            "updatedAt",
            Field::UpdatedAt,
            Shape::Instant,
            cancel("When the payment link was last updated."),
        ),
        Row::optional(
            "metadata",
            Field::Metadata,
            Shape::Object,
            Null::Noted,
            cancel(
                "A set of key-value pairs that can be attached to an object for storing additional \
             information in a semi-structured format.",
            ),
        ),
    ],
);

/// Reads one link, or a list: `{"items": […], "pagination": {"nextCursor": …}}`.
pub(crate) fn read(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<Head> {
    read_link_or_list(reader, rows, ["paymentLinkId", "items"], read_list, read_link)
}

/// Reads a list. The flag tells whether there is a `paymentLinkId` besides `items`.
fn read_list(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<(Head, bool)> {
    let (mut next, mut has_id) = (Next::Unsaid, false);
    reader.object(Path::ROOT, |reader, name, at| match name {
        "items" => reader.array(at, |reader, at| read_link(reader, at, rows)).map(drop),
        "pagination" if reader.peek()? == JsonKind::Object => {
            reader.object(at, |reader, name, at| match name {
                "nextCursor" => {
                    next = read_cursor(reader, at)?;
                    Ok(())
                }
                _ => reader.unmapped(at),
            })?;
            Ok(())
        }
        "pagination" => read_no_page(reader, at),
        // Members of a link are not checked: a list may have its own `url`.
        _ => {
            has_id |= name == "paymentLinkId";
            reader.unmapped(at)
        }
    })?;
    Ok((Head { is_list: true, next }, has_id))
}

/// Reads `nextCursor`: null on the last page. An unusable value ends the list, with a note.
fn read_cursor(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Next> {
    if reader.peek()? != JsonKind::String {
        return read_no_page(reader, at).map(|()| Next::Nowhere);
    }
    let offset = reader.offset();
    Ok(match page_in(reader.string()?) {
        Ok(cursor) => Next::At(cursor.into_owned()),
        Err(found) => {
            note_cursor(reader, offset, at, found);
            Next::Nowhere
        }
    })
}

/// Skips a value that names no page, and notes it unless it is null; the links are still read.
fn read_no_page(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    let kind = reader.peek()?;
    let offset = reader.offset();
    reader.apart(|reader| reader.skip(at))?;
    if kind != JsonKind::Null {
        note_cursor(reader, offset, at, kind.words());
    }
    Ok(())
}

/// Reads one link and its findings.
fn read_link(reader: &mut Reader<'_>, at: Path<'_>, rows: &mut Rows) -> Scan<()> {
    read_row(reader, at, rows, &LINK, |reader, at, draft| note_contradictions(reader, at, draft))
}

/// Reads one link of a list a second time.
pub(crate) fn read_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
) -> Scan<()> {
    read_element_again(reader, rows, again, "items", read_link)
}

/// Notes `completedAt` and `paymentId` on a link that is not completed: they are described as "if
/// status is completed", but the provider's own example is ACTIVE and has both.
#[inline(always)]
fn note_contradictions(reader: &mut Reader<'_>, at: Path<'_>, draft: &Draft) {
    if draft.has(Field::RawStatus) && draft.status != Status::Completed {
        for (member, field) in
            [("completedAt", Field::CompletedAt), ("paymentId", Field::PaymentId)]
        {
            if draft.has(field) {
                let word = reader.value_at(draft.span(Field::RawStatus));
                let params = || Params::NONE.with("member", member).with("found", excerpt(&word));
                let offset = draft.offset_of(field);
                reader.note_at(offset, NoteCode::CompletionContradicts, at.member(member), params);
            }
        }
    }
    note_expiry(reader, at, draft, "expiresAt");
}

/// An empty string identifies no payment. It may mean "none yet", so it is only noted.
fn read_payment_id(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    null: Null,
    draft: &mut Draft,
) -> Scan<()> {
    match reader.checked(at, null, |id| Ok(id.is_empty()))? {
        Some((_, true)) => reader.note(NoteCode::MemberUnmapped, at, || Params::NONE),
        Some((id, false)) => draft.put(Field::PaymentId, id),
        None => {}
    }
    Ok(())
}

/// Reads `{eventId, type, occurredAt, data}`, as on every event's page ("Connect, Customer created").
/// No event about a payment link is documented; `data` with a `paymentLinkId` is read as a link.
pub(crate) fn read_event(reader: &mut Reader<'_>) -> Scan<ParsedEvent> {
    let mut told = ParsedEvent::default();
    let (mut id, mut kind, mut at_time) = (Slot::Missing, Slot::Missing, Slot::Missing);
    let mut data: Slot<Option<Metadata>> = Slot::Missing;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "eventId" => read_event_id(reader, at, &mut id)?,
            "type" => kind.fill(reader.text(at, Null::Refused, any_text))?,
            "occurredAt" => at_time.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "data"
                if reader.ahead(|name, _| (name == "paymentLinkId").then_some(()))?.is_some() =>
            {
                told.link = read_link_of_event(reader, &VOCABULARY, |reader, rows| {
                    read_link(reader, at, rows)
                })?;
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


pub(crate) fn write(link: &PaymentLink) -> Object {
    write_members::link(link, &LINK)
}
