//! How Connect's payloads are recognised.

use crate::finding::excerpt_bare;
use crate::provider::recognition::Recognised;
use crate::syntax::json::{Kind as JsonKind, Outline};

/// Where a document of links may begin; [`recognise`] decides.
pub(crate) fn hints(name: &str) -> bool {
    matches!(name, "paymentLinkId" | "items")
}

/// Connect's documents are flat, so a payload is recognised by pairs of members.
pub(crate) fn recognise(document: &Outline<'_>) -> Option<Recognised> {
    if is_link(document) {
        Some(Recognised::Link)
    } else if is_list(document) {
        Some(Recognised::List)
    } else if let Some(event) = event_of(document) {
        Some(Recognised::Webhook { event })
    } else if is_create_request(document) {
        Some(Recognised::CreateRequest)
    } else {
        is_error(document).then_some(Recognised::Error)
    }
}

/// An object with `paymentLinkId`, and either a value that may be an id, or another required member. So an
/// invalid link is still recognised.
fn is_link(value: &Outline<'_>) -> bool {
    let ([id, others @ ..], _) =
        value.pick(["paymentLinkId", "url", "status", "createdAt", "updatedAt"]);
    id.is_some_and(|id| {
        id.is_filled() || id.kind() == JsonKind::Number || others.iter().any(Option::is_some)
    })
}

/// `items` with a link, or with `pagination`. An empty list with nothing beside it counts too: no page
/// documents lists, and it may be all that an account without links gets.
fn is_list(document: &Outline<'_>) -> bool {
    let ([items, pagination], others) = document.pick(["items", "pagination"]);
    let Some(items) = items.filter(|items| items.kind() == JsonKind::Array) else { return false };
    pagination.is_some()
        || items.elements().any(|item| is_link(&item))
        || (others == 0 && items.elements().next().is_none())
}

/// The type of an event: `{eventId, type, occurredAt, data}`.
fn event_of(document: &Outline<'_>) -> Option<String> {
    let ([id, kind, data, at], _) = document.pick(["eventId", "type", "data", "occurredAt"]);
    id?;
    data.or(at)?;
    Some(excerpt_bare(&kind?.text()?))
}

/// `orderId` or `invoiceId`, with another member of a request or nothing else. Other resources refer
/// to orders and invoices too, but they have a state or an id of their own.
fn is_create_request(document: &Outline<'_>) -> bool {
    let ([order, invoice], others) = document.pick(["orderId", "invoiceId"]);
    if ![order, invoice].iter().flatten().any(Outline::is_filled) {
        return false;
    }
    let (own, _) = document.pick(["id", "status", "createdAt", "updatedAt", "eventId", "message"]);
    let (further, _) =
        document.pick(["paymentProfileId", "savePaymentProfile", "description", "metadata"]);
    own.iter().all(Option::is_none) && (others == 0 || further.iter().any(Option::is_some))
}

/// `message` and `code` as text, with `details` or `hint`, or with nothing else.
fn is_error(document: &Outline<'_>) -> bool {
    let ([message, code, details, hint], others) =
        document.pick(["message", "code", "details", "hint"]);
    message.is_some_and(|message| message.text().is_some())
        && code.is_some_and(|code| code.is_filled())
        && (details.is_some_and(|details| details.kind() == JsonKind::Array)
            || hint.is_some_and(|hint| hint.text().is_some())
            || others == 0)
}
