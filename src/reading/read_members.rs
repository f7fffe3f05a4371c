//! Reads the members of objects by a [`Table`] into a [`Draft`].
//!
//! Members mostly come in the order of the document before, at first assumed to be the table's. So the
//! next name is guessed and compared as a whole; the table is searched only where the guess is wrong.

use std::borrow::Cow;

use super::cache::ROWS;
use super::{Draft, Null, Path, Reader, Row, Shape, Slot, Table, numbers};
use crate::finding::{ErrorCode, NoteCode, Params};
use crate::model::{Amount, ValueError, not_empty};
use crate::syntax::json::{Kind, Scan, Span};

/// The span of a string between its quotes.
#[derive(Clone, Copy)]
struct Quoted {
    span: Span,
    is_escaped: bool,
}

impl<'a> Reader<'a> {
    /// Reads an object by its table. A value of another kind is an issue and gives `false`.
    pub(crate) fn table(&mut self, at: Path<'_>, table: &Table, draft: &mut Draft) -> Scan<bool> {
        let found = self.json.peek()?;
        if found != Kind::Object {
            self.mismatch(Kind::Object.words(), found, at)?;
            return Ok(false);
        }
        let base = self.names.len();
        let (mut is_first, mut seen, mut guess) = (true, 0_u32, 0);
        self.json.enter()?;
        let is_marking = self.is_marking();
        loop {
            let (index, row) = if let Some(found) = self.expected(table, guess, is_first, draft) {
                is_first = false;
                found
            } else {
                if !self.json.at_name(&mut is_first)? {
                    break;
                }
                let Some((index, row)) = self.name(at, table)? else { continue };
                draft.recent.learn_row(table.number, guess, index);
                (index, row)
            };
            guess = index + 1;
            if is_marking {
                self.mark(row.name.text);
            }
            let bit = 1 << (index % ROWS);
            if (seen | table.aliases) & bit == 0 {
                seen |= bit;
            } else {
                seen = self.see_odd(&at, row, index, seen, draft);
            }
            if !self.fast_value(&at, row, draft)? {
                self.value(at, row, draft)?;
            }
        }
        if self.names.len() > base {
            draft.is_unusable |= self.refuse_duplicates(base, at);
            self.names.truncate(base);
        }
        if table.required & !seen != 0 {
            self.refuse_missing(at, table, seen, draft);
        }
        if numbers::ARE_READ && table.has_numbers {
            self.respell_numbers(at, table, draft);
        }
        Ok(true)
    }

