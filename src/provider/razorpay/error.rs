//! Reads and writes Razorpay's error bodies.

use crate::finding::{ErrorCode, Issue};
use crate::provider::Refusal;
use crate::provider::error_words::{ErrorDetail, ErrorWords, scalar};
use crate::syntax::json::Tree;
use crate::syntax::object::Object;

/// The description of an id that the provider does not know; it comes with 400.
const NO_SUCH_ID: &str = "The id provided does not exist";

pub(crate) fn error_status(code: ErrorCode) -> Option<u16> {
    match code {
        ErrorCode::TransitionRefused | ErrorCode::LinkNotFound => Some(400),
        _ => None,
    }
}

/// Writes `{"error": {code, description, field?, source, step, reason, metadata}}`.
pub(crate) fn error_body(issues: &[Issue], status: u16) -> Object {
    let (mut body, mut error) = (Object::default(), Object::default());
    let Some(first) = issues.first() else { return body };
    let description = match first.code() {
        ErrorCode::LinkNotFound => NO_SUCH_ID.to_owned(),
        _ => issues.iter().map(Issue::message).collect::<Vec<_>>().join("; "),
    };
    error.put("code", Some(if status >= 500 { "SERVER_ERROR" } else { "BAD_REQUEST_ERROR" }));
    error.put("description", Some(description));
    error.put("field", first.pointer().strip_prefix('/').filter(|field| !field.is_empty()));
    for name in ["reason", "source", "step"] {
        error.put(name, Some("NA"));
    }
    body.put_object("error", error);
    body
}

pub(crate) fn read_error(body: &Tree<'_>) -> ErrorWords {
    let Some(error) = body.member("error") else { return ErrorWords::default() };
    let message = scalar(error, "description");
    let place = scalar(error, "field");
    let detail = ErrorDetail { message: message.clone(), place, ..ErrorDetail::default() };
    ErrorWords {
        code: scalar(error, "code"),
        message,
        details: if detail.place.is_some() { vec![detail] } else { Vec::new() },
        ..ErrorWords::default()
    }
}

/// An unknown id is refused as a bad request. The words of a refused cancel are not documented.
pub(crate) fn refusal(status: u16, words: &ErrorWords) -> Option<Refusal> {
    let message = words.message.as_deref()?;
    let is_unknown = status == 400 && message.trim_end_matches('.').eq_ignore_ascii_case(NO_SUCH_ID);
    is_unknown.then_some(Refusal::NotFound)
}
