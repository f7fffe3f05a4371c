//! List requests: filters, sort order and paging, and each provider's query parameters for them.

use std::borrow::Cow;

use serde::Serialize;

pub use super::list_rules::{
    FixedParameter, LARGEST, ListMember, ListParameter, ListRules, Order, Pages,
};
pub(crate) use super::list_rules::{OWN_WORDS, Times, Words};
use crate::finding::{ErrorCode, Issue, Params, excerpt, excerpt_bare};
use crate::http::percent::{decode, encode};
use crate::model::{Format, Instant};
use crate::syntax::from_json::{DecodeError, FromJson, Members, deserialised};
use crate::syntax::json::Tree;

const A_LIMIT: &str = "a whole number from 1 to 100";
const A_PAGE: &str = "a page number of 1 or more";
const AN_OFFSET: &str = "a whole number of 0 or more";
const A_COUNT: &str = "a whole number of 1 or more";
const A_TEXT: &str = "a non-empty string";
const ENCODED: &str = "a percent-encoded string";

/// A list request as a caller passes it, unchecked; [`Listing::of`] checks it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingData(Vec<(Cow<'static, str>, String)>);

impl ListingData {
    /// Sets a member, as text.
    #[must_use]
    pub fn with(mut self, member: ListMember, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| known != member.name());
        self.0.push((Cow::Borrowed(member.name()), value.into()));
        self
    }

    pub(crate) fn cursor(&self) -> Option<&str> {
        let named = |(name, _): &&(Cow<'static, str>, String)| name == ListMember::Cursor.name();
        self.0.iter().rev().find(named).map(|(_, cursor)| cursor.as_str())
    }
}

/// Unknown members are kept, so that [`Listing::of`] refuses a filter with a misspelt name.
impl FromJson for ListingData {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let mut data = Self::default();
        for (name, value) in Members::of(tree)?.all() {
            let name = name.lossy();
            let member = LISTED.into_iter().find(|member| member.name() == name);
            let value = match (member, value) {
                (Some(ListMember::Limit), Tree::Scalar(digits)) => number(digits)?,
                (Some(ListMember::CreatedFrom | ListMember::CreatedTo), Tree::Scalar(digits)) => {
                    let digits = number(digits)?;
                    let instant = digits.parse().ok().and_then(Instant::from_millis);
                    instant.map_or(digits, |instant| instant.to_string())
                }
                (Some(ListMember::Limit), _) => {
                    return Err(DecodeError::new("a number as the limit"));
                }
                (Some(_), value) => String::from_json(value)?,
                (None, _) => String::new(),
            };
            data.0.push((Cow::Owned(name), value));
        }
        Ok(data)
    }
}

deserialised!(ListingData);

const LISTED: [ListMember; 6] = [
    ListMember::Cursor,
    ListMember::Limit,
    ListMember::Reference,
    ListMember::CreatedFrom,
    ListMember::CreatedTo,
    ListMember::Order,
];

/// The digits of a JSON number. JSON has null for `NaN` and for an invalid `Date`: refused.
fn number(digits: &str) -> Result<String, DecodeError> {
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    is_number.then(|| digits.to_owned()).ok_or(const { DecodeError::new("a number or a string") })
}

/// A list request, checked against a format's rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_from: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_to: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Order>,
}

