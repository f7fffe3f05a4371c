//! Reads a document of any format into rows, and builds the answers for its links.

use std::borrow::Cow;

use super::classify::format_of;
use crate::finding::Issue;
use crate::finding::answer::Answer;
use crate::model::{Format, PaymentLink};
use crate::provider::{ChildLocation, Head, LinkLocation};
use crate::reading::rows::{Rows, flag};
use crate::reading::{Detail, Findings, Part, Reader, fault_issue, row_to_link};
use crate::syntax::json::{Fault, Json, Span};

/// A document without its links, which are in rows.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) format: Format,
    pub(crate) head: Head,
    /// The findings outside of the links.
    pub(crate) found: Findings,
}

impl Document {
    /// Reads a document's links into rows, in the given or else the detected format.
    pub(crate) fn read(
        json: Json<'_>,
        format: Option<Format>,
        detail: Detail,
        rows: &mut Rows,
    ) -> Result<Self, Issue> {
        if let Some(format) = format {
            return Self::read_as(Reader::over(json, detail), format, rows);
        }
        let mut reader = Reader::over(json.clone(), detail);
        let hint = reader.ahead(|name, _| only(hints(name))).map_err(fault_issue)?;
        let mut hinted = None;
        if let Some(format) = hint {
            reader.mark_outermost(hints);
            let (document, marks) = Self::read_marked(reader, format, rows)?;
            // Fast path: a valid link is of the format it was read in. No other format has a member here.
            let is_sound = |row| rows.has(row, flag::SOUND);
            if only(marks).is_some()
                && !document.found.has_issues()
                && (0..rows.len()).any(is_sound)
            {
                return Ok(document);
            }
            hinted = Some(document);
        }
        let format = format_of(&json).map_err(|issue| match issue.span() {
            None => Part::document(json.text()).whole(issue),
            Some(_) => issue,
        })?;
        match hinted {
            Some(document) if document.format == format => Ok(document),
            Some(_) | None => {
                // The columns of rows have room for the format that was read first.
                if rows.draft.width() < format.adapter().vocabulary.last.width() {
                    *rows = Rows::default();
                }
                rows.clear();
                Self::read_as(Reader::over(json, detail), format, rows)
            }
        }
    }

    fn read_as(reader: Reader<'_>, format: Format, rows: &mut Rows) -> Result<Self, Issue> {
        Self::read_marked(reader, format, rows).map(|(document, _)| document)
    }

    /// Reads a document in a format; also returns what the names of its outermost object say.
    fn read_marked(
        mut reader: Reader<'_>,
        format: Format,
        rows: &mut Rows,
    ) -> Result<(Self, u32), Issue> {
        rows.start(format.adapter().vocabulary, reader.source().len());
        let head = (format.adapter().read)(&mut reader, rows).map_err(fault_issue)?;
        let marks = reader.take_marks();
        rows.pairs.append(&mut reader.take_pairs());
        let found = reader.end().map_err(fault_issue)?;
        Ok((Self { format, head, found }, marks))
    }

    /// The answer for a document of one link, with the findings outside of the link.
    pub(crate) fn answer(self, rows: &mut Rows, source: &str) -> Answer<PaymentLink> {
        self.answer_with(self.found.clone(), rows, source)
    }

    /// The answer for the link of a document that is read as a list of one.
    pub(crate) fn answer_in_one(&self, rows: &mut Rows, source: &str) -> Answer<PaymentLink> {
        self.answer_with(Findings::default(), rows, source)
    }

    fn answer_with(&self, around: Findings, rows: &mut Rows, source: &str) -> Answer<PaymentLink> {
        let parts = [Part::document(source)];
        // A duplicate link is an issue; the last one is used.
        let Some(row) = rows.len().checked_sub(1) else {
            return Answer::refused(around.sorted(&parts).0);
        };
        answer_of(rows, row, around, self.format, source, &parts)
    }

