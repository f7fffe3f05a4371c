//! Reads and writes Connect's documents ("Connect, Cancel payment link") and reads its webhooks.

use super::{VOCABULARY, sources};
use crate::finding::source::Source;
use crate::finding::{NoteCode, Params, excerpt};
use crate::model::{Instant, Metadata, PaymentLink, Status, filled};
use crate::provider::listing::Next;
use crate::provider::webhook_event::ParsedEvent;
use crate::provider::{
    Head, LinkLocation, any_text, note_cursor, note_expiry, page_in, read_link_or_list,
};
use crate::reading::rows::Rows;
use crate::reading::{
    About, Draft, Field, Like, Null, Path, Reader, Row, Shape, Slot, Table, row_to_link,
    write_members,
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
    rows.draft.begin(rows.len());
    let ((is_object, source), found) = reader.row(|reader| {
        reader.span_of(|reader| {
            let is_object = reader.table(at, &LINK, &mut rows.draft)?;
            if is_object {
                note_contradictions(reader, at, &rows.draft);
            }
            Ok(is_object)
        })
    })?;
    rows.put(is_object, source, found, reader);
    Ok(())
}

/// Reads one link of a list a second time.
pub(crate) fn read_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
) -> Scan<()> {
    let items = Path::ROOT.member("items");
    reader.revisit(again.start, |reader| read_link(reader, items.index(again.index), rows))
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
            "eventId" => {
                // With a duplicate, the event's id is ambiguous.
                let is_first = matches!(id, Slot::Missing);
                let read = reader.text(at, Null::Refused, |id| filled(id, "an id"))?;
                id = if is_first { read } else { Slot::Bad };
            }
            "type" => kind.fill(reader.text(at, Null::Refused, any_text))?,
            "occurredAt" => at_time.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "data"
                if reader.ahead(|name, _| (name == "paymentLinkId").then_some(()))?.is_some() =>
            {
                told.link = own_link(reader, at)?;
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

/// Reads a link in an event; its findings are added to the event's.
fn own_link(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<PaymentLink>> {
    let mut rows = Rows::default();
    rows.start(&VOCABULARY, 0);
    read_link(reader, at, &mut rows)?;
    let link = row_to_link::link(&rows, 0, &VOCABULARY, reader.source());
    reader.absorb(rows.found.pop().unwrap_or_default());
    Ok(link)
}

pub(crate) fn write(link: &PaymentLink) -> Object {
    write_members::link(link, &LINK)
}
