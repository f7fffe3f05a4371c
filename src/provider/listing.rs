//! What of a list is asked for, in which words each format is asked, and where a list goes on.

use std::borrow::Cow;

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::finding::{ErrorCode, Issue, Params, excerpt, excerpt_bare};
use crate::http::percent::{decode, encode};
use crate::model::{Format, Instant};
use crate::syntax::from_json::{DecodeError, FromJson, Members, deserialised};
use crate::syntax::json::Tree;

/// The most links that a page is asked for. No provider shows its own maximum.
pub const LARGEST: u32 = 100;

const A_LIMIT: &str = "a whole number from 1 to 100";
const A_PAGE: &str = "a page number of 1 or more";
const A_COUNT: &str = "a whole number of 1 or more";
const A_TEXT: &str = "a text that is not empty";
const ENCODED: &str = "a percent-encoded text";

/// The words of a listing itself.
pub(crate) const OWN_WORDS: Words =
    ([Order::OldestFirst.name(), Order::NewestFirst.name()], "`oldest_first` or `newest_first`");

closed_set! {
    /// What can be asked of a list.
    pub enum ListMember {
        /// Where the page begins.
        Cursor = "cursor",
        /// How many links it has at most.
        Limit = "limit",
        /// Only links with this reference of the merchant's.
        Reference = "reference",
        /// Only links that were made then or later.
        CreatedFrom = "createdFrom",
        /// Only links that were made then or earlier.
        CreatedTo = "createdTo",
        /// By when they were made, one way or the other.
        Order = "order",
    }
}

closed_set! {
    /// Which links come first.
    pub enum Order {
        /// A link that is made meanwhile comes last, so no page shifts.
        OldestFirst = "oldest_first",
        /// A link that is made meanwhile shifts all others.
        NewestFirst = "newest_first",
    }
}

closed_set! {
    /// How a provider's pages are told apart.
    pub enum Pages {
        /// Each names the next one.
        ByCursor = "by_cursor",
        /// They are counted from 1, and the cursor is the number.
        ByNumber = "by_number",
    }
}

/// A query parameter that one member of a listing goes out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListParameter {
    /// Which member.
    pub member: ListMember,
    /// The provider's name for it.
    pub parameter: &'static str,
    /// What has to stand beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<FixedParameter>,
    /// Who says so.
    #[serde(flatten)]
    pub source: Source,
}

/// A parameter that has one value only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FixedParameter {
    /// Its name.
    pub parameter: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// How a provider's lists are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ListRules {
    /// What can be asked, and in which words.
    pub parameters: &'static [ListParameter],
    /// How its pages are told apart.
    pub pages: Pages,
    /// How many links a page is asked for where the caller does not say. Pages that are counted need
    /// it: whether one was full is all that tells of the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual: Option<u32>,
    /// The most that it is asked for.
    pub largest: u32,
    /// The provider's words for the two orders, and what is expected where neither is found.
    #[serde(skip)]
    pub(crate) orders: Words,
    /// Who says how it goes on.
    #[serde(flatten)]
    pub source: Source,
}

