//! Webhooks: verifies a delivery's signature over the raw body, then reads the event.
//!
//! How a provider signs is data of its adapter ([`Signing`]). A provider that documents no signature has
//! events with `verified: false`.

use std::borrow::Cow;

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;

pub use super::secrets::Secrets;
use crate::finding::answer::Answer;
use crate::finding::limits::Room;
use crate::finding::{Code, ErrorCode, Issue, Note, NoteCode, Params, excerpt, excerpt_bare};
use crate::http::headers;
use crate::idempotency::digest;
use crate::model::{Child, Format, Instant, Metadata, PaymentLink};
use crate::provider::webhook_event::{ParsedEvent, SignatureForm, Signing};
use crate::reading::{Part, Reader};

/// How far a delivery's timestamp may differ from the clock: 5 minutes, as in Svix's own libraries.
/// Assumed, because the number is cut off on the provider's page.
pub const TOLERANCE_MS: u64 = 5 * 60 * 1000;

/// A webhook request as it was received.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Names in any case; a repeated name is a header with several lines.
    pub headers: &'a [(String, String)],
    /// The raw body, which the signature covers.
    pub body: &'a [u8],
}

impl<'a> Delivery<'a> {
    /// The signatures of several lines are alternatives, so they are joined.
    fn header(&self, name: &'static str) -> Result<Cow<'a, str>, Issue> {
        headers::value(self.headers, name).filter(|value| !value.is_empty()).ok_or_else(|| {
            Issue::new(ErrorCode::SignatureMissing, "", Params::NONE.with("header", name))
        })
    }

    fn single(&self, name: &'static str) -> Result<Cow<'a, str>, Issue> {
        headers::duplicate(self.headers, name).map_or_else(|| self.header(name), Err)
    }
}

/// A webhook event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The provider.
    pub format: Format,
    /// The event's id; the same on every redelivery, so use it to detect duplicates.
    pub id: String,
    /// The provider's event type, if it sends one; shortened if the event could not be read.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it happened, or when it was sent if the event does not say. Events may arrive out of order.
    pub at: Instant,
    /// Whether its signature was verified.
    pub verified: bool,
    /// The payment link it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<PaymentLink>,
    /// The invoice or payout it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Child>,
    /// The data of an event about anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Metadata>,
    /// What is not as documented in it. What could be read is there all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
}

/// Verifies a delivery, then reads it; the body is not read if verification fails. The timestamp may
/// differ from `now` by [`TOLERANCE_MS`] in either direction.
///
/// An event of an unknown type or with unreadable data is accepted without the data, with the note
/// `event_unknown` or `event_unreadable`; without a time of its own, `at` is `now`. A verified delivery
/// is only refused if it is not JSON or has no id.
pub fn read_webhook(
    format: Format,
    delivery: &Delivery<'_>,
    secrets: &Secrets,
    now: &Instant,
) -> Answer<Event> {
    let signed =
        match format.adapter().signing.map(|signing| verify(signing, delivery, secrets, now)) {
            Some(Ok(signed)) => Some(signed),
            Some(Err(issues)) => return Answer::refused(issues),
            None => None,
        };
    let (told, text, found) = match Reader::whole(delivery.body, format.server_side().read_event) {
        Ok(read) => read,
        Err(issue) => return Answer::one(issue),
    };
    let (issues, notes) = found.sorted(&[Part::document(text)]);
    let verified = signed.is_some();
    let Signed { id, at } = signed.unwrap_or_default();
    // The same body is the same event, where a delivery has no id.
    let of_body = || told.has_no_id.then(|| format!("sha256:{}", digest([delivery.body])));
    let id = id.or(told.id).or_else(of_body);
    let at = told.at.or(at);
    // INVARIANT: without an id there is an issue.
    let Some(id) = id else { return Answer::refused(issues) };
    let ParsedEvent { kind, link, child, data, resource, unknown, .. } = told;
    let at = at.unwrap_or_else(|| now.clone());
    let is_readable = link.is_some() || child.is_some() || data.is_some();
    let odd = match (unknown, issues.list.first()) {
        (Some(pointer), _) => {
            let found = excerpt(resource.as_deref().unwrap_or_default());
            Note::new(NoteCode::EventUnknown, pointer, Params::NONE.with("found", found))
        }
        (None, Some(issue)) if !is_readable => {
            let params = Params::NONE.with("found", excerpt(issue.code().name()));
            Note::new(NoteCode::EventUnreadable, issue.pointer(), params).with_range(issue.span())
        }
        (None, _) => {
            let link = link.map(|link| link.with_unmapped(&notes.list));
            let (mut room, mut notes, mut issues) = (Room::default(), notes, issues);
            room.fit(&mut issues.list, &mut issues.more);
            room.fit(&mut notes.list, &mut notes.more);
            let issues = issues.list;
            let value = Event { format, id, kind, at, verified, link, child, data, issues };
            return Answer::accepted(value, notes);
        }
    };
    // Accepted: after a refusal it would only be delivered again.
    let kind = kind.or(resource).map(|kind| excerpt_bare(&kind));
    let issues = if unknown.is_some() { Vec::new() } else { issues.list };
    let value =
        Event { format, id, kind, at, verified, link: None, child: None, data: None, issues };
    Answer::accepted(value, vec![odd])
}

/// What a verified delivery has outside of its body.
#[derive(Default)]
struct Signed {
    id: Option<String>,
    at: Option<Instant>,
}

/// Verifies that one of the signatures matches one of the secrets.
fn verify(
    signing: &Signing,
    delivery: &Delivery<'_>,
    secrets: &Secrets,
    now: &Instant,
) -> Result<Signed, Vec<Issue>> {
    let one = |issue| vec![issue];
    let id = match (signing.form, signing.id_header) {
        (SignatureForm::Svix, Some(name)) => Some(delivery.single(name).map_err(one)?),
        // Not signed, so it may be missing.
        (_, Some(name)) => delivery.single(name).ok(),
        (_, None) => None,
    };
    let signatures = delivery.header(signing.header).map_err(one)?;
    let parameters = || parameters(&signatures);
    let timestamp = match (signing.form, signing.timestamp_header) {
        (SignatureForm::TimestampedHex, _) if SIGNS_IN_HEX => {
            let found = parameters().find(|(name, _)| *name == "t");
            Some(Cow::Borrowed(found.map_or("", |(_, seconds)| seconds)))
        }
        (_, Some(name)) => Some(delivery.single(name).map_err(one)?),
        (_, None) => None,
    };
    let at = timestamp.as_deref().map(seconds_of).transpose().map_err(one)?;
    let time = timestamp.as_deref().unwrap_or_default().as_bytes();
    let signed = match signing.form {
        SignatureForm::Svix => {
            vec![id.as_deref().unwrap_or_default().as_bytes(), b".", time, b".", delivery.body]
        }
        SignatureForm::TimestampedHex => vec![time, b".", delivery.body],
        SignatureForm::BodyHex => vec![delivery.body],
    };
    let found: Vec<Vec<u8>> = match signing.form {
        SignatureForm::Svix => {
            versioned(&signatures).filter_map(|text| Base64::decode_vec(text).ok()).collect()
        }
        SignatureForm::TimestampedHex if SIGNS_IN_HEX => {
            let current = parameters().filter(|(name, _)| *name == "v1");
            current.filter_map(|(_, text)| hex(text)).collect()
        }
        SignatureForm::BodyHex if SIGNS_IN_HEX => {
            signatures.split(',').filter_map(|text| hex(text.trim_ascii())).collect()
        }
        SignatureForm::TimestampedHex | SignatureForm::BodyHex => Vec::new(),
    };

    // No early exit: the time must not reveal which secret or signature matches.
    let mut fits = false;
    for key in secrets.keys(signing.secret)? {
        // HMAC accepts keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { continue };
        // Hashed once for each secret: a header has room for thousands of signatures.
        for part in &signed {
            mac.update(part);
        }
        for signature in &found {
            fits |= mac.clone().verify_slice(signature).is_ok();
        }
    }
    if !fits {
        return Err(one(Issue::new(ErrorCode::SignatureRefused, "", Params::NONE)));
    }
    // Checked after the signature, so that only a valid sender learns about our clock.
    if let Some(at) = &at
        && (*at < now.minus_millis(TOLERANCE_MS) || *at > now.plus_millis(TOLERANCE_MS))
    {
        let params = Params::NONE.with("found", at.to_string());
        return Err(one(Issue::new(ErrorCode::TimestampRefused, "", params)));
    }
    Ok(Signed { id: id.map(Cow::into_owned), at })
}

/// Whether a provider signs in hexadecimal; without one, the code is left out.
const SIGNS_IN_HEX: bool = cfg!(feature = "hex-signatures");

/// The instant of whole seconds since 1970.
fn seconds_of(text: &str) -> Result<Instant, Issue> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse::<i64>().ok().filter(|_| is_number);
    let millis = seconds.and_then(|seconds| seconds.checked_mul(1000));
    millis.and_then(Instant::from_millis).ok_or_else(|| {
        let params = Params::NONE.with("found", excerpt(text));
        Issue::new(ErrorCode::TimestampMalformed, "", params)
    })
}

