//! Reads a request to create a payment link.

use super::decimals;
use super::document::skip_list;
use crate::finding::{ErrorCode, Params};
use crate::model::{
    Amount, CreateRequest, Currency, Format, Metadata, Money, Redirects, ValueError,
};
use crate::provider::{any_text, read_currency, read_redirect};
use crate::reading::numbers::{instant_of_seconds, minor_units, scaled};
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::Scan;

/// Members that the model has; all others are passed through. Without a currency the amount is in the one
/// of the account's country, which is not known here.
pub(crate) fn read_create(reader: &mut Reader<'_>) -> Scan<Option<CreateRequest>> {
    let mut request = CreateRequest::new(Format::Razorpay);
    let (mut amount, mut currency): (Slot<String>, Slot<Currency>) = (Slot::Missing, Slot::Missing);
    let (mut callback, mut method) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "amount" => {
                let parse = |digits: &str| minor_units(digits).map(str::to_owned);
                amount = reader.number_as(at, Null::Refused, parse)?;
            }
            "currency" => currency.fill(read_currency(reader, at, Null::Noted))?,
            "expire_by" => {
                request.expires_at =
                    reader.number_as(at, Null::Noted, instant_of_seconds)?.given();
            }
            "reference_id" => {
                request.reference = reader.text(at, Null::Noted, |text| within(text, 40))?.given();
            }
            "description" => {
                request.description =
                    reader.text(at, Null::Noted, |text| within(text, 2048))?.given();
            }
            "notes" => request.metadata = read_notes(reader, at)?,
            "callback_url" => callback.fill(read_redirect(reader, at, Null::Noted))?,
            "callback_method" => method = reader.text(at, Null::Noted, get)?,
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(None);
    }
    let amount = reader.required(Path::ROOT, "amount", amount);
    if callback.as_given().is_some() && matches!(method, Slot::Missing) {
        reader.missing(Path::ROOT, "callback_method");
    }
    request.redirects = Redirects::of(callback.given(), None);
    request.amount = amount.zip(currency.given()).and_then(|(units, currency)| {
        let amount = Amount::parse(&scaled(&units, decimals(&currency))).ok()?;
        Some(Money::new(amount, currency))
    });
    Ok(Some(request))
}

/// At most 15 pairs.
fn read_notes(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<Metadata>> {
    const MOST: usize = 15;
    if skip_list(reader, at)? {
        return Ok(None);
    }
    let pairs = reader.outline().map_or(0, |notes| notes.pick([]).1);
    if pairs > MOST {
        let params = || Params::NONE.with("expected", "at most 15 pairs");
        reader.issue(ErrorCode::ValueMalformed, at, params);
    }
    Ok(reader.raw_object(at, Null::Noted)?.given().map(Metadata::new))
}

fn within(text: &str, most: usize) -> Result<String, ValueError> {
    let expected = if most == 40 { "at most 40 characters" } else { "at most 2048 characters" };
    if text.chars().count() > most {
        return Err(ValueError::silent(ErrorCode::ValueMalformed, expected));
    }
    any_text(text)
}

fn get(word: &str) -> Result<(), ValueError> {
    if word == "get" { Ok(()) } else { Err(ValueError::new(ErrorCode::WordUnknown, "`get`")) }
}
