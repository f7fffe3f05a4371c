//! Writes issues as JSON:API error objects.

use crate::finding::{Code, ErrorCode, Issue};
use crate::syntax::object::Object;

/// The type of `status`: a string in JSON:API, a number in one provider's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusAs {
    Text,
    Number,
}

/// `source.pointer` must refer to an existing value, so a missing member is reported at its parent.
pub(crate) fn jsonapi_errors(issues: &[Issue], status: u16, status_as: StatusAs) -> Object {
    let mut out = Object::default();
    out.put_objects(
        "errors",
        issues.iter().map(|issue| {
            let mut error = Object::default();
            error.put("code", Some(issue.code().name()));
            error.put("detail", Some(issue.message()));
            let named = ["header", "parameter"];
            let named = named.iter().find_map(|kind| Some((*kind, issue.params().value(kind)?)));
            let place = named
                .or_else(|| (!issue.pointer().is_empty()).then(|| ("pointer", existing(issue))));
            if let Some((kind, place)) = place {
                let mut source = Object::default();
                source.put(kind, Some(place));
                error.put_object("source", source);
            }
            match status_as {
                StatusAs::Text => error.put("status", Some(status.to_string())),
                StatusAs::Number => error.put("status", Some(status)),
            }
            error.put("title", Some(issue.code().name().replace('_', " ")));
            error
        }),
    );
    out
}

pub(crate) fn existing(issue: &Issue) -> &str {
    if issue.code() == ErrorCode::MemberMissing {
        issue.pointer().rsplit_once('/').map_or("", |(parent, _)| parent)
    } else {
        issue.pointer()
    }
}
