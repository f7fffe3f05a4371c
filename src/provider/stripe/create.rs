//! Reads a request to create a Checkout Session. Values of a form are strings, so numbers may be strings.

use crate::finding::{ErrorCode, Params};
use crate::model::{CreateRequest, Format, Metadata, Redirects, ValueError, filled};
use crate::provider::{any_text, read_currency, read_redirect};
use crate::reading::numbers::{instant_of_seconds, minor_units};
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::{Kind as JsonKind, Scan};

/// Parameters that the model has; all others are passed through.
pub(crate) fn read_create(reader: &mut Reader<'_>) -> Scan<Option<CreateRequest>> {
    let mut request = CreateRequest::new(Format::Stripe);
    let (mut mode, mut items) = (Slot::Missing, Slot::Missing);
    let (mut success, mut cancel) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "mode" => mode = reader.text(at, Null::Refused, mode_of)?,
            "line_items" => items = Slot::Given(read_items(reader, at)?),
            "success_url" => success.fill(read_redirect(reader, at, Null::Noted))?,
            "cancel_url" => cancel.fill(read_redirect(reader, at, Null::Noted))?,
            "client_reference_id" => {
                request.reference = reader.text(at, Null::Noted, any_text)?.given();
            }
            "expires_at" => {
                request.expires_at = read_whole(reader, at, instant_of_seconds)?.given();
            }
            "metadata" => {
                let metadata = reader.raw_object(at, Null::Noted)?;
                request.metadata = metadata.given().map(Metadata::new);
            }
            "payment_method_types" => {
                request.payment_methods = reader.texts(at, Null::Noted, any_text)?.given();
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(None);
    }
    // Without a mode, the documentation has embedded sessions for later; they need nothing else.
    let needs_items = matches!(mode.as_given().map(String::as_str), Some("payment" | "subscription"));
    if needs_items && matches!(items, Slot::Missing) {
        reader.missing(Path::ROOT, "line_items");
    }
    reader.required(Path::ROOT, "mode", mode);
    request.redirects = Redirects::of(success.given(), cancel.given());
    Ok(Some(request))
}

fn mode_of(word: &str) -> Result<String, ValueError> {
    match word {
        "payment" | "setup" | "subscription" => Ok(word.to_owned()),
        _ => {
            let expected = "`payment`, `setup` or `subscription`";
            Err(ValueError::new(ErrorCode::WordUnknown, expected))
        }
    }
}

/// Reads the items, each with a price or the data of a new one.
fn read_items(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    let mut count = 0;
    let is_list = reader.array(at, |reader, at| {
        count += 1;
        let (mut price, mut data) = (Slot::Missing, Slot::Missing);
        let is_object = reader.object(at, |reader, name, at| match name {
            "price" => price.fill(reader.text(at, Null::Noted, |id| filled(id, "an id"))),
            "price_data" => read_price_data(reader, at).map(|()| data = Slot::Given(())),
            "quantity" => read_units(reader, at),
            _ => reader.unmapped(at),
        })?;
        let has_price = matches!(price, Slot::Given(_));
        if is_object && !matches!(price, Slot::Bad) && has_price == data.as_given().is_some() {
            let found = if has_price { "both" } else { "neither" };
            let params = Params::NONE.with("expected", "`price`, `price_data`");
            reader.issue(ErrorCode::ExactlyOne, at, || params.with("found", found));
        }
        Ok(())
    })?;
    if is_list && count == 0 {
        let params = || Params::NONE.with("expected", "at least one item");
        reader.issue(ErrorCode::ValueMalformed, at, params);
    }
    Ok(())
}

/// Reads a price that is made for the session.
fn read_price_data(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    let mut currency = Slot::Missing;
    let is_object = reader.object(at, |reader, name, at| match name {
        "currency" => currency.fill(read_currency(reader, at, Null::Refused)),
        "unit_amount" => read_units(reader, at),
        _ => reader.unmapped(at),
    })?;
    if is_object {
        reader.required(at, "currency", currency);
    }
    Ok(())
}

/// A whole number, which a form has as a string.
fn read_units(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
    read_whole(reader, at, |digits| minor_units(digits).map(drop)).map(drop)
}

fn read_whole<T>(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    parse: impl FnOnce(&str) -> Result<T, ValueError>,
) -> Scan<Slot<T>> {
    if reader.peek()? == JsonKind::String {
        reader.text(at, Null::Noted, parse)
    } else {
        reader.number_as(at, Null::Noted, parse)
    }
}