impl Listing {
    /// Checks a list request.
    ///
    /// # Errors
    /// A member that the format does not support, or an invalid value.
    ///
    /// # Examples
    /// ```
    /// use paylink::model::Format;
    /// use paylink::finding::Code;
    /// use paylink::provider::listing::{ListMember, Listing, ListingData};
    ///
    /// let asked = ListingData::default().with(ListMember::Reference, "order-17");
    /// let listing = Listing::of(Format::Txn, &asked).map_err(|issues| issues[0].message())?;
    /// assert_eq!(listing.reference(), Some("order-17"));
    ///
    /// // Connect's lists cannot be filtered by reference.
    /// let issues = Listing::of(Format::Connect, &asked).err().ok_or("taken")?;
    /// assert_eq!(issues[0].code().name(), "parameter_unknown");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(format: Format, asked: &ListingData) -> Result<Self, Vec<Issue>> {
        let rules = format.listing();
        let mut making =
            ListingBuilder::new(rules, (OWN_WORDS, Times::Rfc3339), Some(rules.largest));
        for (name, text) in &asked.0 {
            let parameters = making.rules.parameters;
            match parameters.iter().find(|parameter| parameter.member.name() == name) {
                Some(parameter) => making.take(parameter.member, name, text),
                None => {
                    making.refuse(ErrorCode::ParameterUnknown, &excerpt_bare(name), Params::NONE);
                }
            }
        }
        making.made()
    }

    /// Parses the query of a request target or URL. Undocumented parameters are ignored, because
    /// providers add some without notice.
    ///
    /// # Errors
    /// A known parameter with an invalid value, or given twice.
    pub(crate) fn of_target(format: Format, target: &str) -> Result<Self, Vec<Issue>> {
        let before = target.split('#').next().unwrap_or_default();
        let query = before.split_once('?').map_or("", |(_, query)| query);
        let rules = format.listing();
        let mut making = ListingBuilder::new(rules, (rules.orders, rules.times), None);
        let mut seen: Vec<(&str, bool)> = Vec::new();
        for part in query.split('&') {
            let (name, text) = part.split_once('=').unwrap_or((part, ""));
            let Some(name) = decoded(name) else { continue };
            let Some((name, wanted)) = rules.known(&name) else { continue };
            if let Some((_, told)) = seen.iter_mut().find(|(known, _)| *known == name) {
                if !std::mem::replace(told, true) {
                    making.refuse(ErrorCode::ParameterDuplicate, name, Params::NONE);
                }
                continue;
            }
            seen.push((name, false));
            match (decoded(text), wanted) {
                (None, _) => making.malformed(name, text, ENCODED),
                (Some(text), Wanted::Member(member)) => making.take(member, name, &text),
                (Some(text), Wanted::Only(value)) if text == value => {}
                (Some(text), Wanted::Only(value)) => {
                    making.malformed(name, &text, &excerpt(value));
                }
            }
        }
        making.made()
    }

    /// The cursor at which the page starts.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// The maximum number of links on the page.
    pub const fn limit(&self) -> Option<u32> {
        self.limit
    }

    /// Only links with this reference.
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Only links created at this time or later.
    pub const fn created_from(&self) -> Option<&Instant> {
        self.created_from.as_ref()
    }

    /// Only links created at this time or earlier.
    pub const fn created_to(&self) -> Option<&Instant> {
        self.created_to.as_ref()
    }

    /// The sort order.
    pub const fn order(&self) -> Option<Order> {
        self.order
    }

    /// Adds the defaults that [`Self::next`] needs: the page size and the page number.
    pub(crate) fn whole(mut self, rules: &ListRules) -> Self {
        self.limit = self.limit.or(rules.usual);
        let first = match rules.pages {
            Pages::ByNumber => FIRST,
            Pages::ByOffset => "0",
            Pages::ByCursor | Pages::ByLastId | Pages::None => return self,
        };
        self.cursor.get_or_insert_with(|| first.to_owned());
        self
    }

    /// The query with its `?`, percent-encoded; empty without parameters.
    pub(crate) fn query(&self, rules: &ListRules) -> String {
        let mut query = String::new();
        let mut put = |name: &str, value: &str| {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(&encode(name));
            query.push('=');
            query.push_str(&encode(value));
        };
        for parameter in rules.parameters {
            if let Some(value) = self.text(parameter.member, rules) {
                if let Some(beside) = parameter.beside {
                    put(beside.parameter, beside.value);
                }
                put(parameter.parameter, &value);
            }
        }
        query
    }

    fn text(&self, member: ListMember, rules: &ListRules) -> Option<String> {
        match member {
            ListMember::Cursor => self.cursor.clone(),
            ListMember::Limit => self.limit.map(|limit| limit.to_string()),
            ListMember::Reference => self.reference.clone(),
            ListMember::CreatedFrom => {
                self.created_from.as_ref().map(|at| rules.times.write(at, true))
            }
            ListMember::CreatedTo => {
                self.created_to.as_ref().map(|at| rules.times.write(at, false))
            }
            ListMember::Order => {
                let ([oldest, newest], _) = rules.orders;
                self.order.map(|order| match order {
                    Order::OldestFirst => oldest.to_owned(),
                    Order::NewestFirst => newest.to_owned(),
                })
            }
        }
    }

    /// The cursor of the next page, if the document has none. `next` is what the document says,
    /// `found` the number of its links, `last` the id of the last one.
    pub(crate) fn next(
        &self,
        rules: &ListRules,
        next: &Next,
        found: usize,
        last: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let is_full = self.limit.is_some_and(|limit| found >= limit as usize);
        let is_further = match next {
            Next::At(_) | Next::Somewhere => true,
            Next::Unsaid => is_full,
            Next::Nowhere => false,
        };
        if !is_further {
            return None;
        }
        let number = |first| self.cursor.as_deref().map_or(Some(first), number_of);
        let following = match rules.pages {
            Pages::ByNumber => number(1)?.checked_add(1)?,
            Pages::ByOffset => number(0)?.checked_add(u32::try_from(found).ok()?)?,
            Pages::ByLastId => return last(),
            Pages::ByCursor | Pages::None => return None,
        };
        Some(following.to_string())
    }
}

