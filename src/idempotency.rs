//! Repeats: the same call twice is one effect and one answer.
//!
//! A pure state machine over records that the caller keeps. A call claims its key ([`claim`]), the
//! caller looks up the record in that slot, [`judge`] says what to do, and after the effect
//! [`finish`] makes the record to keep. Storing them so that two callers cannot both begin is the
//! caller's part: compare-and-set on the slot.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::issue::{ErrorCode, Issue, Params, excerpt};
use crate::model::Instant;
use crate::request::Request;

/// One way of doing idempotency, as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The stable name.
    pub id: &'static str,
    /// The header that carries the key, in lower case.
    pub header: &'static str,
    /// Whether the key is a quoted string (RFC 8941).
    pub quoted: bool,
    /// The longest key, in characters.
    pub longest: usize,
    /// How long a key is remembered, in milliseconds from its first request.
    pub lifetime_ms: u64,
    /// The HTTP status for a key that was used for another request.
    pub mismatch_status: u16,
    /// The error code for it, where the profile has one.
    pub mismatch_code: Option<&'static str>,
    /// The HTTP status for a key whose first request still runs.
    pub locked_status: u16,
    /// The error code for it, where the profile has one.
    pub locked_code: Option<&'static str>,
    /// How long to wait before asking again, in milliseconds.
    pub locked_retry_ms: u64,
    /// The header whose credential a key belongs to.
    pub scope_header: &'static str,
}

/// The two ways in which idempotency itself refuses a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefusal {
    /// The first request with the key still runs.
    Locked,
    /// The key was used for another request.
    Mismatch,
}

impl Profile {
    /// Whether an error answer is about the key, not about the call.
    pub fn refusal(&self, status: u16, code: Option<&str>) -> Option<KeyRefusal> {
        let code = Some(code?);
        if (status, code) == (self.locked_status, self.locked_code) {
            Some(KeyRefusal::Locked)
        } else if (status, code) == (self.mismatch_status, self.mismatch_code) {
            Some(KeyRefusal::Mismatch)
        } else {
            None
        }
    }
}

/// The profile of the IETF draft "The Idempotency-Key HTTP Header Field": quoted key, 422 for another
/// request. Lifetime, longest key and scope are left to the server there; they are assumed here.
pub const IETF: Profile = Profile {
    id: "ietf",
    header: "idempotency-key",
    quoted: true,
    longest: 256,
    lifetime_ms: 24 * 60 * 60 * 1000,
    mismatch_status: 422,
    mismatch_code: None,
    locked_status: 409,
    locked_code: None,
    locked_retry_ms: 500,
    scope_header: "authorization",
};

/// A call's claim to a key: where its record is kept, and what makes it the same call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The key as the caller sent it.
    pub key: String,
    /// Where the record is kept: a digest of the profile, the credential and the key. Two callers
    /// with the same key do not meet, and no credential is stored.
    pub slot: String,
    /// A digest of the method, the path with its query, the content type and the body's bytes.
    pub fingerprint: String,
}

/// What is kept of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Of the first request.
    pub fingerprint: String,
    /// When the first request began: RFC 3339.
    pub started_at: String,
    /// The whole answer, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
}

/// An HTTP answer, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    #[serde(default)]
    pub body: String,
}

/// What to do with a call that claims a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Judgement {
    /// First of its key, or the first after the key was forgotten: keep this record, then act.
    Proceed {
        /// To be kept before anything else happens.
        record: Record,
    },
    /// Done before: this is the answer, and nothing is done again.
    Replay {
        /// The first request's answer.
        response: Response,
    },
    /// The key was used for another request.
    Mismatch {
        /// The HTTP status that the profile has for it.
        status: u16,
        /// Why.
        issues: [Issue; 1],
    },
    /// The first request still runs.
    Locked {
        /// The HTTP status that the profile has for it.
        status: u16,
        /// Why.
        issues: [Issue; 1],
        /// How long to wait before asking again, in milliseconds.
        retry_after_ms: u64,
    },
}

