//! What a provider says went wrong, from any provider's error body.

use std::fmt;

use serde::Serialize;

use crate::finding::excerpt;
use crate::model::Format;
use crate::provider::error_words::ErrorWords;
use crate::syntax::json::Tree;

/// A provider's error answer. Everything but the status may be missing: a proxy answers for a
/// provider, and no page shows every body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProviderError {
    /// The HTTP status.
    pub status: u16,
    /// What the body says.
    #[serde(flatten)]
    pub words: ErrorWords,
}

/// Reads an error body. One that is no JSON, or another's, has no words, but its status.
pub fn read_error(format: Format, status: u16, body: &[u8]) -> ProviderError {
    let words = Tree::of(body).map(|body| (format.adapter().read_error)(&body)).unwrap_or_default();
    ProviderError { status, words }
}

/// The status, and the provider's words if there are any: the same in every language.
impl fmt::Display for ProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        match self.words.message.as_deref().or(self.words.code.as_deref()) {
            Some(words) => write!(f, ", {}", excerpt(words)),
            None => Ok(()),
        }
    }
}
