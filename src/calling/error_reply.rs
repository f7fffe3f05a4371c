//! Parses the error responses of any provider.

use std::fmt;

use serde::Serialize;

use crate::finding::excerpt;
use crate::model::Format;
use crate::provider::error_words::ErrorWords;
use crate::syntax::json::Tree;

/// A provider's error response. Everything but the status may be missing: it may come from a proxy,
/// and not every body is documented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProviderError {
    /// The HTTP status.
    pub status: u16,
    /// The code, message and details of the body.
    #[serde(flatten)]
    pub words: ErrorWords,
}

/// Parses an error body. If it is not JSON, or not the provider's, the result has only the status.
pub fn read_error(format: Format, status: u16, body: &[u8]) -> ProviderError {
    let words = Tree::of(body).map(|body| (format.adapter().read_error)(&body)).unwrap_or_default();
    ProviderError { status, words }
}

/// The status and the provider's message or code, untranslated.
impl fmt::Display for ProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        match self.words.message.as_deref().or(self.words.code.as_deref()) {
            Some(words) => write!(f, ", {}", excerpt(words)),
            None => Ok(()),
        }
    }
}