/// Reads the key of a request; `None` if it has none.
///
/// # Errors
/// A key that is empty, too long, not visible ASCII, or not quoted where it must be.
pub fn claim(profile: &Profile, request: &Request<'_>) -> Result<Option<Claim>, Issue> {
    let Some(header) = request.header(profile.header) else { return Ok(None) };
    let key = if profile.quoted {
        header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default()
    } else {
        header
    };
    let visible = key.bytes().all(|byte| (0x21..=0x7e).contains(&byte));
    let escapes = profile.quoted && key.contains(['"', '\\']);
    if key.is_empty() || key.len() > profile.longest || !visible || escapes {
        let found = if key.len() > profile.longest {
            format!("{} characters", key.chars().count())
        } else {
            excerpt(header)
        };
        let quoted = if profile.quoted { " in double quotes" } else { "" };
        let params = Params::NONE
            .with("expected", format!("1 to {} visible ASCII characters{quoted}", profile.longest))
            .with("header", profile.header)
            .with("found", found);
        return Err(Issue::new(ErrorCode::KeyMalformed, "", params));
    }
    let scope = request.header(profile.scope_header).unwrap_or_default();
    let content_type = request.header("content-type").unwrap_or_default();
    let fingerprint = digest(&[
        request.method().as_bytes(),
        request.target().as_bytes(),
        content_type.as_bytes(),
        request.body(),
    ]);
    let slot = digest(&[profile.id.as_bytes(), scope.as_bytes(), key.as_bytes()]);
    Ok(Some(Claim { key: key.to_owned(), slot, fingerprint }))
}

/// SHA-256 over the parts, each preceded by its length so that none can reach into the next.
fn digest(parts: &[&[u8]]) -> String {
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

/// What to do. The fingerprint is looked at before the lock: a wrong request is wrong at once.
///
/// "Connect, Idempotency": an identical retry gets the stored answer; a different request with the same
/// key is a mismatch; an identical one while the first runs is locked; after the lifetime the key is
/// forgotten.
pub fn judge(
    profile: &Profile,
    record: Option<&Record>,
    claim: &Claim,
    now: &Instant,
) -> Judgement {
    let alive = record.filter(|record| {
        // A record whose time cannot be read is never taken for a forgotten one.
        Instant::parse(&record.started_at)
            .map_or(true, |started| *now < started.plus_millis(profile.lifetime_ms))
    });
    let refuse = |code| [Issue::new(code, "", Params::NONE)];
    match alive {
        None => Judgement::Proceed {
            record: Record {
                fingerprint: claim.fingerprint.clone(),
                started_at: now.to_string(),
                response: None,
            },
        },
        Some(record) if record.fingerprint != claim.fingerprint => Judgement::Mismatch {
            status: profile.mismatch_status,
            issues: refuse(ErrorCode::KeyMismatch),
        },
        Some(Record { response: Some(response), .. }) => {
            Judgement::Replay { response: response.clone() }
        }
        Some(Record { response: None, .. }) => Judgement::Locked {
            status: profile.locked_status,
            issues: refuse(ErrorCode::KeyLocked),
            retry_after_ms: profile.locked_retry_ms,
        },
    }
}

/// The record to keep after the effect; `None` if the key is to be forgotten, so that the same call
/// may be tried again: after a failure of the server, which may not have acted.
///
/// Which answers are kept is not documented; assumed: every finished one below 500, except the two
/// refusals of idempotency itself, which say nothing about the call.
pub fn finish(profile: &Profile, record: Record, response: Response) -> Option<Record> {
    let about_the_key = serde_json::from_str::<ErrorWithCode>(&response.body)
        .is_ok_and(|error| profile.refusal(response.status, Some(&error.code)).is_some());
    (response.status < 500 && !about_the_key)
        .then_some(Record { response: Some(response), ..record })
}

#[derive(Deserialize)]
struct ErrorWithCode {
    code: String,
}

/// A new key from the caller's random bytes: a UUID version 4.
pub fn new_key(random: [u8; 16]) -> String {
    uuid::Builder::from_random_bytes(random).into_uuid().hyphenated().to_string()
}
