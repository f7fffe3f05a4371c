//! Reads many links in one pass into columns, and decides for all of them.
//!
//! The columns have byte ranges of the source text, which the batch keeps, instead of strings.
//! Findings of a link are only counted; [`LinkBatch::at`] reads the link again to return them.

use std::borrow::Cow;

use serde::Serialize;

use super::document::{Document, text_of};
use super::page::{Page, walk_of};
use super::read::ReadOptions;
use super::read_in_place::address_of;
use crate::deciding::decision::{Clock, Decision, decide_all};
use crate::deciding::verdict_cache::{Column, Columns, decide_rows};
use crate::finding::answer::{Answer, is_none};
use crate::finding::limits::{Listed, Room};
use crate::finding::{ErrorCode, Issue, Note, NoteCode};
use crate::model::{Action, Format, PaymentLink};
use crate::provider::listing::ListingData;
use crate::reading::rows::{Rows, flag};
use crate::reading::{Detail, Part};
use crate::syntax::json::Json;

/// Options for reading a batch.
#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    /// Format and size limit.
    pub read: ReadOptions,
    /// The clock for decisions; without one, nothing is decided.
    pub clock: Option<Clock>,
    /// Paging; without it, only the document's own cursor is used.
    pub page: Option<PageOptions>,
}

/// The request and state of a list that is read page by page.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// The list request from the plan.
    pub asked: Option<ListingData>,
    /// The `walk` of the previous page.
    pub walk: Option<String>,
}

/// Many links, read into columns.
///
/// # Examples
/// ```
/// use paylink::links::batch::{BatchOptions, LinkBatch};
/// use paylink::deciding::decision::{Clock, Verdict};
/// use paylink::model::Action;
/// use paylink::model::Instant;
///
/// let list = br#"{"items": [{"paymentLinkId": "a", "url": "https://pay.example.com/a",
///     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z"},
///     {"paymentLinkId": 5}]}"#;
/// let clock = Clock { now: Instant::parse("2024-06-01T12:00:00Z")?, skew_ms: 5_000 };
/// let options = BatchOptions { clock: Some(clock), ..BatchOptions::default() };
/// let batch = LinkBatch::read(list.to_vec(), options);
/// assert_eq!(batch.len(), 2);
/// // The number of the verdict for each link; the second link is unusable.
/// assert_eq!(batch.verdicts(Action::Close), Some(&[Verdict::Allowed as u8, u8::MAX][..]));
/// // An invalid link does not affect the others; `at` returns its issues.
/// assert!(batch.at(0).is_some_and(|answer| answer.value().is_some()));
/// assert!(batch.at(1).is_some_and(|answer| answer.issues().len() == 5));
/// # Ok::<(), paylink::model::ValueError>(())
/// ```
#[derive(Debug)]
pub struct LinkBatch {
    bytes: Vec<u8>,
    rows: Rows,
    around: Around,
    clock: Option<Clock>,
    columns: Columns,
}

/// The document without its links.
#[derive(Debug)]
enum Around {
    /// The document was accepted.
    Document { document: Document, notes: Listed<NoteCode>, page: Page },
    /// The document was refused, so there are no links.
    Refused { issues: Listed<ErrorCode> },
}

impl Around {
    fn refused(issue: Issue) -> Self {
        Self::Refused { issues: vec![issue].into() }
    }
}

/// The findings and paging data of a batch's document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AroundData<'a> {
    /// Issues that refuse the whole document.
    pub issues: &'a [Issue],
    /// Notes on the document outside of the links.
    pub notes: &'a [Note],
    /// How many issues or notes were left out.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// The cursor of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<&'a str>,
    /// The state for reading the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<&'a str>,
    /// The format of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

impl LinkBatch {
    /// Reads a list, or one link as a list of one.
    pub fn read(bytes: Vec<u8>, options: BatchOptions) -> Self {
        let BatchOptions { read, clock, page } = options;
        let mut rows = Rows::default();
        let around = document_of(&bytes, &read, page.as_ref(), &mut rows);
        if matches!(around, Around::Refused { .. }) {
            rows = Rows::default();
        }
        let mut batch = Self { bytes, rows, around, clock: None, columns: Columns::default() };
        if let Some(clock) = clock {
            batch.decide_again(&clock);
        }
        batch
    }

