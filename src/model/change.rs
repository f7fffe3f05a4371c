//! A difference between a provider's document and the one that the model makes.

use serde::Serialize;

/// How a provider's document differs at one place from the one that the model makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// JSON Pointer into the link's own document.
    pub pointer: String,
    /// What the model makes there, as JSON text; none where it makes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What the provider has there, as JSON text; none where it has nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<String>,
}
