//! Maps the status words of a format to statuses, and has its other fixed values for the reader.

use super::Field;
use crate::model::{ChildState, ChildStatus, Format, Kind, Status};

/// The status words and other fixed values of one format.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    pub(crate) format: Format,
    /// The provider's status words; each status of the format appears once.
    pub(crate) statuses: &'static [(&'static str, Status)],
    /// Maps a child's status word to its status.
    pub(crate) child_status: fn(Kind, &str) -> ChildStatus,
    /// The normalized spelling of a child's word that is documented in two spellings.
    pub(crate) child_word: fn(&str) -> Option<&'static str>,
    /// Whether its documentation says that ids are UUIDs.
    pub(crate) has_uuids: bool,
    /// Whether part of the amount has been paid while a link is in progress.
    pub(crate) is_partly_paid: bool,
    /// The resource type of a link's payment, for formats whose documents do not contain it.
    pub(crate) payment_type: Option<&'static str>,
    /// The last field, in the order of [`Field`], that links of the format have.
    pub(crate) last: Field,
}

impl Vocabulary {
    /// The status of a provider's word; [`Status::Unknown`] if it is not in the table.
    pub(crate) fn status(&self, word: &str) -> Status {
        self.status_word(word).map_or(Status::Unknown, |(_, status)| status)
    }

    /// The status words, for schemas.
    pub(crate) fn status_words(&self) -> Vec<&'static str> {
        self.statuses.iter().map(|(word, _)| *word).collect()
    }

    /// The documented spelling of a status word, in any case: the providers' own prose has other cases
    /// than their payloads.
    pub(crate) fn status_word(&self, word: &str) -> Option<(&'static str, Status)> {
        self.statuses.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).copied()
    }

    pub(crate) fn child_state(&self, kind: Kind, word: String) -> ChildState {
        ChildState::new(kind, (self.child_status)(kind, &word), word)
    }
}
