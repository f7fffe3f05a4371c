//! The id of a payment link.

use std::fmt;

use serde::Serialize;

use super::value_error::{ValueError, filled};

/// A provider's id of a payment link: opaque, never empty, compared byte by byte.
///
/// It is no UUID by rule: the one example that Connect publishes is none ("Connect, Cancel payment
/// link"), so a reader only notes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct LinkId(String);

impl LinkId {
    /// # Errors
    /// The empty text is no id.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        filled(text, "an id").map(Self)
    }

    /// The id as the provider spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the form of a UUID (RFC 9562, hyphenated).
    pub fn is_uuid(&self) -> bool {
        self.0.len() == uuid::fmt::Hyphenated::LENGTH && uuid::Uuid::try_parse(&self.0).is_ok()
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
