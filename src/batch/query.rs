//! Which links of a batch, in which order: answered with their numbers.

use std::cmp::Ordering;

use super::LinkBatch;
use super::rows::REFUSED;
use crate::decision::{Action, Verdict};
use crate::host;
use crate::issue::Code as _;
use crate::model::Status;
use crate::plain::members;
use crate::reader::Field;
use crate::remark::Reason;
use crate::sorting::order;

/// What is asked of a batch. What is missing asks nothing.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// One of these statuses; `refused` for what is no link.
    pub status: Option<Vec<String>>,
    /// The action that verdicts and reasons are about; closing, unless another is named.
    pub action: Option<Action>,
    /// One of these verdicts.
    pub verdict: Option<Vec<String>>,
    /// At least one of these reasons.
    pub reason: Option<Vec<String>>,
    /// A text in the id, URL, description, reference or payment of the link, whatever its case.
    pub text: Option<String>,
    /// `createdAt`, `updatedAt`, `expiresAt`, `status` or `id`; with a minus before it, the other way
    /// round. What has no such value comes last. Otherwise the order of the source.
    pub sort: Option<String>,
    /// How many of those found are passed over.
    pub from: Option<u32>,
    /// How many are wanted at most.
    pub count: Option<u32>,
}

members! { Query {
    ;
    status: optional "status",
    action: optional "action",
    verdict: optional "verdict",
    reason: optional "reason",
    text: optional "text",
    sort: optional "sort",
    from: optional "from",
    count: optional "count",
}}

/// The links that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    /// How many there are.
    pub total: usize,
    /// The numbers of those wanted.
    pub indices: Vec<u32>,
}

/// The bit of what has no status, for it is no link.
const REFUSED_BIT: usize = 7;

/// The texts that are searched.
const SEARCHED: [Field; 5] =
    [Field::Id, Field::Url, Field::Description, Field::Reference, Field::PaymentId];

#[derive(Clone, Copy)]
enum Order {
    Created,
    Updated,
    Expires,
    Status,
    Id,
}

impl LinkBatch {
    /// The links that a query asks for; `None` if it names a status, a verdict, a reason or an order
    /// that there is not, or verdicts where nothing was decided.
    pub fn query(&self, query: &Query) -> Option<Matches> {
        let statuses = bits(query.status.as_deref(), |name| match name {
            "refused" => Some(REFUSED_BIT),
            name => Status::ALL.iter().position(|status| status.name() == name),
        })
        .ok()?;
        let verdicts = bits(query.verdict.as_deref(), |name| {
            Verdict::ALL.iter().position(|verdict| verdict.name() == name)
        })
        .ok()?;
        let reasons = bits(query.reason.as_deref(), |name| {
            Reason::ALL.iter().position(|reason| reason.name() == name)
        })
        .ok()?;
        let column = self.column(query.action.unwrap_or(Action::Close));
        if column.is_none() && (verdicts.is_some() || reasons.is_some()) {
            return None;
        }
        let order = match query.sort.as_deref() {
            Some(sort) => Some(order_of(sort)?),
            None => None,
        };
        let needle = query.text.as_deref().filter(|text| !text.is_empty()).map(Needle::new);
        let is_wanted = |row: &usize| {
            let status = self.rows.status.get(*row).copied().unwrap_or(REFUSED);
            let verdict = || column.and_then(|column| column.verdicts.get(*row).copied());
            let reason = || column.and_then(|column| column.reasons.get(*row).copied());
            statuses.is_none_or(|bits| bits >> usize::from(status).min(REFUSED_BIT) & 1 == 1)
                && verdicts
                    .is_none_or(|bits| verdict().is_some_and(|it| it < 8 && bits >> it & 1 == 1))
                && reasons.is_none_or(|bits| reason().is_some_and(|it| u32::from(it) & bits != 0))
                && needle.as_ref().is_none_or(|needle| self.has_text(*row, needle))
        };
        let mut found: Vec<u32> =
            (0..self.rows.len()).filter(is_wanted).filter_map(|row| row.try_into().ok()).collect();
        if let Some((order, is_reverse)) = order {
            found = self.sorted(&found, order, is_reverse);
        }
        let total = found.len();
        let wanted = found.into_iter().skip(query.from.unwrap_or(0) as usize);
        let indices = wanted.take(query.count.unwrap_or(u32::MAX) as usize).collect();
        Some(Matches { total, indices })
    }

