//! How Stripe's payloads are recognised: by the value of `object`.

use super::document::SESSION;
use crate::finding::excerpt_bare;
use crate::provider::recognition::Recognised;
use crate::syntax::json::{Kind as JsonKind, Outline};

/// Where a document of sessions begins; [`recognise`] decides.
pub(crate) fn hints(name: &str) -> bool {
    name == "object"
}

pub(crate) fn recognise(document: &Outline<'_>) -> Option<Recognised> {
    let ([object, data, kind, error, has_more, url], _) =
        document.pick(["object", "data", "type", "error", "has_more", "url"]);
    match object.as_ref().and_then(Outline::text).as_deref() {
        Some(SESSION) => return Some(Recognised::Link),
        Some("list") => {
            let data = data.filter(|data| data.kind() == JsonKind::Array)?;
            let is_empty = || {
                let path = url.and_then(|url| url.text());
                has_more.is_some() && path.is_some_and(|path| path.contains("/checkout/sessions"))
            };
            let mut all = data.elements().peekable();
            let is_list =
                if all.peek().is_none() { is_empty() } else { all.any(|item| is_session(&item)) };
            return is_list.then_some(Recognised::List);
        }
        Some("event") => {
            let ([about], _) = data?.pick(["object"]);
            about?;
            return Some(Recognised::Webhook { event: excerpt_bare(&kind?.text()?) });
        }
        Some(_) => return None,
        None => {}
    }
    if error.is_some_and(|error| is_error(&error)) {
        return Some(Recognised::Error);
    }
    is_create_request(document).then_some(Recognised::CreateRequest)
}

pub(super) fn is_session(value: &Outline<'_>) -> bool {
    let ([object], _) = value.pick(["object"]);
    object.and_then(|object| object.text()).is_some_and(|object| object == SESSION)
}

/// `{"error": {"type", "message", …}}`, with a type that Stripe documents.
fn is_error(error: &Outline<'_>) -> bool {
    const TYPES: [&str; 4] =
        ["api_error", "card_error", "idempotency_error", "invalid_request_error"];
    let ([kind], _) = error.pick(["type"]);
    kind.and_then(|kind| kind.text()).is_some_and(|kind| TYPES.contains(&kind.as_ref()))
}

/// `line_items` with another member that a request has; an order of a shop has an id of its own.
fn is_create_request(document: &Outline<'_>) -> bool {
    let ([id, items, others @ ..], _) = document.pick([
        "id",
        "line_items",
        "mode",
        "success_url",
        "ui_mode",
        "client_reference_id",
    ]);
    id.is_none()
        && items.is_some_and(|items| items.kind() == JsonKind::Array)
        && others.iter().any(Option::is_some)
}
