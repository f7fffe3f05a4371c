//! Error bodies. The envelope is restated by a third party; the codes of refusals are assumed, except
//! the two of "Connect, Idempotency".

use serde_json::{Value, json};

use crate::issue::{Code, ErrorCode, Issue};
use crate::provider_error::{ErrorDetail, ErrorWords, list, scalar};

/// `{message, code, details: [{message, code, property?}]}`, as a third party restates the
/// documents; the words of the codes for refusals are not documented, except the two of idempotency.
pub(super) fn error_body(issues: &[Issue], _status: u16) -> Value {
    const VALIDATION: &str = "VALIDATION_ERROR";
    let Some(first) = issues.first() else { return json!({}) };
    let code = match first.code() {
        // The two words of "Connect, Idempotency" are the table's own names.
        ErrorCode::TransitionRefused => "payment_link_not_cancellable",
        ErrorCode::LinkNotFound | ErrorCode::RouteUnknown | ErrorCode::JobNotFound => "not_found",
        ErrorCode::CredentialMissing
        | ErrorCode::CredentialMalformed
        | ErrorCode::CredentialRefused => "unauthorized",
        ErrorCode::ScopeMissing | ErrorCode::OriginRefused => "forbidden",
        code if code.status() == 400 => VALIDATION,
        code => code.name(),
    };
    let mut body = json!({ "message": first.message(), "code": code });
    if code == VALIDATION {
        let details = issues.iter().map(|issue| {
            let mut detail =
                json!({ "message": issue.message(), "code": issue.code().name().to_ascii_uppercase() });
            let named = ["header", "parameter"];
            let named = named.iter().find_map(|kind| issue.params().value(kind));
            let property = named.or(issue.pointer().strip_prefix('/'));
            if let (Some(property), Value::Object(detail)) = (property, &mut detail) {
                detail.insert("property".to_owned(), property.into());
            }
            detail
        });
        let details = details.collect();
        if let Value::Object(body) = &mut body {
            body.insert("message".to_owned(), "Validation failed for the request".into());
            body.insert("details".to_owned(), Value::Array(details));
        }
    }
    body
}

pub(super) fn read_error(body: &Value) -> ErrorWords {
    let detail = |detail: &Value| ErrorDetail {
        code: scalar(detail, "code"),
        message: scalar(detail, "message"),
        place: scalar(detail, "property"),
        suggestion: scalar(detail, "suggestion"),
    };
    ErrorWords {
        code: scalar(body, "code"),
        message: scalar(body, "message"),
        hint: scalar(body, "hint"),
        details: list(body, "details").iter().map(detail).collect(),
    }
}
