//! Reads single links into reused memory that JavaScript accesses without copying.

use super::document::Document;
use crate::model::Format;
use crate::reading::Detail;
use crate::reading::rows::{Rows, flag};
use crate::syntax::json::Json;

/// Reused memory for one link.
#[derive(Debug)]
pub struct One {
    rows: Rows,
    report: Box<[u32; 12]>,
}

impl Default for One {
    fn default() -> Self {
        Self { rows: Rows::of_any(), report: Box::default() }
    }
}

impl One {
    /// Reads a document of one link. Returns its format only if the link is valid, has no notes, and
    /// all its values can be taken from the source text or the listed spellings. Otherwise use
    /// [`read`](crate::links::read::read).
    pub fn read(&mut self, bytes: &[u8], format: Option<Format>) -> Option<Format> {
        self.rows.clear();
        let json = Json::new(bytes).ok()?;
        let document = Document::read(json, format, Detail::Count, &mut self.rows).ok()?;
        let found = document.found;
        if document.head.is_list || found.has_issues() || found.has_notes() || self.rows.len() != 1
        {
            return None;
        }
        if !self.rows.has(0, flag::PLAIN) || self.rows.has(0, flag::NOTED) {
            return None;
        }
        self.tell();
        Some(document.format)
    }

    /// What was read, as addresses and lengths; the array itself does not move. The order is part of
    /// the contract with `pkg/core.js`.
    pub const fn report(&self) -> &[u32; 12] {
        &self.report
    }

    fn tell(&mut self) {
        let first = |column: &[u8]| column.first().copied().unwrap_or_default().into();
        let (rows, children) = (&self.rows, &self.rows.children);
        let child = rows.child(0);
        let of_child = |column: &[u8]| {
            child.and_then(|child| column.get(child)).copied().unwrap_or_default().into()
        };
        let (respelt, spellings) = self.rows.draft.respelt();
        let count = |length: usize| u32::try_from(length).unwrap_or_default();
        *self.report = [
            first(&rows.status),
            first(&rows.flags),
            address_of(rows.draft.spans()),
            address_of(&rows.pairs),
            rows.pair_ends.first().copied().unwrap_or_default(),
            of_child(&children.flags),
            of_child(&children.status),
            child.map_or(0, |child| address_of(children.draft.spans_of(child))),
            address_of(respelt),
            count(respelt.len()),
            address_of(spellings.as_bytes()),
            count(spellings.len()),
        ];
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only asked where addresses have 32 bits")]
pub(crate) fn address_of<T>(column: &[T]) -> u32 {
    column.as_ptr().addr() as u32
}
