//! The life of a record.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Claim, KeyRefusal, Profile};
use crate::finding::{ErrorCode, Issue, Params};
use crate::model::Instant;
use crate::syntax::from_json::{FromJson as _, deserialised, members};

/// What is kept of a key. Two records of one key are never equal unless they are the same one, so a
/// store may compare them by value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Of the first request.
    pub fingerprint: String,
    /// When the first request began.
    pub started_at: Instant,
    /// How many callers have held it so far; the first is 1.
    pub attempt: u32,
    /// Until when its holder may act; none if nobody holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leased_until: Option<Instant>,
    /// The whole answer, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
}

/// An HTTP answer, whole.
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

/// What to do with a call that claims a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Judgement {
    /// First of its key, or the first after the key was forgotten: keep this record, then act.
    Proceed {
        /// To be kept, by compare-and-set, before anything else happens.
        record: Record,
    },
    /// Somebody began and did not finish: keep this record, then look what became of it, and act only
    /// if nothing did.
    Recover {
        /// To be kept, by compare-and-set, before anything else happens.
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

/// What to do. The fingerprint is looked at before the lock: a wrong request is wrong at once.
///
/// "Connect, Idempotency": an identical retry gets the stored answer; a different request with the same
/// key is a mismatch; an identical one while the first runs is locked; after the lifetime the key is
/// forgotten. Assumed: a key that is held is not forgotten before its holder's time is over.
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
/// // The first call with its key: keep the record, then act.
/// let Judgement::Proceed { record } = judge(ietf, None, &claim, &now) else {
///     return Err("somebody was here before".into());
/// };
/// // The same call again, before the first is done.
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

    /// Given up: forgotten if nobody can have acted on it, otherwise left for the next to look into.
    fn given_up(self, acted: bool) -> Option<Self> {
        (acted || self.attempt > 1).then_some(Self { leased_until: None, ..self })
    }
}

/// Whether a holder may still begin what takes up to `deadline_ms`: it is over before anybody else can
/// be told to look what became of it.
pub fn may_act(record: &Record, now: &Instant, deadline_ms: u64) -> bool {
    record.leased_until.as_ref().is_some_and(|until| now.plus_millis(deadline_ms) <= *until)
}

/// The record to keep after an answer; `None` if the key is to be forgotten, so that the same call may
/// be made again as if for the first time.
///
/// Which answers are kept is not documented; assumed: every finished one below 500, except those that
/// say that nothing was done ([`Profile::not_kept`], and a key that the provider knows from another
/// request). A failure of the server, and a provider that is still at it, may have acted: such a record
/// stays, for the next to look into.
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
/// #     return Err("somebody was here before".into());
/// # };
/// let answer = Response { status: 200, headers: [].into(), body: "{}".to_owned() };
/// let kept = finish(ietf, record.clone(), answer.clone());
/// let repeated = judge(ietf, kept.as_ref(), &claim, &now.plus_millis(1_000));
/// assert_eq!(repeated, Judgement::Replay { response: answer });
///
/// // "Too many requests" says that nothing was done: the key is forgotten.
/// let busy = Response { status: 429, headers: [].into(), body: String::new() };
/// assert_eq!(finish(ietf, record, busy), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn finish(profile: &Profile, record: Record, response: Response) -> Option<Record> {
    let code = ErrorWithCode::of_text(&response.body).ok();
    let refusal = profile.refusal(response.status, code.as_ref().map(|error| error.code.as_str()));
    match refusal {
        Some(KeyRefusal::Locked) => record.given_up(true),
        Some(KeyRefusal::Mismatch) => record.given_up(false),
        None if profile.not_kept.contains(&response.status) => record.given_up(false),
        None if response.status >= 500 => record.given_up(true),
        None => Some(Record { response: Some(response), leased_until: None, ..record }),
    }
}

/// The record to keep where there is no answer. What was `sent` may still arrive after nobody waits for
/// it any more, so its lease stands; otherwise the key is free at once, and forgotten (`None`) unless
/// somebody held it before.
pub fn abandon(record: Record, sent: bool) -> Option<Record> {
    if sent { Some(record) } else { record.given_up(false) }
}

struct ErrorWithCode {
    code: String,
}

members! { ErrorWithCode {
    code: required "code",
}}
