//! Deliveries that a provider makes by itself: verified over their raw bytes, then read.
//!
//! Txn signs with Svix's scheme ("Txn, Verifying webhooks"): HMAC-SHA256 over `id.timestamp.body`, in
//! base64, several signatures allowed. Connect's pages show no signature at all, so its deliveries are
//! read and say that nobody verified them.

use base64ct::{Base64, Encoding};
use hmac::{Hmac, Mac};
use serde::Serialize;
use sha2::Sha256;

use crate::facade::Answer;
use crate::format::Format;
use crate::held::Misuse;
use crate::issue::{ErrorCode, Issue, Params, excerpt};
use crate::model::{Child, Instant, Metadata, PaymentLink};
use crate::reader::Reader;

/// How a provider signs what it delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signing {
    /// `svix-id`, `svix-timestamp`, `svix-signature`.
    Svix,
}

/// A secret to verify with. Never shown, not by `Debug` either.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// `whsec_` and the key in base64, as the provider shows it once.
    ///
    /// # Errors
    /// Anything else: the operator has the wrong text.
    pub fn parse(text: &str) -> Result<Self, Misuse> {
        let wrong = Misuse { argument: "secret", expected: "`whsec_` and a key in base64" };
        let key = text.strip_prefix("whsec_").ok_or(wrong.clone())?;
        match Base64::decode_vec(key) {
            Ok(key) if !key.is_empty() => Ok(Self(key)),
            Ok(_) | Err(_) => Err(wrong),
        }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How far a delivery's timestamp may be from the clock: 5 minutes, as Svix's own libraries have it;
/// assumed, for the number is cut from the provider's page.
pub const TOLERANCE_MS: u64 = 5 * 60 * 1000;

/// A delivery as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Names in lower case.
    pub headers: &'a [(String, String)],
    /// The raw bytes: the signature is over them, not over what they mean.
    pub body: &'a [u8],
}

impl<'a> Delivery<'a> {
    fn header(&self, name: &'static str) -> Result<&'a str, Issue> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).ok_or_else(|| {
            Issue::new(ErrorCode::SignatureMissing, "", Params::NONE.with("header", name))
        })
    }
}

/// What a delivery tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Whose delivery it is.
    pub format: Format,
    /// The same on every redelivery: what to know repeats by.
    pub id: String,
    /// The provider's name for the kind of event, if it sends one.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// When it happened (Connect), or when it was sent (Txn).
    pub at: Instant,
    /// Whether a signature was checked. No provider's order of deliveries is promised.
    pub verified: bool,
    /// The payment link it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<PaymentLink>,
    /// The invoice or payout it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub child: Option<Child>,
    /// What it is about, if it is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Metadata>,
}

/// What a format's reader makes of a delivery's body.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) id: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) at: Option<Instant>,
    pub(crate) link: Option<PaymentLink>,
    pub(crate) child: Option<Child>,
    pub(crate) data: Option<Metadata>,
}

/// Verifies a delivery, then reads it. `secrets` are all that are valid now: more than one while they
/// are rotated. The clock may be off by `tolerance_ms` either way.
pub fn read_webhook(
    format: Format,
    delivery: &Delivery<'_>,
    secrets: &[Secret],
    now: &Instant,
    tolerance_ms: u64,
) -> Answer<Event> {
    let signed = match format.adapter().signing {
        Some(Signing::Svix) => match verify(delivery, secrets, now, tolerance_ms) {
            Ok(signed) => Some(signed),
            Err(issue) => return Answer::Refused { issues: vec![issue] },
        },
        None => None,
    };
    let (told, found) = match Reader::whole(delivery.body, format.adapter().read_event) {
        Ok(read) => read,
        Err(issue) => return Answer::Refused { issues: vec![issue] },
    };
    let (issues, notes) = found.sorted();
    let verified = signed.is_some();
    let (id, at) = match signed {
        Some((id, at)) => (Some(id), Some(at)),
        None => (told.id, told.at),
    };
    match (id, at) {
        (Some(id), Some(at)) if issues.is_empty() => {
            let Told { kind, link, child, data, .. } = told;
            let link = link.map(|link| link.with_unmapped(&notes));
            let value = Event { format, id, kind, at, verified, link, child, data };
            Answer::Accepted { value, notes }
        }
        // INVARIANT: a reader that finds no id or time has written down why.
        _ => Answer::Refused { issues },
    }
}

/// The delivery's id and timestamp, if one of its signatures is made with one of the secrets.
fn verify(
    delivery: &Delivery<'_>,
    secrets: &[Secret],
    now: &Instant,
    tolerance_ms: u64,
) -> Result<(String, Instant), Issue> {
    let id = delivery.header("svix-id")?;
    let timestamp = delivery.header("svix-timestamp")?;
    let signatures = delivery.header("svix-signature")?;
    let at = timestamp
        .parse::<u64>()
        .ok()
        .and_then(|seconds| i64::try_from(seconds).ok()?.checked_mul(1000))
        .and_then(Instant::from_millis)
        .ok_or_else(|| {
            let params = Params::NONE.with("found", excerpt(timestamp));
            Issue::new(ErrorCode::TimestampMalformed, "", params)
        })?;

    // Every secret is tried with every signature, whichever fits: how long it takes tells nothing.
    let mut fits = false;
    for secret in secrets {
        for signature in signatures.split(' ').filter_map(|each| each.strip_prefix("v1,")) {
            let Ok(signature) = Base64::decode_vec(signature) else { continue };
            // A key of any length is one.
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else { continue };
            for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", delivery.body] {
                mac.update(part);
            }
            fits |= mac.verify_slice(&signature).is_ok();
        }
    }
    if !fits {
        return Err(Issue::new(ErrorCode::SignatureRefused, "", Params::NONE));
    }
    // After the signature: whoever cannot sign learns nothing of our clock.
    if at < now.minus_millis(tolerance_ms) || at > now.plus_millis(tolerance_ms) {
        let params = Params::NONE.with("found", at.to_string());
        return Err(Issue::new(ErrorCode::TimestampRefused, "", params));
    }
    Ok((id.to_owned(), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        for text in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_?"] {
            let error = Secret::parse(text).unwrap_err();
            assert!(text.len() < 8 || !error.to_string().contains(text));
        }
    }
}
