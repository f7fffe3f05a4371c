//! Matches links to a request: by id, after a lost response to a create request, and for webhooks.
//!
//! A close, a job and a poll use the provider's unique id: [`has_asked_id`]. A create request without
//! a response has only the merchant's reference, which may be used twice: a link matches only if all
//! requested values are equal and it was created after the first attempt: [`find_made`]. A webhook
//! about an invoice or payout has the reference and the values of the payment: [`find_link_of`].
//! `rules/as-asked.md` has the tables.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::model::{
    Child, ChildDetails, CreateRequest, Currency, Instant, Kind, LinkId, Metadata, Money,
    PaymentLink, Redirects, Status,
};

/// How far the local clock and the provider's may differ, in milliseconds. A link created within this
/// time before the first attempt may be older or newer.
pub const CLOCKS_APART_MS: u64 = 60_000;

/// How far synchronised clocks differ at most, in milliseconds. A link created within this time before
/// the first attempt counts as the one created if it is still open: without the response, no payer can
/// have its URL.
pub const CLOCKS_RIGHT_MS: u64 = 2_000;

/// A provider may store an instant with a precision of one second.
const INSTANT_PRECISION_MS: u64 = 1_000;

/// How a requested value is used for matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Selects the candidates; without it no link can be identified.
    Identifies,
    /// The link must have the requested value.
    Required,
    /// The link's value must equal the requested one, if it has any.
    IfShown,
}

/// How a value of the link compares to the requested one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// No value was requested.
    NotAsked,
    /// The values are equal.
    Equal,
    /// The values differ.
    Different,
    /// The link has no value.
    NotShown,
}

impl Fit {
    /// Every comparison.
    pub const ALL: [Self; 4] = [Self::NotAsked, Self::Equal, Self::Different, Self::NotShown];

    fn of<T: ?Sized>(asked: Option<&T>, shown: Option<&T>, fits: impl Fn(&T, &T) -> bool) -> Self {
        match (asked, shown) {
            (None, _) => Self::NotAsked,
            (Some(_), None) => Self::NotShown,
            (Some(asked), Some(shown)) if fits(asked, shown) => Self::Equal,
            (Some(_), Some(_)) => Self::Different,
        }
    }
}

closed_set! {
    /// Whether a link is the requested one.
    pub enum Same {
        /// It is the requested link.
        Same = "same",
        /// It is another link.
        Different = "different",
        /// It may be either.
        Unclear = "unclear",
    }
}

/// The verdict from one value, by its role.
pub const fn verdict_of(role: Role, fit: Fit) -> Same {
    match (role, fit) {
        (Role::Identifies, Fit::NotShown) | (_, Fit::Different) => Same::Different,
        (Role::Identifies, Fit::NotAsked) | (Role::Required, Fit::NotShown) => Same::Unclear,
        (Role::Required | Role::IfShown, Fit::NotAsked)
        | (Role::IfShown, Fit::NotShown)
        | (_, Fit::Equal) => Same::Same,
    }
}

closed_set! {
    /// When a link was created, relative to the first attempt.
    pub enum Created {
        /// Before it.
        Before = "before",
        /// Within 60 s before it: clocks may differ by as much.
        Close = "close",
        /// Within 2 s before it: even synchronised clocks may differ by as much.
        MomentBefore = "moment_before",
        /// At it or after it.
        After = "after",
        /// The link does not say when.
        Unknown = "unknown",
    }
}

impl Created {
    fn of(link: &PaymentLink, first_tried_at: &Instant) -> Self {
        let Some(created_at) = link.created_at() else { return Self::Unknown };
        if created_at >= first_tried_at {
            Self::After
        } else if *created_at >= first_tried_at.minus_millis(CLOCKS_RIGHT_MS) {
            Self::MomentBefore
        } else if *created_at >= first_tried_at.minus_millis(CLOCKS_APART_MS) {
            Self::Close
        } else {
            Self::Before
        }
    }

    /// The verdict on a link with this status.
    pub const fn verdict(self, status: Status) -> Same {
        match (self, status) {
            (Self::Before, _) => Same::Different,
            (Self::MomentBefore, Status::Open) | (Self::After, _) => Same::Same,
            (Self::Close | Self::MomentBefore | Self::Unknown, _) => Same::Unclear,
        }
    }
}

