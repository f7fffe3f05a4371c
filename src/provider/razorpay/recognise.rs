//! How Razorpay's payloads are recognised.

use crate::finding::excerpt_bare;
use crate::provider::recognition::Recognised;
use crate::syntax::json::{Kind as JsonKind, Outline};

/// Where a document of links may begin; [`recognise`] decides.
pub(crate) fn hints(name: &str) -> bool {
    matches!(name, "short_url" | "payment_links")
}

pub(crate) fn recognise(document: &Outline<'_>) -> Option<Recognised> {
    let ([links, event, entity, payload, error], others) =
        document.pick(["payment_links", "event", "entity", "payload", "error"]);
    if is_link(document) {
        return Some(Recognised::Link);
    }
    if let Some(links) = links.filter(|links| links.kind() == JsonKind::Array) {
        let is_empty = links.elements().next().is_none();
        let is_list =
            if is_empty { others == 0 } else { links.elements().any(|link| is_link(&link)) };
        return is_list.then_some(Recognised::List);
    }
    if entity.and_then(|entity| entity.text()).as_deref() == Some("event") && payload.is_some() {
        return Some(Recognised::Webhook { event: excerpt_bare(&event?.text()?) });
    }
    if error.is_some_and(|error| is_error(&error)) {
        return Some(Recognised::Error);
    }
    is_create_request(document).then_some(Recognised::CreateRequest)
}

/// `short_url`, or an id of a payment link, with another member of one, or with all that every one has.
fn is_link(value: &Outline<'_>) -> bool {
    let ([id, url, others @ ..], _) =
        value.pick(["id", "short_url", "amount_paid", "expire_by", "cancelled_at", "accept_partial"]);
    let (usual, _) = value.pick(["amount", "currency", "created_at"]);
    let has_other = others.iter().any(Option::is_some) || usual.iter().all(Option::is_some);
    let is_own = id.as_ref().and_then(Outline::text).is_some_and(|id| id.starts_with("plink_"));
    (url.is_some() && (is_own || has_other)) || (is_own && has_other)
}

/// `{"error": {"code", "description"}}` with a code in capitals.
fn is_error(error: &Outline<'_>) -> bool {
    let ([code, description], _) = error.pick(["code", "description"]);
    description.is_some_and(|words| words.text().is_some())
        && code.and_then(|code| code.text()).is_some_and(|code| code.ends_with("_ERROR"))
}

/// An amount with members that only a request for a payment link has.
fn is_create_request(document: &Outline<'_>) -> bool {
    let ([id, amount, own @ ..], _) = document.pick([
        "id",
        "amount",
        "accept_partial",
        "expire_by",
        "reminder_enable",
        "upi_link",
        "callback_method",
    ]);
    id.is_none()
        && amount.is_some_and(|amount| amount.kind() == JsonKind::Number)
        && own.iter().any(Option::is_some)
}

#[cfg(test)]
mod tests {
    use crate::links::classify::classify;
    use crate::links::read::{ReadOptions, detect, read};
    use crate::model::Format;

    #[test]
    fn what_is_read_without_a_format_is_recognised() {
        let text = br#"{"id":"1","short_url":"https://rzp.io/i/1","status":"created","amount":1,
            "currency":"INR","created_at":1602523443}"#;
        assert!(read(text, &ReadOptions::default()).value().is_some());
        assert_eq!(detect(text), Some(Format::Razorpay));
        assert_eq!(classify(br#"{"id":"1","short_url":"https://sho.rt/1"}"#).format, None);
    }
}