    /// The source text of a link's document. For a list, a stand-alone document with the source text of
    /// the link and of its child. `None` for an invalid link.
    pub(crate) fn source_of<'s>(
        &self,
        rows: &Rows,
        row: usize,
        bytes: &'s [u8],
    ) -> Option<Cow<'s, str>> {
        let text = |span: Span| {
            std::str::from_utf8(bytes.get(span.start as usize..span.end as usize)?).ok()
        };
        if !rows.is_usable(row) {
            return None;
        }
        if !self.head.is_list {
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        let child = rows.child(row).and_then(|child| text(rows.children.source(child)));
        Some(Cow::Owned((self.format.adapter().alone)(text(rows.source(row))?, child)))
    }

    pub(crate) fn answer_in_list(
        &self,
        rows: &mut Rows,
        row: usize,
        source: &str,
    ) -> Answer<PaymentLink> {
        let text = |span: Span| source.get(span.start as usize..span.end as usize);
        let part = |span: Span| {
            Part::element(text(span).unwrap_or_default(), span.start as usize, span.start as usize)
        };
        let parts = spans_of(rows, row).map(part);
        answer_of(rows, row, Findings::default(), self.format, source, &parts)
    }

    /// The same if findings were only counted: reads the link again from its source text.
    pub(crate) fn answer_again(
        &self,
        rows: &Rows,
        row: usize,
        bytes: &[u8],
    ) -> Answer<PaymentLink> {
        // INVARIANT: the bytes are UTF-8, and both spans begin and end at a bracket.
        let text = |span: Span| {
            let bytes = bytes.get(span.start as usize..span.end as usize).unwrap_or_default();
            std::str::from_utf8(bytes).unwrap_or_default()
        };
        let spans = spans_of(rows, row);
        let [link, other] = spans.map(text);
        let child = rows.child(row);
        // In the order of the source, which is the order of findings.
        let [link_span, child_span] = spans;
        let (source, starts) = if child.is_none() {
            (Cow::Borrowed(link), [0, 0])
        } else if child_span.start < link_span.start {
            (Cow::Owned(format!("{other} {link}")), [other.len() + 1, 0])
        } else {
            (Cow::Owned(format!("{link} {other}")), [0, link.len() + 1])
        };
        let part = |span: Span, text, read_at| Part::element(text, span.start as usize, read_at);
        let [start, child_start] = starts;
        let parts = [part(link_span, link, start), part(child_span, other, child_start)];
        let child = child.map(|index| {
            let is_own = rows.children.is_of(index, row);
            ChildLocation { index, start: child_start, is_own }
        });
        let mut reader = Reader::over(Json::within(&source, 0), Detail::Full);
        let mut alone = Rows::default();
        alone.start(self.format.adapter().vocabulary, source.len());
        let again = LinkLocation { index: row, start, child };
        match (self.format.adapter().read_again)(&mut reader, &mut alone, again) {
            Ok(()) => answer_of(&mut alone, 0, Findings::default(), self.format, &source, &parts),
            // INVARIANT: the same text was scanned before without a fault.
            Err(fault) => Answer::one(fault_issue(fault)),
        }
    }
}

/// Where a link of a list and its child are in the source; without a child, the link twice.
fn spans_of(rows: &Rows, row: usize) -> [Span; 2] {
    let link = rows.source(row);
    [link, rows.child(row).map_or(link, |child| rows.children.source(child))]
}

fn answer_of(
    rows: &mut Rows,
    row: usize,
    around: Findings,
    format: Format,
    source: &str,
    parts: &[Part<'_>],
) -> Answer<PaymentLink> {
    let found = rows.found.get_mut(row).map(std::mem::take).unwrap_or_default().and(around);
    let (issues, notes) = found.sorted(parts);
    let vocabulary = format.adapter().vocabulary;
    let link = row_to_link::link(rows, row, vocabulary, source);
    let link = link.map(|link| link.with_unmapped(&notes.list));
    match link {
        Some(link) if issues.is_empty() => Answer::accepted(link, notes),
        // INVARIANT: a reader that makes no link has written down why.
        link => Answer::invalid(issues, link, row_to_link::id(rows, row, source)),
    }
}

/// A JSON cursor over the bytes, if they are within the size limit.
pub(crate) fn text_of(bytes: &[u8], max_bytes: usize) -> Result<Json<'_>, Issue> {
    if bytes.len() > max_bytes {
        return Err(fault_issue(Fault::TooLarge { limit: max_bytes }));
    }
    Json::new(bytes).map_err(fault_issue)
}

/// The formats whose documents may have a top-level member of this name, one bit each.
fn hints(name: &str) -> u32 {
    let places = Format::ALL.iter().enumerate();
    let hints =
        |(place, format): (usize, &Format)| u32::from((format.adapter().hints)(name)) << place;
    places.map(hints).fold(0, |bits, bit| bits | bit)
}

/// The format, if it is exactly one.
fn only(formats: u32) -> Option<Format> {
    if !formats.is_power_of_two() {
        return None;
    }
    Format::ALL.get(formats.trailing_zeros() as usize).copied()
}
