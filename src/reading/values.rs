//! Reads single member values: strings, booleans, lists and raw objects.

use std::borrow::Cow;

use super::{Null, Path, Reader, Slot};
use crate::finding::{ErrorCode, NoteCode, Params};
use crate::model::ValueError;
use crate::syntax::json::{Kind, Scan};

impl<'a> Reader<'a> {
    /// Reads a string and parses it.
    pub(crate) fn text<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<T>> {
        Ok(match self.text_as_it_is(at, null)? {
            Slot::Given((offset, text)) => self.parsed(offset, at, &text, parse),
            Slot::Missing => Slot::Missing,
            Slot::Null => Slot::Null,
            Slot::Bad => Slot::Bad,
        })
    }

    /// Reads a string with its offset. Not generic, so that it is compiled only once.
    fn text_as_it_is(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<(usize, Cow<'a, str>)>> {
        match self.json.peek()? {
            Kind::String => {
                let offset = self.json.offset();
                let text = self.json.string()?.value();
                if text.is_none() {
                    self.issue_at(offset, ErrorCode::TextHalfCharacter, at, || Params::NONE);
                }
                Ok(text.map_or(Slot::Bad, |text| Slot::Given((offset, text))))
            }
            Kind::Null => self.null(Kind::String.words(), null, at),
            found => {
                self.mismatch(Kind::String.words(), found, at)?;
                Ok(Slot::Bad)
            }
        }
    }

    pub(crate) fn boolean(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<bool>> {
        match self.json.peek()? {
            Kind::Bool => self.json.boolean().map(Slot::Given),
            Kind::Null => self.null(Kind::Bool.words(), null, at),
            found => {
                self.mismatch(Kind::Bool.words(), found, at)?;
                Ok(Slot::Bad)
            }
        }
    }

    pub(super) fn parsed<T>(
        &mut self,
        offset: usize,
        at: Path<'_>,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Slot<T> {
        match parse(text) {
            Ok(value) => Slot::Given(value),
            Err(error) => {
                self.unparsed(offset, at, text, error);
                Slot::Bad
            }
        }
    }

    pub(crate) fn unparsed(&mut self, offset: usize, at: Path<'_>, text: &str, error: ValueError) {
        self.issue_at(offset, error.code(), at, || error.params(text));
    }

    fn null<T>(&mut self, expected: &str, null: Null, at: Path<'_>) -> Scan<Slot<T>> {
        Ok(if self.may_be_null(expected, null, at)? { Slot::Null } else { Slot::Bad })
    }

    pub(crate) fn may_be_null(&mut self, expected: &str, null: Null, at: Path<'_>) -> Scan<bool> {
        let params = || Params::NONE.with("expected", expected);
        match null {
            Null::Documented => {}
            Null::Noted => self.note(NoteCode::NullUndocumented, at, params),
            Null::Refused => self.issue(ErrorCode::MemberNull, at, params),
        }
        self.json.null()?;
        Ok(null != Null::Refused)
    }

    /// Handles `null` by its rule, and calls `read` for any other value.
    pub(crate) fn unless_null<T>(
        &mut self,
        at: Path<'_>,
        expected: Kind,
        null: Null,
        read: impl FnOnce(&mut Self, Path<'_>) -> Scan<Slot<T>>,
    ) -> Scan<Slot<T>> {
        if self.json.peek()? == Kind::Null {
            self.null(expected.words(), null, at)
        } else {
            read(self, at)
        }
    }

    pub(crate) fn texts<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl Fn(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<Vec<T>>> {
        self.list(at, null, |reader, at| reader.text(at, Null::Refused, &parse))
    }

    /// Reads an array with `read` for each element; a bad element makes the whole list bad.
    pub(crate) fn list<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        read: impl Fn(&mut Self, Path<'_>) -> Scan<Slot<T>>,
    ) -> Scan<Slot<Vec<T>>> {
        self.unless_null(at, Kind::Array, null, |reader, at| {
            let mut values = Vec::new();
            let mut whole = true;
            let is_array = reader.array(at, |reader, at| {
                match read(reader, at)? {
                    Slot::Given(value) => values.push(value),
                    Slot::Missing | Slot::Null | Slot::Bad => whole = false,
                }
                Ok(())
            })?;
            Ok(if is_array && whole { Slot::Given(values) } else { Slot::Bad })
        })
    }

    /// The source text of an object of any content.
    pub(crate) fn raw_object(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<&'a str>> {
        self.unless_null(at, Kind::Object, null, |reader, at| {
            let (is_object, text) =
                reader.spanned(|reader| reader.object(at, |reader, _, at| reader.skip(at)))?;
            Ok(if is_object { Slot::Given(text) } else { Slot::Bad })
        })
    }
}
