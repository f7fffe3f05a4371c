//! What was found, with where it stood in the text.

use crate::finding::limits::{Listed, MOST};
use crate::finding::{Code, ErrorCode, Finding, Issue, Note, NoteCode, Params};
use crate::syntax::json::{Fault, MAX_DEPTH};
use crate::syntax::sorting::order;

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
    issues: First<ErrorCode>,
    notes: First<NoteCode>,
}

/// The first findings of a document, by where they stand: the others are only counted.
#[derive(Debug, Clone)]
struct First<C> {
    found: Vec<(usize, Finding<C>)>,
    /// Nothing that stands here or behind it is among the first.
    end: usize,
}

impl<C> Default for First<C> {
    fn default() -> Self {
        Self { found: Vec::new(), end: usize::MAX }
    }
}

impl<C> First<C> {
    fn put(&mut self, offset: usize, finding: Finding<C>) {
        self.found.push((offset, finding));
        self.trim(2 * MOST);
    }

    fn append(&mut self, mut other: Self) {
        self.found.append(&mut other.found);
        self.trim(2 * MOST);
    }

    /// Keeps the first, once there are `many`: sorted so seldom, it costs next to nothing.
    fn trim(&mut self, many: usize) {
        if self.found.len() < many {
            return;
        }
        let offsets: Vec<usize> = self.found.iter().map(|(offset, _)| *offset).collect();
        let mut found: Vec<_> = std::mem::take(&mut self.found).into_iter().map(Some).collect();
        let first = ordered(&offsets).into_iter().take(MOST);
        self.found = first.filter_map(|index| found.get_mut(index as usize)?.take()).collect();
        if self.found.len() == MOST {
            self.end = self.found.last().map_or(self.end, |(offset, _)| *offset);
        }
    }

    /// In document order, and how many there are beside them.
    fn sorted(mut self, count: u32) -> Listed<C>
    where
        C: Code,
    {
        self.trim(0);
        let list = self.found.into_iter().map(|(_, finding)| finding).collect();
        Listed::of(list, count as usize)
    }
}

impl Findings {
    /// Whether anything is wrong.
    pub(crate) const fn has_issues(&self) -> bool {
        self.issue_count > 0
    }

    /// Whether nothing was found, and nothing differs.
    #[inline(always)]
    pub(crate) const fn is_nothing(&self) -> bool {
        self.issue_count | self.note_count == 0 && !self.is_different && !self.has_escapes
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

    pub(crate) const fn find_escape(&mut self) {
        self.has_escapes = true;
    }

    pub(crate) const fn count_issue(&mut self) {
        self.issue_count = self.issue_count.saturating_add(1);
    }

    pub(crate) const fn count_note(&mut self, code: NoteCode) {
        self.note_count = self.note_count.saturating_add(1);
        self.is_different |= !is_written(code);
    }

    /// Whether an issue there would be among the first.
    pub(crate) fn wants_issue(&self, offset: usize) -> bool {
        self.written.as_ref().is_none_or(|written| offset < written.issues.end)
    }

    /// Whether a note there would be among the first.
    pub(crate) fn wants_note(&self, offset: usize) -> bool {
        self.written.as_ref().is_none_or(|written| offset < written.notes.end)
    }

    pub(crate) fn put_issue(&mut self, offset: usize, issue: Issue) {
        self.written.get_or_insert_default().issues.put(offset, issue);
    }

    pub(crate) fn put_note(&mut self, offset: usize, note: Note) {
        self.written.get_or_insert_default().notes.put(offset, note);
    }

    /// How many issues and notes are written down.
    pub(crate) fn written(&self) -> [usize; 2] {
        let lengths = |written: &Written| {
            [&written.issues.found.len(), &written.notes.found.len()].map(|length| *length)
        };
        self.written.as_deref().map_or([0; 2], lengths)
    }

    /// These and those.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        match (&mut self.written, other.written) {
            (Some(written), Some(more)) => {
                written.issues.append(more.issues);
                written.notes.append(more.notes);
            }
            (_, None) => {}
            (written, more) => *written = more,
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
            written.notes = First::default();
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
            let issues = self.written.iter().flat_map(|written| &written.issues.found);
            if let Some((offset, issue)) = issues.min_by_key(|(offset, _)| *offset) {
                left.put_issue(*offset, issue.clone());
            }
        }
        left
    }

    /// Both lists, in document order.
    pub(crate) fn sorted(self) -> (Listed<ErrorCode>, Listed<NoteCode>) {
        let Written { issues, notes } =
            self.written.map_or_else(Written::default, |written| *written);
        (issues.sorted(self.issue_count), notes.sorted(self.note_count))
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
fn ordered(offsets: &[usize]) -> Vec<u32> {
    let offset = |index: u32| offsets.get(index as usize);
    order(offsets.len(), &|one, two| offset(one).cmp(&offset(two)))
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
