//! The fast path of a member's value.
//!
//! A value is looked at once: it ends where what it must be ends, and there its quote has to stand. Whatever
//! is otherwise, or would be noted, is left where it stands, to the full grammar.

use super::table::{Row, Shape};
use super::{Draft, Null, Path, Reader};
use crate::json::{Scan, Span, end_of_plain, end_of_plain_url, window};
use crate::model::{
    Moment, UUID, is_hyphenated, is_lower_code, length_of_amount, length_of_listed,
};

impl Reader<'_> {
    /// Puts the value that is next, if it is as nearly all are; otherwise the cursor stays, and `false`.
    #[inline(always)]
    pub(super) fn fast_value(&mut self, at: &Path<'_>, row: &Row, draft: &mut Draft) -> Scan<bool> {
        let bytes = self.json.text().as_bytes();
        let before = self.json.offset();
        if bytes.get(before) != Some(&b'"') {
            return self.fast_other(at, row, draft);
        }
        let start = before + 1;
        let end = match row.shape {
            Shape::Text | Shape::Filled(_) | Shape::Network => {
                let end = end_of_plain(bytes, start);
                let is_fine = match row.shape {
                    Shape::Filled(_) => end > start,
                    Shape::Network => bytes.get(start..end).is_some_and(is_lower_code),
                    _ => true,
                };
                is_fine.then_some(end)
            }
            Shape::Id => window(bytes, start).is_some_and(is_hyphenated).then(|| start + UUID),
            Shape::Url => {
                let origin = draft.recent.length_of_origin(bytes, start);
                origin.map(|length| end_of_plain_url(bytes, start + length))
            }
            Shape::Digits => {
                window(bytes, start).and_then(length_of_amount).map(|length| start + length)
            }
            Shape::Status => draft.recent.statuses.at(bytes, start).map(|(length, status)| {
                draft.status = status;
                start + length
            }),
            Shape::Currency => {
                window(bytes, start).and_then(length_of_listed).map(|length| start + length)
            }
            Shape::Instant => {
                let instant = window(bytes, start).and_then(|text| draft.recent.days.millis(text));
                instant.map(|(millis, length)| {
                    draft.put_moment(row.field, Moment { millis, is_whole: true });
                    start + length
                })
            }
            Shape::Own(read) => {
                read(self, at.member(row.name.text), row.null, draft)?;
                return Ok(true);
            }
            Shape::Currencies | Shape::Texts | Shape::Boolean | Shape::Object => None,
        };
        let Some(end) = end.filter(|end| bytes.get(*end) == Some(&b'"')) else { return Ok(false) };
        draft.put(row.field, Span::new(start, end));
        self.json.go_to(end + 1);
        Ok(true)
    }

    /// The same of what is no string.
    #[inline(always)]
    fn fast_other(&mut self, at: &Path<'_>, row: &Row, draft: &mut Draft) -> Scan<bool> {
        match row.shape {
            Shape::Own(read) => {
                read(self, at.member(row.name.text), row.null, draft)?;
                Ok(true)
            }
            Shape::Object => {
                let span = self.usual_object(at, row.name.text);
                if let Some(span) = span {
                    draft.put(row.field, span);
                }
                Ok(span.is_some())
            }
            _ => Ok(row.null == Null::Written && self.json.literal(b"null")),
        }
    }
}
