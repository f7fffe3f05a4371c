//! A document a line, as NDJSON has it: each line is read for itself, and a bad one is one bad link.

use super::rows::Rows;
use super::{Document, text_of};
use crate::facade::{Answer, ReadOptions, read};
use crate::format::Format;
use crate::issue::Issue;
use crate::json::{Json, Span, text_of as utf8};
use crate::model::PaymentLink;
use crate::reader::{Detail, fault_issue};

/// What is known of the lines beside their rows.
#[derive(Debug)]
pub(super) struct Lines {
    options: ReadOptions,
    formats: Vec<Option<Format>>,
    spans: Vec<Span>,
    /// The rows of lines that are no text, and where: what is in them was blanked.
    no_text: Vec<(usize, Issue)>,
}

impl Lines {
    /// Reads every line that is not blank.
    pub(super) fn read(
        bytes: &mut [u8],
        options: &ReadOptions,
        rows: &mut Rows,
    ) -> Result<Self, Issue> {
        let mut this =
            Self { options: *options, formats: Vec::new(), spans: Vec::new(), no_text: Vec::new() };
        let mut no_text = blank_what_is_no_text(bytes).into_iter().peekable();
        let text = text_of(bytes, usize::MAX)?.text();
        for line in spans_of_lines(text) {
            let bad = no_text.next_if(|(start, _)| *start == line.start);
            if let Some((_, issue)) = bad {
                this.no_text.push((rows.len(), issue));
                this.refuse(line, rows);
            } else if !source_of(text, line).trim_ascii().is_empty() {
                this.line(text, line, rows);
            }
        }
        Ok(this)
    }

    fn line(&mut self, text: &str, line: Span, rows: &mut Rows) {
        let before = rows.len();
        let up_to = text.get(..line.end as usize).unwrap_or_default();
        let json = Json::within(up_to, line.start as usize);
        let is_small = (line.end - line.start) as usize <= self.options.max_bytes;
        let read = is_small.then(|| Document::read(json, self.options.format, Detail::Count, rows));
        match read {
            Some(Ok(document)) if !document.head.is_list && rows.len() == before + 1 => {
                rows.note(before, document.found, Detail::Count);
                self.formats.push(Some(document.format));
                self.spans.push(line);
            }
            _ => {
                rows.truncate(before);
                self.refuse(line, rows);
            }
        }
    }

    fn refuse(&mut self, line: Span, rows: &mut Rows) {
        rows.put_nothing(line);
        self.formats.push(None);
        self.spans.push(line);
    }

    pub(super) fn format(&self, row: usize) -> Option<Format> {
        self.formats.get(row).copied().flatten()
    }

    /// The answer for one line.
    pub(super) fn answer(&self, row: usize, bytes: &[u8]) -> Answer<PaymentLink> {
        if let Some((_, issue)) = self.no_text.iter().find(|(of, _)| *of == row) {
            return Answer::one(issue.clone());
        }
        let line = self.spans.get(row).copied().unwrap_or_default();
        let line = bytes.get(line.start as usize..line.end as usize).unwrap_or_default();
        read(line, &self.options)
    }
}

/// Writes spaces over every line that is no text, and says which, and why.
fn blank_what_is_no_text(bytes: &mut [u8]) -> Vec<(u32, Issue)> {
    let mut bad = Vec::new();
    if utf8(bytes).is_ok() {
        return bad;
    }
    let mut start = 0;
    for line in bytes.split_mut(|byte| *byte == b'\n') {
        if let Err(fault) = utf8(line) {
            bad.push((Span::new(start, start).start, fault_issue(fault)));
            line.fill(b' ');
        }
        start += line.len() + 1;
    }
    bad
}

/// The lines of a text, without their ends.
fn spans_of_lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        span
    })
}

fn source_of(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}
