//! Whether a link that was found by reading is the one that was asked for.
//!
//! One attribute may name a link, the others have to match. A close, a job and a poll ask by the provider's id, which no
//! two links share: [`has_asked_id`]. A create request whose answer was lost has only the merchant's reference, which
//! is used twice: a link counts only if everything that was asked for fits, and if it was created after the first
//! try: [`find_made`]. A delivery about an invoice or payout has the reference, too, and what it says of the payment:
//! [`find_link_of`]. `rules/as-asked.md` has the tables.

use serde::Serialize;

use crate::finding::closed_set::closed_set;
use crate::model::{
    Child, ChildDetails, CreateRequest, Currency, Instant, Kind, LinkId, Metadata, Money,
    PaymentLink, Redirects, Status, Url,
};

/// How far the clocks here and at the provider may be apart, in milliseconds. A link
/// that was created within this time before the first try may be older or newer.
pub const CLOCKS_APART_MS: u64 = 60_000;

/// How far clocks that are kept right are apart at most, in milliseconds. A link from within this time before the first
/// try is taken for the one that was made if it is untouched: before its answer is found, nobody has its address.
pub const CLOCKS_RIGHT_MS: u64 = 2_000;

/// A provider may keep an instant to the second.
const INSTANT_PRECISION_MS: u64 = 1_000;

/// What a member of what was asked for is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Tells which links come into question; without it no link can be found.
    Identifies,
    /// The link has to show it, and as it was asked for.
    Required,
    /// Has to be as it was asked for, if the link shows it.
    IfShown,
}

/// How one member of the link stands to what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It was not asked for.
    NotAsked,
    /// As it was asked for.
    Equal,
    /// Otherwise than it was asked for.
    Different,
    /// The link does not show it.
    NotShown,
}

impl Fit {
    /// All of them.
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
    /// Whether a link is what was asked for.
    pub enum Same {
        /// It is.
        Same = "same",
        /// It is another link.
        Different = "different",
        /// It may be either.
        Unclear = "unclear",
    }
}

/// What one member says about the link, by its role.
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
    /// When a link was created, beside the first try.
    pub enum Created {
        /// Before it.
        Before = "before",
        /// So close before it that clocks that are not kept right may differ by as much.
        Close = "close",
        /// So close before it that clocks that are kept right differ by as much.
        MomentBefore = "moment_before",
        /// At it or after it.
        After = "after",
    }
}

impl Created {
    fn of(link: &PaymentLink, first_tried_at: &Instant) -> Self {
        let created_at = link.created_at();
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

    /// What it says about a link with a status.
    pub const fn verdict(self, status: Status) -> Same {
        match (self, status) {
            (Self::Before, _) => Same::Different,
            (Self::MomentBefore, Status::Open) | (Self::After, _) => Same::Same,
            (Self::Close | Self::MomentBefore, _) => Same::Unclear,
        }
    }
}

/// A link beside the request that may have made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Whether it is what was asked for.
    pub verdict: Same,
    /// The members of the model that differ.
    pub differs: Vec<&'static str>,
    /// When it was created.
    pub created: Created,
}

/// The members that are compared for a create request, each with its role.
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

/// The members that are compared for a delivery about a payment. A link that shows a payment names it: that is the
/// link, or is another one.
pub const MEMBERS_OF_PAYMENT: [(&str, Role); 5] = [
    ("payment", Role::IfShown),
    ("reference", Role::Identifies),
    ("kind", Role::Required),
    ("amount", Role::IfShown),
    ("currency", Role::IfShown),
];

/// How each of [`MEMBERS`] fits, in their order.
fn fits(request: &CreateRequest, link: &PaymentLink) -> [Fit; 12] {
    let (asked, shown) = (request.amount.as_ref(), link.amount());
    let redirect = |which: fn(&Redirects) -> Option<&Url>| {
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

/// In any order: lists of currencies and methods are sets.
fn same_set<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    let within = |these: &[T], those: &[T]| {
        these.iter().all(|this| those.iter().any(|that| same(this, that)))
    };
    within(a, b) && within(b, a)
}

/// Whether a link is what a request asked for, first tried at an instant of the clock here.
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

/// One member that differs makes it another link; one that is unclear leaves it unclear.
const fn worse(a: Same, b: Same) -> Same {
    match (a, b) {
        (Same::Different, _) | (_, Same::Different) => Same::Different,
        (Same::Unclear, _) | (_, Same::Unclear) => Same::Unclear,
        (Same::Same, Same::Same) => Same::Same,
    }
}

/// What became of a create request, by the links that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Made {
    /// This link, by its place among those that were found.
    Made {
        /// From 0.
        index: usize,
    },
    /// No link has the reference, so nothing was made as far as the provider shows.
    Nothing,
    /// Links have the reference, and it is not certain that one of them was made by the request.
    Unclear {
        /// The links that have the reference.
        holders: Vec<Holder>,
    },
}

/// A link that has the reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// Its place among those that were found, from 0.
    pub index: usize,
    /// How it stands to the request.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// Which of all the links that were found was made by a request, if it is certain.
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

/// Whether a link is the one that was asked for by its provider's id: whatever else it shows.
pub fn has_asked_id(asked: Option<&LinkId>, link: &PaymentLink) -> bool {
    asked.is_none_or(|id| id == link.id())
}

/// Which link a payment belongs to, by the links that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum LinkOf {
    /// This link shows the payment as its own.
    Shown {
        /// Its place among those that were found, from 0.
        index: usize,
    },
    /// No link shows the payment yet, and only this one fits it.
    Fits {
        /// Its place among those that were found, from 0.
        index: usize,
    },
    /// No link fits.
    Nothing,
    /// Several links may be the one.
    Unclear,
}

/// Which of all the links that were found a payment belongs to.
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

/// How each of [`MEMBERS_OF_PAYMENT`] fits, in their order.
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