    /// Links that are alike stay in the order of the source, whichever way round.
    fn sorted(&self, found: &[u32], by: Order, is_reverse: bool) -> Vec<u32> {
        let by_number = |column: &[f64], one: u32, two: u32| {
            let value =
                |row: u32| column.get(row as usize).copied().filter(|value| !value.is_nan());
            last_if_none(value(one), value(two), is_reverse, f64::total_cmp)
        };
        let id = |row: u32| Some(self.text_at(row as usize, Field::Id)).filter(|id| !id.is_empty());
        let status = |row: u32| {
            self.rows.status.get(row as usize).copied().filter(|status| *status != REFUSED)
        };
        let row = |index: u32| found.get(index as usize).copied().unwrap_or_default();
        let compare = |one: u32, two: u32| {
            let (one, two) = (row(one), row(two));
            match by {
                Order::Created => by_number(&self.rows.created, one, two),
                Order::Updated => by_number(&self.rows.updated, one, two),
                Order::Expires => by_number(&self.rows.expires, one, two),
                Order::Status => last_if_none(status(one), status(two), is_reverse, Ord::cmp),
                Order::Id => last_if_none(id(one), id(two), is_reverse, Ord::cmp),
            }
        };
        order(found.len(), &compare).into_iter().map(row).collect()
    }

    fn has_text(&self, row: usize, needle: &Needle) -> bool {
        SEARCHED.into_iter().any(|field| needle.is_in(&self.text_at(row, field)))
    }
}

fn last_if_none<T>(
    one: Option<T>,
    two: Option<T>,
    is_reverse: bool,
    compare: impl FnOnce(&T, &T) -> Ordering,
) -> Ordering {
    match (one, two) {
        (Some(one), Some(two)) if is_reverse => compare(&two, &one),
        (Some(one), Some(two)) => compare(&one, &two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    }
}

fn order_of(sort: &str) -> Option<(Order, bool)> {
    let (name, is_reverse) = sort.strip_prefix('-').map_or((sort, false), |name| (name, true));
    let order = match name {
        "createdAt" => Order::Created,
        "updatedAt" => Order::Updated,
        "expiresAt" => Order::Expires,
        "status" => Order::Status,
        "id" => Order::Id,
        _ => return None,
    };
    Some((order, is_reverse))
}

/// A name that there is not.
struct NotKnown;

/// A bit for each name; no bits where nothing is asked.
fn bits(
    names: Option<&[String]>,
    place: impl Fn(&str) -> Option<usize>,
) -> Result<Option<u32>, NotKnown> {
    let bit = |name: &String| place(name).map(|place| 1 << place).ok_or(NotKnown);
    let bits = |names: &[String]| names.iter().try_fold(0, |bits, name| Ok(bits | bit(name)?));
    names.map(bits).transpose()
}

/// A text that is looked for, whatever its case.
struct Needle {
    lower: String,
    is_ascii: bool,
}

impl Needle {
    fn new(text: &str) -> Self {
        let lower = host::lower(text);
        // `K` has a twin that is no ASCII letter, the sign for kelvin; so has `s`.
        let is_ascii = lower.is_ascii() && !lower.contains(['k', 's']);
        Self { lower, is_ascii }
    }

    fn is_in(&self, text: &str) -> bool {
        if self.is_ascii || text.is_ascii() {
            let needle = self.lower.as_bytes();
            let Some(first) = needle.first() else { return true };
            let upper = first.to_ascii_uppercase();
            let mut rest = text.as_bytes();
            while let Some(at) = rest.iter().position(|byte| byte == first || *byte == upper) {
                rest = rest.get(at..).unwrap_or_default();
                match rest.get(..needle.len()) {
                    Some(start) if start.eq_ignore_ascii_case(needle) => return true,
                    Some(_) => rest = rest.get(1..).unwrap_or_default(),
                    None => return false,
                }
            }
            false
        } else {
            // INVARIANT: the empty text is nothing to look for, so a window has a length.
            let (lower, needle) = (host::lower(text), self.lower.as_bytes());
            needle.is_empty() || lower.as_bytes().windows(needle.len()).any(|part| part == needle)
        }
    }
}
