//! Exact decimal numbers of any length.

use std::cmp::Ordering;

use super::value_error::ValueError;
use crate::finding::ErrorCode;

/// A decimal number as written: an optional minus, and digits with an optional point among them.
///
/// Compared as a number, so `-0` equals `0` and `1.50` equals `01.5`. Never a float.
#[derive(Debug, Clone)]
pub struct Decimal(String);

impl Decimal {
    /// # Errors
    /// The text has a plus sign, an exponent, a point without digits on both sides, or any other
    /// character than digits and one leading minus.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(text.to_owned()))
    }

    /// Like [`Decimal::parse`], without the allocation.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (unsigned, None),
        };
        if digits(whole) && fraction.is_none_or(digits) {
            Ok(())
        } else {
            let expected = "a decimal number such as `100.00`";
            Err(ValueError::new(ErrorCode::AmountMalformed, expected))
        }
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is written with a minus, even before zero.
    pub fn is_signed(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The shortest form: no leading zeros, and no trailing zeros after the point.
    pub fn reduced(&self) -> String {
        let (sign, whole, fraction) = self.significant();
        let sign = if sign { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { whole };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    /// Whether it has a minus, and its significant digits before and after the point.
    fn significant(&self) -> (bool, &str, &str) {
        let unsigned = self.0.strip_prefix('-').unwrap_or(&self.0);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        (self.is_signed(), whole.trim_start_matches('0'), fraction.trim_end_matches('0'))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (sign, whole, fraction) = self.significant();
        let (other_sign, other_whole, other_fraction) = other.significant();
        let is_zero = |whole: &str, fraction: &str| whole.is_empty() && fraction.is_empty();
        let negative = sign && !is_zero(whole, fraction);
        let other_negative = other_sign && !is_zero(other_whole, other_fraction);
        // Without leading zeros the longer whole part is the larger number.
        let size =
            (whole.len(), whole, fraction).cmp(&(other_whole.len(), other_whole, other_fraction));
        match (negative, other_negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn decimals_compare_as_numbers_beyond_any_machine_number() {
        let sorted = [
            "-99999999999999999999",
            "-1.5",
            "-1",
            "-0.05",
            "0",
            "0.05",
            "0.5",
            "9.99",
            "10",
            "99999999999999999999.000000000000000001",
        ];
        for (index, less) in sorted.iter().enumerate() {
            for more in sorted.iter().skip(index + 1) {
                assert!(decimal(less) < decimal(more), "{less} < {more}");
                assert!(decimal(more) > decimal(less), "{more} > {less}");
                assert_ne!(decimal(less), decimal(more));
            }
        }
        for (one, other) in [("100.00", "100"), ("0.10", "0.1"), ("-0", "0"), ("007.0", "7")] {
            assert_eq!(decimal(one), decimal(other));
        }
    }

    #[test]
    fn the_shortest_way_to_write_it() {
        for (text, reduced) in [
            ("100.00", "100"),
            ("00.50", "0.5"),
            ("-0.00", "-0"),
            ("1000", "1000"),
            ("1.010", "1.01"),
        ] {
            assert_eq!(decimal(text).reduced(), reduced);
        }
    }
}
