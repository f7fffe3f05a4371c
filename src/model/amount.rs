//! Amounts of money as exact decimal numbers.

use serde::Serialize;
use wide::u8x16;

use super::value_error::ValueError;
use super::{Currency, Decimal};
use crate::finding::ErrorCode;
use crate::syntax::from_json::members;
use crate::syntax::json::within;

/// A non-negative amount, exactly as written: `"100.00"` keeps its scale.
///
/// Compared as a number: `100.00` equals `100`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

impl Amount {
    /// # Errors
    /// The text is no plain decimal number, or has a minus sign (even before zero) or leading
    /// zeros.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text)?;
        Decimal::parse(text).map(Self)
    }

    /// Like [`Amount::parse`], without the allocation.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        Decimal::check(text)?;
        let mut digits = text.bytes();
        let first = digits.next();
        let padded = first == Some(b'0') && digits.next().is_some_and(|byte| byte.is_ascii_digit());
        if first == Some(b'-') || padded {
            let expected = "an amount such as `100.00`, without sign or leading zeros";
            return Err(ValueError::new(ErrorCode::AmountMalformed, expected));
        }
        Ok(())
    }

    /// The digits as the provider wrote them.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Fast path: the length of an amount of up to 15 bytes that is followed by `"`; otherwise `None`.
#[inline(always)]
pub(crate) fn length_of_amount(text: &[u8; 16]) -> Option<usize> {
    let bytes = u8x16::from(*text);
    let length = bytes.simd_eq(u8x16::splat(b'"')).to_bitmask().trailing_zeros();
    // Zero if there is no quote; `is_decimal` is false then.
    let all = (1_u32 << (length % 32)) - 1;
    let digits = within(bytes, b'0', b'9').to_bitmask() & all;
    let points = bytes.simd_eq(u8x16::splat(b'.')).to_bitmask() & all;
    let is_one_point = points & points.wrapping_sub(1) == 0;
    let is_decimal = digits | points == all && is_one_point && digits & 1 == 1;
    let has_fraction = points << 1 & !all == 0;
    let [first, ..] = *text;
    let is_padded = first == b'0' && digits & 2 != 0;
    (is_decimal && has_fraction && !is_padded).then_some(length as usize)
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An amount and its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Money {
    value: Amount,
    currency: Currency,
}

members! { Money {
    value: required "value",
    currency: required "currency",
}}

impl Money {
    /// An amount in a currency.
    pub const fn new(value: Amount, currency: Currency) -> Self {
        Self { value, currency }
    }

    /// The amount.
    pub const fn value(&self) -> &Amount {
        &self.value
    }

    /// The currency.
    pub const fn currency(&self) -> &Currency {
        &self.currency
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sent_scale_is_kept_and_does_not_count() {
        let amount = |text| Amount::parse(text).unwrap();
        assert_eq!(amount("100.00").as_str(), "100.00");
        assert_eq!(amount("100.00"), amount("100"));
        assert!(amount("0.10") < amount("0.2"));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "", "-0", "-1", "+1", "1e3", ".5", "5.", "007", "00", "1,00", "1 ", "٣", "NaN", "1.2.3",
        ] {
            assert_eq!(
                Amount::parse(text).unwrap_err().code(),
                ErrorCode::AmountMalformed,
                "{text}"
            );
        }
    }

    /// Every byte at every position, and all short texts over the characters of amounts.
    #[test]
    fn an_amount_before_a_quote_is_one_that_is_taken() {
        let agree = |text: [u8; 16]| {
            let before = text.iter().position(|byte| *byte == b'"').map(|end| &text[..end]);
            let amount = before.and_then(|before| std::str::from_utf8(before).ok());
            let expected = amount.filter(|amount| Amount::check(amount).is_ok()).map(str::len);
            assert_eq!(length_of_amount(&text), expected, "{}", text.escape_ascii());
        };
        for usual in [*b"100.00\",\"currenc", *b"0.123456789012\",", *b"123456789012345\""] {
            for at in 0..usual.len() {
                for byte in 0..=u8::MAX {
                    let mut text = usual;
                    text[at] = byte;
                    agree(text);
                }
            }
        }
        let parts = b"01.-\"/:";
        for number in 0..parts.len().pow(6) {
            let mut text = *b"000000\",\"amount\"";
            for (place, byte) in (0..).zip(&mut text[..6]) {
                *byte = parts[number / parts.len().pow(place) % parts.len()];
            }
            agree(text);
        }
    }
}
