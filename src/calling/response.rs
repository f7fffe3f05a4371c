//! Interprets a provider's response to a call: what a 2xx, a 409 or a 429 with `Retry-After` means, and what to do next.

#![deny(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use super::error_reply::{ProviderError, read_error};
use super::retry::{Advice, RetryPolicy};
use crate::finding::answer::{Answer, is_none};
use crate::finding::closed_set::closed_set;
use crate::finding::source::{Cited, Source};
use crate::finding::{ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::http::{date, headers};
use crate::idempotency::{DAY_MS, KeyRefusal, Profile};
use crate::links::matching::has_asked_id;
use crate::links::read::{ReadOptions, read};
use crate::model::state_machine::{Step, step};
use crate::model::{Action, Format, Instant, LinkId, PaymentLink, Status, event_of};
use crate::provider::Refusal;
use crate::syntax::json::Tree;

closed_set! {
    /// The outcome of a call. Closed on purpose.
    pub enum Outcome {
        /// The call took effect, and the response shows it.
        Done = "done",
        /// The link has already the status that the call leads to: an earlier call had the effect, or time.
        AlreadyDone = "already_done",
        /// The provider refused the call.
        Refused = "refused",
        /// The link's status does not allow the call: it has changed in the meantime.
        Conflict = "conflict",
        /// The provider does not know the link.
        NotFound = "not_found",
        /// The provider refused the credential, or its permission is not sufficient.
        Reauthorise = "reauthorise",
        /// There is no result yet; send the same request again.
        Retry = "retry",
        /// The response does not show whether the call took effect.
        Unclear = "unclear",
    }
}

/// What to do next, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retry {
    /// What to do next.
    pub advice: Advice,
    /// Milliseconds to wait before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<u64>,
}

/// The parts of a plan that are needed to interpret its response.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The provider.
    pub format: Format,
    /// The action that closes the link; `None` for a create request.
    pub call: Option<Action>,
    /// The link of the request.
    pub id: Option<&'a LinkId>,
    /// What to do without a response, from the plan.
    pub lost_answer: Advice,
}

/// An HTTP response.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Names in any case; a repeated name is a header with several lines.
    pub headers: &'a [(String, String)],
    /// The raw body.
    pub body: &'a [u8],
}

/// An interpreted response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interpretation {
    /// The outcome.
    pub outcome: Outcome,
    /// The link in the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<PaymentLink>,
    /// Notes on the response and on the link in it.
    pub notes: Vec<Note>,
    /// How many notes were left out.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// The provider's error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ProviderError>,
    /// The issues to report to the caller; empty if done.
    pub issues: Vec<Issue>,
    /// What is not as documented in the link of the response, which may be usable all the same.
    #[serde(rename = "linkIssues", skip_serializing_if = "Vec::is_empty")]
    pub link_issues: Vec<Issue>,
    /// What to do next.
    pub retry: Retry,
    /// The source of the rule for this response.
    #[serde(flatten)]
    pub source: Cited,
}

/// Interprets the response to a call that creates or closes a link; `None` if there was none. `now` is
/// only used for a `retry-after` date in a response without `date`.
///
/// # Examples
/// ```
/// use paylink::model::Action;
/// use paylink::api::interpret_response;
/// use paylink::model::Format;
/// use paylink::model::LinkId;
/// use paylink::calling::response::{Answered, Asked, Outcome};
/// use paylink::calling::retry::Advice;
///
/// let id = LinkId::parse("j47ac10b")?;
/// let asked = Asked {
///     format: Format::Connect,
///     call: Some(Action::Cancel),
///     id: Some(&id),
///     lost_answer: Advice::SameRequest,
/// };
///
/// // A cancel with `ACTIVE` in its response is not a success.
/// let body = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
///     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z",
///     "updatedAt": "2024-01-15T10:00:00Z"}"#;
/// let meant = interpret_response(&asked, Some(&Answered { status: 200, headers: &[], body }), None);
/// assert_eq!((meant.outcome, meant.retry.advice), (Outcome::Unclear, Advice::ReadFirst));
///
/// // No response to a call with an idempotency key: send the same request again.
/// let meant = interpret_response(&asked, None, None);
/// assert_eq!((meant.outcome, meant.retry.advice), (Outcome::Retry, Advice::SameRequest));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn interpret_response(
    asked: &Asked<'_>,
    answered: Option<&Answered<'_>>,
    now: Option<&Instant>,
) -> Interpretation {
    match answered {
        None => silence(asked),
        Some(answered) if (200..300).contains(&answered.status) => success(asked, answered, now),
        Some(answered) => failure(asked, answered, now),
    }
}

