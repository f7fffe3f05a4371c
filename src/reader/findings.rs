//! What was found, with where it stood in the text.

use crate::issue::{ErrorCode, Finding, Issue, Note, Params};
use crate::json::{Fault, MAX_DEPTH};

/// Everything found in one document, or in one link of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub(super) issues: Vec<(usize, Issue)>,
    pub(super) notes: Vec<(usize, Note)>,
}

impl Findings {
    /// These and those.
    #[must_use]
    pub(crate) fn and(mut self, mut other: Self) -> Self {
        self.issues.append(&mut other.issues);
        self.notes.append(&mut other.notes);
        self
    }

    /// Only what is wrong.
    pub(crate) fn without_notes(mut self) -> Self {
        self.notes.clear();
        self
    }

    /// Both lists, in document order.
    pub(crate) fn sorted(self) -> (Vec<Issue>, Vec<Note>) {
        fn sort<C>(found: Vec<(usize, Finding<C>)>) -> Vec<Finding<C>> {
            let offsets = found.iter().enumerate().map(|(index, (offset, _))| (*offset, index));
            let order = ordered(offsets.collect());
            let mut found: Vec<_> = found.into_iter().map(|(_, finding)| Some(finding)).collect();
            order.into_iter().filter_map(|index| found.get_mut(index)?.take()).collect()
        }
        (sort(self.issues), sort(self.notes))
    }
}

/// The indices in the order of their offsets; apart, so that one sort serves findings of any kind.
fn ordered(mut offsets: Vec<(usize, usize)>) -> Vec<usize> {
    offsets.sort_unstable();
    offsets.into_iter().map(|(_, index)| index).collect()
}

/// A fault as the one issue of a text that cannot be read.
pub(crate) fn fault_issue(fault: Fault) -> Issue {
    let (code, params) = match fault {
        Fault::NotUtf8 { offset } => {
            (ErrorCode::JsonNotUtf8, Params::NONE.with("offset", offset.to_string()))
        }
        Fault::Syntax { expected, offset } => (
            ErrorCode::JsonSyntax,
            Params::NONE.with("expected", expected).with("offset", offset.to_string()),
        ),
        Fault::TooDeep { offset } => (
            ErrorCode::JsonTooDeep,
            Params::NONE.with("limit", MAX_DEPTH.to_string()).with("offset", offset.to_string()),
        ),
        Fault::TooLarge { limit } => {
            (ErrorCode::JsonTooLarge, Params::NONE.with("limit", limit.to_string()))
        }
    };
    Issue::new(code, "", params)
}
