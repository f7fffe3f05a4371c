//! Collects issues and notes with their byte offsets while a document is read.

use crate::finding::limits::{Listed, MOST};
use crate::finding::{Code, ErrorCode, Finding, Issue, Note, NoteCode, Params};
use crate::syntax::json::locate::locate;
use crate::syntax::json::{Fault, Json, MAX_DEPTH, Span};
use crate::syntax::pointer::below;
use crate::syntax::sorting::order;

/// The findings of one document, or of one link of a list.
///
/// While a list is read in bulk, findings are only counted; to list those of one link, it is read
/// again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    /// The recorded findings; boxed, because most links have none.
    written: Option<Box<Written>>,
    issue_count: u32,
    note_count: u32,
    is_different: bool,
}

#[derive(Debug, Clone, Default)]
struct Written {
    issues: First<ErrorCode>,
    notes: First<NoteCode>,
}

/// The first [`MOST`] findings of a document by offset; later ones are only counted.
#[derive(Debug, Clone)]
struct First<C> {
    found: Vec<(usize, Finding<C>)>,
    /// Findings at this offset or after it are not among the first.
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

    /// Keeps the first ones once there are `many`; sorting that rarely is cheap.
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

    /// The findings in document order with their ranges, and the number of further ones.
    fn sorted(mut self, count: u32, parts: &[Part<'_>]) -> Listed<C>
    where
        C: Code,
    {
        self.trim(0);
        let pointers: Vec<_> = self.found.iter().map(|(at, it)| (*at, it.pointer())).collect();
        let ranges = ranges(parts, &pointers);
        let found = self.found.into_iter().zip(ranges);
        let list = found.map(|((_, finding), range)| finding.with_range(range)).collect();
        Listed::of(list, count as usize)
    }
}

impl Findings {
    pub(crate) const fn has_issues(&self) -> bool {
        self.issue_count > 0
    }

    /// Whether there are no findings, and the model's text equals the source text.
    #[inline(always)]
    pub(crate) const fn is_nothing(&self) -> bool {
        self.issue_count | self.note_count == 0 && !self.is_different
    }

    pub(crate) const fn issue_count(&self) -> u32 {
        self.issue_count
    }

    pub(crate) const fn has_notes(&self) -> bool {
        self.note_count > 0
    }

    /// Whether the model's text of some part may differ from its source text, escapes included.
    pub(crate) const fn is_different(&self) -> bool {
        self.is_different
    }

    pub(crate) const fn differ(&mut self) {
        self.is_different = true;
    }

    pub(crate) const fn count_issue(&mut self) {
        self.issue_count = self.issue_count.saturating_add(1);
    }

    pub(crate) const fn count_note(&mut self, code: NoteCode) {
        self.note_count = self.note_count.saturating_add(1);
        // The link lists its unmapped members, which are not among its spans.
        self.is_different |= matches!(code, NoteCode::MemberUnmapped);
    }

    /// Whether an issue at this offset would be among the first.
    pub(crate) fn wants_issue(&self, offset: usize) -> bool {
        self.written.as_ref().is_none_or(|written| offset < written.issues.end)
    }

    /// Whether a note at this offset would be among the first.
    pub(crate) fn wants_note(&self, offset: usize) -> bool {
        self.written.as_ref().is_none_or(|written| offset < written.notes.end)
    }

    pub(crate) fn put_issue(&mut self, offset: usize, issue: Issue) {
        self.written.get_or_insert_default().issues.put(offset, issue);
    }

    pub(crate) fn put_note(&mut self, offset: usize, note: Note) {
        self.written.get_or_insert_default().notes.put(offset, note);
    }

    /// The number of recorded issues and of recorded notes.
    pub(crate) fn written(&self) -> [usize; 2] {
        let lengths = |written: &Written| {
            [&written.issues.found.len(), &written.notes.found.len()].map(|length| *length)
        };
        self.written.as_deref().map_or([0; 2], lengths)
    }

    /// Merges the findings of another part.
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
        self
    }

    pub(crate) fn without_notes(mut self) -> Self {
        if let Some(written) = &mut self.written {
            written.notes = First::default();
        }
        self.note_count = 0;
        self
    }

    /// Without what is wrong.
    pub(crate) fn without_issues(mut self) -> Self {
        if let Some(written) = &mut self.written {
            written.issues = First::default();
        }
        self.issue_count = 0;
        self
    }

    /// The first issue of those that were written down, with its offset.
    fn first(&self) -> Option<(usize, &Issue)> {
        let issues = self.written.iter().flat_map(|written| &written.issues.found);
        issues.min_by_key(|(offset, _)| *offset).map(|(offset, issue)| (*offset, issue))
    }

    pub(crate) fn first_issue(&self) -> Option<&Issue> {
        self.first().map(|(_, issue)| issue)
    }

    /// The findings of a shared resource for its second and later referrers: only the first issue,
    /// so that the answer does not repeat all of them for each referrer.
    #[must_use]
    pub(crate) fn shared(&self) -> Self {
        let mut left = Self { is_different: self.is_different, ..Self::default() };
        if self.has_issues() {
            left.count_issue();
            if let Some((offset, issue)) = self.first() {
                left.put_issue(offset, issue.clone());
            }
        }
        left
    }

    /// Issues and notes in document order. `parts` are the texts that were read.
    pub(crate) fn sorted(self, parts: &[Part<'_>]) -> (Listed<ErrorCode>, Listed<NoteCode>) {
        let Written { issues, notes } =
            self.written.map_or_else(Written::default, |written| *written);
        (issues.sorted(self.issue_count, parts), notes.sorted(self.note_count, parts))
    }
}

/// A text that pointers are resolved in: a document, or one element of a list in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'s> {
    text: &'s str,
    /// Byte offset of `text` in the document.
    start: usize,
    /// Byte offset of `text` in the text that the reader was given.
    read_at: usize,
    /// The number of pointer steps from the document to `text`.
    steps: usize,
}

impl<'s> Part<'s> {
    pub(crate) const fn document(text: &'s str) -> Self {
        Self { text, start: 0, read_at: 0, steps: 0 }
    }

