//! One issue list, several faces.

use serde_json::{Value, json};

use crate::format::Format;
use crate::issue::{Code, Issue};

/// How an issue list is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The list as it is.
    Plain,
    /// RFC 9457 `application/problem+json`.
    Problem,
    /// The issues of a Standard Schema result: `message` and `path`, with code and parameters beside.
    Standard,
    /// JSON:API errors.
    JsonApi,
    /// The provider's own error body.
    Provider(Format),
}

impl Face {
    /// The face of that name: `plain`, `problem`, `standard`, `jsonapi`, or a format's id.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "plain" => Some(Self::Plain),
            "problem" => Some(Self::Problem),
            "standard" => Some(Self::Standard),
            "jsonapi" => Some(Self::JsonApi),
            name => Format::from_id(name).map(Self::Provider),
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Plain | Self::Standard => "application/json",
            Self::Problem => "application/problem+json",
            Self::JsonApi => "application/vnd.api+json",
            Self::Provider(format) => format.adapter().api.media_type.name,
        }
    }
}

/// An HTTP error answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rendered {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The JSON text.
    pub body: String,
}

/// Renders issues. The status is the first issue's unless the caller knows better; a provider's own
/// face has the provider's own status.
///
/// # Examples
/// ```
/// use paylink::facade::{ReadOptions, read, render};
/// use paylink::format::Format;
/// use paylink::render::Face;
///
/// let answer = read(br#"{"paymentLinkId": "j47ac10b", "url": 7}"#, &ReadOptions::default());
///
/// let problem = render(answer.issues(), Face::Problem, None);
/// assert_eq!((problem.status, problem.content_type), (400, "application/problem+json"));
///
/// let standard = render(answer.issues(), Face::Standard, None);
/// assert!(standard.body.contains(r#""message":"expected a string, found a number""#));
/// assert!(standard.body.contains(r#""path":["url"]"#));
///
/// // As the provider itself would say it.
/// let own = render(answer.issues(), Face::Provider(Format::Txn), None);
/// assert_eq!(own.content_type, "application/vnd.api+json");
/// ```
pub fn render(issues: &[Issue], face: Face, status: Option<u16>) -> Rendered {
    let status = status.or_else(|| status_of(issues, face)).unwrap_or(500);
    let body = match face {
        Face::Plain => json!(issues),
        Face::Problem => problem(issues, status),
        Face::Standard => standard(issues),
        Face::JsonApi => jsonapi_errors(issues, status, StatusAs::Text),
        Face::Provider(format) => (format.adapter().error_body)(issues, status),
    };
    Rendered { status, content_type: face.content_type(), body: body.to_string() }
}

pub(crate) fn status_of(issues: &[Issue], face: Face) -> Option<u16> {
    let code = issues.first()?.code();
    let own = match face {
        Face::Provider(format) => (format.adapter().error_status)(code),
        Face::Plain | Face::Problem | Face::Standard | Face::JsonApi => None,
    };
    Some(own.unwrap_or_else(|| code.status()))
}

/// RFC 9457; `type` is a name, not an address, so that it means the same wherever it is read.
fn problem(issues: &[Issue], status: u16) -> Value {
    let code = issues.first().map_or("unknown", |issue| issue.code().name());
    let detail: Vec<_> = issues.iter().map(Issue::message).collect();
    json!({
        "type": format!("urn:paylink:problem:{code}"),
        "title": code.replace('_', " "),
        "status": status,
        "detail": detail.join("; "),
        "code": code,
        "issues": issues,
    })
}

/// `{issues: [{message, path}]}`, Standard Schema 1.0. A pointer does not say whether `0` is a member or
/// an element; it is an element in all that is read here, so it becomes a number.
fn standard(issues: &[Issue]) -> Value {
    let key = |token: &str| {
        let index = token.parse::<u32>().ok().filter(|index| index.to_string() == token);
        index.map_or_else(
            || json!(token.replace("~1", "/").replace("~0", "~")),
            |index| json!(index),
        )
    };
    let issues = issues.iter().map(|issue| {
        json!({
            "message": issue.message(),
            "path": issue.pointer().split('/').skip(1).map(key).collect::<Vec<_>>(),
            "code": issue.code().name(),
            "params": issue.params(),
        })
    });
    json!({ "issues": issues.collect::<Vec<_>>() })
}

/// JSON:API has the status as text; one provider's documents have it as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatusAs {
    Text,
    Number,
}

/// JSON:API error objects. A pointer must point to something, so what is missing is reported on its
/// parent.
pub(crate) fn jsonapi_errors(issues: &[Issue], status: u16, status_as: StatusAs) -> Value {
    let errors = issues.iter().map(|issue| {
        let mut error = json!({
            "status": match status_as {
                StatusAs::Text => json!(status.to_string()),
                StatusAs::Number => json!(status),
            },
            "code": issue.code().name(),
            "title": issue.code().name().replace('_', " "),
            "detail": issue.message(),
        });
        if let Value::Object(error) = &mut error {
            let named = ["header", "parameter"];
            let named = named.iter().find_map(|kind| Some((*kind, issue.params().value(kind)?)));
            let place = named
                .or_else(|| (!issue.pointer().is_empty()).then(|| ("pointer", existing(issue))));
            if let Some((kind, place)) = place {
                error.insert("source".to_owned(), json!({ kind: place }));
            }
        }
        error
    });
    json!({ "errors": errors.collect::<Vec<_>>() })
}

fn existing(issue: &Issue) -> &str {
    if issue.code() == crate::issue::ErrorCode::MemberMissing {
        issue.pointer().rsplit_once('/').map_or("", |(parent, _)| parent)
    } else {
        issue.pointer()
    }
}