/// The words for oldest and for newest first, and a phrase for the two.
pub(crate) type Words = ([&'static str; 2], &'static str);

/// What of a list is asked for, as a caller has it: nothing of it is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingData(Vec<(Cow<'static, str>, String)>);

impl ListingData {
    /// Adds a member, by its name and as text.
    #[must_use]
    pub fn with(mut self, member: ListMember, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| known != member.name());
        self.0.push((Cow::Borrowed(member.name()), value.into()));
        self
    }

    /// Where the page begins.
    pub(crate) fn cursor(&self) -> Option<&str> {
        let named = |(name, _): &&(Cow<'static, str>, String)| name == ListMember::Cursor.name();
        self.0.iter().rev().find(named).map(|(_, cursor)| cursor.as_str())
    }
}

/// Members that no listing has are kept: a filter with a slip in its name would let everything through.
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

/// The digits of a number; a `NaN` or a broken `Date` has become null on its way, and is none.
fn number(digits: &str) -> Result<String, DecodeError> {
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    is_number.then(|| digits.to_owned()).ok_or(const { DecodeError::new("a number or a text") })
}

/// What of a format's list is asked for.
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
    /// What a caller asks of a format's list.
    ///
    /// # Errors
    /// A member that the format does not offer, or a value that it cannot have.
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
    /// // Connect's lists know nothing of references.
    /// let issues = Listing::of(Format::Connect, &asked).err().ok_or("taken")?;
    /// assert_eq!(issues[0].code().name(), "parameter_unknown");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(format: Format, asked: &ListingData) -> Result<Self, Vec<Issue>> {
        let mut making =
            ListingBuilder::new(format.listing(), OWN_WORDS, Some(format.listing().largest));
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

    /// What the query of a request or of a URL asks of a format's list. Parameters that the documents do not name are passed over,
    /// for providers add some without notice.
    ///
    /// # Errors
    /// A known parameter with a value that it cannot have, or one that stands there twice.
    pub(crate) fn of_target(format: Format, target: &str) -> Result<Self, Vec<Issue>> {
        let before = target.split('#').next().unwrap_or_default();
        let query = before.split_once('?').map_or("", |(_, query)| query);
        let rules = format.listing();
        let mut making = ListingBuilder::new(rules, rules.orders, None);
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

    /// Where the page begins.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// How many links it has at most.
    pub const fn limit(&self) -> Option<u32> {
        self.limit
    }

    /// Only links with this reference.
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Only links that were made then or later.
    pub const fn created_from(&self) -> Option<&Instant> {
        self.created_from.as_ref()
    }

    /// Only links that were made then or earlier.
    pub const fn created_to(&self) -> Option<&Instant> {
        self.created_to.as_ref()
    }

    /// Which links come first.
    pub const fn order(&self) -> Option<Order> {
        self.order
    }

    /// With all that must be said for the next page to be told.
    pub(crate) fn whole(mut self, rules: &ListRules) -> Self {
        self.limit = self.limit.or(rules.usual);
        if rules.pages == Pages::ByNumber {
            self.cursor.get_or_insert_with(|| FIRST.to_string());
        }
        self
    }

    /// The parameters to send, percent-encoded; the empty text for none.
    pub(crate) fn query(&self, rules: &ListRules) -> String {
        let mut query = String::new();
        let mut put = |name: &str, value: &str| {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
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
            ListMember::CreatedFrom => self.created_from.as_ref().map(Instant::to_string),
            ListMember::CreatedTo => self.created_to.as_ref().map(Instant::to_string),
            ListMember::Order => {
                let ([oldest, newest], _) = rules.orders;
                self.order.map(|order| match order {
                    Order::OldestFirst => oldest.to_owned(),
                    Order::NewestFirst => newest.to_owned(),
                })
            }
        }
    }

    /// Where the page behind this one begins, where its document does not say: `next` is what it does
    /// say, `found` how many links it has.
    pub(crate) fn next(&self, rules: &ListRules, next: &Next, found: usize) -> Option<String> {
        let is_full = self.limit.is_some_and(|limit| found >= limit as usize);
        let is_further = match next {
            Next::At(_) | Next::Somewhere => true,
            Next::Unsaid => is_full,
            Next::Nowhere => false,
        };
        if !is_further || rules.pages == Pages::ByCursor {
            return None;
        }
        let page = self.cursor.as_deref().map_or(Some(FIRST), page_number)?;
        page.checked_add(1).map(|page| page.to_string())
    }
}

/// What a list's document says of the page behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Unsaid,
    /// There is none.
    Nowhere,
    /// There is one, in words that are not understood.
    Somewhere,
    /// It begins there.
    At(String),
}

/// The first page, where pages are counted.
const FIRST: u32 = 1;

/// `1`, `25`: whole, without sign or leading zeros, so that one number has one text.
fn page_number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok().filter(|number| *number >= FIRST)?;
    (text == number.to_string()).then_some(number)
}

fn decoded(text: &str) -> Option<String> {
    // The form of HTML: a space is a plus sign, and a plus sign is encoded.
    decode(&text.replace('+', " "))
}

/// What a query parameter can be.
enum Wanted {
    /// The value of a member.
    Member(ListMember),
    /// One value, and no other.
    Only(&'static str),
}

impl ListRules {
    /// What the parameter of that name is.
    fn known(&self, name: &str) -> Option<(&'static str, Wanted)> {
        self.parameters.iter().find_map(|ListParameter { member, parameter, beside, .. }| {
            let beside = beside.filter(|beside| beside.parameter == name);
            let beside = beside.map(|beside| (beside.parameter, Wanted::Only(beside.value)));
            beside.or_else(|| (*parameter == name).then_some((parameter, Wanted::Member(*member))))
        })
    }
}

/// A listing, and what is wrong with it.
struct ListingBuilder {
    rules: &'static ListRules,
    orders: Words,
    /// The most links that a page may be asked for. Who asks a provider itself is told by the provider:
    /// its own limit is not documented, and ours would refuse what it takes.
    largest: Option<u32>,
    listing: Listing,
    issues: Vec<Issue>,
}

impl ListingBuilder {
    fn new(rules: &'static ListRules, orders: Words, largest: Option<u32>) -> Self {
        Self { rules, orders, largest, listing: Listing::default(), issues: Vec::new() }
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

    /// Reads the value of one member, `name` being what the caller calls it.
    fn take(&mut self, member: ListMember, name: &str, text: &str) {
        let filled = || Some(text.to_owned()).filter(|text| !text.is_empty());
        let listing = &mut self.listing;
        let (taken, expected) = match member {
            ListMember::Cursor => match self.rules.pages {
                Pages::ByCursor => (put(&mut listing.cursor, filled()), A_TEXT),
                Pages::ByNumber => {
                    let page = page_number(text).map(|page| page.to_string());
                    (put(&mut listing.cursor, page), A_PAGE)
                }
            },
            ListMember::Limit => {
                let fits = |limit: &u32| self.largest.is_none_or(|largest| *limit <= largest);
                let limit = page_number(text).filter(fits);
                let expected = if self.largest.is_some() { A_LIMIT } else { A_COUNT };
                (put(&mut listing.limit, limit), expected)
            }
            ListMember::Reference => (put(&mut listing.reference, filled()), A_TEXT),
            ListMember::CreatedFrom => {
                (put(&mut listing.created_from, Instant::parse(text).ok()), Instant::EXPECTED)
            }
            ListMember::CreatedTo => {
                (put(&mut listing.created_to, Instant::parse(text).ok()), Instant::EXPECTED)
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

/// Whether there was a value to put.
fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let is_some = value.is_some();
    *slot = value;
    is_some
}