    /// An element of an array that is a member of the document: two pointer steps deep.
    pub(crate) const fn element(text: &'s str, start: usize, read_at: usize) -> Self {
        Self { text, start, read_at, steps: 2 }
    }

    /// An issue with the range of the whole text.
    pub(crate) fn whole(self, issue: Issue) -> Issue {
        let range = ranges(&[self], &[(self.read_at, "")]);
        issue.with_range(range.into_iter().flatten().next())
    }

    const fn has(&self, offset: usize) -> bool {
        self.read_at <= offset && offset <= self.read_at + self.text.len()
    }
}

/// The byte range of each pointer, from the first part that contains its offset.
fn ranges(parts: &[Part<'_>], pointers: &[(usize, &str)]) -> Vec<Option<Span>> {
    let mut ranges = vec![None; pointers.len()];
    let mut left: Vec<bool> = vec![true; pointers.len()];
    for part in parts {
        let mut here = Vec::with_capacity(pointers.len());
        for ((offset, pointer), left) in pointers.iter().zip(&mut left) {
            let is_here = *left && part.has(*offset);
            *left &= !is_here;
            here.push(is_here.then(|| below(pointer, part.steps)));
        }
        locate(&mut Json::within(part.text, 0), &here, part.start, &mut ranges);
    }
    ranges
}

/// The indices sorted by offset. Not generic, so that the sort is compiled only once.
fn ordered(offsets: &[usize]) -> Vec<u32> {
    let offset = |index: u32| offsets.get(index as usize);
    order(offsets.len(), &|one, two| offset(one).cmp(&offset(two)))
}

/// The single issue of a text that cannot be read, such as one that is not JSON.
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
    let at = match fault {
        Fault::NotUtf8 { offset } | Fault::Syntax { offset, .. } | Fault::TooDeep { offset } => {
            Some(Span::new(offset, offset))
        }
        Fault::TooLarge { .. } => None,
    };
    Issue::new(code, "", params).with_range(at)
}