/// The meaning of the words of a refusal; `None` if they do not explain it.
fn meaning_of(asked: &Asked<'_>, said: Refusal) -> Option<(Outcome, Advice)> {
    match said {
        Refusal::Has(status) if is_where_it_was_to_be(asked.call, status) => {
            Some((Outcome::AlreadyDone, Advice::ReadFirst))
        }
        Refusal::Has(status) => status.is_final().then_some((Outcome::Conflict, Advice::ReadFirst)),
        Refusal::NotFound => Some((Outcome::NotFound, Advice::Stop)),
        Refusal::Busy => Some((Outcome::Retry, Advice::SameRequest)),
    }
}

/// The meaning of a status without more specific words of the provider.
fn meaning(asked: &Asked<'_>, status: u16, is_json: bool) -> (Outcome, Advice) {
    let unknown = match asked.lost_answer {
        Advice::SameRequest => (Outcome::Retry, Advice::SameRequest),
        Advice::ReadFirst | Advice::NewKey | Advice::Stop => (Outcome::Unclear, Advice::ReadFirst),
    };
    match status {
        401 | 403 => (Outcome::Reauthorise, Advice::Stop),
        // A body that is not JSON comes from a proxy, and says nothing about the link.
        404 | 410 if is_json => (Outcome::NotFound, Advice::Stop),
        404 | 410 => (Outcome::Unclear, Advice::ReadFirst),
        // Not processed, so even a call without a key may be sent again.
        425 | 429 => (Outcome::Retry, Advice::SameRequest),
        // Not documented: a 409 that is not about the idempotency key is about the link.
        409 => (Outcome::Conflict, Advice::ReadFirst),
        // The request itself is wrong: a retry would fail, too.
        405 | 406 | 411 | 413..=415 | 431 => (Outcome::Refused, Advice::Stop),
        // The provider replays it for the same key, so repeating the request tells nothing.
        500 if is_json && replays_failures(asked) => (Outcome::Unclear, Advice::ReadFirst),
        408 | 500..=599 => unknown,
        // No provider documents how it refuses: any other 4xx counts as a refusal.
        400..=499 => (Outcome::Refused, Advice::ReadFirst),
        // Redirects are not followed with a credential; an invalid status has no meaning.
        _ => (Outcome::Unclear, Advice::ReadFirst),
    }
}

fn replays_failures(asked: &Asked<'_>) -> bool {
    let profile = asked.format.adapter().api.idempotency;
    asked.lost_answer == Advice::SameRequest
        && profile.is_some_and(|profile| profile.replays_failures)
}