/// What a list's document says about the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Unsaid,
    /// There is none.
    Nowhere,
    /// There is one, but its URL is not understood.
    Somewhere,
    /// Its cursor.
    At(String),
}

/// The number of the first page.
const FIRST: &str = "1";

/// Parses `1`, `25`: no sign and no leading zeros, so that each number has one spelling.
fn number_of(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (text == number.to_string()).then_some(number)
}

/// The same for numbers that are not zero.
fn positive(text: &str) -> Option<u32> {
    number_of(text).filter(|number| *number > 0)
}

fn decoded(text: &str) -> Option<String> {
    // `application/x-www-form-urlencoded` has a plus sign for a space.
    decode(&text.replace('+', " "))
}

/// The expected value of a query parameter.
enum Wanted {
    /// The value of a member.
    Member(ListMember),
    /// Exactly this value.
    Only(&'static str),
}

impl ListRules {
    fn known(&self, name: &str) -> Option<(&'static str, Wanted)> {
        self.parameters.iter().find_map(|ListParameter { member, parameter, beside, .. }| {
            let beside = beside.filter(|beside| beside.parameter == name);
            let beside = beside.map(|beside| (beside.parameter, Wanted::Only(beside.value)));
            beside.or_else(|| (*parameter == name).then_some((parameter, Wanted::Member(*member))))
        })
    }
}

/// A list request under construction, and its issues.
struct ListingBuilder {
    rules: &'static ListRules,
    orders: Words,
    times: Times,
    /// The largest accepted page size; `None` for requests in a provider's own parameters, because
    /// its limit is not documented and ours could refuse what it accepts.
    largest: Option<u32>,
    listing: Listing,
    issues: Vec<Issue>,
}

impl ListingBuilder {
    fn new(
        rules: &'static ListRules,
        (orders, times): (Words, Times),
        largest: Option<u32>,
    ) -> Self {
        Self { rules, orders, times, largest, listing: Listing::default(), issues: Vec::new() }
    }

    fn made(self) -> Result<Listing, Vec<Issue>> {
        if self.issues.is_empty() { Ok(self.listing) } else { Err(self.issues) }
    }

    fn refuse(&mut self, code: ErrorCode, parameter: &str, params: Params) {
        self.issues.push(Issue::new(code, "", params.with("parameter", parameter)));
    }

    fn malformed(&mut self, parameter: &str, text: &str, expected: &str) {
        let params = Params::NONE.with("expected", expected).with("found", excerpt(text));
        self.refuse(ErrorCode::ParameterMalformed, parameter, params);
    }

    /// Parses the value of a member; `name` is the caller's name of it.
    fn take(&mut self, member: ListMember, name: &str, text: &str) {
        let filled = || Some(text.to_owned()).filter(|text| !text.is_empty());
        let listing = &mut self.listing;
        let (taken, expected) = match member {
            ListMember::Cursor => match self.rules.pages {
                Pages::ByCursor | Pages::ByLastId | Pages::None => {
                    (put(&mut listing.cursor, filled()), A_TEXT)
                }
                Pages::ByNumber => {
                    let page = positive(text).map(|page| page.to_string());
                    (put(&mut listing.cursor, page), A_PAGE)
                }
                Pages::ByOffset => {
                    let skipped = number_of(text).map(|skipped| skipped.to_string());
                    (put(&mut listing.cursor, skipped), AN_OFFSET)
                }
            },
            ListMember::Limit => {
                let fits = |limit: &u32| self.largest.is_none_or(|largest| *limit <= largest);
                let limit = positive(text).filter(fits);
                let expected = if self.largest.is_some() { A_LIMIT } else { A_COUNT };
                (put(&mut listing.limit, limit), expected)
            }
            ListMember::Reference => (put(&mut listing.reference, filled()), A_TEXT),
            ListMember::CreatedFrom => {
                let times = self.times;
                (put(&mut listing.created_from, times.parse(text)), times.expected())
            }
            ListMember::CreatedTo => {
                let times = self.times;
                (put(&mut listing.created_to, times.parse(text)), times.expected())
            }
            ListMember::Order => {
                let ([oldest, newest], expected) = self.orders;
                let order = [(oldest, Order::OldestFirst), (newest, Order::NewestFirst)];
                let order = order.into_iter().find(|(word, _)| *word == text);
                (put(&mut listing.order, order.map(|(_, order)| order)), expected)
            }
        };
        if !taken {
            self.malformed(name, text, expected);
        }
    }
}

/// Sets the slot, and returns whether there is a value.
fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let is_some = value.is_some();
    *slot = value;
    is_some
}
