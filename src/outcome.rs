//! What a provider's answer means, and what to do next.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::decision::{Action, event_of};
use crate::facade::{Answer, ReadOptions, read};
use crate::format::Format;
use crate::idempotency::KeyRefusal;
use crate::issue::{ErrorCode, Issue, Note, Params};
use crate::lifecycle::{Step, step};
use crate::model::{PaymentLink, Status};
use crate::provider_error::{ProviderError, read_error};

/// An answer in one word. Closed on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The link is closed, and the answer shows it.
    Done,
    /// The provider will not do it.
    Refused,
    /// The provider does not know the link.
    NotFound,
    /// The provider does not know the caller.
    Reauthorise,
    /// Nothing was decided; ask again.
    Retry,
    /// Nobody can tell from this answer whether the link is closed.
    Unclear,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Nothing: the answer is final.
    Stop,
    /// Send the very same request, with the same key.
    SameRequest,
    /// Send it with another key: this one is spoilt.
    NewKey,
    /// Read the link before anything else.
    ReadFirst,
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

/// An answer, understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interpretation {
    /// In one word.
    pub outcome: Outcome,
    /// The link as the answer shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<PaymentLink>,
    /// What is odd about it.
    pub notes: Vec<Note>,
    /// What the provider says went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ProviderError>,
    /// What is to be told a caller who is not the provider's: empty if done.
    pub issues: Vec<Issue>,
    /// What to do next.
    pub retry: Retry,
}

/// Understands the answer to a call that closes a link. `repeatable` says whether the call carried an
/// idempotency key: without one, a lost answer must be cleared up by reading the link.
pub fn interpret(
    format: Format,
    call: Action,
    repeatable: bool,
    status: u16,
    headers: &BTreeMap<String, String>,
    body: &[u8],
) -> Interpretation {
    if (200..300).contains(&status) {
        return after_success(format, call, body);
    }
    let error = read_error(format, status, body);
    let wait = headers.get("retry-after").and_then(|text| seconds(text));
    let profile = format.adapter().api.idempotency;
    let refusal = profile.and_then(|profile| profile.refusal(status, error.words.code.as_deref()));
    let (outcome, advice, after_ms) = match (status, refusal) {
        (_, Some(KeyRefusal::Locked)) => {
            let after = wait.or(profile.map(|profile| profile.locked_retry_ms));
            (Outcome::Retry, Advice::SameRequest, after)
        }
        (_, Some(KeyRefusal::Mismatch)) => (Outcome::Refused, Advice::NewKey, None),
        (401 | 403, None) => (Outcome::Reauthorise, Advice::Stop, None),
        (404, None) => (Outcome::NotFound, Advice::Stop, None),
        // Not acted upon, so even a call without a key may be sent again.
        (429, None) => (Outcome::Retry, Advice::SameRequest, wait.or(Some(BACK_OFF_MS))),
        // Both providers leave open how they refuse a transition: any other 4xx is taken for one.
        (400..=499, None) => (Outcome::Refused, Advice::ReadFirst, None),
        _ if repeatable => (Outcome::Retry, Advice::SameRequest, wait.or(Some(BACK_OFF_MS))),
        _ => (Outcome::Unclear, Advice::ReadFirst, wait),
    };
    Interpretation {
        outcome,
        link: None,
        notes: Vec::new(),
        issues: issues(outcome, &error.to_string()),
        error: Some(error),
        retry: Retry { advice, after_ms },
    }
}

fn issues(outcome: Outcome, why: &str) -> Vec<Issue> {
    let code = match outcome {
        Outcome::Done => return Vec::new(),
        Outcome::Refused => ErrorCode::UpstreamRefused,
        Outcome::NotFound => ErrorCode::LinkNotFound,
        Outcome::Retry => ErrorCode::UpstreamBusy,
        // It is our credential that the provider does not know, not the caller's.
        Outcome::Reauthorise | Outcome::Unclear => ErrorCode::UpstreamFailed,
    };
    vec![Issue::new(code, "", Params::NONE.with("why", why))]
}

/// How long to wait where nobody says it, in milliseconds.
const BACK_OFF_MS: u64 = 1000;

/// `Retry-After` in seconds; its form with a date needs a clock and is left to the caller.
fn seconds(text: &str) -> Option<u64> {
    text.trim().parse::<u64>().ok()?.checked_mul(1000)
}

/// A 2xx is only a success if the link it shows is closed.
fn after_success(format: Format, call: Action, body: &[u8]) -> Interpretation {
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let (link, notes) = match read(body, &options) {
        Answer::Accepted { value, notes } => (Some(value), notes),
        Answer::Refused { .. } => (None, Vec::new()),
    };
    let closed = step(Status::Open, event_of(call));
    let done = link.as_ref().is_some_and(|link| Step::To(link.status()) == closed);
    let outcome = if done { Outcome::Done } else { Outcome::Unclear };
    let why = match &link {
        Some(link) => format!("it answered a link that is {}", link.status().name()),
        None => "it answered success without a link that can be read".to_owned(),
    };
    Interpretation {
        outcome,
        link,
        notes,
        error: None,
        issues: issues(outcome, &why),
        retry: Retry {
            advice: if done { Advice::Stop } else { Advice::ReadFirst },
            after_ms: None,
        },
    }
}
