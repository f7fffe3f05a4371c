//! Retry policies: whether, how often and after which delay a request may be sent again.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::finding::source::{Cited, Source};
use crate::syntax::from_json::{deserialised, named};

/// Whether and when to send a request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryPolicy {
    /// What to do without a response: send the same request again, or read first. After a close, read
    /// the link; after a create request, list the links with its reference, if the provider's lists
    /// have that filter ([`crate::calling::plan::plan_list`]).
    pub lost_answer: Advice,
    /// The maximum number of attempts, including the first.
    pub attempts: u8,
    /// The delay before the second attempt, in milliseconds. It doubles for each later one, unless the
    /// response has a delay.
    pub first_ms: u64,
    /// The maximum of this delay, in milliseconds.
    pub longest_ms: u64,
    /// The source of the rule.
    #[serde(flatten)]
    pub source: Cited,
}

impl RetryPolicy {
    const ATTEMPTS: u8 = 4;
    pub(crate) const FIRST_MS: u64 = 500;
    const LONGEST_MS: u64 = 8000;

    fn of(lost_answer: Advice, source: Source) -> Self {
        Self {
            lost_answer,
            attempts: Self::ATTEMPTS,
            first_ms: Self::FIRST_MS,
            longest_ms: Self::LONGEST_MS,
            source: source.into(),
        }
    }

    /// For requests without further effect when repeated: reads, and calls with an idempotency key.
    pub(crate) fn repeatable(source: Source) -> Self {
        Self::of(Advice::SameRequest, source)
    }

    /// For requests that may take effect twice when repeated.
    pub(crate) fn careful(source: Source) -> Self {
        Self::of(Advice::ReadFirst, source)
    }
}

closed_set! {
    /// What to do next.
    pub enum Advice {
        /// Nothing: the response is final.
        Stop = "stop",
        /// Send the same request again, with the same idempotency key.
        SameRequest = "same_request",
        /// Send it with another key: this one was used for another request.
        NewKey = "new_key",
        /// Read the link first.
        ReadFirst = "read_first",
    }
}

named!(Advice: "an advice");

deserialised!(Advice);

impl Advice {
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|advice| advice.name() == name)
    }
}
