//! Reads numbers that the model has in another form: seconds since 1970, and amounts in minor units.
//!
//! The field's span is the number in the source. When the whole object has been read, the model's
//! spelling of it is stored: only then is the currency of an amount known, and the latest of several times.

use super::member_table::{Row, Shape, Table, Unset};
use super::{Draft, Field, Null, Path, Reader, Slot};
use crate::finding::{ErrorCode, NoteCode, Params};
use crate::model::{Currency, Instant, Timestamp, ValueError};
use crate::syntax::json::{Kind, Scan, Span};

/// Whether a provider has such numbers; without one, the code is left out.
pub(super) const ARE_READ: bool = cfg!(feature = "numbers");

const SECONDS: ValueError =
    ValueError::new(ErrorCode::InstantMalformed, "whole seconds since 1970");

const UNITS: ValueError =
    ValueError::new(ErrorCode::AmountMalformed, "a whole number of the currency's smallest unit");

impl<'a> Reader<'a> {
    /// Reads a number, and returns its span and its digits. A value of another kind is an issue.
    fn digits(&mut self, at: Path<'_>, null: Null) -> Scan<Slot<(Span, &'a str)>> {
        match self.json.peek()? {
            Kind::Number => {
                let start = self.json.offset();
                let digits = self.json.number()?;
                Ok(Slot::Given((Span::new(start, self.json.offset()), digits)))
            }
            Kind::Null => {
                let is_fine = self.may_be_null(Kind::Number.words(), null, at)?;
                Ok(if is_fine { Slot::Null } else { Slot::Bad })
            }
            found => self.mismatch(Kind::Number.words(), found, at).map(|()| Slot::Bad),
        }
    }

