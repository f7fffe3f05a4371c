//! Timestamps: strict RFC 3339, with fractions of any length.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use serde::{Serialize, Serializer};

use super::value_error::ValueError;
use crate::finding::ErrorCode;

/// A point in time that keeps every written digit of its fraction.
///
/// Compared as a point in time: `10:00:00Z`, `12:00:00+02:00` and `10:00:00.0Z` are equal. Written
/// in UTC with the digits of its source. Calendar and arithmetic are chrono's; the parser is not,
/// because chrono accepts a leap second at any minute.
#[derive(Debug, Clone)]
pub struct Instant {
    /// Has the first nine digits of the fraction. A leap second is second 59 plus 10^9 nanoseconds.
    utc: NaiveDateTime,
    /// The written offset in minutes; used only where UTC has no four-digit year.
    offset: i16,
    /// Number of written fraction digits, at most nine.
    digits: u8,
    /// The fraction digits after the ninth.
    tail: Option<Box<str>>,
}

impl Instant {
    pub(crate) const EXPECTED: &'static str =
        "an RFC 3339 date and time such as `2025-06-18T23:00:00.000Z`";
    const NANOS: u32 = 1_000_000_000;

    /// # Errors
    /// The text violates RFC 3339, section 5.6, has a day that does not exist, or a leap second
    /// that is not at 23:59:60 UTC.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::read(text).ok_or(ValueError::new(ErrorCode::InstantMalformed, Self::EXPECTED))
    }

    /// The instant in milliseconds, for readers that leave the text in its source.
    pub(crate) fn moment(&self) -> Timestamp {
        Timestamp {
            millis: self.millis(),
            is_whole: !self.is_leap()
                && self.utc.nanosecond().is_multiple_of(1_000_000)
                && self.tail().is_empty(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut rest = Cursor(text.as_bytes());
        let date = {
            let year = rest.number(4)?;
            rest.one_of(b"-")?;
            let month = rest.number(2)?;
            rest.one_of(b"-")?;
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, rest.number(2)?)?
        };
        rest.one_of(b"Tt")?;
        let hour = rest.number(2)?;
        rest.one_of(b":")?;
        let minute = rest.number(2)?;
        rest.one_of(b":")?;
        let second = rest.number(2)?;
        let (nanos, digits, tail) = rest.fraction()?;
        let offset = rest.offset()?;
        if !rest.0.is_empty() {
            return None;
        }
        let leap = second == 60;
        let (second, nanos) = if leap { (59, nanos + Self::NANOS) } else { (second, nanos) };
        // chrono represents a leap second as second 59, in any minute and after an offset.
        let local = date.and_hms_nano_opt(hour, minute, second, nanos)?;
        let utc = local.checked_sub_offset(FixedOffset::east_opt(i32::from(offset) * 60)?)?;
        if leap && (utc.hour(), utc.minute()) != (23, 59) {
            return None;
        }
        Some(Self { utc, offset, digits, tail })
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, as JavaScript counts them; `None` outside the years
    /// 0000 to 9999.
    pub fn from_millis(millis: i64) -> Option<Self> {
        let utc = DateTime::from_timestamp_millis(millis)?.naive_utc();
        (0..=9999).contains(&utc.year()).then_some(Self { utc, offset: 0, digits: 3, tail: None })
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        Self::from_millis(seconds.checked_mul(1000)?).map(|instant| Self { digits: 0, ..instant })
    }

    /// Adds calendar months; a day that the month does not have becomes its last one. `None` beyond
    /// the year 9999.
    pub(crate) fn plus_months(&self, months: u32) -> Option<Self> {
        let utc = self.utc.checked_add_months(chrono::Months::new(months))?;
        (utc.year() <= 9999).then(|| Self { utc, ..self.clone() })
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded down.
    pub fn millis(&self) -> i64 {
        self.utc.and_utc().timestamp_millis()
    }

    /// Adds milliseconds; saturates at the end of the calendar.
    #[must_use]
    pub fn plus_millis(&self, millis: u64) -> Self {
        self.shifted(millis, NaiveDateTime::checked_add_signed, NaiveDateTime::MAX)
    }

    /// Subtracts milliseconds; saturates at the beginning of the calendar.
    #[must_use]
    pub fn minus_millis(&self, millis: u64) -> Self {
        self.shifted(millis, NaiveDateTime::checked_sub_signed, NaiveDateTime::MIN)
    }

    /// Whole milliseconds since `earlier`, rounded down; zero if that is not earlier.
    pub fn millis_since(&self, earlier: &Self) -> u64 {
        let mut between = self.utc.signed_duration_since(earlier.utc);
        if self.tail() < earlier.tail() {
            between -= TimeDelta::nanoseconds(1);
        }
        u64::try_from(between.num_milliseconds()).unwrap_or(0)
    }

    fn shifted(
        &self,
        millis: u64,
        shift: impl Fn(NaiveDateTime, TimeDelta) -> Option<NaiveDateTime>,
        bound: NaiveDateTime,
    ) -> Self {
        if millis == 0 {
            return self.clone();
        }
        let shifted = i64::try_from(millis)
            .ok()
            .and_then(TimeDelta::try_milliseconds)
            .and_then(|delta| shift(self.utc, delta));
        let (utc, offset) = clamp_to_rfc3339(shifted.unwrap_or(bound));
        // Where the result saturates, it does not depend on the original instant.
        let tail = self.tail.clone().filter(|_| shifted == Some(utc));
        Self { utc, offset, digits: self.digits.max(3), tail }
    }

    /// Whether it is in a leap second, whose milliseconds equal those of the following second.
    pub(crate) fn is_leap(&self) -> bool {
        self.utc.nanosecond() >= Self::NANOS
    }

    /// The significant fraction digits after the ninth.
    fn tail(&self) -> &str {
        self.tail.as_deref().unwrap_or_default().trim_end_matches('0')
    }
}

/// The nearest time that RFC 3339 can express, and the offset needed for it: as years have four
/// digits, times just outside the years 0000 to 9999 in UTC need an offset.
fn clamp_to_rfc3339(utc: NaiveDateTime) -> (NaiveDateTime, i16) {
    /// 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z.
    const YEARS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);
    const FARTHEST: i16 = 23 * 60 + 59;
    let reach = i64::from(FARTHEST) * 60_000;
    let millis = utc.and_utc().timestamp_millis();
    if (YEARS.0..=YEARS.1).contains(&millis) {
        return (utc, 0);
    }
    let offset = if millis < YEARS.0 { FARTHEST } else { -FARTHEST };
    let nearest = millis.clamp(YEARS.0 - reach, YEARS.1 + reach);
    if nearest == millis {
        return (utc, offset);
    }
    (DateTime::from_timestamp_millis(nearest).map_or(utc, |nearest| nearest.naive_utc()), offset)
}

/// An instant in milliseconds, which is enough for most comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timestamp {
    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded down.
    pub(crate) millis: i64,
    /// Whether nothing was rounded and no leap second has the same milliseconds.
    pub(crate) is_whole: bool,
}

