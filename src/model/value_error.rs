//! Why a text is not a value.

use crate::finding::{ErrorCode, Params, excerpt};

/// A text that is not a value of the wanted type: what was expected, never what was found, so that it
/// can be shown wherever the value itself must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct ValueError {
    code: ErrorCode,
    expected: &'static str,
    echo: bool,
}

impl ValueError {
    pub(crate) const fn new(code: ErrorCode, expected: &'static str) -> Self {
        Self { code, expected, echo: true }
    }

    /// For members that may bear a secret: the found text is not repeated.
    pub(crate) const fn silent(code: ErrorCode, expected: &'static str) -> Self {
        Self { code, expected, echo: false }
    }

    /// The code of the issue that this makes.
    pub const fn code(self) -> ErrorCode {
        self.code
    }

    pub(crate) const fn expected(self) -> &'static str {
        self.expected
    }

    pub(crate) fn params(self, found: &str) -> Params {
        let params = Params::NONE.with("expected", self.expected);
        if self.echo { params.with("found", excerpt(found)) } else { params }
    }
}

/// Refuses the empty text, for fields whose values are otherwise free.
pub(crate) fn filled(text: &str, expected: &'static str) -> Result<String, ValueError> {
    not_empty(text, expected).map(|()| text.to_owned())
}

/// The same, of a text that stays where it is.
pub(crate) const fn not_empty(text: &str, expected: &'static str) -> Result<(), ValueError> {
    if text.is_empty() { Err(ValueError::new(ErrorCode::TextEmpty, expected)) } else { Ok(()) }
}
