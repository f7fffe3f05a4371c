//! Where a rule comes from.

use serde::Serialize;

use super::closed_set::closed_set;

closed_set! {
    /// Whether a provider wrote a rule down.
    pub enum Basis {
        /// A document says it.
        Documented = "documented",
        /// No document says it; this is what paylink takes it to be, and why.
        Assumed = "assumed",
    }
}

/// The source of a rule: a document and its words, or what no document says and what is assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    basis: Basis,
    document: &'static str,
    words: &'static str,
}

impl Source {
    /// A rule that stands in `document`, in these `words`, or in more that come down to them.
    pub(crate) const fn documented(document: &'static str, words: &'static str) -> Self {
        Self { basis: Basis::Documented, document, words }
    }

    /// A rule that `document` should have and has not; `words` say what is assumed and why.
    pub(crate) const fn assumed(document: &'static str, words: &'static str) -> Self {
        Self { basis: Basis::Assumed, document, words }
    }

    /// Documented or assumed.
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// The document that says it, or that is silent.
    pub const fn document(&self) -> &'static str {
        self.document
    }

    /// What it says, or the reason for the assumption.
    pub const fn words(&self) -> &'static str {
        self.words
    }
}

/// A source as answers carry it: the basis apart, the document and its words together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Documented or assumed.
    pub basis: Basis,
    /// Which document, and what it says.
    pub source: Quote,
}

/// A document and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The document that says it, or that is silent.
    pub document: &'static str,
    /// Its words, or the reason for the assumption.
    pub words: &'static str,
}

impl From<Source> for Cited {
    fn from(source: Source) -> Self {
        let quote = Quote { document: source.document, words: source.words };
        Self { basis: source.basis, source: quote }
    }
}