    /// The number of links, valid or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no links.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Issues that refuse the whole document; then there are no links.
    pub fn issues(&self) -> &[Issue] {
        match &self.around {
            Around::Refused { issues } => &issues.list,
            Around::Document { .. } => &[],
        }
    }

    /// Notes on the document outside of the links.
    pub fn notes(&self) -> &[Note] {
        match &self.around {
            Around::Document { notes, .. } => &notes.list,
            Around::Refused { .. } => &[],
        }
    }

    /// How many issues or notes outside of the links were left out.
    pub fn more(&self) -> usize {
        match &self.around {
            Around::Document { notes, .. } => notes.more,
            Around::Refused { issues } => issues.more,
        }
    }

    /// The cursor of the next page, if there is one.
    pub fn next_cursor(&self) -> Option<&str> {
        self.page()?.next_cursor.as_deref()
    }

    fn page(&self) -> Option<&Page> {
        match &self.around {
            Around::Document { page, .. } => Some(page),
            Around::Refused { .. } => None,
        }
    }

    /// The format of the document, if it was accepted.
    pub const fn format(&self) -> Option<Format> {
        match &self.around {
            Around::Document { document, .. } => Some(document.format),
            Around::Refused { .. } => None,
        }
    }

    /// One link with its findings, as [`crate::links::read::read_list`] returns it. `None` if `index`
    /// is out of range.
    pub fn at(&self, index: usize) -> Option<Answer<PaymentLink>> {
        if index >= self.len() {
            return None;
        }
        match &self.around {
            Around::Document { document, .. } if document.head.is_list => {
                Some(document.answer_again(&self.rows, index, &self.bytes))
            }
            Around::Document { document, .. } => {
                let mut rows = Rows::default();
                Json::new(&self.bytes).ok().and_then(|json| {
                    let source = json.text();
                    let read = Document::read(json, Some(document.format), Detail::Full, &mut rows);
                    Some(read.ok()?.answer_in_one(&mut rows, source))
                })
            }
            Around::Refused { .. } => None,
        }
    }

