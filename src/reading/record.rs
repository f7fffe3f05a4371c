//! Records issues and notes of the [`Reader`], within the limits of an answer.

use super::{Detail, Findings, Path, Reader};
use crate::finding::{Code, ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::syntax::json::Scan;

impl Reader<'_> {
    /// Runs `read` with separate findings, so that a bad link does not affect the others.
    pub(crate) fn apart<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, Findings)> {
        let outer = std::mem::take(&mut self.found);
        let value = read(self)?;
        Ok((value, std::mem::replace(&mut self.found, outer)))
    }

    /// Reads one link or resource of a list with separate findings. All rows together also have a
    /// limit, beyond which findings are only counted.
    pub(crate) fn row<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<(T, Findings)> {
        let outer = std::mem::replace(&mut self.in_row, true);
        let (value, found) = self.apart(read)?;
        self.in_row = outer;
        for (left, written) in self.left.iter_mut().zip(found.written()) {
            *left = left.saturating_sub(written);
        }
        Ok((value, found))
    }

    /// Runs `read` and adds its findings to `found` instead of the reader's own.
    pub(crate) fn beside<T>(
        &mut self,
        found: &mut Findings,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<T> {
        std::mem::swap(&mut self.found, found);
        let value = read(self)?;
        std::mem::swap(&mut self.found, found);
        Ok(value)
    }

    /// Takes findings about a value that nothing depends on: its issues become one note.
    pub(crate) fn absorb_noted(
        &mut self,
        found: Findings,
        offset: usize,
        pointer: impl FnOnce() -> String,
    ) {
        if found.has_issues() {
            let code = found.first_issue().map_or("", |issue| issue.code().name());
            let params = || Params::NONE.with("found", excerpt(code));
            let note = self.note_apart(offset, NoteCode::IncludedUnreadable, pointer, params);
            self.absorb(note);
        }
        self.absorb(found.without_issues());
    }

    /// Merges findings of [`Reader::apart`] into the reader's own.
    pub(crate) fn absorb(&mut self, found: Findings) {
        self.found = std::mem::take(&mut self.found).and(found);
    }

    pub(crate) fn issue(&mut self, code: ErrorCode, at: Path<'_>, params: impl FnOnce() -> Params) {
        self.issue_at(self.json.offset(), code, at, params);
    }

    pub(crate) fn note(&mut self, code: NoteCode, at: Path<'_>, params: impl FnOnce() -> Params) {
        self.note_at(self.json.offset(), code, at, params);
    }

    /// A note about a value that was read before, returned as separate findings.
    pub(crate) fn note_apart(
        &mut self,
        offset: usize,
        code: NoteCode,
        pointer: impl FnOnce() -> String,
        params: impl FnOnce() -> Params,
    ) -> Findings {
        let mut found = Findings::default();
        found.count_note(code);
        let [_, left] = &mut self.left;
        if self.detail == Detail::Full && *left > 0 {
            *left -= 1;
            found.put_note(offset, Note::new(code, pointer(), params()));
        }
        found
    }

    /// Notes a value that was read before as not part of the model.
    pub(crate) fn unmapped_where(&mut self, offset: usize, pointer: impl FnOnce() -> String) {
        let code = NoteCode::MemberUnmapped;
        self.found.count_note(code);
        if self.detail == Detail::Full && self.found.wants_note(offset) {
            self.found.put_note(offset, Note::new(code, pointer(), Params::NONE));
        }
    }

    /// Records an issue at the offset of a value that was read before.
    #[cold]
    pub(crate) fn issue_at(
        &mut self,
        offset: usize,
        code: ErrorCode,
        at: Path<'_>,
        params: impl FnOnce() -> Params,
    ) {
        if self.tells_issue(offset) {
            self.tell_issue(offset, code, at, params());
        }
    }

    /// Counts an issue; `true` if it is to be recorded. Not generic, to keep the code small.
    #[cold]
    fn tells_issue(&mut self, offset: usize) -> bool {
        self.found.count_issue();
        let [left, _] = self.left;
        self.is_told(left) && self.found.wants_issue(offset)
    }

    #[cold]
    fn tell_issue(&mut self, offset: usize, code: ErrorCode, at: Path<'_>, params: Params) {
        self.found.put_issue(offset, Issue::new(code, at.pointer(), params));
    }

    /// Records a note at the offset of a value that was read before.
    #[cold]
    pub(crate) fn note_at(
        &mut self,
        offset: usize,
        code: NoteCode,
        at: Path<'_>,
        params: impl FnOnce() -> Params,
    ) {
        if self.tells_note(offset, code) {
            self.tell_note(offset, code, at, params());
        }
    }

    #[cold]
    fn tells_note(&mut self, offset: usize, code: NoteCode) -> bool {
        self.found.count_note(code);
        let [_, left] = self.left;
        self.is_told(left) && self.found.wants_note(offset)
    }

    #[cold]
    fn tell_note(&mut self, offset: usize, code: NoteCode, at: Path<'_>, params: Params) {
        self.found.put_note(offset, Note::new(code, at.pointer(), params));
    }

    /// Whether a finding is recorded, with `left` of its kind remaining for all rows.
    const fn is_told(&self, left: usize) -> bool {
        matches!(self.detail, Detail::Full) && (!self.in_row || left > 0)
    }
}
