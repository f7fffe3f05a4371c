//! Reads and writes Checkout Sessions, one or a list.

use super::{VOCABULARY, decimals, sources};
use crate::finding::source::Source;
use crate::finding::{ErrorCode, NoteCode, Params, excerpt};
use crate::model::{PaymentLink, filled};
use crate::provider::listing::Next;
use crate::provider::{Head, LinkLocation, note_cursor, note_expiry, read_element_again, read_link_or_list, read_row};
use crate::reading::rows::Rows;
use crate::reading::{
    About, Draft, Field, Like, Null, Path, Reader, Row, Shape, Slot, Table, Unset, write_members,
};
use crate::syntax::json::{Kind as JsonKind, Scan};
use crate::syntax::object::Object;

/// The value of `object` in a session.
pub(super) const SESSION: &str = "checkout.session";

const fn session(words: &'static str) -> Source {
    Source::documented(&sources::SESSION, words)
}

/// The members of a session that the model has. API versions differ in members, so only the id, the kind
/// of object and the status are required.
pub(super) static LINK: Table = Table::new(
    0,
    About::new("link", "a Checkout Session; other members are allowed"),
    &[
        Row::required("id", Field::Id, Shape::Id, session("Unique identifier for the object.")),
        Row::required(
            "object",
            Field::PaymentType,
            Shape::Own(read_object, Like::OneOf(|| vec![SESSION])),
            session("The type of the object."),
        ),
        Row::nullable(
            "status",
            Field::RawStatus,
            Shape::Status,
            session(
                "open, complete or expired; any other word is read as an unknown status. Without it, \
                 as in old API versions, a paid session counts as complete",
            ),
        )
        .known(|| VOCABULARY.status_words()),
        Row::optional(
            "payment_status",
            Field::PaymentStatus,
            Shape::Text,
            Null::Noted,
            session("paid, unpaid or no_payment_required; a complete session may be unpaid"),
        )
        .known(|| vec!["paid", "unpaid", "no_payment_required"]),
        Row::nullable(
            "url",
            Field::Url,
            Shape::Url,
            session("The URL to the Checkout Session; only there while the session is active."),
        ),
        Row::nullable(
            "amount_total",
            Field::Amount,
            Shape::MinorUnits(decimals),
            session("Total of all items after discounts and taxes are applied."),
        ),
        Row::nullable(
            "currency",
            Field::AmountCurrency,
            Shape::LowerCurrency,
            session("Three-letter ISO currency code, in lowercase."),
        ),
        Row::optional(
            "created",
            Field::CreatedAt,
            Shape::Epoch(Unset::Never),
            Null::Noted,
            session("Time at which the object was created, in seconds since the Unix epoch."),
        ),
        Row::optional(
            "expires_at",
            Field::ExpiresAt,
            Shape::Epoch(Unset::Never),
            Null::Noted,
            session("The timestamp at which the Checkout Session will expire."),
        ),
        Row::nullable(
            "client_reference_id",
            Field::Reference,
            Shape::Text,
            session("A unique string to reference the Checkout Session."),
        ),
        Row::nullable(
            "payment_intent",
            Field::PaymentId,
            Shape::Own(read_payment, Like::IdOrObject),
            session("The PaymentIntent of a session in payment mode: its id, or the object if expanded."),
        ),
        Row::nullable(
            "payment_method_types",
            Field::PaymentMethods,
            Shape::Texts,
            session("The payment method types that this session may accept."),
        ),
        Row::nullable(
            "success_url",
            Field::Success,
            Shape::Redirect,
            session("The URL the customer will be directed to after a successful payment."),
        ),
        Row::nullable(
            "cancel_url",
            Field::Unsuccess,
            Shape::Redirect,
            session("The URL the customer will be directed to if they decide to go back."),
        ),
        Row::nullable(
            "metadata",
            Field::Metadata,
            Shape::Object,
            session("Set of key-value pairs that you can attach to an object."),
        ),
        Row::nullable(
            "after_expiration",
            Field::Url,
            Shape::Own(read_after_expiration, Like::AnyObject),
            session("When set, the session may offer a recovery URL after it has expired."),
        ),
    ],
);

