//! Reads a request to create a Connect payment link.

use crate::finding::{ErrorCode, Params};
use crate::model::{CreateRequest, Format, Metadata, filled};
use crate::provider::any_text;
use crate::reading::{Null, Path, Reader, Slot};
use crate::syntax::json::Scan;

/// "Connect, Create payment link". Three member names are cut off in every copy of that page, so
/// unknown members are passed through.
pub(crate) fn read_create(reader: &mut Reader<'_>) -> Scan<Option<CreateRequest>> {
    let mut request = CreateRequest::new(Format::Connect);
    let (mut order, mut invoice) = (Slot::Missing, Slot::Missing);
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        let id = |text: &str| filled(text, "an id");
        match name {
            "orderId" => order.fill(reader.text(at, Null::Noted, id))?,
            "invoiceId" => invoice.fill(reader.text(at, Null::Noted, id))?,
            "paymentProfileId" => {
                request.payment_profile_id = reader.text(at, Null::Noted, id)?.given();
            }
            "savePaymentProfile" => {
                request.save_payment_profile = reader.boolean(at, Null::Noted)?.given();
            }
            "description" => request.description = reader.text(at, Null::Noted, any_text)?.given(),
            "metadata" => {
                let metadata = reader.raw_object(at, Null::Noted)?;
                request.metadata = metadata.given().map(Metadata::new);
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let found = match (&order, &invoice) {
        (Slot::Given(_) | Slot::Bad, Slot::Given(_) | Slot::Bad) => "both",
        (Slot::Missing | Slot::Null, Slot::Missing | Slot::Null) => "neither",
        (Slot::Given(_) | Slot::Bad, _) | (_, Slot::Given(_) | Slot::Bad) => "",
    };
    if is_object && !found.is_empty() {
        let params = Params::NONE.with("expected", "`orderId`, `invoiceId`");
        reader.issue(ErrorCode::ExactlyOne, Path::ROOT, || params.with("found", found));
    }
    request.order_id = order.given();
    request.invoice_id = invoice.given();
    Ok(is_object.then_some(request))
}
