//! Idempotency keys: a repeated request has one effect and gets one response.
//!
//! A pure state machine over records that the caller stores. A request claims its key
//! ([`claim()`]), the caller loads the record of that slot, [`judge`] decides what to do, and the
//! new record is stored by compare-and-set. The holder makes the call if it still may
//! ([`may_act`]), and stores the result of [`finish`], or of [`abandon`] without a response.
//!
//! ```text
//!            judge: proceed                     finish
//!   (none) ──────────────────▶ running, leased ──────────────▶ done: repeats replay the response
//!      ▲                         │           ▲
//!      │ abandon: nothing sent   │ expiry or │ judge: recover (check the outcome first)
//!      └─────────────────────────┤ failure   │
//!                                ▼           │
//!                            running, not leased
//! ```
//!
//! The lease of a crashed holder expires. The next caller then has to `recover`: the effect may
//! have happened, so it reads the link before it sends anything (`tests/exactly_once.rs`).

use serde::Serialize;

pub use self::claim::{Claim, claim, new_key};
pub(crate) use self::claim::{digest, key_of};
pub use self::record::{Judgement, Record, Response, abandon, finish, judge, may_act};
use crate::finding::source::{Page, Source};

mod claim;
mod record;

/// The parameters of an idempotency mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The stable name.
    pub id: &'static str,
    /// The header that carries the key, in lower case.
    pub header: &'static str,
    /// Whether the key is a quoted string (RFC 8941).
    pub quoted: bool,
    /// Maximum length of a key in characters.
    pub longest: usize,
    /// How long a key is remembered, in milliseconds from its first request.
    pub lifetime_ms: u64,
    /// How long a caller holds a key, in milliseconds. It must not act for longer; afterwards
    /// another caller may recover the request.
    pub lease_ms: u64,
    /// HTTP status for a key that was used for another request.
    pub mismatch_status: u16,
    /// Error code for that, if the profile has one.
    pub mismatch_code: Option<&'static str>,
    /// HTTP status for a key whose first request is still running.
    pub locked_status: u16,
    /// Error code for that, if the profile has one.
    pub locked_code: Option<&'static str>,
    /// How long to wait before a retry in that case, in milliseconds.
    pub locked_retry_ms: u64,
    /// The header with the credential that scopes a key.
    pub scope_header: &'static str,
    /// Headers that are part of the fingerprint, besides method, path, query and body.
    pub relevant_headers: &'static [&'static str],
    /// Statuses below 500 that are not stored, because they mean that nothing was done.
    pub not_kept: &'static [u16],
    /// Whether the provider stores a response of 500 under the key and replays it: the key is of no use
    /// afterwards, so the link is read, and a further attempt has a new key.
    pub replays_failures: bool,
    /// Where an error body has the code, by its members; the first that is there.
    #[serde(skip)]
    pub(crate) code_at: &'static [&'static [&'static str]],
    /// The sources of these rules, documented and assumed.
    pub sources: &'static [Source],
}

/// How a server refuses a request because of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefusal {
    /// The first request with the key is still running.
    Locked,
    /// The key was used for another request.
    Mismatch,
}

impl Profile {
    /// The source of what a repeat does.
    pub(crate) const fn source(&self) -> Source {
        match self.sources {
            [first, ..] => *first,
            [] => LEASE,
        }
    }

    /// Whether an error response is about the key and not about the call.
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

static IETF_DRAFT: Page = Page::new(
    "IETF draft, The Idempotency-Key HTTP Header Field",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
);
static OWN: Page =
    Page::new("paylink, idempotency", "https://docs.rs/paylink/latest/paylink/idempotency/");

/// The IETF draft "The Idempotency-Key HTTP Header Field": a quoted key, 422 for another request,
/// 409 while the first is running. It leaves lifetime, maximum length and scope to the server.
pub const IETF: Profile = Profile {
    id: "ietf",
    header: "idempotency-key",
    quoted: true,
    longest: 256,
    lifetime_ms: DAY_MS,
    lease_ms: LEASE_MS,
    mismatch_status: 422,
    mismatch_code: None,
    locked_status: 409,
    locked_code: None,
    locked_retry_ms: 500,
    scope_header: "authorization",
    relevant_headers: &["content-type"],
    not_kept: NOT_KEPT,
    replays_failures: false,
    code_at: &[&["code"]],
    sources: &[
        Source::documented(
            &IETF_DRAFT,
            "the key is a quoted string; a key reused with another payload is 422; a request that is still being processed is 409",
        ),
        Source::assumed(
            &IETF_DRAFT,
            "lifetime, longest key, scope and fingerprint are left to the server: 24 hours, 256 characters, one credential, the whole request",
        ),
        LEASE,
    ],
};

pub(crate) const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Longer than a read and a close together take, shorter than a client waits to try again.
pub(crate) const LEASE_MS: u64 = 60 * 1000;

pub(crate) const LEASE: Source = Source::assumed(
    &OWN,
    "no page documents what happens to a request whose server stopped while it was running: its key is locked for a minute, then its outcome is checked before it is sent again",
);

/// Too Early and Too Many Requests: the request was not processed.
pub(crate) const NOT_KEPT: &[u16] = &[425, 429];
