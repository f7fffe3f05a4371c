//! Currency and network codes, parsed in any case and normalised to one.

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
    /// Parses a code in any case. A well-formed code is accepted even if no such currency is known.
    ///
    /// # Errors
    /// The text is not 2 to 12 ASCII letters and digits, with `.` or `-` between them.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(text.to_ascii_uppercase()))
    }

    /// Like [`Currency::parse`], without the allocation.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let is_framed = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = text.as_bytes();
        if (2..=12).contains(&text.len())
            && text.bytes().all(is_code)
            && is_framed(bytes.first())
            && is_framed(bytes.last())
        {
            Ok(())
        } else {
            Err(ValueError::new(
                ErrorCode::CurrencyMalformed,
                "a currency code such as `EUR` or `USDT`",
            ))
        }
    }

    /// Whether an upper-case code is a currency of ISO 4217 (no precious metals, no test codes) or
    /// a cryptocurrency in the providers' documentation. An unlisted code is only worth a note.
    pub(crate) fn is_listed(code: &str) -> bool {
        iso4217::is_known(code)
    }

    /// The code in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Number of decimals of its amounts by ISO 4217; `None` for codes outside that list.
    pub fn minor_units(&self) -> Option<u8> {
        iso4217::minor_units(&self.0)
    }
}

/// A network code in lower case, `chain` or `chain:token`: `trx:usdt`. Requests may have upper case
/// ("Txn, Creating invoice").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct NetworkCode(String);

impl NetworkCode {
    /// # Errors
    /// The text is empty.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(host::lower(text)))
    }

    /// Like [`NetworkCode::parse`], without the allocation.
    pub(crate) fn check(text: &str) -> Result<(), ValueError> {
        not_empty(text, "a network code such as `trx:usdt`")
    }

    /// The code in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a code is a valid [`NetworkCode`] in its normal form: ASCII without upper case.
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

    /// The code: `trx:usdt`.
    pub const fn code(&self) -> &NetworkCode {
        &self.code
    }

    /// The display name: `Tron (TRC20)`.
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
