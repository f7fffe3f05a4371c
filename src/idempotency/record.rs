//! Idempotency records and their transitions: proceed, replay, refuse a changed request, recover.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Claim, KeyRefusal, Profile};
use crate::finding::{ErrorCode, Issue, Params};
use crate::model::Instant;
use crate::syntax::from_json::{deserialised, members};
use crate::syntax::json::Tree;

/// The stored record of a key. Different records of a key are never equal, so a store can compare
/// them by value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Fingerprint of the first request.
    pub fingerprint: String,
    /// When the first request began.
    pub started_at: Instant,
    /// Number of callers that have held the key; the first is 1.
    pub attempt: u32,
    /// When the holder's lease ends; `None` if there is no holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leased_until: Option<Instant>,
    /// The stored response, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
}

/// A complete HTTP response.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
}

members! { Record {
    fingerprint: required "fingerprint",
    started_at: required "startedAt",
    attempt: required "attempt",
    ;
    leased_until: optional "leasedUntil",
    response: optional "response",
}}
members! { Response {
    status: required "status",
    ;
    headers: defaulted "headers",
    body: defaulted "body",
}}
deserialised!(Record, Response);

/// What to do with a request that claims a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Judgement {
    /// The key is new or its lifetime is over: store this record, then act.
    Proceed {
        /// To be stored by compare-and-set before anything else.
        record: Record,
    },
    /// An earlier attempt did not finish: store this record, and act only if it had no effect.
    Recover {
        /// To be stored by compare-and-set before anything else.
        record: Record,
    },
    /// The request was done before: return this response and do nothing.
    Replay {
        /// The response to the first request.
        response: Response,
    },
    /// The key was used for another request.
    Mismatch {
        /// The profile's HTTP status for this.
        status: u16,
        /// The error to report.
        issues: [Issue; 1],
    },
    /// The first request is still running.
    Locked {
        /// The profile's HTTP status for this.
        status: u16,
        /// The error to report.
        issues: [Issue; 1],
        /// How long to wait before a retry, in milliseconds.
        retry_after_ms: u64,
    },
}

