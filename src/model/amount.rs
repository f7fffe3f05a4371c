//! Amounts of money.

use serde::Serialize;

use super::value_error::ValueError;
use super::{Currency, Decimal};
use crate::issue::ErrorCode;
use crate::plain::members;

/// An amount of zero or more, exactly as written: `"100.00"` keeps its scale.
///
/// Compared as a number: `100.00` equals `100`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

impl Amount {
    /// # Errors
    /// What is no plain decimal; a minus, before a zero too; a zero before another digit.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text)?;
        Decimal::parse(text).map(Self)
    }

    /// Whether [`Amount::parse`] takes it.
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

    /// As a number of any sign.
    pub const fn as_decimal(&self) -> &Decimal {
        &self.0
    }
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

    #[test]
    fn the_sent_scale_is_kept_and_does_not_count() {
        let amount = |text| Amount::parse(text).unwrap();
        assert_eq!(amount("100.00").as_str(), "100.00");
        assert_eq!(amount("100.00").as_decimal().scale(), 2);
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
}
