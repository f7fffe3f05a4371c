//! Values by themselves: is this text one, and how is it written plainly?

use super::jsonapi;
use super::jsonapi::Use;
use super::secrets::problems;
use crate::finding::answer::Answer;
use crate::finding::closed_set::{ClosedSet, Words};
use crate::finding::{ErrorCode, Issue};
use crate::http::media_type::MediaType;
use crate::model::{Decimal, Instant, Url, ValueError, is_uri, is_uri_reference};
use crate::reading::{Path, Reader, fault_issue};
use crate::syntax::json::text_of;

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A JSON text, RFC 8259; members that stand twice are refused.
    Json,
    /// A date and time, RFC 3339; written in UTC.
    Instant,
    /// A decimal number of any sign and length; written without needless zeros.
    Decimal,
    /// A URI, RFC 3986.
    Uri,
    /// A URI or relative reference, RFC 3986.
    UriReference,
    /// What a link's `url` must be: http or https, no credentials, a host that cannot be mistaken.
    Url,
    /// A UUID with hyphens, RFC 9562; written in lower case.
    Uuid,
    /// A JSON Pointer, RFC 6901.
    JsonPointer,
    /// A media type, WHATWG MIME Sniffing; written as that standard does.
    MediaType,
    /// A secret that deliveries are verified with, as its provider shows it; never repeated.
    WebhookSecret,
    /// A JSON:API document, version 1.0.
    JsonApi(Use),
}

impl Kind {
    /// Every kind, by its stable name.
    pub const ALL: [(&'static str, Self); 14] = [
        ("json", Self::Json),
        ("instant", Self::Instant),
        ("decimal", Self::Decimal),
        ("uri", Self::Uri),
        ("uri_reference", Self::UriReference),
        ("url", Self::Url),
        ("uuid", Self::Uuid),
        ("json_pointer", Self::JsonPointer),
        ("media_type", Self::MediaType),
        ("webhook_secret", Self::WebhookSecret),
        ("jsonapi_response", Self::JsonApi(Use::Response)),
        ("jsonapi_create", Self::JsonApi(Use::Create)),
        ("jsonapi_update", Self::JsonApi(Use::Update)),
        ("jsonapi_linkage", Self::JsonApi(Use::Linkage)),
    ];

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }
}

impl ClosedSet for Kind {
    fn words() -> Words {
        Self::ALL.into_iter().map(|(name, _)| name).collect()
    }

    fn purpose() -> &'static str {
        "A kind of value that can be checked by itself."
    }
}

/// Checks one value. The answer's value is how the text is written plainly.
pub fn check(kind: Kind, bytes: &[u8]) -> Answer<String> {
    let parse: Parse = match kind {
        Kind::Json => return document(bytes, None),
        Kind::JsonApi(used) => return document(bytes, Some(used)),
        Kind::WebhookSecret => return secret(bytes),
        Kind::Instant => |text| Instant::parse(text).map(|it| it.to_string()),
        Kind::Decimal => |text| Decimal::parse(text).map(|it| it.reduced()),
        Kind::Url => |text| Url::parse(text).map(|it| it.as_str().to_owned()),
        Kind::MediaType => |text| MediaType::parse(text).map(|it| it.to_string()),
        Kind::Uri => |text| same(text, is_uri(text), "a URI by RFC 3986"),
        Kind::UriReference => {
            |text| same(text, is_uri_reference(text), "a URI reference by RFC 3986")
        }
        Kind::JsonPointer => |text| same(text, is_json_pointer(text), "a JSON Pointer by RFC 6901"),
        Kind::Uuid => |text| match uuid::Uuid::try_parse(text) {
            Ok(uuid) if text.len() == uuid::fmt::Hyphenated::LENGTH => Ok(uuid.to_string()),
            _ => Err(malformed("a UUID with hyphens")),
        },
    };
    let plain = text_of(bytes).map_err(fault_issue).and_then(|text| {
        parse(text).map_err(|error| Issue::new(error.code(), "", error.params(text)))
    });
    Answer::from(plain.map_err(|issue| vec![issue]))
}

/// What stands for every secret: itself is never repeated.
const HIDDEN: &str = "whsec_…";

fn secret(bytes: &[u8]) -> Answer<String> {
    let problems = match text_of(bytes) {
        Ok(text) => problems(text),
        Err(fault) => vec![fault_issue(fault)],
    };
    let is_fine = problems.is_empty();
    Answer::from(if is_fine { Ok(HIDDEN.to_owned()) } else { Err(problems) })
}

/// How a text is written plainly.
type Parse = fn(&str) -> Result<String, ValueError>;

/// A JSON text, or one that is also a JSON:API document.
fn document(bytes: &[u8], used: Option<Use>) -> Answer<String> {
    let read = |reader: &mut Reader<'_>| match used {
        Some(used) => jsonapi::check(reader, used),
        None => reader.skip(Path::ROOT),
    };
    match Reader::whole(bytes, read) {
        Ok(((), found)) => match found.sorted() {
            (issues, notes) if issues.is_empty() => {
                // INVARIANT: what has been read is text.
                Answer::accepted(String::from_utf8_lossy(bytes).into_owned(), notes)
            }
            (issues, _) => Answer::refused(issues),
        },
        Err(issue) => Answer::one(issue),
    }
}

fn same(text: &str, fits: bool, expected: &'static str) -> Result<String, ValueError> {
    if fits { Ok(text.to_owned()) } else { Err(malformed(expected)) }
}

const fn malformed(expected: &'static str) -> ValueError {
    // Not repeated: nobody knows what the text is.
    ValueError::silent(ErrorCode::ValueMalformed, expected)
}

fn is_json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text.split('~').skip(1).all(|behind| behind.starts_with(['0', '1']))
}