fn failure(asked: &Asked<'_>, answered: &Answered<'_>, now: Option<&Instant>) -> Interpretation {
    let Answered { status, body, .. } = *answered;
    let api = &asked.format.adapter().api;
    let error = read_error(asked.format, status, body);
    let mut notes = Vec::new();
    let is_json = body.is_empty() || Tree::of(body).is_ok();
    if body.is_empty() {
        notes.push(Note::new(NoteCode::AnswerEmpty, "", Params::NONE));
    } else if !is_json {
        notes.push(Note::new(NoteCode::AnswerNotJson, "", Params::NONE));
    }
    let wait = wait_of(answered, now, &mut notes);
    let profile = api.idempotency;
    let refusal = profile.and_then(|profile| profile.refusal(status, error.words.code.as_deref()));
    let of_key = profile.map_or(api.refusals, Profile::source);
    let (outcome, advice, default_ms, source) = match refusal {
        Some(KeyRefusal::Locked) => {
            let default = profile.map(|profile| profile.locked_retry_ms);
            (Outcome::Retry, Advice::SameRequest, default, of_key)
        }
        Some(KeyRefusal::Mismatch) => (Outcome::Refused, Advice::NewKey, None, of_key),
        None => {
            let said = (asked.format.adapter().refusal)(status, &error.words);
            let (outcome, advice) = said
                .and_then(|said| meaning_of(asked, said))
                .unwrap_or_else(|| meaning(asked, status, is_json));
            let default = (outcome == Outcome::Retry).then_some(RetryPolicy::FIRST_MS);
            let reauthorise = outcome == Outcome::Reauthorise;
            let source = if reauthorise { api.reauthorise } else { api.refusals };
            (outcome, advice, default, source)
        }
    };
    let after_ms = match advice {
        Advice::SameRequest | Advice::ReadFirst => wait.or(default_ms),
        Advice::Stop | Advice::NewKey => None,
    };
    Interpretation {
        outcome,
        link: None,
        notes,
        more: 0,
        issues: vec![issue_of(outcome, &error)],
        link_issues: Vec::new(),
        error: Some(error),
        retry: Retry { advice, after_ms },
        source: source.into(),
    }
}

fn issue_of(outcome: Outcome, error: &ProviderError) -> Issue {
    let code = match outcome {
        Outcome::Refused => ErrorCode::UpstreamRefused,
        Outcome::Conflict | Outcome::AlreadyDone => ErrorCode::UpstreamConflict,
        Outcome::NotFound => ErrorCode::LinkNotFound,
        Outcome::Retry => ErrorCode::UpstreamBusy,
        // The provider refused our credential, not the caller's, so this is not a 401 to the caller.
        Outcome::Reauthorise | Outcome::Unclear | Outcome::Done => ErrorCode::UpstreamFailed,
    };
    Issue::new(code, "", Params::NONE.with("answer", error.to_string()))
}

/// No response: the provider may still have processed the call.
fn silence(asked: &Asked<'_>) -> Interpretation {
    let (outcome, advice) = meaning(asked, 504, true);
    let api = &asked.format.adapter().api;
    let source = match (advice, api.idempotency) {
        (Advice::SameRequest, Some(profile)) => profile.source(),
        (Advice::SameRequest | Advice::ReadFirst | Advice::NewKey | Advice::Stop, _) => api.repeats,
    };
    Interpretation {
        outcome,
        link: None,
        notes: Vec::new(),
        more: 0,
        error: None,
        issues: vec![Issue::new(ErrorCode::UpstreamLate, "", Params::NONE)],
        link_issues: Vec::new(),
        retry: Retry {
            advice,
            after_ms: (outcome == Outcome::Retry).then_some(RetryPolicy::FIRST_MS),
        },
        source: source.into(),
    }
}

/// Milliseconds before the link is read after a 202 without `retry-after`.
const LOOK_AGAIN_MS: u64 = 5_000;

