//! Validates single values, such as instants, decimals and URLs, and returns their canonical form.

use super::secrets::problems;
use crate::finding::Issue;
use crate::finding::answer::Answer;
use crate::finding::closed_set::{ClosedSet, Words};
use crate::http::media_type::MediaType;
use crate::model::{Decimal, Format, Instant, Url, ValueError};
use crate::provider::webhook_event::SecretForm;
use crate::reading::{Part, Path, Reader, fault_issue};
use crate::syntax::json::text_of;

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A JSON text, RFC 8259; duplicate members are refused.
    Json,
    /// A date and time, RFC 3339; canonical in UTC.
    Instant,
    /// A decimal number of any sign and length; canonical without redundant zeros.
    Decimal,
    /// A link's `url`: http or https, without credentials, with an unambiguous host.
    Url,
    /// A media type; serialised as in WHATWG MIME Sniffing.
    MediaType,
    /// A webhook signing secret, as the provider shows it; the answer does not contain it.
    WebhookSecret,
}

impl Kind {
    /// Every kind with its stable name.
    pub const ALL: [(&'static str, Self); 6] = [
        ("json", Self::Json),
        ("instant", Self::Instant),
        ("decimal", Self::Decimal),
        ("url", Self::Url),
        ("media_type", Self::MediaType),
        ("webhook_secret", Self::WebhookSecret),
    ];

    /// Looks up a kind by name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }
}

impl ClosedSet for Kind {
    fn words() -> Words {
        Self::ALL.into_iter().map(|(name, _)| name).collect()
    }

    fn purpose() -> &'static str {
        "A type of value that can be validated on its own."
    }
}

/// Validates one value and returns its canonical form. Webhook secrets are validated for the format that
/// they are of; without one, they have the form of Svix.
///
/// ```
/// use paylink::calling::validate::{Kind, validate};
///
/// let answer = validate(Kind::Instant, b"2025-01-01T01:00:00+01:00", None);
/// assert_eq!(answer.value().map(String::as_str), Some("2025-01-01T00:00:00Z"));
/// ```
pub fn validate(kind: Kind, bytes: &[u8], format: Option<Format>) -> Answer<String> {
    let parse: Parse = match kind {
        Kind::Json => return json(bytes),
        Kind::WebhookSecret => return secret(bytes, format),
        Kind::Instant => |text| Instant::parse(text).map(|it| it.to_string()),
        Kind::Decimal => |text| Decimal::parse(text).map(|it| it.reduced()),
        Kind::Url => |text| Url::parse(text).map(|it| it.as_str().to_owned()),
        Kind::MediaType => |text| MediaType::parse(text).map(|it| it.to_string()),
    };
    let plain = text_of(bytes).map_err(fault_issue).and_then(|text| {
        parse(text).map_err(|error| Issue::new(error.code(), "", error.params(text)))
    });
    Answer::from(plain.map_err(|issue| vec![issue]))
}

/// The answer for every valid secret.
const HIDDEN: &str = "…";

fn secret(bytes: &[u8], format: Option<Format>) -> Answer<String> {
    let signing = format.and_then(|format| format.adapter().signing);
    let form = signing.map_or(SecretForm::WhsecBase64, |signing| signing.secret);
    let problems = match text_of(bytes) {
        Ok(text) => problems(text, form),
        Err(fault) => vec![fault_issue(fault)],
    };
    let is_fine = problems.is_empty();
    Answer::from(if is_fine { Ok(HIDDEN.to_owned()) } else { Err(problems) })
}

type Parse = fn(&str) -> Result<String, ValueError>;

fn json(bytes: &[u8]) -> Answer<String> {
    match Reader::whole(bytes, |reader| reader.skip(Path::ROOT)) {
        Ok(((), text, found)) => match found.sorted(&[Part::document(text)]) {
            (issues, notes) if issues.is_empty() => Answer::accepted(text.to_owned(), notes),
            (issues, _) => Answer::refused(issues),
        },
        Err(issue) => Answer::one(issue),
    }
}
