//! The error of parsing a single value.

use crate::finding::{ErrorCode, Params, excerpt};

/// The text is not a value of the wanted type. Names what was expected, never the text itself, so
/// that it can be shown where the text must not be.
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

    /// For values that may be secret: the issue does not repeat the text.
    pub(crate) const fn silent(code: ErrorCode, expected: &'static str) -> Self {
        Self { code, expected, echo: false }
    }

    /// The code of the issue for this error.
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

/// Requires a text that is not empty, for otherwise unrestricted values.
pub(crate) fn filled(text: &str, expected: &'static str) -> Result<String, ValueError> {
    not_empty(text, expected).map(|()| text.to_owned())
}

/// Like [`filled`], without the allocation.
pub(crate) const fn not_empty(text: &str, expected: &'static str) -> Result<(), ValueError> {
    if text.is_empty() { Err(ValueError::new(ErrorCode::TextEmpty, expected)) } else { Ok(()) }
}