/// The unread bytes. Each method returns `None` where the text violates the grammar.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn one_of(&mut self, choice: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        choice.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<u32> {
        self.one_of(b"0123456789").map(|digit| u32::from(digit - b'0'))
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// Nanoseconds, the number of written digits among the first nine, and the digits after them.
    fn fraction(&mut self) -> Option<(u32, u8, Option<Box<str>>)> {
        if self.one_of(b".").is_none() {
            return Some((0, 0, None));
        }
        let (mut nanos, mut digits) = (self.digit()?, 1);
        while digits < 9 {
            let Some(digit) = self.digit() else { break };
            nanos = nanos * 10 + digit;
            digits += 1;
        }
        let nanos = (digits..9).fold(nanos, |nanos, _| nanos * 10);
        let mut tail = String::new();
        while let Some(digit) = self.one_of(b"0123456789") {
            tail.push(char::from(digit));
        }
        Some((nanos, digits, (!tail.is_empty()).then(|| tail.into_boxed_str())))
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i16> {
        if self.one_of(b"Zz").is_some() {
            return Some(0);
        }
        let sign = if self.one_of(b"+-")? == b'-' { -1 } else { 1 };
        let hours = self.number(2)?;
        self.one_of(b":")?;
        let minutes = self.number(2)?;
        if hours > 23 || minutes > 59 {
            return None;
        }
        i16::try_from(hours * 60 + minutes).ok().map(|offset| sign * offset)
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, or with the written offset where UTC would leave the years 0000 to 9999.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_utc = (0..=9999).contains(&self.utc.year());
        let shown = if in_utc {
            self.utc
        } else {
            self.utc.checked_add_signed(TimeDelta::minutes(self.offset.into())).unwrap_or(self.utc)
        };
        let leap = u32::from(self.is_leap());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            shown.year(),
            shown.month(),
            shown.day(),
            shown.hour(),
            shown.minute(),
            shown.second() + leap,
        )?;
        if self.digits > 0 {
            let unwritten = 10_u32.pow(9 - u32::from(self.digits.min(9)));
            let fraction = shown.nanosecond() % Self::NANOS / unwritten;
            write!(f, ".{fraction:0width$}", width = usize::from(self.digits))?;
            f.write_str(self.tail.as_deref().unwrap_or_default())?;
        }
        if in_utc {
            return f.write_str("Z");
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.offset.abs() / 60, self.offset.abs() % 60)
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Self) -> Ordering {
        self.utc.cmp(&other.utc).then_with(|| self.tail().cmp(other.tail()))
    }
}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Instant {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Instant {}

impl Hash for Instant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.utc.hash(state);
        self.tail().hash(state);
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        Instant::parse(text).unwrap().to_string()
    }

    #[test]
    fn an_instant_is_written_in_utc_with_the_digits_it_came_with() {
        assert_eq!(written("2023-12-28T08:36:52.440Z"), "2023-12-28T08:36:52.440Z");
        assert_eq!(written("2024-01-15t12:00:00+02:00"), "2024-01-15T10:00:00Z");
        assert_eq!(written("1998-12-31T15:59:60.123-08:00"), "1998-12-31T23:59:60.123Z");
        assert_eq!(
            written("1985-04-12T00:59:59.9999999999990Z"),
            "1985-04-12T00:59:59.9999999999990Z"
        );
        assert_eq!(written("9999-12-31T23:59:59-01:00"), "9999-12-31T23:59:59-01:00");
        assert_eq!(written("0000-01-01T00:00:00+01:30"), "0000-01-01T00:00:00+01:30");
    }

    #[test]
    fn what_rfc_3339_does_not_allow_is_refused() {
        for text in [
            "1998-12-31T23:58:60Z",
            "1998-12-31T22:59:60Z",
            "2016-12-31T24:59:60+01:00",
            "1990-02-31T15:59:59Z",
            "1990-12-31T24:00:00Z",
            "1990-12-31T10:00:00+10:60",
            "1990-12-31T15:59:59-24:00",
            "1985-04-12T23:20:50",
            "1985-04-12T23:20:50.Z",
            "1985-04-12T23:20:50Z\n",
            "1985-04-12 23:20:50Z",
            "+1985-04-12T23:20:50Z",
            "",
            "٣",
        ] {
            assert!(Instant::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_that_of_time_to_the_last_digit() {
        let sorted = [
            "1998-12-31T23:59:59.999999999Z",
            "1998-12-31T23:59:60.5Z",
            "1999-01-01T00:00:00Z",
            "1999-01-01T00:00:00.0000000001Z",
            "1999-01-01T00:00:00.00000000010001Z",
            "1998-12-31T23:59:59-00:01",
        ];
        for pair in sorted.windows(2) {
            let [a, b] = pair else { continue };
            assert!(Instant::parse(a).unwrap() < Instant::parse(b).unwrap(), "{a} < {b}");
        }
        assert_eq!(
            Instant::parse("2024-01-15T10:00:00Z"),
            Instant::parse("2024-01-15T12:00:00.000+02:00")
        );
    }

    #[test]
    fn milliseconds_go_both_ways() {
        let instant = Instant::from_millis(1_700_000_000_123).unwrap();
        assert_eq!(instant.to_string(), "2023-11-14T22:13:20.123Z");
        assert_eq!(instant.millis(), 1_700_000_000_123);
        assert_eq!(instant.plus_millis(877).to_string(), "2023-11-14T22:13:21.000Z");
        assert_eq!(instant.minus_millis(124).to_string(), "2023-11-14T22:13:19.999Z");
        let exactly = |text| Instant::parse(text).unwrap().millis_since(&instant);
        assert_eq!(exactly("2023-11-14T22:13:21.123Z"), 1000);
        assert_eq!(exactly("2023-11-14T22:13:21.1229999999999Z"), 999, "rounded down");
        assert_eq!(exactly("2023-11-14T22:13:20Z"), 0, "never less than none");
        let later = Instant::parse("2023-11-14T22:13:20.1230000000001Z").unwrap();
        assert_eq!(Instant::parse("2023-11-14T22:13:20.124Z").unwrap().millis_since(&later), 0);
        assert!(Instant::from_millis(i64::MAX).is_none());
        assert!(instant.plus_millis(u64::MAX) > instant);
    }

    #[test]
    fn at_its_ends_the_calendar_takes_an_offset_and_then_stands_still() {
        let [first, last] = ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.1234567Z"]
            .map(|text| Instant::parse(text).unwrap());
        assert_eq!(first.minus_millis(1).to_string(), "0000-01-01T23:58:59.999+23:59");
        assert_eq!(last.plus_millis(2_000).to_string(), "9999-12-31T00:01:01.1234567-23:59");
        let beginning = first.minus_millis(u64::MAX);
        assert_eq!(beginning.to_string(), "0000-01-01T00:00:00.000+23:59");
        let long = Instant::parse("2024-01-15T10:00:00.1234567890123Z").unwrap();
        assert_eq!(
            long.minus_millis(u64::MAX),
            beginning,
            "nothing comes after it in the same place"
        );
        assert_eq!(last.plus_millis(u64::MAX).to_string(), "9999-12-31T23:59:59.9990000-23:59");
    }

    #[test]
    fn what_is_compared_in_whole_milliseconds_loses_nothing() {
        for (text, is_whole) in [
            ("2025-06-18T23:00:00Z", true),
            ("2025-06-18T23:00:00.123Z", true),
            ("2025-06-18T23:00:00.1230000000000Z", true),
            ("2025-06-18T23:00:00.1234Z", false),
            ("2025-06-18T23:00:00.1230000000001Z", false),
            ("1998-12-31T23:59:60Z", false),
        ] {
            let instant = Instant::parse(text).unwrap();
            let moment = Timestamp { millis: instant.millis(), is_whole };
            assert_eq!(instant.moment(), moment, "{text}");
        }
    }
}
