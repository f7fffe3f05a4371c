//! How Txn's payloads are recognised. JSON:API is used by many services, and `data` by more: so the
//! resource type decides, and for a link without one the attributes that only Txn has.

use super::kind_of;
use crate::finding::excerpt_bare;
use crate::model::Kind;
use crate::provider::recognition::Recognised;
use crate::syntax::json::{Kind as JsonKind, Outline};

/// Where a document of links begins; [`recognise`] decides.
pub(crate) fn hints(name: &str) -> bool {
    name == "data"
}

pub(crate) fn recognise(document: &Outline<'_>) -> Option<Recognised> {
    let ([data, errors, ..], others) =
        document.pick(["data", "errors", "included", "links", "meta", "jsonapi"]);
    let Some(data) = data else {
        let is_error = errors?.elements().any(|error| is_error(&error));
        return is_error.then_some(Recognised::Error);
    };
    if data.kind() == JsonKind::Array {
        // An empty list says nothing of its type: then no member beside it may be foreign to JSON:API.
        let is_list = data.elements().any(|resource| is_link(&resource))
            || (others == 0 && data.elements().next().is_none());
        return is_list.then_some(Recognised::List);
    }
    if is_create_request(&data) {
        return Some(Recognised::CreateRequest);
    }
    if is_link(&data) {
        return Some(Recognised::Link);
    }
    Some(Recognised::Webhook { event: event_of(&data)? })
}

/// `paymentLinks`, `payment_links` and any other spelling of it.
fn is_link_type(resource: &str) -> bool {
    let letters = resource.chars().filter(|char| !matches!(char, '_' | '-'));
    letters.map(|char| char.to_ascii_lowercase()).eq("paymentlinks".chars())
}

/// A resource of the type `paymentLinks`. Without a type, or with another that is not a child's, its
/// attributes must be those of a link: invoices have a hosted page too, but no `paymentType`.
fn is_link(resource: &Outline<'_>) -> bool {
    let ([kind, attributes], _) = resource.pick(["type", "attributes"]);
    let kind = kind.and_then(|kind| kind.text());
    if kind.as_deref().is_some_and(is_link_type) {
        return true;
    }
    let Some(attributes) = attributes else { return false };
    let ([page, payment_type, status], _) =
        attributes.pick(["hostedPageUrl", "paymentType", "status"]);
    page.is_some()
        && match kind {
            None => payment_type.is_some() || status.is_some(),
            Some(kind) => payment_type.is_some() && kind_of(&kind) == Kind::Unknown,
        }
}

/// A payment link without an id and without what only a response has. A request spells its type
/// `payment_links`; with another spelling it needs a member of a request.
fn is_create_request(resource: &Outline<'_>) -> bool {
    let ([kind, id, attributes], _) = resource.pick(["type", "id", "attributes"]);
    let kind = kind.and_then(|kind| kind.text());
    let (Some(kind), None, Some(attributes)) = (kind, id, attributes) else { return false };
    if !is_link_type(&kind) || attributes.kind() != JsonKind::Object {
        return false;
    }
    let (given, _) = attributes.pick(["status", "hostedPageUrl", "createdAt"]);
    let (asked, _) = attributes.pick(["amount", "currency", "paymentType", "expires_at"]);
    given.iter().all(Option::is_none)
        && (kind == "payment_links" || asked.iter().any(Option::is_some))
}

/// The resource type of a webhook, which is the child itself: an invoice or a payout with its id. The
/// request that creates one has no id.
fn event_of(resource: &Outline<'_>) -> Option<String> {
    let ([kind, id], _) = resource.pick(["type", "id"]);
    id?;
    let kind = kind?.text()?;
    (kind_of(&kind) != Kind::Unknown).then(|| excerpt_bare(&kind))
}

/// A JSON:API error object with at least two of its members, one of them in words.
fn is_error(error: &Outline<'_>) -> bool {
    let (words, _) = error.pick(["title", "detail", "code"]);
    let (places, _) = error.pick(["status", "source", "links", "meta", "id"]);
    let count = words.iter().chain(&places).flatten().count();
    count >= 2 && words.iter().flatten().any(Outline::is_filled)
}
