//! Error body formats: RFC 9457, Standard Schema, JSON:API and the providers' own.

use serde::Serialize;

use crate::finding::closed_set::{ClosedSet, Words};
use crate::finding::limits::Listed;
use crate::finding::{Code, ErrorCode, Issue};
use crate::model::Format;
use crate::provider::jsonapi_errors::{StatusAs, jsonapi_errors};
use crate::syntax::object::Object;
use crate::syntax::pointer::unescaped;

/// The format of an error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorFormat {
    /// RFC 9457 `application/problem+json`.
    Problem,
    /// The issues of a Standard Schema result: `message` and `path`, plus code and parameters.
    Standard,
    /// JSON:API error objects.
    JsonApi,
    /// The provider's own error body.
    Provider(Format),
}

impl ErrorFormat {
    /// The formats that are not a provider's, with their stable names.
    const OWN: [(&'static str, Self); 3] =
        [("problem", Self::Problem), ("standard", Self::Standard), ("jsonapi", Self::JsonApi)];

    /// Looks up a format by name: `problem`, `standard`, `jsonapi`, or a provider format's id.
    pub fn from_name(name: &str) -> Option<Self> {
        let own = Self::OWN.into_iter().find(|(known, _)| *known == name).map(|(_, face)| face);
        own.or_else(|| Format::from_id(name).map(Self::Provider))
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Standard => "application/json",
            Self::Problem => "application/problem+json",
            Self::JsonApi => "application/vnd.api+json",
            Self::Provider(format) => format.adapter().api.media_type.name,
        }
    }
}

impl ClosedSet for ErrorFormat {
    fn words() -> Words {
        let own = Self::OWN.into_iter().map(|(name, _)| name);
        own.chain(Format::words().iter().copied()).collect()
    }

    fn purpose() -> &'static str {
        "The format of an error body: `problem` is RFC 9457, `standard` a Standard Schema result, \
         `jsonapi` JSON:API; a provider format's id is that provider's own error body."
    }
}

/// An HTTP error response.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub content_type: &'static str,
    /// The JSON text.
    pub body: String,
}

/// Renders issues as an HTTP error response. `status` overrides the status of the first issue, which
/// in a provider's own format is that provider's.
///
/// # Examples
/// ```
/// use paylink::api::{ReadOptions, read, error_body};
/// use paylink::model::Format;
/// use paylink::calling::error_body::ErrorFormat;
///
/// let answer = read(br#"{"paymentLinkId": "j47ac10b", "url": 7}"#, &ReadOptions::default());
///
/// let problem = error_body(answer.issues(), ErrorFormat::Problem, None);
/// assert_eq!((problem.status, problem.content_type), (400, "application/problem+json"));
///
/// let standard = error_body(answer.issues(), ErrorFormat::Standard, None);
/// assert!(standard.body.contains(r#""message":"expected a string, found a number""#));
/// assert!(standard.body.contains(r#""path":["url"]"#));
///
/// // The provider's own error body.
/// let own = error_body(answer.issues(), ErrorFormat::Provider(Format::Txn), None);
/// assert_eq!(own.content_type, "application/vnd.api+json");
/// ```
pub fn error_body(issues: &[Issue], face: ErrorFormat, status: Option<u16>) -> ErrorBody {
    let status = status.or_else(|| status_of(issues, face)).unwrap_or(500);
    let Listed { list: issues, more } = Listed::from(issues.to_vec());
    let issues = issues.as_slice();
    let body = match face {
        ErrorFormat::Problem => problem(issues, more, status).finish(),
        ErrorFormat::Standard => standard(issues).finish(),
        ErrorFormat::JsonApi => jsonapi_errors(issues, status, StatusAs::Text).finish(),
        ErrorFormat::Provider(format) => (format.server_side().error_body)(issues, status).finish(),
    };
    ErrorBody { status, content_type: face.content_type(), body }
}

pub(crate) fn status_of(issues: &[Issue], face: ErrorFormat) -> Option<u16> {
    let code = issues.first()?.code();
    let own = match face {
        ErrorFormat::Provider(format) => (format.server_side().error_status)(code),
        ErrorFormat::Problem | ErrorFormat::Standard | ErrorFormat::JsonApi => None,
    };
    Some(own.unwrap_or_else(|| code.status()))
}

// Members are written in alphabetical order.

fn plain(issue: &Issue) -> Object {
    let mut out = coded(issue);
    out.put("pointer", Some(issue.pointer()));
    out.put("severity", Some(ErrorCode::SEVERITY));
    out
}

/// The members of an issue that `problem` and `standard` share.
fn coded(issue: &Issue) -> Object {
    let mut out = Object::default();
    out.put("code", Some(issue.code().name()));
    out.put("message", Some(issue.message()));
    out.put("params", Some(issue.params()));
    out
}

/// RFC 9457. `type` is a URN, so that it does not depend on a host.
fn problem(issues: &[Issue], more: usize, status: u16) -> Object {
    let code = issues.first().map_or("unknown", |issue| issue.code().name());
    let detail: Vec<_> = issues.iter().map(Issue::message).collect();
    let mut out = Object::default();
    out.put("code", Some(code));
    out.put("detail", Some(detail.join("; ")));
    out.put_objects("issues", issues.iter().map(plain));
    out.put("more", Some(more).filter(|more| *more > 0));
    out.put("status", Some(status));
    out.put("title", Some(code.replace('_', " ")));
    out.put("type", Some(format!("urn:paylink:problem:{code}")));
    out
}

/// One element of a Standard Schema path.
#[derive(Serialize)]
#[serde(untagged)]
enum Key {
    Element(u32),
    Member(String),
}

/// `{issues: [{message, path}]}`, Standard Schema 1.0. In a JSON Pointer, `0` is a member or an index;
/// in all documents that are read here it is an index, so it becomes a number.
fn standard(issues: &[Issue]) -> Object {
    let key = |token: &str| {
        let index = token.parse().ok().filter(|index: &u32| index.to_string() == token);
        let member = || Key::Member(unescaped(token));
        index.map_or_else(member, Key::Element)
    };
    let mut out = Object::default();
    out.put_objects(
        "issues",
        issues.iter().map(|issue| {
            let mut out = coded(issue);
            let path = issue.pointer().split('/').skip(1).map(key);
            out.put("path", Some(path.collect::<Vec<_>>()));
            out
        }),
    );
    out
}
