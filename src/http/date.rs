//! Parses HTTP dates (RFC 9110, section 5.6.7): the current format and the two obsolete ones.

use chrono::{Datelike as _, NaiveDate};

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Milliseconds since 1970. `None` if the text violates the grammar, the weekday is not that of the
/// date, or the date is before 1970.
pub(crate) fn millis(text: &str) -> Option<u64> {
    let words: Vec<&str> = text.trim().split(' ').collect();
    let (weekday, day, month, year, time) = match *words.as_slice() {
        [weekday, day, month, year, time, "GMT"] => {
            (short(weekday.strip_suffix(',')?)?, digits(day, 2)?, month, digits(year, 4)?, time)
        }
        [weekday, date, time, "GMT"] => {
            let weekday = weekday.strip_suffix(',')?;
            let (day, rest) = date.split_once('-')?;
            let (month, year) = rest.split_once('-')?;
            let year = digits(year, 2)?;
            let century = if year < 70 { 2000 } else { 1900 };
            let weekday = WEEKDAYS.iter().position(|name| *name == weekday)?;
            (weekday, digits(day, 2)?, month, century + year, time)
        }
        [weekday, month, day, time, year] => {
            (short(weekday)?, digits(day, 2)?, month, digits(year, 4)?, time)
        }
        [weekday, month, "", day, time, year] => {
            (short(weekday)?, digits(day, 1)?, month, digits(year, 4)?, time)
        }
        _ => return None,
    };
    let month = (1..).zip(MONTHS).find(|(_, name)| *name == month)?.0;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let (hour, rest) = time.split_once(':')?;
    let (minute, second) = rest.split_once(':')?;
    let second = digits(second, 2)?;
    // A leap second is the one after second 59.
    let leap_ms = if second == 60 { 1000 } else { 0 };
    let second = if second == 60 { 59 } else { second };
    let at = date.and_hms_opt(digits(hour, 2)?, digits(minute, 2)?, second)?;
    let is_its_day = date.weekday().num_days_from_monday() as usize == weekday;
    // Refuses dates before 1970, which no server sends.
    let millis = u64::try_from(at.and_utc().timestamp_millis() + leap_ms).ok();
    millis.filter(|_| is_its_day)
}

/// The index of a weekday's three-letter name; Monday is 0.
fn short(text: &str) -> Option<usize> {
    WEEKDAYS.iter().position(|name| name.get(..3) == Some(text))
}

/// A number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;
    use std::time::UNIX_EPOCH;

    use chrono::DateTime;

    use super::*;

    fn by_httpdate(text: &str) -> Option<u64> {
        let text = text.trim();
        // httpdate ignores the byte before the time in the second format, where a blank must be.
        if let Some((_, date)) = text.split_once("day, ")
            && date.as_bytes().get(9) != Some(&b' ')
        {
            return None;
        }
        // httpdate refuses leap seconds, which the grammar allows.
        let (text, leap_ms) = match text.find(":60") {
            Some(at) if text.get(..at)?.contains(':') => (text.replacen(":60", ":59", 1), 1000),
            _ => (text.to_owned(), 0),
        };
        let date = httpdate::parse_http_date(&text).ok()?;
        let millis = u64::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()?;
        Some(millis + leap_ms)
    }

    fn forms(seconds: u32) -> [String; 3] {
        let sent = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds.into()));
        let at = DateTime::from_timestamp(seconds.into(), 0).unwrap();
        let old = |format| at.format(format).to_string();
        [sent, old("%A, %d-%b-%y %H:%M:%S GMT"), old("%a %b %e %H:%M:%S %Y")]
    }

    #[test]
    fn the_dates_in_the_tests_of_httpdate_are_read_as_there() {
        for (text, seconds) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777)),
            ("Sun, 02 Oct 2016 14:44:11 GMT", Some(1_475_419_451)),
            ("Sun Nov 10 08:00:00 1000", None),
            ("Sun Nov 10 08*00:00 2000", None),
            ("Sunday, 06-Nov-94 08+49:37 GMT", None),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 01 Jan 1970 01:00:00 GMT", Some(3_600)),
            ("Fri, 02 Jan 1970 01:00:00 GMT", Some(90_000)),
            ("Sun, 01 Feb 1970 01:00:00 GMT", Some(2_682_000)),
            ("Tue, 03 Mar 1970 01:00:00 GMT", Some(5_274_000)),
            ("Wed, 03 Mar 1971 01:00:05 GMT", Some(36_810_005)),
            ("Mon, 30 Aug 1971 01:00:05 GMT", Some(52_362_005)),
            ("Mon, 08 Nov 1971 01:00:05 GMT", Some(58_410_005)),
            ("Fri, 26 Mar 1999 01:00:05 GMT", Some(922_410_005)),
            // 7 November 1994 is a Monday.
            ("Sun, 07 Nov 1994 08:48:37 GMT", None),
        ] {
            assert_eq!(millis(text), seconds.map(|seconds| seconds * 1000), "{text}");
            assert_eq!(millis(text), by_httpdate(text), "{text}");
        }
    }

    #[test]
    fn every_form_of_a_date_is_the_same_instant() {
        // A two-digit year means 1970 to 2069.
        for seconds in (0..3_155_760_000_u32).step_by(3_456_789) {
            for text in forms(seconds) {
                assert_eq!(millis(&text), Some(u64::from(seconds) * 1000), "{text}");
            }
        }
        assert_eq!(millis("Fri, 31 Dec 9999 23:59:59 GMT"), Some(253_402_300_799_000));
    }

    #[test]
    fn a_date_that_is_spoilt_at_any_place_is_read_as_httpdate_reads_it() {
        let bytes: Vec<char> = (' '..='~').chain(['\t', '\0', 'é', '\u{a0}']).collect();
        for seconds in [0, 784_111_777, 951_782_399, 951_868_799, 1_709_251_199] {
            for text in forms(seconds) {
                for place in 0..=text.len() {
                    for byte in &bytes {
                        let (before, after) = text.split_at(place);
                        let rest = after.get(1..).unwrap_or_default();
                        for spoilt in [
                            format!("{before}{byte}{rest}"),
                            format!("{before}{byte}{after}"),
                            format!("{before}{rest}"),
                        ] {
                            assert_eq!(millis(&spoilt), by_httpdate(&spoilt), "{spoilt:?}");
                        }
                    }
                }
            }
        }
    }
}
