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

/// A page of documentation, and when its words were read: pages change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Whose page, and its title.
    #[serde(rename = "document")]
    pub title: &'static str,
    /// Its address.
    pub url: &'static str,
    /// The day on which it was read, `YYYY-MM-DD`.
    pub read_on: &'static str,
}

impl Page {
    /// A page of a provider.
    pub(crate) const fn new(title: &'static str, url: &'static str) -> Self {
        Self { title, url, read_on: "2026-11-22" }
    }
}

/// The source of a rule: a page and its words, or what no page says and what is assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    basis: Basis,
    #[serde(flatten)]
    page: &'static Page,
    words: &'static str,
}

impl Source {
    /// A rule that stands on `page`, in these `words`, or in more that come down to them.
    pub(crate) const fn documented(page: &'static Page, words: &'static str) -> Self {
        Self { basis: Basis::Documented, page, words }
    }

    /// A rule that `page` should have and has not; `words` say what is assumed and why.
    pub(crate) const fn assumed(page: &'static Page, words: &'static str) -> Self {
        Self { basis: Basis::Assumed, page, words }
    }

    /// Documented or assumed.
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// The page that says it, or that is silent.
    pub const fn page(&self) -> &'static Page {
        self.page
    }

    /// What it says, or the reason for the assumption.
    pub const fn words(&self) -> &'static str {
        self.words
    }
}

/// A source as answers carry it: the basis apart, the page and its words together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Documented or assumed.
    pub basis: Basis,
    /// Which page, and what it says.
    pub source: Quote,
}

/// A page and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The page that says it, or that is silent.
    #[serde(flatten)]
    pub page: &'static Page,
    /// Its words, or the reason for the assumption.
    pub words: &'static str,
}

impl From<Source> for Cited {
    fn from(source: Source) -> Self {
        let quote = Quote { page: source.page, words: source.words };
        Self { basis: source.basis, source: quote }
    }
}
