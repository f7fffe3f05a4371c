//! Reads and writes Stripe's error bodies.

use super::VOCABULARY;
use crate::finding::{ErrorCode, Issue};
use crate::provider::Refusal;
use crate::provider::error_words::{ErrorWords, scalar};
use crate::syntax::json::Tree;
use crate::syntax::object::Object;

/// An invalid request, and a call that the session's status does not allow, is 400.
pub(crate) fn error_status(code: ErrorCode) -> Option<u16> {
    match code {
        ErrorCode::TransitionRefused | ErrorCode::KeyMismatch => Some(400),
        _ => None,
    }
}

/// Writes `{"error": {type, message, code?, param?}}`.
pub(crate) fn error_body(issues: &[Issue], status: u16) -> Object {
    let (mut body, mut error) = (Object::default(), Object::default());
    let Some(first) = issues.first() else { return body };
    let code = match first.code() {
        ErrorCode::LinkNotFound => Some("resource_missing"),
        ErrorCode::KeyLocked => Some("idempotency_key_in_use"),
        ErrorCode::MemberMissing => Some("parameter_missing"),
        ErrorCode::MemberUnexpected => Some("parameter_unknown"),
        ErrorCode::RateLimited => Some("rate_limit"),
        _ => None,
    };
    let kind = match first.code() {
        ErrorCode::KeyMismatch | ErrorCode::KeyLocked => "idempotency_error",
        _ if status >= 500 => "api_error",
        _ => "invalid_request_error",
    };
    let said = |issue: &Issue| refused_words(issue).unwrap_or_else(|| issue.message());
    let mut message = said(first);
    for issue in issues.iter().skip(1).filter(|issue| issue.code() != first.code()) {
        message = format!("{message}; {}", issue.message());
    }
    error.put("code", code);
    error.put("message", Some(message));
    error.put("param", first.pointer().strip_prefix('/').map(named));
    error.put("type", Some(kind));
    body.put_object("error", error);
    body
}

/// A refused call in Stripe's own words, which its clients compare.
fn refused_words(issue: &Issue) -> Option<String> {
    let status = Some(issue).filter(|issue| issue.code() == ErrorCode::TransitionRefused)?;
    let status = status.params().value("status")?;
    let (word, _) = VOCABULARY.statuses.iter().find(|(_, known)| known.name() == status)?;
    Some(format!(
        "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a \
         status of `{word}`."
    ))
}

/// A pointer as a form names the parameter: `line_items[0][price]`.
fn named(pointer: &str) -> String {
    let mut keys = pointer.split('/');
    let first = keys.next().unwrap_or_default().to_owned();
    keys.fold(first, |name, key| format!("{name}[{key}]"))
}

/// The code is `code`, or else `type`, which every error has.
pub(crate) fn read_error(body: &Tree<'_>) -> ErrorWords {
    let Some(error) = body.member("error") else { return ErrorWords::default() };
    ErrorWords {
        code: scalar(error, "code").or_else(|| scalar(error, "type")),
        message: scalar(error, "message"),
        ..ErrorWords::default()
    }
}

/// What a refusal says: the status of the session, by the word after "status of". The quotes around it
/// differ, and no code comes with it.
pub(crate) fn refusal(status: u16, words: &ErrorWords) -> Option<Refusal> {
    const BEFORE: &str = "status of";
    if status != 400 {
        return None;
    }
    if words.code.as_deref() == Some("rate_limit") {
        return Some(Refusal::Busy);
    }
    let (_, behind) = words.message.as_deref()?.rsplit_once(BEFORE)?;
    let is_letter = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let word = behind.trim_start_matches(|char| !is_letter(char)).split(|char| !is_letter(char));
    VOCABULARY.status_word(word.into_iter().next()?).map(|(_, status)| Refusal::Has(status))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    #[test]
    fn the_status_in_a_refusal_is_found_whatever_quotes_are_around_it() {
        let said = |message: &str| {
            let words = ErrorWords { message: Some(message.to_owned()), ..ErrorWords::default() };
            refusal(400, &words)
        };
        for (message, status) in [
            ("Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `complete`.", Status::Completed),
            ("This Checkout Session has a status of expired.", Status::Expired),
            ("only with a status in ['open']; it has a status of 'expired'", Status::Expired),
        ] {
            assert_eq!(said(message), Some(Refusal::Has(status)), "{message}");
        }
        for message in ["", "a status of", "No such checkout.session: cs_1", "a status of `paused`"] {
            assert_eq!(said(message), None, "{message}");
        }
    }
}