/// Reads a session, or a list: `{"object": "list", "data": […], "has_more": …}`. A list has no id.
pub(crate) fn read(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<Head> {
    read_link_or_list(reader, rows, ["id", "data"], read_list, read_link)
}

/// Reads a list. The flag tells whether there is an `id` besides `data`.
fn read_list(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<(Head, bool)> {
    let (mut next, mut has_id) = (Next::Unsaid, false);
    reader.object(Path::ROOT, |reader, name, at| match name {
        "data" => reader.array(at, |reader, at| read_link(reader, at, rows)).map(drop),
        "has_more" => {
            next = read_has_more(reader, at)?;
            Ok(())
        }
        "object" | "url" => reader.skip(at),
        _ => {
            has_id |= name == "id";
            reader.unmapped(at)
        }
    })?;
    Ok((Head { is_list: true, next }, has_id))
}

/// Another value than a boolean says nothing; the links are still read.
fn read_has_more(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Next> {
    let kind = reader.peek()?;
    if kind == JsonKind::Bool {
        let has_more = reader.boolean(at, Null::Refused)?.given();
        return Ok(if has_more == Some(true) { Next::Somewhere } else { Next::Nowhere });
    }
    let offset = reader.offset();
    reader.apart(|reader| reader.skip(at))?;
    note_cursor(reader, offset, at, kind.words());
    Ok(Next::Unsaid)
}

pub(super) fn read_link(reader: &mut Reader<'_>, at: Path<'_>, rows: &mut Rows) -> Scan<()> {
    read_known(reader, at, rows, None)
}

/// Reads a session. `status` is what an event says of it, for sessions of old API versions, which have no
/// status.
pub(super) fn read_known(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    rows: &mut Rows,
    status: Option<&'static str>,
) -> Scan<()> {
    read_row(reader, at, rows, &LINK, |reader, at, draft| {
        derive_status(reader, at, draft, status);
        note_expiry(reader, at, draft, "expires_at");
    })
}

/// Reads one session of a list a second time.
pub(crate) fn read_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
) -> Scan<()> {
    read_element_again(reader, rows, again, "data", read_link)
}

/// A session without a status, of an old API version: only a completed session is paid, or needs no
/// payment, and the type of an event says the status, too.
fn derive_status(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    draft: &mut Draft,
    of_event: Option<&'static str>,
) {
    if draft.has(Field::RawStatus) || draft.is_status_unreadable {
        return;
    }
    let paid = draft.span(Field::PaymentStatus);
    let said = reader.value_at(paid);
    let is_paid = matches!(&*said, "paid" | "no_payment_required");
    let (from, member, word) = match of_event {
        Some(word) => (draft.span(Field::Id), "type", word),
        None if is_paid => (paid, "payment_status", "complete"),
        None => return reader.missing(at, "status"),
    };
    if !from.is_somewhere() {
        return;
    }
    let found = if of_event.is_some() { word } else { &*said };
    let params = || Params::NONE.with("member", excerpt(member)).with("found", excerpt(found));
    reader.note_at(from.start as usize, NoteCode::StatusDerived, at, params);
    draft.put(Field::RawStatus, from);
    draft.status = VOCABULARY.status(word);
    reader.respell(Field::RawStatus, word, draft);
}

/// Another object, such as a payment, is not to be closed as a session.
fn read_object(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    if reader.literal(b"checkout.session").is_some() {
        return Ok(());
    }
    if let Some((span, is_session)) = reader.checked(at, null, |text| Ok(text == SESSION))?
        && !is_session
    {
        let found = reader.value_at(span);
        let params =
            || Params::NONE.with("expected", excerpt(SESSION)).with("found", excerpt(&found));
        reader.issue(ErrorCode::ResourceType, at, params);
        draft.is_unusable |= !found.is_empty();
    }
    Ok(())
}

/// Reads the id of a payment, which may be expanded to the whole object.
fn read_payment(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    let filled = |id: &str| filled(id, "an id");
    if reader.peek()? == JsonKind::Object {
        let issues = reader.issue_count();
        let mut own = None;
        reader.object(at, |reader, name, at| match name {
            "id" => {
                own = reader.checked(at, Null::Refused, filled)?;
                Ok(())
            }
            _ => reader.unmapped(at),
        })?;
        // With a duplicate member there is more than one object that it may be.
        if let Some((span, _)) = own.filter(|_| reader.issue_count() == issues) {
            draft.put(Field::PaymentId, span);
        }
        return Ok(());
    }
    if let Some((span, _)) = reader.checked(at, null, filled)? {
        draft.put(Field::PaymentId, span);
    }
    Ok(())
}

/// Notes a recovery URL: the session has expired, and the payer can still pay, in a new session.
fn read_after_expiration(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    null: Null,
    _: &mut Draft,
) -> Scan<()> {
    reader.unless_null(at, JsonKind::Object, null, |reader, at| {
        reader.object(at, |reader, name, at| match name {
            "recovery" if reader.peek()? == JsonKind::Object => {
                reader.object(at, |reader, name, at| {
                    if name == "url" && reader.peek()? == JsonKind::String {
                        reader.note(NoteCode::RecoveryOffered, at, || Params::NONE);
                    }
                    reader.unmapped(at)
                })?;
                Ok(())
            }
            _ => reader.unmapped(at),
        })?;
        Ok(Slot::Given(()))
    })?;
    Ok(())
}

pub(crate) fn write(link: &PaymentLink) -> Object {
    write_members::link(link, &LINK)
}

#[cfg(test)]
mod tests {
    use crate::links::read::{ReadOptions, read};
    use crate::model::Status;

    #[test]
    fn a_status_is_derived_from_a_payment_status_in_any_spelling() {
        for word in ["paid", "p\\u0061id", "no_payment_required"] {
            let text = format!(
                r#"{{"id":"cs_1","object":"checkout.session","payment_status":"{word}"}}"#
            );
            let answer = read(text.as_bytes(), &ReadOptions::default());
            assert_eq!(answer.value().map(crate::model::PaymentLink::status), Some(Status::Completed), "{word}");
        }
    }
}
