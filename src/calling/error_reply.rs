//! Parses the error responses of any provider.

use std::fmt;

use serde::Serialize;

use crate::finding::excerpt;
use crate::model::Format;
use crate::provider::error_words::{ErrorWords, Within, message_in, message_of_text};
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

/// Parses an error body. If it does not have the provider's format, the result has the words that could
/// be read of it: a message in another JSON format, the title of a page, or a text. The status is that
/// of HTTP, whatever the body has.
pub fn read_error(format: Format, status: u16, body: &[u8]) -> ProviderError {
    let (mut words, message) = match Tree::of(body) {
        Ok(body) => {
            let words = (format.adapter().read_error)(&body);
            let message =
                words.message.is_none().then(|| message_in(&body, Within::Body, 0)).flatten();
            (words, message)
        }
        Err(_) => (ErrorWords::default(), message_of_text(body)),
    };
    if message.is_some() {
        words.foreign = words.code.is_none() && words.details.is_empty();
        words.message = message;
    }
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
