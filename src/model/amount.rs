//! Amounts of money: exact decimals, never floats.

use std::cmp::Ordering;

use serde::Serialize;

use super::Currency;
use super::value_error::ValueError;
use crate::issue::ErrorCode;

/// A decimal number of zero or more, of any length, exactly as written: `"100.00"` keeps its scale.
///
/// Compared as a number: `100.00` equals `100`.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Amount(String);

impl Amount {
    const EXPECTED: &'static str = "a decimal number such as `100.00`";

    /// # Errors
    /// Anything but digits, with an optional point that has digits on both sides: no sign, no
    /// exponent, no leading zero before another digit.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let exact = digits(whole)
            && (whole.len() == 1 || !whole.starts_with('0'))
            && fraction.is_none_or(digits);
        if exact {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::new(ErrorCode::AmountMalformed, Self::EXPECTED))
        }
    }

    /// The digits as the provider wrote them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many digits stand behind the point.
    pub fn scale(&self) -> usize {
        self.parts().1.len()
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('.').unwrap_or((&self.0, ""))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((whole, fraction), (other_whole, other_fraction)) = (self.parts(), other.parts());
        // No leading zeros: the longer whole part is the larger number.
        (whole.len(), whole)
            .cmp(&(other_whole.len(), other_whole))
            .then_with(|| fraction.trim_end_matches('0').cmp(other_fraction.trim_end_matches('0')))
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Amount {}

/// An amount and its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Money {
    value: Amount,
    currency: Currency,
}

impl Money {
    /// So much of that currency.
    pub const fn new(value: Amount, currency: Currency) -> Self {
        Self { value, currency }
    }

    /// How much.
    pub const fn value(&self) -> &Amount {
        &self.value
    }

    /// Of what.
    pub const fn currency(&self) -> &Currency {
        &self.currency
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn the_sent_scale_is_kept_and_does_not_count() {
        assert_eq!(amount("100.00").as_str(), "100.00");
        assert_eq!(amount("100.00").scale(), 2);
        assert_eq!(amount("100.00"), amount("100"));
        assert_eq!(amount("0.10"), amount("0.1"));
    }

    #[test]
    fn amounts_compare_as_decimals_beyond_any_machine_number() {
        let sorted = ["0", "0.05", "0.5", "9.99", "10", "99999999999999999999.000000000000000001"];
        for (index, less) in sorted.iter().enumerate() {
            for more in sorted.iter().skip(index + 1) {
                assert!(amount(less) < amount(more), "{less} < {more}");
            }
        }
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused() {
        for text in
            ["", "-0", "-1", "+1", "1e3", ".5", "5.", "007", "1,00", "1 ", "٣", "NaN", "1.2.3"]
        {
            assert_eq!(
                Amount::parse(text).unwrap_err().code(),
                ErrorCode::AmountMalformed,
                "{text}"
            );
        }
    }
}