    /// The source text of a link's document, byte for byte. For a list, a stand-alone document of the
    /// link and its child. `None` for an unusable link.
    pub fn source(&self, index: usize) -> Option<Cow<'_, str>> {
        match &self.around {
            Around::Document { document, .. } => document.source_of(&self.rows, index, &self.bytes),
            Around::Refused { .. } => None,
        }
    }

    /// The answers for all links with findings, or with values that cannot be taken from the source
    /// text, in order. Their findings share one limit, as in [`crate::links::read::read_page`].
    pub fn odd(&self) -> Vec<Answer<PaymentLink>> {
        let mut room = Room::default();
        if let Around::Document { notes, .. } = &self.around {
            let mut notes = notes.clone();
            room.fit(&mut notes.list, &mut notes.more);
        }
        let is_odd =
            |row: &usize| !self.rows.has(*row, flag::PLAIN) || self.rows.has(*row, flag::NOTED);
        let odd = (0..self.len()).filter(is_odd).filter_map(|row| self.at(row));
        odd.map(|mut answer| {
            answer.fit(&mut room);
            answer
        })
        .collect()
    }

    /// Decides every action for one link. `None` if `index` is out of range, for an unusable link, and
    /// without a clock.
    fn decide(&self, index: usize) -> Option<[Decision; Action::ALL.len()]> {
        let answer = self.at(index)?;
        Some(decide_all(answer.usable()?.state(), self.clock.as_ref()?))
    }

    /// Decides for all links with another clock, without reading them again.
    pub fn decide_again(&mut self, clock: &Clock) {
        let mut columns = std::mem::take(&mut self.columns);
        self.clock = Some(clock.clone());
        let format = self.format();
        decide_rows(&self.rows, |_| format, clock, |row| self.decide(row), &mut columns);
        self.columns = columns;
    }

    /// The verdict on an action for each link, as its index in `Verdict::ALL`; [`u8::MAX`] for an
    /// unusable link. `None` if nothing was decided.
    pub fn verdicts(&self, action: Action) -> Option<&[u8]> {
        self.column(action).map(|column| column.verdicts.as_slice())
    }

    /// The reasons of each verdict, one bit each, in the order of [`crate::finding::Reason::ALL`].
    pub fn reasons(&self, action: Action) -> Option<&[u32]> {
        self.column(action).map(|column| column.reasons.as_slice())
    }

    /// The decisions on an action, if there are any.
    fn column(&self, action: Action) -> Option<&Column> {
        self.clock.as_ref()?;
        self.columns.iter().zip(Action::ALL).find(|(_, of)| *of == action).map(|(column, _)| column)
    }

    /// The memory layout for JavaScript: lengths, then the address of each column. The order is part of
    /// the contract with `pkg/columns.js`.
    pub fn places(&self) -> Vec<u32> {
        let (rows, children) = (&self.rows, &self.rows.children);
        let width = rows.draft.width();
        let (respelt, spellings) = rows.draft.respelt();
        let lengths = [
            self.bytes.len(),
            self.len(),
            width,
            children.flags.len(),
            rows.pairs.len(),
            respelt.len(),
            spellings.len(),
        ];
        let lengths = lengths.map(|length| u32::try_from(length).unwrap_or_default());
        let links = [
            address_of(&self.bytes),
            address_of(&rows.status),
            address_of(&rows.flags),
            address_of(rows.draft.spans()),
            address_of(&rows.sources),
            address_of(&rows.created),
            address_of(&rows.updated),
            address_of(&rows.expires),
            address_of(&rows.child_of),
            address_of(&rows.pair_ends),
            address_of(&rows.pairs),
            address_of(respelt),
            address_of(spellings.as_bytes()),
        ];
        let children = [
            address_of(&children.flags),
            address_of(&children.status),
            address_of(children.draft.spans()),
            address_of(&children.sources),
        ];
        let decided = self.columns.iter();
        let decided =
            decided.flat_map(|column| [address_of(&column.verdicts), address_of(&column.reasons)]);
        lengths.into_iter().chain(links).chain(children).chain(decided).collect()
    }

    /// The findings and paging data of the document, as plain data.
    pub fn around(&self) -> AroundData<'_> {
        AroundData {
            issues: self.issues(),
            notes: self.notes(),
            more: self.more(),
            next_cursor: self.next_cursor(),
            walk: self.page().and_then(|page| page.walk.as_deref()),
            format: self.format(),
        }
    }
}

fn document_of(
    bytes: &[u8],
    options: &ReadOptions,
    page: Option<&PageOptions>,
    rows: &mut Rows,
) -> Around {
    let read = |detail, rows: &mut Rows| {
        let json = text_of(bytes, options.max_bytes)?;
        let source = json.text();
        Document::read(json, options.format, detail, rows).map(|document| (document, source))
    };
    let walk = walk_of(page.and_then(|page| page.walk.as_deref()));
    let (walk, (document, source)) =
        match walk.and_then(|walk| Ok((walk, read(Detail::Count, rows)?))) {
            Ok(read) => read,
            Err(issue) => return Around::refused(issue),
        };
    let page = match page {
        None => Page::alone(&document),
        Some(page) => match Page::of(&document, rows, source, page.asked.as_ref(), walk) {
            Ok(page) => page,
            Err(issues) => return Around::Refused { issues: issues.into() },
        },
    };
    let mut notes = Vec::new().into();
    // Findings outside of the links are rare: only then the document is read again to list them.
    if document.found.has_issues() || document.found.has_notes() {
        match read(Detail::Full, &mut Rows::default())
            .map(|(again, source)| again.found.sorted(&[Part::document(source)]))
        {
            Ok((issues, found)) if issues.is_empty() => notes = found,
            Ok((issues, _)) => return Around::Refused { issues },
            Err(issue) => return Around::refused(issue),
        }
    }
    page.note(&mut notes);
    Room::default().fit(&mut notes.list, &mut notes.more);
    Around::Document { document, notes, page }
}
