//! Fast path for the value of a member.
//!
//! The value is scanned once by the shape of its row and must end with a quote. A value of another
//! form, or with a finding, is left to the full grammar.

use super::member_table::{Row, Shape};
use super::{Draft, Null, Path, Reader};
use crate::model::{
    Timestamp, UUID, is_hyphenated, is_lower_code, length_of_amount, length_of_listed,
};
use crate::syntax::json::{Scan, length_of_plain, length_of_plain_url};

impl Reader<'_> {
    /// Stores the next value if it has the common form; otherwise `false`, and the cursor stays.
    #[inline(always)]
    pub(crate) fn fast_value(&mut self, at: &Path<'_>, row: &Row, draft: &mut Draft) -> Scan<bool> {
        let Some((b'"', text)) = self.json.rest().split_first() else {
            return self.fast_other(at, row, draft);
        };
        let length = match row.shape {
            Shape::Text | Shape::Filled(_) | Shape::Network => {
                let length = length_of_plain(text);
                let is_fine = match row.shape {
                    Shape::Filled(_) => length > 0,
                    Shape::Network => text.get(..length).is_some_and(is_lower_code),
                    _ => true,
                };
                is_fine.then_some(length)
            }
            Shape::Id => text.first_chunk().is_some_and(is_hyphenated).then_some(UUID),
            Shape::Url | Shape::Redirect => draft
                .recent
                .length_of_origin(text)
                .map(|origin| origin + length_of_plain_url(text.get(origin..).unwrap_or_default())),
            Shape::Digits => text.first_chunk().and_then(length_of_amount),
            Shape::Status => draft.recent.statuses.begins(text).map(|(length, status)| {
                draft.status = status;
                length
            }),
            Shape::Currency => text.first_chunk().and_then(length_of_listed),
            Shape::Instant => {
                let instant = text.first_chunk().and_then(|text| draft.recent.days.millis(text));
                instant.map(|(millis, length)| {
                    draft.put_moment(row.field, Timestamp { millis, is_whole: true });
                    length
                })
            }
            Shape::Own(read, _) => {
                read(self, at.member(row.name.text), row.null, draft)?;
                return Ok(true);
            }
            Shape::Epoch(_)
            | Shape::MinorUnits(_)
            | Shape::LowerCurrency
            | Shape::Currencies
            | Shape::Texts
            | Shape::Boolean
            | Shape::Object => None,
        };
        let is_whole = |length: &usize| text.get(*length) == Some(&b'"');
        let Some(length) = length.filter(is_whole) else { return Ok(false) };
        draft.put(row.field, self.json.take_quoted(length));
        Ok(true)
    }

    /// The same for values that are not strings.
    #[inline(always)]
    fn fast_other(&mut self, at: &Path<'_>, row: &Row, draft: &mut Draft) -> Scan<bool> {
        match row.shape {
            Shape::Own(read, _) => {
                read(self, at.member(row.name.text), row.null, draft)?;
                Ok(true)
            }
            Shape::Object => {
                let span = self.expected_object(at, row.name.text);
                if let Some(span) = span {
                    draft.put(row.field, span);
                }
                Ok(span.is_some())
            }
            _ => Ok(row.null == Null::Documented && self.json.literal(b"null")),
        }
    }
}