/// The names and values of `t=1,v1=ab`. Lines of a header are joined with a comma, too.
fn parameters(signatures: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = signatures.split(',').filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (name.trim_ascii(), value.trim_ascii()))
}

/// The bytes of hexadecimal digits of either case.
fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, []) = text.as_bytes().as_chunks() else { return None };
    pairs.iter().map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()).collect()
}

/// The signatures of version 1: `v1,<base64> v1,<base64>`. Proxies join the lines of a header with a
/// comma and a blank, or split them at commas: so both are separators, and a signature is what
/// follows `v1`.
fn versioned(signatures: &str) -> impl Iterator<Item = &str> {
    let parts = signatures.split([' ', '\t', ',']).filter(|part| !part.is_empty());
    let mut is_next = false;
    parts.filter(move |part| std::mem::replace(&mut is_next, *part == "v1") && *part != "v1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_found_however_their_lines_were_joined() {
        for (header, expected) in [
            ("v1,R v1,W", vec!["R", "W"]),
            ("v1,R, v1,W", vec!["R", "W"]),
            ("v1,R,v1,W", vec!["R", "W"]),
            ("v1, R", vec!["R"]),
            ("v1, v1,R", vec!["R"]),
            ("v1a,X v1,R v2,Y", vec!["R"]),
            ("R", vec![]),
            ("v1", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(versioned(header).collect::<Vec<_>>(), expected, "{header}");
        }
    }
}
