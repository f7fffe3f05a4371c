//! The source of a rule: a page of documentation, or an assumption.

use serde::Serialize;

use super::closed_set::closed_set;

closed_set! {
    /// Whether a rule is documented.
    pub enum Basis {
        /// A page of documentation states the rule.
        Documented = "documented",
        /// No page states the rule; paylink assumes it, with a reason.
        Assumed = "assumed",
    }
}

/// A page of documentation, with the day on which it was read, because pages change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The publisher and the title.
    #[serde(rename = "document")]
    pub title: &'static str,
    /// The URL.
    pub url: &'static str,
    /// The day on which the page was read, `YYYY-MM-DD`.
    pub read_on: &'static str,
}

impl Page {
    /// A page, read on the day of the last review.
    pub(crate) const fn new(title: &'static str, url: &'static str) -> Self {
        Self { title, url, read_on: "2026-11-22" }
    }
}

/// The source of a rule: a page with the words that state it, or an assumption with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Source {
    basis: Basis,
    #[serde(flatten)]
    page: &'static Page,
    words: &'static str,
}

impl Source {
    /// A rule stated on `page`; `words` quote or summarize it.
    pub(crate) const fn documented(page: &'static Page, words: &'static str) -> Self {
        Self { basis: Basis::Documented, page, words }
    }

    /// A rule missing on `page`, where it belongs; `words` state the assumption and its reason.
    pub(crate) const fn assumed(page: &'static Page, words: &'static str) -> Self {
        Self { basis: Basis::Assumed, page, words }
    }

    /// Whether the rule is documented or assumed.
    pub const fn basis(&self) -> Basis {
        self.basis
    }

    /// The page that states the rule, or should.
    pub const fn page(&self) -> &'static Page {
        self.page
    }

    /// The words of the page, or the assumption and its reason.
    pub const fn words(&self) -> &'static str {
        self.words
    }
}

/// A source as serialized: the basis, and the page with its words as one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Whether the rule is documented or assumed.
    pub basis: Basis,
    /// The page and its words.
    pub source: Quote,
}

/// A page and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The page that states the rule, or should.
    #[serde(flatten)]
    pub page: &'static Page,
    /// The words of the page, or the assumption and its reason.
    pub words: &'static str,
}

impl From<Source> for Cited {
    fn from(source: Source) -> Self {
        let quote = Quote { page: source.page, words: source.words };
        Self { basis: source.basis, source: quote }
    }
}
