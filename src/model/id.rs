//! The id of a payment link.

use std::fmt;

use serde::Serialize;

use super::value_error::{ValueError, not_empty};

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
        Self::check(text).map(|()| Self(text.to_owned()))
    }

    /// The id as the provider spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the form of a UUID (RFC 9562, hyphenated).
    pub fn is_uuid(&self) -> bool {
        is_uuid(&self.0)
    }

    /// Whether [`LinkId::parse`] takes it.
    pub(crate) const fn check(text: &str) -> Result<(), ValueError> {
        not_empty(text, "an id")
    }
}

pub(crate) fn is_uuid(id: &str) -> bool {
    id.len() == uuid::fmt::Hyphenated::LENGTH && uuid::Uuid::try_parse(id).is_ok()
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
