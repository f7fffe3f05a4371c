//! Currency and network codes: compared without case, emitted in one.

use serde::Serialize;

use super::iso4217;
use super::value_error::{ValueError, not_empty};
use crate::finding::ErrorCode;
use crate::host;
use crate::syntax::from_json::members;

/// A currency code, fiat or crypto, in upper case: `EUR`, `USDT`. Older Txn data has `usd`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// # Errors
    /// Anything but 2 to 12 ASCII letters and digits. Whether such a currency exists is not asked:
    /// providers add some without notice.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(text.to_ascii_uppercase()))
    }

    /// Whether [`Currency::parse`] takes it.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        if (2..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(())
        } else {
            Err(ValueError::new(
                ErrorCode::CurrencyMalformed,
                "a currency code such as `EUR` or `USDT`",
            ))
        }
    }

    /// Whether a code in upper case is a country's by ISO 4217 (not gold, not a code for tests), or one of the
    /// cryptocurrencies that providers' documents show. Providers add others without notice, so an unknown one
    /// is only odd.
    pub(crate) fn is_listed(code: &str) -> bool {
        iso4217::is_known(code)
    }

    /// The code in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many decimals its amounts have, by ISO 4217; none for what that list lacks.
    pub fn minor_units(&self) -> Option<u8> {
        iso4217::minor_units(&self.0)
    }
}

/// A network code in lower case, `chain` or `chain:token`: `trx:usdt`. Requests also show upper case
/// ("Txn, Creating invoice").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct NetworkCode(String);

impl NetworkCode {
    /// # Errors
    /// The empty text is no code.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(host::lower(text)))
    }

    /// Whether [`NetworkCode::parse`] takes it.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        not_empty(text, "a network code such as `trx:usdt`")
    }

    /// The code in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether it is a network code as [`NetworkCode`] has it, and plain: ASCII, and nothing in upper case.
#[inline(always)]
pub(crate) fn is_lower_code(code: &[u8]) -> bool {
    !code.is_empty() && code.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The network that a payer chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Network {
    code: NetworkCode,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

members! { Network {
    code: required "code",
    ;
    name: optional "name",
}}

impl Network {
    pub(crate) const fn new(code: NetworkCode, name: Option<String>) -> Self {
        Self { code, name }
    }

    /// `trx:usdt`
    pub const fn code(&self) -> &NetworkCode {
        &self.code
    }

    /// `Tron (TRC20)`
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_are_those_of_the_list() {
        for (code, units) in
            [("jpy", Some(0)), ("EUR", Some(2)), ("KWD", Some(3)), ("CLF", Some(4)), ("USDT", None)]
        {
            assert_eq!(Currency::parse(code).unwrap().minor_units(), units, "{code}");
        }
        assert!(Currency::is_listed("USDT"));
        assert!(!Currency::is_listed("DOGE"));
        for text in ["", "E", "€UR", "E R", "ABCDEFGHIJKLM"] {
            assert!(Currency::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_plain_network_code_is_written_as_it_stands() {
        for at in 0..8 {
            for char in ('\0'..='\u{250}').chain(['\u{130}', 'Ω', '٣']) {
                let mut code: Vec<char> = "trx:usdt".chars().collect();
                code[at] = char;
                let code = String::from_iter(code);
                let is_plain = is_lower_code(code.as_bytes());
                assert!(!is_plain || NetworkCode::parse(&code).unwrap().as_str() == code, "{code}");
                assert_eq!(is_plain, char.is_ascii() && !char.is_ascii_uppercase(), "{code}");
            }
        }
        assert!(!is_lower_code(b""));
    }
}
