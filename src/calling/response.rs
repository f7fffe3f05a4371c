//! What a provider's answer means, and what to do next.

#![deny(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use super::error_reply::{ProviderError, read_error};
use super::retry::{Advice, RetryPolicy};
use crate::finding::answer::{Answer, is_none};
use crate::finding::closed_set::closed_set;
use crate::finding::source::{Cited, Source};
use crate::finding::{ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::http::{date, headers};
use crate::idempotency::{KeyRefusal, Profile};
use crate::links::matching::has_asked_id;
use crate::links::read::{ReadOptions, read};
use crate::model::state_machine::{Step, step};
use crate::model::{Action, Format, Instant, LinkId, PaymentLink, Status, event_of};
use crate::syntax::json::Tree;

closed_set! {
    /// An answer in one word. Closed on purpose.
    pub enum Outcome {
        /// It is done, and the answer shows it.
        Done = "done",
        /// The provider will not do it.
        Refused = "refused",
        /// The link is not where the call needs it: somebody, or time, was faster.
        Conflict = "conflict",
        /// The provider does not know the link.
        NotFound = "not_found",
        /// The provider does not know the caller, or does not let it do this.
        Reauthorise = "reauthorise",
        /// Nothing was decided; ask again.
        Retry = "retry",
        /// Nobody can tell from this answer whether it is done.
        Unclear = "unclear",
    }
}

/// When to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retry {
    /// What to do next.
    pub advice: Advice,
    /// Milliseconds to wait before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_ms: Option<u64>,
}

/// What was asked of the provider: as much of a plan as its answer is understood by.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Whose call it was.
    pub format: Format,
    /// How the link was to be closed; none if it was to be made.
    pub call: Option<Action>,
    /// The link that was asked about.
    pub id: Option<&'a LinkId>,
    /// What to do when no answer came, as the plan has it.
    pub lost_answer: Advice,
}

/// An HTTP answer.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Names in any case; one that stands here more than once is several lines of that header.
    pub headers: &'a [(String, String)],
    /// The body as it came.
    pub body: &'a [u8],
}

/// An answer, understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interpretation {
    /// In one word.
    pub outcome: Outcome,
    /// The link as the answer shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<PaymentLink>,
    /// What is odd about the answer and the link in it.
    pub notes: Vec<Note>,
    /// How many more notes there are.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// What the provider says went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ProviderError>,
    /// What is to be told a caller who is not the provider's: empty if done.
    pub issues: Vec<Issue>,
    /// What to do next.
    pub retry: Retry,
    /// Whose rule it was understood by.
    #[serde(flatten)]
    pub source: Cited,
}

/// Understands the answer to a call that makes or closes a link; `None` if none came. `now` is only for
/// a `retry-after` that is a date, from an answer without a `date` of its own.
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
/// // A cancel that answers `ACTIVE` is a finding, not a success.
/// let body = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
///     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z",
///     "updatedAt": "2024-01-15T10:00:00Z"}"#;
/// let meant = interpret_response(&asked, Some(&Answered { status: 200, headers: &[], body }), None);
/// assert_eq!((meant.outcome, meant.retry.advice), (Outcome::Unclear, Advice::ReadFirst));
///
/// // Silence, after a call with a key: the very same request again.
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

/// What a status says when no code of the provider's own says more.
fn meaning(asked: &Asked<'_>, status: u16, is_json: bool) -> (Outcome, Advice) {
    let unknown = match asked.lost_answer {
        Advice::SameRequest => (Outcome::Retry, Advice::SameRequest),
        Advice::ReadFirst | Advice::NewKey | Advice::Stop => (Outcome::Unclear, Advice::ReadFirst),
    };
    match status {
        401 | 403 => (Outcome::Reauthorise, Advice::Stop),
        // A page in place of an answer comes from a proxy that knows nothing of any link.
        404 | 410 if is_json => (Outcome::NotFound, Advice::Stop),
        404 | 410 => (Outcome::Unclear, Advice::ReadFirst),
        // Not looked at, so even a call without a key may be sent again.
        425 | 429 => (Outcome::Retry, Advice::SameRequest),
        // The third 409, which no page describes: not about the key, so about the link.
        409 => (Outcome::Conflict, Advice::ReadFirst),
        // The request itself is wrong, and will be the next time.
        405 | 406 | 411 | 413..=415 | 431 => (Outcome::Refused, Advice::Stop),
        408 | 500..=599 => unknown,
        // Both providers leave open how they refuse: any other 4xx is taken for a refusal.
        400..=499 => (Outcome::Refused, Advice::ReadFirst),
        // A redirect is not followed with a credential; what is no status at all says nothing.
        _ => (Outcome::Unclear, Advice::ReadFirst),
    }
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
    let wait = retry_after(answered.headers, now).unwrap_or_else(|note| {
        notes.push(note);
        None
    });
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
            let (outcome, advice) = meaning(asked, status, is_json);
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
        error: Some(error),
        retry: Retry { advice, after_ms },
        source: source.into(),
    }
}

