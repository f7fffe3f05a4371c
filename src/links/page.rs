//! Where a list goes on, by what it says and by what was asked for.

use super::document::Document;
use super::page_walk::Walk;
use crate::finding::limits::Listed;
use crate::finding::{ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::provider::listing::{Listing, ListingData, Next};
use crate::reading::rows::Rows;

/// What is known of a page beside its links.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) next_cursor: Option<String>,
    /// What is remembered of the pages up to here.
    pub(crate) walk: Option<String>,
    /// Why the list would never end; it ends here.
    endless: Option<&'static str>,
}

/// What is remembered of the pages before: nothing for the first one.
///
/// # Errors
/// It is no such text.
pub(crate) fn walk_of(text: Option<&str>) -> Result<Walk, Issue> {
    let Some(text) = text else { return Ok(Walk::default()) };
    Walk::parse(text).ok_or_else(|| {
        let params = Params::NONE
            .with("parameter", "walk")
            .with("found", excerpt(text))
            .with("expected", "the `walk` of the page before");
        Issue::new(ErrorCode::ParameterMalformed, "", params)
    })
}

impl Page {
    /// Of a list that is no page of a walk.
    pub(crate) fn alone(document: &Document) -> Self {
        let next_cursor = match &document.head.next {
            Next::At(cursor) => Some(cursor.clone()),
            Next::Unsaid | Next::Nowhere | Next::Somewhere => None,
        };
        Self { next_cursor, ..Self::default() }
    }

    /// # Errors
    /// What was asked cannot be asked of the document's format.
    pub(crate) fn of(
        document: &Document,
        rows: &Rows,
        source: &str,
        asked: Option<&ListingData>,
        walk: Walk,
    ) -> Result<Self, Vec<Issue>> {
        let format = document.format;
        let next = match (&document.head.next, asked) {
            (Next::At(cursor), _) => Some(cursor.clone()),
            (_, None) => None,
            (next, Some(asked)) => {
                Listing::of(format, asked)?.next(format.listing(), next, rows.len())
            }
        };
        let Some(next) = next else { return Ok(Self::default()) };
        let ids = (0..rows.len()).map(|row| rows.name(row, source));
        Ok(match walk.step(asked.and_then(ListingData::cursor), &next, ids) {
            Ok(walk) => {
                Self { next_cursor: Some(next), walk: Some(walk.text()), ..Self::default() }
            }
            Err(found) => Self { endless: Some(found), ..Self::default() },
        })
    }

    /// Notes that the list ends here, if it would never end.
    pub(crate) fn note(&self, notes: &mut Listed<NoteCode>) {
        if let Some(found) = self.endless {
            let params = Params::NONE.with("found", found);
            notes.list.insert(0, Note::new(NoteCode::ListRepeats, "", params));
        }
    }
}
