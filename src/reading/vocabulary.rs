//! What the reader has to know of a format: the words of its documents.

use super::Field;
use crate::model::{ChildState, ChildStatus, Format, Kind, Status};

/// The words of one format's documents.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) format: Format,
    /// The provider's status words; each status that the format has stands here once.
    pub(crate) statuses: &'static [(&'static str, Status)],
    /// What a child's status word means.
    pub(crate) child_status: fn(Kind, &str) -> ChildStatus,
    /// The one spelling of a child's word that the documents spell in two ways.
    pub(crate) child_word: fn(&str) -> Option<&'static str>,
    /// The resource type of the payment that a link points to, where no document says it.
    pub(crate) payment_type: Option<&'static str>,
    /// The last of the fields that its links have.
    pub(crate) last: Field,
}

impl Vocabulary {
    /// What a provider's status word means.
    pub(crate) fn status(&self, word: &str) -> Status {
        self.status_word(word).map_or(Status::Unknown, |(_, status)| status)
    }

    /// The documented spelling of a status word, in any case: the providers' own prose has other cases
    /// than their payloads.
    pub(crate) fn status_word(&self, word: &str) -> Option<(&'static str, Status)> {
        self.statuses.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).copied()
    }

    /// A child's kind, its word, and what the word means.
    pub(crate) fn child_state(&self, kind: Kind, word: String) -> ChildState {
        ChildState::new(kind, (self.child_status)(kind, &word), word)
    }
}
