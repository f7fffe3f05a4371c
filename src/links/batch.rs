//! Many links at once: read in one pass into columns, decided, and looked at one by one.
//!
//! The columns hold no texts, only where they stand in the source, which the batch keeps. What was
//! found in a link is counted, not written down: a link that is asked about is read again, by the same
//! reader.

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

/// How a batch is read.
#[derive(Debug, Clone, Default)]
pub struct BatchOptions {
    /// Format, and the largest size.
    pub read: ReadOptions,
    /// The clock to decide by; without one nothing is decided.
    pub clock: Option<Clock>,
    /// The list as a page of a walk; otherwise it goes on where it says so itself.
    pub page: Option<PageOptions>,
}

/// A list as a page of a walk.
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// What it was asked for, as its plan has it.
    pub asked: Option<ListingData>,
    /// What is remembered of the pages before, as the last of them gave it.
    pub walk: Option<String>,
}

/// Many links, read.
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
/// // The place of a verdict among all; the second is no link.
/// assert_eq!(batch.verdicts(Action::Close), Some(&[Verdict::Allowed as u8, u8::MAX][..]));
/// // A bad link does not spoil its neighbours; what is wrong with it is told when it is asked about.
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

/// What is around the links.
#[derive(Debug)]
enum Around {
    /// They are of one document.
    Document { document: Document, notes: Listed<NoteCode>, page: Page },
    /// Something is wrong around them, so there are none.
    Refused { issues: Listed<ErrorCode> },
}

impl Around {
    fn refused(issue: Issue) -> Self {
        Self::Refused { issues: vec![issue].into() }
    }
}

/// What is around the links of a batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AroundData<'a> {
    /// What refuses the whole.
    pub issues: &'a [Issue],
    /// What is odd.
    pub notes: &'a [Note],
    /// How many more there are.
    #[serde(skip_serializing_if = "is_none")]
    pub more: usize,
    /// Where the next page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<&'a str>,
    /// What is remembered of the pages up to here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<&'a str>,
    /// The format of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

impl LinkBatch {
    /// Reads a list, or one link.
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

    /// How many links, sound or not.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What refuses the whole; then there are no links.
    pub fn issues(&self) -> &[Issue] {
        match &self.around {
            Around::Refused { issues } => &issues.list,
            Around::Document { .. } => &[],
        }
    }

    /// What is odd around the links.
    pub fn notes(&self) -> &[Note] {
        match &self.around {
            Around::Document { notes, .. } => &notes.list,
            Around::Refused { .. } => &[],
        }
    }

    /// How many more issues, or notes, there are around the links than are told.
    pub fn more(&self) -> usize {
        match &self.around {
            Around::Document { notes, .. } => notes.more,
            Around::Refused { issues } => issues.more,
        }
    }

    /// Where the next page begins, if there is one.
    pub fn next_cursor(&self) -> Option<&str> {
        self.page()?.next_cursor.as_deref()
    }

    fn page(&self) -> Option<&Page> {
        match &self.around {
            Around::Document { page, .. } => Some(page),
            Around::Refused { .. } => None,
        }
    }

    /// The format of the document, if it is read.
    pub const fn format(&self) -> Option<Format> {
        match &self.around {
            Around::Document { document, .. } => Some(document.format),
            Around::Refused { .. } => None,
        }
    }

    /// One link, with all that was found in it: as [`crate::links::read::read_list`] answers it. `None` behind
    /// the last.
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

    /// The text of the document that a link was read from, byte for byte: of a list, the document that the
    /// link would be by itself, with its child. `None` for what is no link.
    pub fn source(&self, index: usize) -> Option<Cow<'_, str>> {
        match &self.around {
            Around::Document { document, .. } => document.source_of(&self.rows, index, &self.bytes),
            Around::Refused { .. } => None,
        }
    }

    /// The answers for all links that cannot be cut out of the source, in their order. What is found in
    /// all of them has the room of one answer, as in [`crate::links::read::read_page`].
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

    /// Decides every action for one link. `None` behind the last, for a link that is refused, and
    /// without a clock.
    fn decide(&self, index: usize) -> Option<[Decision; Action::ALL.len()]> {
        let answer = self.at(index)?;
        Some(decide_all(answer.value()?.state(), self.clock.as_ref()?))
    }

    /// Decides for all links by another clock, without reading them again.
    pub fn decide_again(&mut self, clock: &Clock) {
        let mut columns = std::mem::take(&mut self.columns);
        self.clock = Some(clock.clone());
        let format = self.format();
        decide_rows(&self.rows, |_| format, clock, |row| self.decide(row), &mut columns);
        self.columns = columns;
    }

    /// The verdict on an action for each link, by its place among all; [`u8::MAX`] for what is no link.
    /// `None` where nothing was decided.
    pub fn verdicts(&self, action: Action) -> Option<&[u8]> {
        self.column(action).map(|column| column.verdicts.as_slice())
    }

    /// The reasons of each verdict, a bit each, in the order of [`crate::finding::Reason::ALL`].
    pub fn reasons(&self, action: Action) -> Option<&[u32]> {
        self.column(action).map(|column| column.reasons.as_slice())
    }

    /// What was decided of an action, if anything was.
    fn column(&self, action: Action) -> Option<&Column> {
        self.clock.as_ref()?;
        self.columns.iter().zip(Action::ALL).find(|(_, of)| *of == action).map(|(column, _)| column)
    }

    /// Where the columns stand in memory, for who looks at them from outside: how many links and
    /// children, then a place for each column. The order is part of the contract with `pkg/columns.js`.
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

    /// What is around the links, as plain data.
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
    // Around the links hardly anything is found; then it is read again for the words of it.
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
