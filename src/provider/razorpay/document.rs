//! Reads and writes payment links, one or a list.

use super::{VOCABULARY, decimals, sources};
use crate::finding::source::Source;
use crate::finding::{NoteCode, Params};
use crate::model::{Instant, PaymentLink, Status};
use crate::provider::listing::Next;
use crate::provider::{Head, LinkLocation, note_expiry, read_element_again, read_link_or_list, read_row};
use crate::reading::rows::Rows;
use crate::reading::{
    About, Draft, Field, Like, Null, Path, Reader, Row, Shape, Table, Unset, write_members,
};
use crate::syntax::json::{Kind as JsonKind, Scan};
use crate::syntax::object::Object;

const fn entity(words: &'static str) -> Source {
    Source::documented(&sources::ENTITY, words)
}

/// The members of a payment link that the model has. Times that are not set are 0.
pub(super) static LINK: Table = Table::new(
    0,
    About::new("link", "a payment link; other members are allowed"),
    &[
        Row::required("id", Field::Id, Shape::Id, entity("Unique identifier of the Payment Link.")),
        Row::required(
            "status",
            Field::RawStatus,
            Shape::Status,
            entity("The status of the link; any other word is read as an unknown status."),
        )
        .known(|| VOCABULARY.status_words()),
        Row::required("short_url", Field::Url, Shape::Url, entity("The short URL of the link.")),
        Row::required(
            "amount",
            Field::Amount,
            Shape::MinorUnits(decimals),
            entity("Amount to be paid, in the smallest unit of the currency."),
        ),
        Row::optional(
            "amount_paid",
            Field::AmountPaid,
            Shape::MinorUnits(decimals),
            Null::Noted,
            entity("Amount paid by the customer."),
        ),
        Row::required(
            "currency",
            Field::AmountCurrency,
            Shape::Currency,
            entity("A three-letter ISO code."),
        ),
        Row::required(
            "created_at",
            Field::CreatedAt,
            Shape::Epoch(Unset::Never),
            entity("Timestamp, in Unix, at which the link was created."),
        ),
        Row::optional(
            "updated_at",
            Field::UpdatedAt,
            Shape::Epoch(Unset::ZeroOfLatest),
            Null::Noted,
            entity("Timestamp, in Unix, at which the link was updated."),
        ),
        Row::optional(
            "expired_at",
            Field::UpdatedAt,
            Shape::Epoch(Unset::ZeroOfLatest),
            Null::Noted,
            entity("Timestamp, in Unix, at which the link expired; 0 if it has not."),
        ),
        Row::optional(
            "cancelled_at",
            Field::UpdatedAt,
            Shape::Epoch(Unset::ZeroOfLatest),
            Null::Noted,
            entity("Timestamp, in Unix, at which the link was cancelled; 0 if it was not."),
        ),
        Row::optional(
            "expire_by",
            Field::ExpiresAt,
            Shape::Epoch(Unset::Zero),
            Null::Noted,
            entity(
                "Timestamp, in Unix, when the link will expire; 0: by default six months after its \
                 creation",
            ),
        ),
        Row::optional(
            "reference_id",
            Field::Reference,
            Shape::Own(read_reference, Like::Text),
            Null::Noted,
            entity("Reference number tagged to the link; empty if there is none."),
        ),
        Row::optional(
            "description",
            Field::Description,
            Shape::Text,
            Null::Noted,
            entity("A brief description of the link."),
        ),
        Row::nullable(
            "notes",
            Field::Metadata,
            Shape::Own(read_notes, Like::ObjectOrList),
            entity("Key-value pairs with additional information; null or an empty list if there are none."),
        ),
        Row::nullable(
            "payments",
            Field::PaymentId,
            Shape::Own(read_payments, Like::List),
            entity("Payment details, after the customer has paid; null or an empty list before."),
        ),
        Row::optional(
            "callback_url",
            Field::Success,
            Shape::Redirect,
            Null::Noted,
            entity("Where customers are redirected to after the payment."),
        ),
    ],
);

