//! What was found, with where it stood in the text.

use crate::issue::{ErrorCode, Finding, Issue, Note, NoteCode, Params};
use crate::json::{Fault, MAX_DEPTH};

/// Everything found in one document, or in one link of a list.
///
/// Whoever reads many links at once only wants to know how much was found: then nothing is written
/// down, and a link that is asked about is read again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    /// What was written down; most links have nothing.
    written: Option<Box<Written>>,
    issue_count: u32,
    note_count: u32,
    is_different: bool,
    has_escapes: bool,
}

#[derive(Debug, Clone, Default)]
struct Written {
    issues: Vec<(usize, Issue)>,
    notes: Vec<(usize, Note)>,
}

impl Findings {
    /// Whether anything is wrong.
    pub(crate) const fn has_issues(&self) -> bool {
        self.issue_count > 0
    }

    /// Whether anything is odd.
    pub(crate) const fn has_notes(&self) -> bool {
        self.note_count > 0
    }

    /// Whether the model may write the document otherwise than it is; member order, white space and
    /// escapes apart.
    pub(crate) const fn is_different(&self) -> bool {
        self.is_different
    }

    /// Whether a text of the model is written with escapes.
    pub(crate) const fn has_escapes(&self) -> bool {
        self.has_escapes
    }

    /// The document has something that the model does not write, or writes otherwise.
    pub(crate) const fn differ(&mut self) {
        self.is_different = true;
    }

    pub(super) const fn find_escape(&mut self) {
        self.has_escapes = true;
    }

    pub(super) const fn count_issue(&mut self) {
        self.issue_count = self.issue_count.saturating_add(1);
    }

    pub(super) const fn count_note(&mut self, code: NoteCode) {
        self.note_count = self.note_count.saturating_add(1);
        self.is_different |= !is_written(code);
    }

    pub(super) fn put_issue(&mut self, offset: usize, issue: Issue) {
        self.written.get_or_insert_default().issues.push((offset, issue));
    }

    pub(super) fn put_note(&mut self, offset: usize, note: Note) {
        self.written.get_or_insert_default().notes.push((offset, note));
    }

    /// These and those.
    #[must_use]
    pub(crate) fn and(mut self, mut other: Self) -> Self {
        if let Some(more) = &mut other.written {
            let written = self.written.get_or_insert_default();
            written.issues.append(&mut more.issues);
            written.notes.append(&mut more.notes);
        }
        self.issue_count = self.issue_count.saturating_add(other.issue_count);
        self.note_count = self.note_count.saturating_add(other.note_count);
        self.is_different |= other.is_different;
        self.has_escapes |= other.has_escapes;
        self
    }

    /// Only what is wrong.
    pub(crate) fn without_notes(mut self) -> Self {
        if let Some(written) = &mut self.written {
            written.notes.clear();
        }
        self.note_count = 0;
        self
    }

    /// Nothing but how the document differs from what the model writes.
    #[must_use]
    pub(crate) fn only_difference(self) -> Self {
        let Self { is_different, has_escapes, .. } = self;
        Self { is_different, has_escapes, ..Self::default() }
    }

    /// What is left for whoever shares what all this was found in: that it is wrong, by the first
    /// issue, and how it differs from what the model writes. Many may share what has many findings.
    #[must_use]
    pub(crate) fn shared(&self) -> Self {
        let Self { is_different, has_escapes, .. } = *self;
        let mut left = Self { is_different, has_escapes, ..Self::default() };
        if self.has_issues() {
            left.count_issue();
            let issues = self.written.iter().flat_map(|written| &written.issues);
            if let Some((offset, issue)) = issues.min_by_key(|(offset, _)| *offset) {
                left.put_issue(*offset, issue.clone());
            }
        }
        left
    }

    /// Both lists, in document order.
    pub(crate) fn sorted(self) -> (Vec<Issue>, Vec<Note>) {
        fn sort<C>(found: Vec<(usize, Finding<C>)>) -> Vec<Finding<C>> {
            let offsets = found.iter().enumerate().map(|(index, (offset, _))| (*offset, index));
            let order = ordered(offsets.collect());
            let mut found: Vec<_> = found.into_iter().map(|(_, finding)| Some(finding)).collect();
            order.into_iter().filter_map(|index| found.get_mut(index)?.take()).collect()
        }
        let Written { issues, notes } =
            self.written.map_or_else(Written::default, |written| *written);
        (sort(issues), sort(notes))
    }
}

/// Whether what was noted is part of the model, which writes it as it was.
const fn is_written(code: NoteCode) -> bool {
    match code {
        NoteCode::IdNotUuid
        | NoteCode::StatusUnknown
        | NoteCode::KindUnknown
        | NoteCode::CurrencyUnknown
        | NoteCode::CompletionContradicts
        | NoteCode::ExpiryContradicts
        | NoteCode::RedirectsOnPayout
        | NoteCode::UrlNotHttps
        | NoteCode::ChildNotIncluded => true,
        NoteCode::JsonBom
        | NoteCode::MemberUnmapped
        | NoteCode::NullUndocumented
        | NoteCode::MemberSpelling
        | NoteCode::AmountAsNumber
        // These are about answers, and not about documents.
        | NoteCode::AnswerEmpty
        | NoteCode::AnswerNotJson
        | NoteCode::AnswerContradicts
        | NoteCode::AnswerOtherLink
        | NoteCode::RetryAfterMalformed
        | NoteCode::ListRepeats
        | NoteCode::CursorUnusable
        | NoteCode::EventUnknown
        | NoteCode::EventUnreadable => false,
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