/// A link compared to the request that may have created it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Whether the request created it.
    pub verdict: Same,
    /// Names of the values that differ.
    pub differs: Vec<&'static str>,
    /// When it was created.
    pub created: Created,
}

/// The values that are compared for a create request, each with its role.
pub const MEMBERS: [(&str, Role); 12] = [
    ("reference", Role::Identifies),
    ("amount", Role::Required),
    ("currency", Role::Required),
    ("kind", Role::Required),
    ("accountCurrency", Role::IfShown),
    ("expiresAt", Role::IfShown),
    ("description", Role::IfShown),
    ("payCurrencies", Role::IfShown),
    ("paymentMethods", Role::IfShown),
    ("successRedirect", Role::IfShown),
    ("unsuccessRedirect", Role::IfShown),
    ("metadata", Role::IfShown),
];

/// The values that are compared for a webhook about a payment. If a link refers to a payment, that
/// alone decides.
pub const MEMBERS_OF_PAYMENT: [(&str, Role); 5] = [
    ("payment", Role::IfShown),
    ("reference", Role::Identifies),
    ("kind", Role::Required),
    ("amount", Role::IfShown),
    ("currency", Role::IfShown),
];

/// Compares each of [`MEMBERS`], in their order.
fn fits(request: &CreateRequest, link: &PaymentLink) -> [Fit; 12] {
    let (asked, shown) = (request.amount.as_ref(), link.amount());
    let redirect = |which: fn(&Redirects) -> Option<&str>| {
        let asked = request.redirects.as_ref().and_then(which);
        Fit::of(asked, link.redirects().and_then(which), PartialEq::eq)
    };
    [
        Fit::of(request.reference.as_deref(), link.reference(), PartialEq::eq),
        Fit::of(asked.map(Money::value), shown.map(Money::value), PartialEq::eq),
        Fit::of(asked.map(Money::currency), shown.map(Money::currency), same_currency),
        Fit::of(request.kind.as_ref(), link.kind().as_ref(), PartialEq::eq),
        Fit::of(request.account_currency.as_ref(), link.account_currency(), same_currency),
        Fit::of(request.expires_at.as_ref(), link.expires_at(), same_instant),
        Fit::of(request.description.as_deref(), link.description(), PartialEq::eq),
        Fit::of(request.pay_currencies.as_deref(), link.pay_currencies(), |asked, shown| {
            same_set(asked, shown, same_currency)
        }),
        Fit::of(request.payment_methods.as_deref(), link.payment_methods(), |asked, shown| {
            same_set(asked, shown, PartialEq::eq)
        }),
        redirect(Redirects::success),
        redirect(Redirects::unsuccess),
        Fit::of(request.metadata.as_ref(), link.metadata(), Metadata::is_same),
    ]
}

fn same_currency(a: &Currency, b: &Currency) -> bool {
    a.as_str().eq_ignore_ascii_case(b.as_str())
}

fn same_instant(a: &Instant, b: &Instant) -> bool {
    let (earlier, later) = if a <= b { (a, b) } else { (b, a) };
    later.millis_since(earlier) < INSTANT_PRECISION_MS
}

/// Ignores the order: lists of currencies and methods are sets.
fn same_set<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    let within = |these: &[T], those: &[T]| {
        these.iter().all(|this| those.iter().any(|that| same(this, that)))
    };
    within(a, b) && within(b, a)
}

/// Compares a link to a create request that was first attempted at `first_tried_at` (local clock).
pub fn same_as_asked(
    request: &CreateRequest,
    link: &PaymentLink,
    first_tried_at: &Instant,
) -> Comparison {
    let created = Created::of(link, first_tried_at);
    let fits = MEMBERS.iter().zip(fits(request, link));
    let differs =
        fits.clone().filter(|(_, fit)| *fit == Fit::Different).map(|((name, _), _)| *name);
    Comparison {
        verdict: worse(created.verdict(link.status()), verdict_of_all(fits.clone())),
        differs: differs.collect(),
        created,
    }
}

fn verdict_of_all<'m>(fits: impl Iterator<Item = (&'m (&'static str, Role), Fit)>) -> Same {
    fits.map(|((_, role), fit)| verdict_of(*role, fit)).fold(Same::Same, worse)
}