    /// Consumes the name of the next member if it is the predicted one, or one of the next rows,
    /// and has the common form; the cursor is then at its value.
    #[inline(always)]
    fn expected<'t>(
        &mut self,
        table: &'t Table,
        guess: usize,
        is_first: bool,
        draft: &mut Draft,
    ) -> Option<(usize, &'t Row)> {
        let ahead = self.json.ahead(is_first)?;
        let index = draft.recent.row_at(table.number, guess);
        if let Some(row) = table.rows.get(index)
            && let Some(value) = ahead.value_of(&row.name)
        {
            self.json.go_to(value);
            return Some((index, row));
        }
        if ahead.may_be_member() { self.near(table, guess, is_first, draft) } else { None }
    }

    /// The same for the row at `guess` and the next ones, because optional members may be left out.
    #[inline(never)]
    fn near<'t>(
        &mut self,
        table: &'t Table,
        guess: usize,
        is_first: bool,
        draft: &mut Draft,
    ) -> Option<(usize, &'t Row)> {
        const NEXT: usize = 3;
        let ahead = self.json.ahead(is_first)?;
        let mut rows = table.rows.iter().enumerate().skip(guess).take(NEXT);
        let (index, row, value) =
            rows.find_map(|(index, row)| Some((index, row, ahead.value_of(&row.name)?)))?;
        draft.recent.learn_row(table.number, guess, index);
        self.json.go_to(value);
        Some((index, row))
    }

    /// Reads any next name by the full grammar. A member that is not in the table is skipped.
    #[inline(never)]
    fn name<'t>(&mut self, at: Path<'_>, table: &'t Table) -> Scan<Option<(usize, &'t Row)>> {
        let text = self.json.name()?;
        let name = text.name();
        let known = table.named(&name);
        if known.is_none() {
            self.remember(&name);
            self.names.push((text, self.json.offset()));
            self.unmapped(at.member(&name))?;
        }
        Ok(known)
    }

    /// Handles a duplicate member or another spelling; returns the updated bit set of seen rows.
    #[cold]
    fn see_odd(
        &mut self,
        at: &Path<'_>,
        row: &Row,
        index: usize,
        seen: u32,
        draft: &mut Draft,
    ) -> u32 {
        let index = if row.alias_of.is_some() { self.alias(at, row, index, draft) } else { index };
        let bit = 1_u32 << (index % ROWS);
        if seen & bit != 0 {
            // Reported before any issue of the value itself.
            self.issue(ErrorCode::MemberDuplicate, at.member(row.name.text), || Params::NONE);
            draft.is_unusable = true;
            draft.has_two_ids |= matches!(row.shape, Shape::Id);
        }
        seen | bit
    }

    #[cold]
    fn refuse_missing(&mut self, at: Path<'_>, table: &Table, seen: u32, draft: &mut Draft) {
        for (index, row) in table.rows.iter().enumerate() {
            if row.is_required && seen >> index & 1 == 0 {
                self.missing(at, row.name.text);
                draft.spoil(row.field);
            }
        }
    }

    /// Notes another spelling, and returns the row of the documented one.
    fn alias(&mut self, at: &Path<'_>, row: &Row, index: usize, draft: &mut Draft) -> usize {
        draft.alias = Some((row.field, row.name.text));
        let expected = row.alias_of.unwrap_or_default();
        self.spelling(at.member(row.name.text), row.name.text, expected);
        index - 1
    }

    /// Reads the value of a member of the object at `at` by the full grammar.
    #[inline(never)]
    fn value(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        let (span, is_escaped) = if row.shape.is_quoted() && self.json.peek()? == Kind::String {
            self.json.quoted()?
        } else {
            return self.other(at, row, draft);
        };
        if is_escaped {
            self.escaped(at, row, span, draft);
        } else if let Shape::Text = row.shape {
            draft.put(row.field, span);
        } else {
            self.take(at, row, span, self.json.at(span), draft);
        }
        Ok(())
    }

    #[cold]
    fn escaped(&mut self, at: Path<'_>, row: &Row, span: Span, draft: &mut Draft) {
        match self.unescaped(span, at.member(row.name.text)) {
            Some(text) => self.take(at, row, span, &text, draft),
            None => draft.spoil(row.field),
        }
    }

    /// Stores a string if it is valid for its row; otherwise reports an issue.
    #[inline(always)]
    fn take(&mut self, at: Path<'_>, row: &Row, span: Span, text: &str, draft: &mut Draft) {
        let taken = match row.shape {
            Shape::Instant => self.take_instant(row, text, draft),
            Shape::Url => self.take_url(at, row, text, draft),
            Shape::Redirect => {
                if self.take_url(at, row, text, draft).is_err() {
                    self.note_redirect(at.member(row.name.text));
                }
                Ok(())
            }
            Shape::Id => self.take_id(at, row, text, draft),
            Shape::Status => self.take_status(at, row, text, draft),
            Shape::Filled(what) => not_empty(text, what),
            Shape::Network => self.take_network(row, text, draft),
            Shape::Currency | Shape::LowerCurrency => {
                self.take_currency(at.member(row.name.text), row, text, draft)
            }
            Shape::Digits => Amount::check(text),
            Shape::Text
            | Shape::Epoch(_)
            | Shape::MinorUnits(_)
            | Shape::Currencies
            | Shape::Texts
            | Shape::Boolean
            | Shape::Object
            | Shape::Own(..) => Ok(()),
        };
        match taken {
            Ok(()) => draft.put(row.field, span),
            Err(error) => {
                self.unparsed(before_quote(span), at.member(row.name.text), text, error);
                draft.spoil(row.field);
            }
        }
    }

    /// Reads a value that is not a string, or need not be one.
    #[inline(never)]
    fn other(&mut self, of: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        let (at, null) = (of.member(row.name.text), row.null);
        match row.shape {
            Shape::Digits if self.json.peek()? == Kind::Number => self.number(at, row, draft)?,
            Shape::Text
            | Shape::Id
            | Shape::Status
            | Shape::Filled(_)
            | Shape::Url
            | Shape::Redirect
            | Shape::Instant
            | Shape::Digits
            | Shape::Currency
            | Shape::LowerCurrency
            | Shape::Network => {
                if !self.not_quoted(at, null)? {
                    draft.spoil(row.field);
                }
            }
            Shape::Epoch(unset) if numbers::ARE_READ => self.epoch(at, row, unset, draft)?,
            Shape::MinorUnits(_) if numbers::ARE_READ => self.minor_units(at, row, draft)?,
            Shape::Epoch(_) | Shape::MinorUnits(_) => self.skip(at)?,
            Shape::Currencies => {
                let whole = self.list_span(at, null, |reader, at| {
                    let code = reader.checked(at, Null::Refused, |code| Ok(code.to_owned()))?;
                    let Some((span, code)) = code else { return Ok(false) };
                    let taken = reader.take_one_of_currencies(at, &code);
                    let is_fine = taken.is_ok();
                    if let Err(error) = taken {
                        reader.unparsed(before_quote(span), at, &code, error);
                    }
                    Ok(is_fine)
                })?;
                draft.put(row.field, whole);
            }
            Shape::Texts => {
                let whole = self.list_span(at, null, |reader, at| {
                    Ok(reader.checked(at, Null::Refused, |_| Ok(()))?.is_some())
                })?;
                draft.put(row.field, whole);
            }
            Shape::Boolean => {
                let (value, span) = self.span_of(|reader| reader.boolean(at, null))?;
                if value.as_given().is_some() {
                    draft.put(row.field, span);
                }
            }
            Shape::Object => {
                // Without white space before it, the fast path has already tried this.
                let before = self.json.offset();
                self.json.peek()?;
                let is_new = self.json.offset() > before;
                if is_new && let Some(span) = self.expected_object(&of, row.name.text) {
                    draft.put(row.field, span);
                    return Ok(());
                }
                if let Some(span) = self.sound_object(at, null)? {
                    draft.put(row.field, span);
                }
            }
            Shape::Own(read, _) => read(self, at, null, draft)?,
        }
        Ok(())
    }

    /// The span of an object of any content without duplicate members: with them there is more than one
    /// object that it may be.
    pub(crate) fn sound_object(&mut self, at: Path<'_>, null: Null) -> Scan<Option<Span>> {
        let issues = self.found.issue_count();
        let (object, span) = self.span_of(|reader| reader.raw_object(at, null))?;
        let is_sound = object.as_given().is_some() && self.found.issue_count() == issues;
        Ok(is_sound.then_some(span))
    }

    /// Reads a string; a value of another kind is consumed and reported, and gives `None`.
    #[inline(always)]
    fn quoted(&mut self, at: Path<'_>, null: Null) -> Scan<Option<Quoted>> {
        if self.json.peek()? == Kind::String {
            let (span, is_escaped) = self.json.quoted()?;
            return Ok(Some(Quoted { span, is_escaped }));
        }
        self.not_quoted(at, null)?;
        Ok(None)
    }

    #[cold]
    fn not_quoted(&mut self, at: Path<'_>, null: Null) -> Scan<bool> {
        match self.json.peek()? {
            Kind::Null => self.may_be_null(Kind::String.words(), null, at),
            found => self.mismatch(Kind::String.words(), found, at).map(|()| false),
        }
    }

    /// Reads a string that `check` accepts, and returns its span and the checked value.
    #[inline(always)]
    pub(crate) fn checked<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        check: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Option<(Span, T)>> {
        let Some(Quoted { span, is_escaped }) = self.quoted(at, null)? else { return Ok(None) };
        let checked = if is_escaped {
            let Some(text) = self.unescaped(span, at) else { return Ok(None) };
            check(&text).map_err(|error| self.unparsed(before_quote(span), at, &text, error))
        } else {
            let text = self.json.at(span);
            check(text).map_err(|error| self.unparsed(before_quote(span), at, text, error))
        };
        Ok(checked.ok().map(|value| (span, value)))
    }

    /// The value of a string with escapes; an unpaired surrogate is an issue.
    #[cold]
    fn unescaped(&mut self, span: Span, at: Path<'_>) -> Option<Cow<'a, str>> {
        self.found.differ();
        let text = self.json.value_at(span);
        if text.is_none() {
            self.issue_at(before_quote(span), ErrorCode::TextHalfCharacter, at, || Params::NONE);
        }
        text
    }

    /// Fast path for a flat object of scalar values, the usual form of metadata.
    #[inline(never)]
    pub(crate) fn expected_object(&mut self, at: &Path<'_>, name: &str) -> Option<Span> {
        let before = self.pairs.len();
        let (span, is_alike) = self.json.expected_object(&mut self.pairs)?;
        let pairs = self.pairs.since(before);
        if !is_alike && pairs.len() > 1 && self.json.may_have_twins(pairs) {
            let base = self.names.len();
            for [name, value] in pairs {
                // The start of the value, or the byte before it.
                self.names.push((self.json.text_at(*name), before_quote(*value)));
            }
            let is_ambiguous = self.refuse_duplicates(base, at.member(name));
            self.names.truncate(base);
            self.pairs.forget_last();
            if is_ambiguous {
                // Stepped over, but not a value.
                return Some(Span::NOWHERE);
            }
        }
        Some(span)
    }

    /// Reads an amount that is written as a number, with a note.
    fn number(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        let start = self.json.offset();
        let digits = self.json.number()?;
        self.note_at(start, NoteCode::AmountAsNumber, at, || Params::NONE);
        match Amount::check(digits) {
            Ok(()) => draft.put(row.field, Span::new(start, self.json.offset())),
            Err(error) => self.unparsed(start, at, digits, error),
        }
        Ok(())
    }

    /// The span of a list whose elements all satisfy `is_fine`, otherwise [`Span::NOWHERE`].
    fn list_span(
        &mut self,
        at: Path<'_>,
        null: Null,
        is_fine: impl Fn(&mut Self, Path<'_>) -> Scan<bool>,
    ) -> Scan<Span> {
        let (whole, span) = self.span_of(|reader| {
            reader.list(at, null, |reader, at| {
                Ok(if is_fine(reader, at)? { Slot::Given(()) } else { Slot::Bad })
            })
        })?;
        Ok(if whole.as_given().is_some() { span } else { Span::NOWHERE })
    }
}

/// The offset of the quote before a string.
const fn before_quote(span: Span) -> usize {
    (span.start as usize).saturating_sub(1)
}
