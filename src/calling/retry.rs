//! When a call may be sent again.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::finding::source::{Cited, Source};
use crate::syntax::from_json::{deserialised, named};

/// When to send a call again, and when not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetryPolicy {
    /// What to do when no answer came: the very same request again, or look first. After a call that
    /// closes a link that is to read the link; after one that makes a link, where the provider's lists
    /// can be filtered so, to list what has its reference ([`crate::calling::plan::plan_list`]).
    pub lost_answer: Advice,
    /// How often to send it at most, the first time included.
    pub attempts: u8,
    /// How long to wait before the second time, in milliseconds; twice as long before each later one,
    /// where the answer does not say otherwise.
    pub first_ms: u64,
    /// The longest such wait, in milliseconds.
    pub longest_ms: u64,
    /// Whose rule it is.
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

    /// A repeat of a read does nothing, and of a call with a key nothing more.
    pub(crate) fn repeatable(source: Source) -> Self {
        Self::of(Advice::SameRequest, source)
    }

    /// Nothing keeps a repeat of this call from acting a second time.
    pub(crate) fn careful(source: Source) -> Self {
        Self::of(Advice::ReadFirst, source)
    }
}

closed_set! {
    /// What to do next.
    pub enum Advice {
        /// Nothing: the answer is final.
        Stop = "stop",
        /// Send the very same request, with the same key.
        SameRequest = "same_request",
        /// Send it with another key: this one is spoilt.
        NewKey = "new_key",
        /// Read the link before anything else.
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