/// Combines two verdicts: different before unclear before same.
const fn worse(a: Same, b: Same) -> Same {
    match (a, b) {
        (Same::Different, _) | (_, Same::Different) => Same::Different,
        (Same::Unclear, _) | (_, Same::Unclear) => Same::Unclear,
        (Same::Same, Same::Same) => Same::Same,
    }
}

/// The result of a create request, by the links that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Made {
    /// It created this link.
    Made {
        /// Its index among the links that were found, from 0.
        index: usize,
    },
    /// No link has the reference, so the request created none, as far as the provider shows.
    Nothing,
    /// Links have the reference, but it is not certain that the request created one of them.
    Unclear {
        /// The links that have the reference.
        holders: Vec<Holder>,
    },
}

/// A link that has the reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Its index among the links that were found, from 0.
    pub index: usize,
    /// How it compares to the request.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// Finds the link that a request created, if it is certain.
pub fn find_made<'l>(
    request: &CreateRequest,
    links: impl IntoIterator<Item = &'l PaymentLink>,
    first_tried_at: &Instant,
) -> Made {
    let compared = links.into_iter().enumerate().filter(|(_, link)| {
        link.format() == request.format && link.reference() == request.reference.as_deref()
    });
    let holders: Vec<_> = compared
        .map(|(index, link)| Holder {
            index,
            comparison: same_as_asked(request, link, first_tried_at),
        })
        .collect();
    let fitting: Vec<_> =
        holders.iter().filter(|holder| holder.comparison.verdict != Same::Different).collect();
    match fitting.as_slice() {
        [Holder { index, comparison: Comparison { verdict: Same::Same, .. } }] => {
            Made::Made { index: *index }
        }
        [] if holders.is_empty() && request.reference.is_some() => Made::Nothing,
        _ => Made::Unclear { holders },
    }
}

/// Whether a link has the requested id; true if no id was requested.
pub fn has_asked_id(asked: Option<&LinkId>, link: &PaymentLink) -> bool {
    asked.is_none_or(|id| id == link.id())
}

/// The link that a payment belongs to, by the links that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum LinkOf {
    /// This link refers to the payment.
    Shown {
        /// Its index among the links that were found, from 0.
        index: usize,
    },
    /// No link refers to the payment yet, and only this one fits it.
    Fits {
        /// Its index among the links that were found, from 0.
        index: usize,
    },
    /// No link fits.
    Nothing,
    /// Several links may fit.
    Unclear,
}

/// Finds the link that a payment belongs to.
pub fn find_link_of<'l>(child: &Child, links: impl IntoIterator<Item = &'l PaymentLink>) -> LinkOf {
    let mut fitting = None;
    let mut others = false;
    for (index, link) in links.into_iter().enumerate() {
        let fits = fits_payment(child, link);
        if fits.first() == Some(&Fit::Equal) {
            return LinkOf::Shown { index };
        }
        match verdict_of_all(MEMBERS_OF_PAYMENT.iter().zip(fits)) {
            Same::Different => {}
            Same::Same if fitting.is_none() => fitting = Some(index),
            Same::Same | Same::Unclear => others = true,
        }
    }
    match fitting {
        _ if others => LinkOf::Unclear,
        Some(index) => LinkOf::Fits { index },
        None => LinkOf::Nothing,
    }
}

/// Compares each of [`MEMBERS_OF_PAYMENT`], in their order.
fn fits_payment(child: &Child, link: &PaymentLink) -> [Fit; 5] {
    let (reference, money) = match child.details() {
        ChildDetails::Invoice(it) => (it.reference.as_deref(), it.billed.as_ref()),
        ChildDetails::Payout(it) => (it.reference.as_deref(), it.amount.as_ref()),
    };
    let shown = link.amount();
    let kind = Some(child.state().kind()).filter(|kind| *kind != Kind::Unknown);
    [
        Fit::of(Some(child.id()), link.payment_id(), PartialEq::eq),
        Fit::of(reference, link.reference(), PartialEq::eq),
        Fit::of(kind.as_ref(), link.kind().as_ref(), PartialEq::eq),
        Fit::of(money.map(Money::value), shown.map(Money::value), PartialEq::eq),
        Fit::of(money.map(Money::currency), shown.map(Money::currency), same_currency),
    ]
}