fn issue_of(outcome: Outcome, error: &ProviderError) -> Issue {
    let code = match outcome {
        Outcome::Refused => ErrorCode::UpstreamRefused,
        Outcome::Conflict => ErrorCode::UpstreamConflict,
        Outcome::NotFound => ErrorCode::LinkNotFound,
        Outcome::Retry => ErrorCode::UpstreamBusy,
        // It is our credential that the provider does not know, not the caller's.
        Outcome::Reauthorise | Outcome::Unclear | Outcome::Done => ErrorCode::UpstreamFailed,
    };
    Issue::new(code, "", Params::NONE.with("answer", error.to_string()))
}

/// No answer came: the provider may have acted all the same.
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
        retry: Retry {
            advice,
            after_ms: (outcome == Outcome::Retry).then_some(RetryPolicy::FIRST_MS),
        },
        source: source.into(),
    }
}

/// How long a provider that has accepted a call is left alone, unless it says otherwise.
const LOOK_AGAIN_MS: u64 = 5_000;

/// A 2xx is only a success if it shows the link that was asked about, where it was to be.
fn success(asked: &Asked<'_>, answered: &Answered<'_>, now: Option<&Instant>) -> Interpretation {
    let api = &asked.format.adapter().api;
    let options = ReadOptions { format: Some(asked.format), ..ReadOptions::default() };
    let (link, mut notes, more) = match read(answered.body, &options) {
        Answer::Accepted { value, notes, more } => (Some(value), notes, more),
        Answer::Refused { .. } => (None, Vec::new(), 0),
    };
    let found = |text: &str| Params::NONE.with("found", excerpt(text));
    // RFC 9110, 15.3.3: accepted, and not done yet. It need not show a link, and one that it shows need not be there yet.
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
        .then(|| retry_after(answered.headers, now).ok().flatten().unwrap_or(LOOK_AGAIN_MS));
    Interpretation {
        outcome,
        link,
        notes,
        more,
        error: None,
        issues: issue.into_iter().collect(),
        retry: Retry { advice, after_ms },
        source: source.into(),
    }
}

/// A link that was made may be anywhere: a payer can be fast.
fn is_where_it_was_to_be(call: Option<Action>, status: Status) -> bool {
    call.is_none_or(|call| step(Status::Open, event_of(call)) == Step::To(status))
}

/// `Retry-After`, RFC 9110, 10.2.3: seconds, or a date, which is compared with the answer's own `date`
/// where there is one, for that is the same clock.
fn retry_after(lines: &[(String, String)], now: Option<&Instant>) -> Result<Option<u64>, Note> {
    let Some(text) = headers::value(lines, "retry-after") else { return Ok(None) };
    let text = text.trim();
    let malformed = || {
        let params = Params::NONE.with("found", excerpt(text));
        Note::new(NoteCode::RetryAfterMalformed, "", params)
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let millis = text.parse::<u64>().ok().and_then(|seconds| seconds.checked_mul(1000));
        return millis.map(Some).ok_or_else(malformed);
    }
    let at = date::millis(text).ok_or_else(malformed)?;
    let sent = headers::value(lines, "date")
        .and_then(|text| date::millis(&text))
        .or_else(|| now.and_then(|now| u64::try_from(now.millis()).ok()));
    Ok(sent.map(|sent| at.saturating_sub(sent)))
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
