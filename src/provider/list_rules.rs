//! How a provider's lists are asked for: its query parameters, sort orders and paging.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::model::Instant;

/// The largest page size that is requested. No provider documents its own maximum.
pub const LARGEST: u32 = 100;

/// The names of the sort orders in [`ListingData`].
pub(crate) const OWN_WORDS: Words =
    ([Order::OldestFirst.name(), Order::NewestFirst.name()], "`oldest_first` or `newest_first`");

closed_set! {
    /// A filter or option of a list request.
    pub enum ListMember {
        /// The cursor at which the page starts.
        Cursor = "cursor",
        /// The maximum number of links on the page.
        Limit = "limit",
        /// Only links with this merchant's reference.
        Reference = "reference",
        /// Only links created at this time or later.
        CreatedFrom = "createdFrom",
        /// Only links created at this time or earlier.
        CreatedTo = "createdTo",
        /// The sort order, by creation time.
        Order = "order",
    }
}

closed_set! {
    /// The sort order of a list, by creation time.
    pub enum Order {
        /// New links are appended, so pages do not shift.
        OldestFirst = "oldest_first",
        /// A new link shifts all later pages.
        NewestFirst = "newest_first",
    }
}

closed_set! {
    /// How a provider pages its lists.
    pub enum Pages {
        /// Each page has the cursor of the next one.
        ByCursor = "by_cursor",
        /// Pages are numbered from 1; the cursor is the page number.
        ByNumber = "by_number",
        /// A page starts after a link; the cursor is that link's id, the last one of the page before.
        ByLastId = "by_last_id",
        /// A page starts after a number of links, which is the cursor.
        ByOffset = "by_offset",
        /// The provider has no lists.
        None = "none",
    }
}

/// The query parameter for one member of a list request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListParameter {
    /// The member that it carries.
    pub member: ListMember,
    /// The parameter's name.
    pub parameter: &'static str,
    /// Another parameter that must be sent with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<FixedParameter>,
    /// Where it is documented, or that it is assumed.
    #[serde(flatten)]
    pub source: Source,
}

impl ListParameter {
    pub(super) const fn new(member: ListMember, parameter: &'static str, source: Source) -> Self {
        Self { member, parameter, beside: None, source }
    }
}

/// A query parameter with only one valid value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FixedParameter {
    /// Its name.
    pub parameter: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// The query parameters and paging of a provider's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListRules {
    /// The supported parameters.
    pub parameters: &'static [ListParameter],
    /// How its lists are paged.
    pub pages: Pages,
    /// The page size if the caller gives none. Required for pages by number or offset: only a full
    /// page indicates that another one follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual: Option<u32>,
    /// The largest page size that is requested.
    pub largest: u32,
    /// The provider's names of the sort orders, and the expected value for error messages.
    #[serde(skip)]
    pub(crate) orders: Words,
    /// How times are written in the query.
    #[serde(skip)]
    pub(crate) times: Times,
    /// Where the paging is documented, or that it is assumed.
    #[serde(flatten)]
    pub source: Source,
}

/// How times are written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    /// RFC 3339.
    Rfc3339,
    /// Whole seconds since 1970.
    Epoch,
}

impl Times {
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Rfc3339 => Instant::EXPECTED,
            Self::Epoch => "whole seconds since 1970",
        }
    }

    pub(super) fn parse(self, text: &str) -> Option<Instant> {
        match self {
            Self::Rfc3339 => Instant::parse(text).ok(),
            Self::Epoch => text.parse().ok().and_then(Instant::from_seconds),
        }
    }

    /// The first whole second of a filter begins at or after its instant, the last one before it.
    pub(super) fn write(self, instant: &Instant, is_first: bool) -> String {
        if self == Self::Rfc3339 {
            return instant.to_string();
        }
        // From the first second of the year 0 to the last one of 9999, as they are read.
        let second = instant.millis().div_euclid(1000).clamp(-62_167_219_200, 253_402_300_799);
        let begins = |second: i64| Instant::from_seconds(second);
        // A leap second is counted as the second after it.
        let is_leap =
            begins(second).is_some_and(|at| at > *instant) && begins(second - 1).is_some();
        let second = second - i64::from(is_leap);
        let is_within = begins(second).is_some_and(|at| at < *instant);
        let has_next = is_first && is_within && begins(second + 1).is_some();
        (second + i64::from(has_next)).to_string()
    }
}

/// The names for oldest and for newest first, and a phrase that lists both.
pub(crate) type Words = ([&'static str; 2], &'static str);
