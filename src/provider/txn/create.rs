//! Reads a request to create a Txn payment link ("Txn, Creating payment link"). Stricter than for
//! responses: `payment_links` and `expires_at`, amounts as strings, `Invoice` or `Payout`.

use super::note_redirects;
use crate::finding::{ErrorCode, Params, excerpt};
use crate::model::{
    Amount, CreateRequest, Currency, Format, Instant, Kind, Money, Redirects, ValueError,
};
use crate::provider::{any_text, read_currencies, read_currency, read_redirect};
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::Scan;

const RESOURCE: &str = "payment_links";

pub(crate) fn read_create(reader: &mut Reader<'_>) -> Scan<Option<CreateRequest>> {
    let mut data = Slot::Missing;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" => data = Slot::Given(read_data(reader, at)?),
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let data = if is_object { reader.required(Path::ROOT, "data", data) } else { None };
    Ok(data.flatten())
}

fn read_data(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<CreateRequest>> {
    let (mut resource, mut attributes) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "type" => {
                resource = reader.text(at, Null::Refused, any_text)?;
                if let Some(found) = resource.as_given().filter(|found| *found != RESOURCE) {
                    let params = Params::NONE.with("expected", excerpt(RESOURCE));
                    let params = params.with("found", excerpt(found));
                    reader.issue(ErrorCode::ResourceType, at, || params);
                }
            }
            "attributes" => attributes = Slot::Given(read_attributes(reader, at)?),
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(None);
    }
    reader.required(at, "type", resource);
    Ok(reader.required(at, "attributes", attributes).flatten())
}

fn read_attributes(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<CreateRequest>> {
    let mut request = CreateRequest::new(Format::Txn);
    let (mut amount, mut currency): (Slot<Amount>, Slot<Currency>) = (Slot::Missing, Slot::Missing);
    let (mut kind, mut expires_at) = (Slot::Missing, Slot::Missing);
    let (mut success, mut unsuccess) = (Slot::Missing, Slot::Missing);
    let (mut success_at, mut unsuccess_at) = (0, 0);
    let is_object = reader.object(at, |reader, name, at| {
        match name {
            "amount" => amount.fill(reader.text(at, Null::Refused, Amount::parse))?,
            "currency" => currency.fill(read_currency(reader, at, Null::Refused))?,
            "paymentType" => kind.fill(reader.text(at, Null::Refused, payment_type))?,
            "expires_at" => expires_at.fill(reader.text(at, Null::Refused, Instant::parse))?,
            "accountCurrency" => {
                request.account_currency = read_currency(reader, at, Null::Noted)?.given();
            }
            "reference" => request.reference = reader.text(at, Null::Noted, any_text)?.given(),
            "payCurrencies" => {
                request.pay_currencies = read_currencies(reader, at, Null::Noted)?.given();
            }
            "paymentMethods" => {
                request.payment_methods = reader.texts(at, Null::Noted, any_text)?.given();
            }
            "successRedirectUrl" => {
                success_at = reader.offset();
                success.fill(read_redirect(reader, at, Null::Noted))?;
            }
            "unsuccessRedirectUrl" => {
                unsuccess_at = reader.offset();
                unsuccess.fill(read_redirect(reader, at, Null::Noted))?;
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if !is_object {
        return Ok(None);
    }
    if let Some(Kind::Payout) = kind.as_given() {
        let there = [(&success, success_at), (&unsuccess, unsuccess_at)];
        note_redirects(reader, at, there.map(|(url, offset)| url.as_given().map(|_| offset)));
    }
    let amount = reader.required(at, "amount", amount);
    let currency = reader.required(at, "currency", currency);
    request.amount = amount.zip(currency).map(|(value, currency)| Money::new(value, currency));
    request.kind = reader.required(at, "paymentType", kind);
    request.expires_at = reader.required(at, "expires_at", expires_at);
    request.redirects = Redirects::of(success.given(), unsuccess.given());
    Ok(Some(request))
}

fn payment_type(word: &str) -> Result<Kind, ValueError> {
    match word {
        "Invoice" => Ok(Kind::Invoice),
        "Payout" => Ok(Kind::Payout),
        _ => Err(ValueError::new(ErrorCode::WordUnknown, "`Invoice` or `Payout`")),
    }
}