/// A 2xx is only a success if it has the requested link in the expected status.
fn success(asked: &Asked<'_>, answered: &Answered<'_>, now: Option<&Instant>) -> Interpretation {
    let api = &asked.format.adapter().api;
    let options = ReadOptions { format: Some(asked.format), ..ReadOptions::default() };
    let (link, link_issues, mut notes, more) = match read(answered.body, &options) {
        Answer::Accepted { value, notes, more } => (Some(value), Vec::new(), notes, more),
        Answer::Refused { issues, more, usable: Some(link), .. } => {
            (Some(*link), issues, Vec::new(), more)
        }
        // Of a body without a link only says why what is a JSON text.
        Answer::Refused { issues, more, usable: None, .. } if Tree::of(answered.body).is_ok() => {
            (None, issues, Vec::new(), more)
        }
        Answer::Refused { .. } => (None, Vec::new(), Vec::new(), 0),
    };
    let found = |text: &str| Params::NONE.with("found", excerpt(text));
    // RFC 9110, 15.3.3: accepted, but not done yet. The body may have no link, or its old status.
    let is_accepted = answered.status == 202;
    let issue = match &link {
        Some(link) if !has_asked_id(asked.id, link) => {
            notes.push(Note::new(NoteCode::AnswerOtherLink, "", found(link.id().as_str())));
            Some(Issue::new(ErrorCode::UpstreamOtherLink, "", Params::NONE))
        }
        Some(link) if is_where_it_was_to_be(asked.call, link.status()) => None,
        _ if is_accepted => Some(Issue::new(ErrorCode::UpstreamAccepted, "", Params::NONE)),
        None => {
            if answered.body.is_empty() {
                notes.push(Note::new(NoteCode::AnswerEmpty, "", Params::NONE));
            }
            Some(Issue::new(ErrorCode::UpstreamUnreadable, "", Params::NONE))
        }
        Some(link) => {
            notes.push(Note::new(NoteCode::AnswerContradicts, "", found(link.raw_status())));
            let params = Params::NONE.with("status", link.status().name());
            Some(Issue::new(ErrorCode::UpstreamContradicts, "", params))
        }
    };
    let (outcome, advice, source): (_, _, Source) = match issue {
        None => (Outcome::Done, Advice::Stop, api.success),
        Some(_) => (Outcome::Unclear, Advice::ReadFirst, api.refusals),
    };
    let after_ms = (issue.is_some() && is_accepted)
        .then(|| wait_of(answered, now, &mut notes).unwrap_or(LOOK_AGAIN_MS));
    Interpretation {
        outcome,
        link,
        notes,
        more,
        error: None,
        issues: issue.into_iter().collect(),
        link_issues,
        retry: Retry { advice, after_ms },
        source: source.into(),
    }
}

/// The wait that a response asks for; an unusable one is a note.
fn wait_of(answered: &Answered<'_>, now: Option<&Instant>, notes: &mut Vec<Note>) -> Option<u64> {
    retry_after(answered.headers, now).unwrap_or_else(|note| {
        notes.push(note);
        None
    })
}

/// A created link may have any status: it may already be paid.
fn is_where_it_was_to_be(call: Option<Action>, status: Status) -> bool {
    call.is_none_or(|call| step(Status::Open, event_of(call)) == Step::To(status))
}

/// The longest wait that is believed. A longer one is a mistake, such as a Unix time in place of a
/// delay, and would stop a caller for years.
const LONGEST_WAIT_MS: u64 = DAY_MS;

/// `Retry-After`, RFC 9110, 10.2.3, in milliseconds: seconds or a date. A date is compared with the
/// response's `date` if there is one, because both are of the same clock.
fn retry_after(lines: &[(String, String)], now: Option<&Instant>) -> Result<Option<u64>, Note> {
    let Some(text) = headers::value(lines, "retry-after") else { return Ok(None) };
    let text = text.trim();
    let malformed = || {
        let params = Params::NONE.with("found", excerpt(text));
        Note::new(NoteCode::RetryAfterMalformed, "", params)
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let millis = text.parse::<u64>().ok().and_then(|seconds| seconds.checked_mul(1000));
        return millis.filter(|millis| *millis <= LONGEST_WAIT_MS).map(Some).ok_or_else(malformed);
    }
    let at = date::millis(text).ok_or_else(malformed)?;
    let sent = headers::value(lines, "date")
        .and_then(|text| date::millis(&text))
        .or_else(|| now.and_then(|now| u64::try_from(now.millis()).ok()));
    let wait = sent.map(|sent| at.saturating_sub(sent));
    if wait.is_some_and(|wait| wait > LONGEST_WAIT_MS) { Err(malformed()) } else { Ok(wait) }
}

#[cfg(test)]
mod tests {
    use super::Advice;

    #[test]
    fn every_advice_is_read_back_by_the_name_it_is_written_with() {
        for advice in [Advice::Stop, Advice::SameRequest, Advice::NewKey, Advice::ReadFirst] {
            let written = serde_json::to_string(&advice).unwrap();
            assert_eq!(serde_json::from_str::<Advice>(&written).unwrap(), advice, "{written}");
        }
    }
}