    /// Reads a number and parses its digits.
    pub(crate) fn number_as<T>(
        &mut self,
        at: Path<'_>,
        null: Null,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> Scan<Slot<T>> {
        Ok(match self.digits(at, null)? {
            Slot::Given((span, digits)) => self.parsed(span.start as usize, at, digits, parse),
            Slot::Missing => Slot::Missing,
            Slot::Null => Slot::Null,
            Slot::Bad => Slot::Bad,
        })
    }

    pub(super) fn epoch(
        &mut self,
        at: Path<'_>,
        row: &Row,
        unset: Unset,
        draft: &mut Draft,
    ) -> Scan<()> {
        let (span, digits) = match self.digits(at, row.null)? {
            Slot::Given(given) => given,
            Slot::Missing | Slot::Null => return Ok(()),
            Slot::Bad => {
                draft.spoil(row.field);
                return Ok(());
            }
        };
        let seconds = match seconds(digits) {
            Ok(0) if unset != Unset::Never => return Ok(()),
            Ok(seconds) => seconds,
            Err(error) => {
                self.unparsed(span.start as usize, at, digits, error);
                draft.spoil(row.field);
                return Ok(());
            }
        };
        let known = || self::seconds(self.at(draft.span(row.field))).unwrap_or_default();
        if unset != Unset::ZeroOfLatest || known() < seconds {
            draft.put(row.field, span);
            let moment = Timestamp { millis: seconds * 1000, is_whole: true };
            draft.put_moment(row.field, moment);
        }
        Ok(())
    }

    pub(super) fn minor_units(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) -> Scan<()> {
        if let Slot::Given((span, digits)) = self.digits(at, row.null)? {
            match minor_units(digits) {
                Ok(_) => draft.put(row.field, span),
                Err(error) => self.unparsed(span.start as usize, at, digits, error),
            }
        }
        Ok(())
    }

    /// Stores the model's spelling of the numbers of the object at `at`, once for each field.
    #[cold]
    pub(super) fn respell_numbers(&mut self, at: Path<'_>, table: &Table, draft: &mut Draft) {
        let code = draft.span(Field::AmountCurrency);
        let currency = Currency::parse(&self.value_at(code));
        let mut is_used = false;
        for (index, row) in table.rows.iter().enumerate() {
            let is_done = table.rows.iter().take(index).any(|done| done.field == row.field);
            let digits = self.at(draft.span(row.field));
            if is_done || digits.is_empty() {
                continue;
            }
            let spelling = match (row.shape, &currency) {
                (Shape::Epoch(_), _) => {
                    instant_of_seconds(digits).ok().map(|instant| instant.to_string())
                }
                (Shape::MinorUnits(exponent), Ok(currency)) => {
                    is_used = true;
                    Some(scaled(digits, exponent(currency)))
                }
                (Shape::MinorUnits(_), Err(_)) => None,
                _ => continue,
            };
            match spelling {
                Some(spelling) => self.respell(row.field, &spelling, draft),
                // Without a currency it is no amount of money.
                None => self.leave_out(at, row, draft),
            }
        }
        if code.is_somewhere() && !is_used {
            let mut rows = table.rows.iter();
            if let Some(row) = rows.find(|row| row.field == Field::AmountCurrency) {
                self.leave_out(at, row, draft);
            }
        }
    }

    /// Notes that the model does not have a value.
    fn leave_out(&mut self, at: Path<'_>, row: &Row, draft: &mut Draft) {
        let start = draft.offset_of(row.field);
        let offset = if row.shape.is_quoted() { start.saturating_sub(1) } else { start };
        self.note_at(offset, NoteCode::MemberUnmapped, at.member(row.name.text), || Params::NONE);
        draft.drop(row.field);
    }
}

/// Whole seconds since 1970, within the years that RFC 3339 has.
fn seconds(digits: &str) -> Result<i64, ValueError> {
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.parse().ok().filter(|_| is_whole).ok_or(SECONDS)?;
    Instant::from_seconds(seconds).map(|_| seconds).ok_or(SECONDS)
}

/// The instant of whole seconds since 1970.
pub(crate) fn instant_of_seconds(digits: &str) -> Result<Instant, ValueError> {
    seconds(digits).and_then(|seconds| Instant::from_seconds(seconds).ok_or(SECONDS))
}

/// A whole number of minor units.
pub(crate) fn minor_units(digits: &str) -> Result<&str, ValueError> {
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then_some(digits).ok_or(UNITS)
}

/// The decimal of a whole number of minor units.
pub(crate) fn scaled(units: &str, decimals: usize) -> String {
    if decimals == 0 {
        return units.to_owned();
    }
    let padded = format!("{units:0>width$}", width = decimals + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - decimals).unwrap_or_default();
    format!("{whole}.{fraction}")
}

/// The whole number of minor units of a decimal; `None` if it has more decimals than the currency.
pub(crate) fn unscaled(amount: &str, decimals: usize) -> Option<String> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let (kept, beyond) = fraction.split_at_checked(decimals).unwrap_or((fraction, ""));
    if beyond.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let units = format!("{whole}{kept:0<decimals$}");
    let units = units.trim_start_matches('0');
    Some(if units.is_empty() { "0" } else { units }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_without_a_currency_and_a_currency_without_an_amount_are_left_out_and_noted() {
        for (members, unmapped) in [
            (r#""amount_total":5,"currency":"usd""#, ""),
            (r#""amount_total":5,"currency":null"#, "/amount_total"),
            (r#""amount_total":null,"currency":"usd""#, "/currency"),
        ] {
            let text =
                format!(r#"{{"id":"cs_1","object":"checkout.session","status":"open",{members}}}"#);
            let answer = crate::links::read::read(
                text.as_bytes(),
                &crate::links::read::ReadOptions::default(),
            );
            assert_eq!(answer.value().unwrap().unmapped().join(" "), unmapped, "{text}");
        }
    }

    #[test]
    fn minor_units_are_scaled_by_text_and_back() {
        for (units, decimals, amount) in [
            ("0", 2, "0.00"),
            ("5", 2, "0.05"),
            ("30000", 2, "300.00"),
            ("295", 0, "295"),
            ("295990", 3, "295.990"),
            ("9007199254740993", 2, "90071992547409.93"),
            ("123456789012345678901234567890", 3, "123456789012345678901234567.890"),
        ] {
            assert_eq!(scaled(units, decimals), amount);
            assert_eq!(unscaled(amount, decimals).as_deref(), Some(units));
        }
        assert_eq!(unscaled("3", 2).as_deref(), Some("300"));
        assert_eq!(unscaled("3.5000", 2).as_deref(), Some("350"));
        assert_eq!(unscaled("3.505", 2), None);
    }

    #[test]
    fn seconds_are_whole_and_within_the_calendar() {
        assert_eq!(instant_of_seconds("1679434412").unwrap().to_string(), "2023-03-21T21:33:32Z");
        assert_eq!(instant_of_seconds("0").unwrap().to_string(), "1970-01-01T00:00:00Z");
        for text in ["-1", "1.0", "1e9", "253402300800", "99999999999999999999"] {
            assert_eq!(seconds(text), Err(SECONDS), "{text}");
        }
    }

    #[test]
    fn a_text_without_digits_is_no_number() {
        for text in ["", "-1", "1.0", "1e9", " 1"] {
            assert_eq!(minor_units(text), Err(UNITS), "{text}");
        }
        assert_eq!(seconds(""), Err(SECONDS));
    }
}