/// Decides what to do with a request. The fingerprint is compared first, so that a different
/// request is refused at once.
///
/// "Connect, Idempotency": an identical retry gets the stored response, or is locked while the
/// first is running; a different request with the same key is a mismatch; after its lifetime the
/// key is forgotten. Assumed: a key is not forgotten before its lease ends.
///
/// # Examples
/// ```
/// use paylink::api::{claim, judge, profile};
/// use paylink::idempotency::Judgement;
/// use paylink::model::Instant;
/// use paylink::http::Request;
///
/// let ietf = profile("ietf").ok_or("no such profile")?;
/// let headers = [("idempotency-key".to_owned(), "\"key-1\"".to_owned())];
/// let request = Request::new("POST", "/v1/links/connect/j47ac10b/close", &headers, b"");
/// let Ok(Some(claim)) = claim(ietf, &request) else { return Err("no key".into()) };
/// let now = Instant::parse("2024-06-01T12:00:00Z")?;
///
/// // The first request with this key: store the record, then act.
/// let Judgement::Proceed { record } = judge(ietf, None, &claim, &now) else {
///     return Err("the key is in use".into());
/// };
/// // The same request again, before the first is done.
/// let again = judge(ietf, Some(&record), &claim, &now.plus_millis(100));
/// assert!(matches!(again, Judgement::Locked { status: 409, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn judge(
    profile: &Profile,
    record: Option<&Record>,
    claim: &Claim,
    now: &Instant,
) -> Judgement {
    let remembered = record.filter(|record| {
        *now < record.started_at.plus_millis(profile.lifetime_ms) || record.is_held(now)
    });
    let refuse = |code| [Issue::new(code, "", Params::NONE)];
    let leased_until = Some(now.plus_millis(profile.lease_ms));
    match remembered {
        None => Judgement::Proceed {
            record: Record {
                fingerprint: claim.fingerprint.clone(),
                started_at: now.clone(),
                attempt: 1,
                leased_until,
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
        Some(record) if record.is_held(now) => Judgement::Locked {
            status: profile.locked_status,
            issues: refuse(ErrorCode::KeyLocked),
            retry_after_ms: profile.locked_retry_ms,
        },
        Some(record) => Judgement::Recover {
            record: Record {
                attempt: record.attempt.saturating_add(1),
                leased_until,
                ..record.clone()
            },
        },
    }
}

impl Record {
    fn is_held(&self, now: &Instant) -> bool {
        self.leased_until.as_ref().is_some_and(|until| now < until)
    }

    fn done(self, response: Response) -> Self {
        Self { response: Some(response), leased_until: None, ..self }
    }

    /// Ends the lease: forgets the key if no attempt can have acted, otherwise leaves it for
    /// recovery.
    fn given_up(self, acted: bool) -> Option<Self> {
        (acted || self.attempt > 1).then_some(Self { leased_until: None, ..self })
    }
}

/// Whether a holder may start an action of up to `deadline_ms` milliseconds. It must end before the
/// lease does, because then another caller may recover.
pub fn may_act(record: &Record, now: &Instant, deadline_ms: u64) -> bool {
    record.leased_until.as_ref().is_some_and(|until| now.plus_millis(deadline_ms) <= *until)
}

/// The record to store after a response; `None` if the key is to be forgotten, so that the request
/// can be made again.
///
/// Which responses are stored is not documented. Assumed: all below 500, except those that mean
/// that nothing was done ([`Profile::not_kept`], or a key that the provider knows from another
/// request); and 500, if the provider replays it. After another server error, or while the provider is still processing, the effect may have
/// happened, so the record is left for recovery.
///
/// # Examples
/// ```
/// # use paylink::api::{claim, finish, judge, profile};
/// # use paylink::idempotency::{Judgement, Response};
/// # use paylink::model::Instant;
/// # use paylink::http::Request;
/// # let ietf = profile("ietf").ok_or("no such profile")?;
/// # let headers = [("idempotency-key".to_owned(), "\"key-1\"".to_owned())];
/// # let request = Request::new("POST", "/v1/links/connect/j47ac10b/close", &headers, b"");
/// # let Ok(Some(claim)) = claim(ietf, &request) else { return Err("no key".into()) };
/// # let now = Instant::parse("2024-06-01T12:00:00Z")?;
/// # let Judgement::Proceed { record } = judge(ietf, None, &claim, &now) else {
/// #     return Err("the key is in use".into());
/// # };
/// let answer = Response { status: 200, headers: [].into(), body: "{}".to_owned() };
/// let kept = finish(ietf, record.clone(), answer.clone());
/// let repeated = judge(ietf, kept.as_ref(), &claim, &now.plus_millis(1_000));
/// assert_eq!(repeated, Judgement::Replay { response: answer });
///
/// // "Too many requests" means that nothing was done: the key is forgotten.
/// let busy = Response { status: 429, headers: [].into(), body: String::new() };
/// assert_eq!(finish(ietf, record, busy), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn finish(profile: &Profile, record: Record, response: Response) -> Option<Record> {
    let code = code_in(profile, &response.body);
    let refusal = profile.refusal(response.status, code.as_deref());
    match refusal {
        Some(KeyRefusal::Locked) => record.given_up(true),
        Some(KeyRefusal::Mismatch) => record.given_up(false),
        None if profile.not_kept.contains(&response.status) => record.given_up(false),
        // Only 500 is the provider's own failure; others may be a proxy's, or ours.
        None if response.status == 500 && profile.replays_failures => Some(record.done(response)),
        None if response.status >= 500 => record.given_up(true),
        None => Some(record.done(response)),
    }
}

/// The record to store without a response. If the request was `sent`, it may still arrive, so the
/// lease stays. Otherwise the lease ends, and the key is forgotten (`None`) unless it had an
/// earlier holder.
pub fn abandon(record: Record, sent: bool) -> Option<Record> {
    if sent { Some(record) } else { record.given_up(false) }
}

/// The code of an error body.
fn code_in(profile: &Profile, body: &str) -> Option<String> {
    let tree = Tree::of(body.as_bytes()).ok()?;
    let at = |names: &&[&str]| names.iter().try_fold(&tree, |tree, name| tree.member(name));
    match profile.code_at.iter().find_map(at)? {
        Tree::Text(code) => Some(code.lossy()),
        Tree::Scalar(_) | Tree::List(_) | Tree::Object(_) => None,
    }
}
