//! Repeats: the same call twice is one effect and one answer.
//!
//! A pure state machine over records that the caller keeps. A call claims its key ([`claim()`]), the
//! caller looks up the record in that slot, [`judge`] says what to do, and what it says to keep is
//! written by compare-and-set. Then the effect, if the holder still may act ([`may_act`]), and at the
//! end [`finish`], or [`abandon`] where there is no answer to keep.
//!
//! ```text
//!            judge: proceed                     finish
//!   (none) ──────────────────▶ running, leased ──────────────▶ done: every repeat is its answer
//!      ▲                         │           ▲
//!      │ abandon: nothing sent   │ time, or  │ judge: recover, to look first what became of it
//!      └─────────────────────────┤ a failure │
//!                                ▼           │
//!                            running, nobody holds it
//! ```
//!
//! Who crashes leaves a lease behind; when it has run out the next caller is told to `recover`: the
//! effect may have happened, so the link is read before anything is sent. `tests/exactly_once.rs`
//! checks all of it exhaustively.

use serde::Serialize;

pub use self::claim::{Claim, claim, new_key};
pub(crate) use self::claim::{digest, key_of};
pub use self::record::{Judgement, Record, Response, abandon, finish, judge, may_act};
use crate::finding::source::{Page, Source};

mod claim;
mod record;

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
    /// How long a caller holds a key alone, in milliseconds from when it began; it must not act for
    /// longer, and after that others may find out what became of it.
    pub lease_ms: u64,
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
    /// The headers that make a request another one, beside its method, path, query and body.
    pub relevant_headers: &'static [&'static str],
    /// Answers below 500 that are not kept: they say that nothing was done, and to ask again.
    pub not_kept: &'static [u16],
    /// Who says all this, and what is assumed of it.
    pub sources: &'static [Source],
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
    /// Who says what a repeat does.
    pub(crate) const fn source(&self) -> Source {
        match self.sources {
            [first, ..] => *first,
            [] => LEASE,
        }
    }

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

static IETF_DRAFT: Page = Page::new(
    "IETF draft, The Idempotency-Key HTTP Header Field",
    "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
);
static OWN: Page =
    Page::new("paylink, idempotency", "https://docs.rs/paylink/latest/paylink/idempotency/");

/// The profile of the IETF draft "The Idempotency-Key HTTP Header Field": a quoted key, 422 for another
/// request, 409 while the first runs. Lifetime, longest key and scope it leaves to the server.
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

/// Longer than a read and a close may take together, shorter than anybody waits for a second try.
pub(crate) const LEASE_MS: u64 = 60 * 1000;

pub(crate) const LEASE: Source = Source::assumed(
    &OWN,
    "what becomes of a request whose server stopped half-way is nowhere said: it is held for a minute, then looked into before it is done again",
);

/// Too early, and too many: both say that the request was not looked at.
pub(crate) const NOT_KEPT: &[u16] = &[425, 429];
