//! Paging: the next page of a list, from the document and from the request.

use super::document::Document;
use super::page_walk::Walk;
use crate::finding::limits::Listed;
use crate::finding::{ErrorCode, Issue, Note, NoteCode, Params, excerpt};
use crate::provider::listing::{Listing, ListingData, Next};
use crate::reading::row_to_link;
use crate::reading::rows::Rows;

/// The paging data of a list.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) next_cursor: Option<String>,
    /// The state of the walk after this page, as text.
    pub(crate) walk: Option<String>,
    /// Why paging stops here, if the list would never end.
    endless: Option<&'static str>,
}

/// Parses the walk of the previous page; `None` for the first one.
///
/// # Errors
/// The text is not a walk.
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
    /// For a list that is read without paging.
    pub(crate) fn alone(document: &Document) -> Self {
        let next_cursor = match &document.head.next {
            Next::At(cursor) => Some(cursor.clone()),
            Next::Unsaid | Next::Nowhere | Next::Somewhere => None,
        };
        Self { next_cursor, ..Self::default() }
    }

    /// # Errors
    /// The list request is invalid for the document's format.
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
                let last = || row_to_link::id(rows, rows.len().checked_sub(1)?, source);
                Listing::of(format, asked)?.next(format.listing(), next, rows.len(), last)
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

    /// Adds a note if paging stops here because the list would never end.
    pub(crate) fn note(&self, notes: &mut Listed<NoteCode>) {
        if let Some(found) = self.endless {
            let params = Params::NONE.with("found", found);
            notes.list.insert(0, Note::new(NoteCode::ListRepeats, "", params));
        }
    }
}
