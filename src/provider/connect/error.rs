//! Reads and writes Connect's error bodies. Their shape is known from a third party only; the codes
//! of refusals are assumed, except the two of "Connect, Idempotency".

use crate::finding::{Code, ErrorCode, Issue};
use crate::provider::error_words::{ErrorDetail, ErrorWords, details, scalar};
use crate::syntax::json::Tree;
use crate::syntax::object::Object;

/// Writes `{message, code, details: [{message, code, property?}]}`.
pub(crate) fn error_body(issues: &[Issue], _status: u16) -> Object {
    const VALIDATION: &str = "VALIDATION_ERROR";
    let mut body = Object::default();
    let Some(first) = issues.first() else { return body };
    let code = match first.code() {
        // The two codes of "Connect, Idempotency" are equal to ours and need no entry.
        ErrorCode::TransitionRefused => "payment_link_not_cancellable",
        ErrorCode::LinkNotFound
        | ErrorCode::RouteUnknown
        | ErrorCode::JobNotFound
        | ErrorCode::FormatNotConfigured => "not_found",
        ErrorCode::CredentialMissing
        | ErrorCode::CredentialMalformed
        | ErrorCode::CredentialRefused => "unauthorized",
        ErrorCode::ScopeMissing | ErrorCode::OriginRefused => "forbidden",
        code if code.status() == 400 => VALIDATION,
        code => code.name(),
    };
    body.put("code", Some(code));
    if code != VALIDATION {
        body.put("message", Some(first.message()));
        return body;
    }
    body.put_objects(
        "details",
        issues.iter().map(|issue| {
            let mut detail = Object::default();
            detail.put("code", Some(issue.code().name().to_ascii_uppercase()));
            detail.put("message", Some(issue.message()));
            let named = ["header", "parameter"];
            let named = named.iter().find_map(|kind| issue.params().value(kind));
            detail.put("property", named.or(issue.pointer().strip_prefix('/')));
            detail
        }),
    );
    body.put("message", Some("Validation failed for the request"));
    body
}

pub(crate) fn read_error(body: &Tree<'_>) -> ErrorWords {
    let detail = |detail: &Tree<'_>| ErrorDetail {
        code: scalar(detail, "code"),
        message: scalar(detail, "message"),
        place: scalar(detail, "property"),
        suggestion: scalar(detail, "suggestion"),
    };
    let (details, more) = details(body, "details", detail);
    ErrorWords {
        code: scalar(body, "code"),
        message: scalar(body, "message"),
        hint: scalar(body, "hint"),
        details,
        more,
        foreign: false,
    }
}
