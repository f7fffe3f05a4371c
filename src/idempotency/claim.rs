//! Reads the idempotency key of a request and computes its slot and fingerprint.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Profile;
use crate::finding::{ErrorCode, Issue, Params, excerpt};
use crate::http::Request;
use crate::model::Instant;
use crate::syntax::from_json::{deserialised, members};

/// A request's claim to an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The key as sent.
    pub key: String,
    /// Where the record is stored: a digest of profile, credential and key. It separates callers
    /// that use the same key, and no credential is stored.
    pub slot: String,
    /// A digest of the method, the path with its query, the relevant headers and the body.
    pub fingerprint: String,
}

members! { Claim {
    key: required "key",
    slot: required "slot",
    fingerprint: required "fingerprint",
}}
deserialised!(Claim);

const VISIBLE: &str = "visible ASCII characters";
const QUOTED: &str = "visible ASCII characters in double quotes";

/// Reads the idempotency key of a request; `None` if it has none.
///
/// # Errors
/// The key is empty, too long, not visible ASCII, or not quoted where the profile requires it; the
/// header of the key or one that is part of the claim is repeated.
pub fn claim(profile: &Profile, request: &Request<'_>) -> Result<Option<Claim>, Issue> {
    for name in [&[profile.header, profile.scope_header], profile.relevant_headers] {
        if let Some(issue) = name.iter().find_map(|name| request.duplicate(name)) {
            return Err(issue);
        }
    }
    let Some(header) = request.header(profile.header) else { return Ok(None) };
    let key = key_of(profile, &header)?.to_owned();
    let scope = request.header(profile.scope_header).unwrap_or_default();
    let slot = digest([profile.id.as_bytes(), scope.as_bytes(), key.as_bytes()]);
    Ok(Some(Claim { key, slot, fingerprint: fingerprint(profile, request) }))
}

/// The key in a header's value.
pub(crate) fn key_of<'h>(profile: &Profile, header: &'h str) -> Result<&'h str, Issue> {
    let key = if profile.quoted {
        header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default()
    } else {
        header
    };
    let visible = key.bytes().all(|byte| (0x21..=0x7e).contains(&byte));
    let escapes = profile.quoted && key.contains(['"', '\\']);
    let params = || Params::NONE.with("header", profile.header);
    if visible && key.len() > profile.longest {
        let params = params()
            .with("limit", profile.longest.to_string())
            .with("length", key.chars().count().to_string());
        return Err(Issue::new(ErrorCode::KeyTooLong, "", params));
    }
    if key.is_empty() || !visible || escapes {
        let expected = if profile.quoted { QUOTED } else { VISIBLE };
        let params = params().with("expected", expected).with("found", excerpt(header));
        return Err(Issue::new(ErrorCode::KeyMalformed, "", params));
    }
    Ok(key)
}

fn fingerprint(profile: &Profile, request: &Request<'_>) -> String {
    // Servers do not distinguish a missing header from an empty one.
    let headers = profile.relevant_headers.iter().map(|name| request.header(name));
    let headers: Vec<_> = headers.map(Option::unwrap_or_default).collect();
    let line = [request.method().as_bytes(), request.target().as_bytes(), request.body()];
    digest(line.into_iter().chain(headers.iter().map(|value| value.as_bytes())))
}

/// SHA-256 in hexadecimal; each part is prefixed with its length, so that parts cannot be confused.
pub(crate) fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Makes a key from random bytes: a UUID of version 4, or with the time of version 7 (RFC 9562),
/// which sorts by creation. Times before 1970 count as 1970.
pub fn new_key(random: [u8; 16], now: Option<&Instant>) -> String {
    let builder = match now {
        None => uuid::Builder::from_random_bytes(random),
        Some(now) => {
            let [bytes @ .., _, _, _, _, _, _] = random;
            let millis = u64::try_from(now.millis()).unwrap_or_default();
            uuid::Builder::from_unix_timestamp_millis(millis, &bytes)
        }
    };
    builder.into_uuid().hyphenated().to_string()
}