/// Reads one link, or a list: `{"payment_links": […]}`. A list has no id.
pub(crate) fn read(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<Head> {
    read_link_or_list(reader, rows, ["id", "payment_links"], read_list, read_link)
}

/// Reads a list. The flag tells whether there is an `id` besides `payment_links`.
fn read_list(reader: &mut Reader<'_>, rows: &mut Rows) -> Scan<(Head, bool)> {
    let mut has_id = false;
    reader.object(Path::ROOT, |reader, name, at| {
        if name == "payment_links" {
            return reader.array(at, |reader, at| read_link(reader, at, rows)).map(drop);
        }
        has_id |= name == "id";
        reader.unmapped(at)
    })?;
    Ok((Head { is_list: true, next: Next::Unsaid }, has_id))
}

pub(super) fn read_link(reader: &mut Reader<'_>, at: Path<'_>, rows: &mut Rows) -> Scan<()> {
    read_row(reader, at, rows, &LINK, |reader, at, draft| {
        note_expiry(reader, at, draft, "expire_by");
        put_default_expiry(reader, at, draft);
    })
}

/// Reads one link of a list a second time.
pub(crate) fn read_again(
    reader: &mut Reader<'_>,
    rows: &mut Rows,
    again: LinkLocation,
) -> Scan<()> {
    read_element_again(reader, rows, again, "payment_links", read_link)
}

/// A link without an expiry of its own expires six months after its creation.
fn put_default_expiry(reader: &mut Reader<'_>, at: Path<'_>, draft: &mut Draft) {
    const MONTHS: u32 = 6;
    let Some(created) = draft.created.filter(|_| draft.expires.is_none()) else { return };
    let created = Instant::from_seconds(created.millis.div_euclid(1000));
    let expires = created.and_then(|created| created.plus_months(MONTHS));
    let Some(expires) = expires.filter(|_| !draft.is_expiry_unreadable) else { return };
    let span = draft.span(Field::CreatedAt);
    let spelling = expires.to_string();
    let params = || Params::NONE.with("expires_at", spelling.as_str());
    let offset = span.start as usize;
    reader.note_at(offset, NoteCode::ExpiryDefault, at.member("expire_by"), params);
    draft.put(Field::ExpiresAt, span);
    draft.put_moment(Field::ExpiresAt, expires.moment());
    reader.respell(Field::ExpiresAt, &spelling, draft);
}

/// An empty text is no reference.
fn read_reference(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    null: Null,
    draft: &mut Draft,
) -> Scan<()> {
    if let Some((span, false)) = reader.checked(at, null, |text| Ok(text.is_empty()))? {
        draft.put(Field::Reference, span);
    }
    Ok(())
}

/// Skips a list in place of the merchant's pairs. An empty one stands for an empty object; one with pairs
/// of `key` and `value`, which only an example has, is not part of the model.
pub(super) fn skip_list(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<bool> {
    if reader.peek()? != JsonKind::Array {
        return Ok(false);
    }
    let mut has_any = false;
    reader.array(at, |reader, at| {
        has_any = true;
        reader.skip(at)
    })?;
    if has_any {
        reader.note(NoteCode::MemberUnmapped, at, || Params::NONE);
    }
    Ok(true)
}

fn read_notes(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    if skip_list(reader, at)? {
        return Ok(());
    }
    if let Some(span) = reader.sound_object(at, null)? {
        draft.put(Field::Metadata, span);
    }
    Ok(())
}

/// Reads the id of the last payment that was captured; the model has no place for others.
fn read_payments(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    if reader.peek()? == JsonKind::Null {
        reader.may_be_null(JsonKind::Array.words(), null, at)?;
        return Ok(());
    }
    let unmapped = |reader: &mut Reader<'_>, offset, at: Path<'_>| {
        reader.note_at(offset, NoteCode::MemberUnmapped, at, || Params::NONE);
    };
    let issues = reader.issue_count();
    let (mut count, mut last) = (0, None);
    reader.array(at, |reader, place| {
        count += 1;
        if reader.peek()? != JsonKind::Object {
            return reader.unmapped(place);
        }
        let (offset, mut id, mut is_captured) = (reader.offset(), None, true);
        reader.object(place, |reader, name, at| match name {
            "payment_id" if reader.peek()? == JsonKind::String => {
                id = reader.checked(at, Null::Refused, |id| Ok(!id.is_empty()))?;
                Ok(())
            }
            "status" if reader.peek()? == JsonKind::String => {
                let status = reader.checked(at, Null::Refused, |word| Ok(word == "captured"))?;
                is_captured = matches!(status, Some((_, true)));
                Ok(())
            }
            _ => reader.unmapped(at),
        })?;
        let (Some((span, true)), true) = (id, is_captured) else {
            unmapped(reader, offset, place);
            return Ok(());
        };
        if let Some((_, offset, index)) = last.replace((span, offset, count - 1)) {
            unmapped(reader, offset, at.index(index));
        }
        Ok(())
    })?;
    // With a duplicate member there is more than one list that it may be.
    if let Some((span, ..)) = last.filter(|_| reader.issue_count() == issues) {
        draft.put(Field::PaymentId, span);
    }
    Ok(())
}

/// The time at which a link has ended is in a member of its own, too, and the payment is in a list. Times
/// that are not set are 0, and a reference that is not is empty.
pub(crate) fn write(link: &PaymentLink) -> Object {
    let ended = match link.status() {
        Status::Expired => Some("expired_at"),
        Status::Cancelled => Some("cancelled_at"),
        Status::Open | Status::InProgress | Status::Completed | Status::Unknown => None,
    };
    let is_unset = |name| matches!(name, "expired_at" | "cancelled_at") && Some(name) != ended;
    let is_in = |row: &Row| row.name.text != "payments" && !is_unset(row.name.text);
    let mut out = write_members::link_with(link, &LINK, &is_in);
    for name in ["expired_at", "cancelled_at"].into_iter().filter(|name| is_unset(name)) {
        out.put_text(name, "0");
    }
    if link.reference().is_none() {
        out.put("reference_id", Some(""));
    }
    match link.payment() {
        Some(payment) => {
            let mut captured = Object::default();
            captured.put("payment_id", Some(payment.id()));
            captured.put("status", Some("captured"));
            out.put_list("payments", captured);
        }
        None => out.put_text("payments", "[]"),
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::links::read::{ReadOptions, read};
    use crate::links::write::write;

    #[test]
    fn of_several_payments_the_last_that_has_not_failed_counts_if_it_is_clear_which_it_is() {
        for (payments, id) in [
            (r#"{"payment_id":"p1","status":"captured"},{"payment_id":"p2","status":"failed"}"#, "p1"),
            (r#"{"payment_id":"p1"},{"payment_id":"p2"}"#, "p2"),
            (r#"{"payment_id":"p1"},{"payment_id":"p2","payment_id":"p3"}"#, ""),
        ] {
            let text = format!(r#"{{"id":"plink_1","status":"paid","amount_paid":1,"payments":[{payments}]}}"#);
            let answer = read(text.as_bytes(), &ReadOptions::default());
            let payment = answer.usable().unwrap().payment().map_or("", |payment| payment.id());
            assert_eq!(payment, id, "{payments}");
        }
    }

    #[test]
    fn what_is_paid_is_written_of_a_link_whose_amount_cannot_be_read() {
        let text = br#"{"id":"plink_1","short_url":"https://rzp.io/i/1","status":"paid","amount":1.5,
            "amount_paid":500,"currency":"INR","created_at":1}"#;
        let answer = read(text, &ReadOptions::default());
        let written = write(answer.usable().unwrap());
        assert!(written.contains(r#""amount_paid":500,"#), "{written}");
        assert!(written.contains(r#""currency":"INR""#), "{written}");
    }
}
