//! Reconciles an observation of a link with the stored one, and reports contradictions: for late or
//! repeated webhooks, polls that overtake each other, and replayed responses.
//!
//! The state machine decides first: a link that has ended does not reopen, and one that a payer has
//! started does not become unused. Time orders only two observations of the same status: the
//! provider's own `updatedAt`, or without it the time at which each was seen, which a caller gives
//! for fresh responses only. A contradiction is reported as a conflict and never changes a final
//! status.

#![deny(clippy::wildcard_enum_match_arm)]

use std::cmp::Ordering;

use serde::Serialize;

use super::attention::{Attention, attention_of};
use crate::finding::closed_set::closed_set;
use crate::finding::code::codes;
use crate::finding::misuse::Misuse;
use crate::finding::{Explanation, Warning};
use crate::finding::{Params, excerpt};
use crate::model::state_machine::{Step, step};
use crate::model::{ChildStatus, Event, Instant, PaymentLink, Status};

closed_set! {
    /// The result of reconciling an observation with the stored link.
    pub enum Standing {
        /// The observation is newer: store it.
        Advance = "advance",
        /// The observation has nothing new.
        Same = "same",
        /// The observation is older: a late or repeated delivery, a replay, a lagging copy.
        Stale = "stale",
        /// The two contradict each other; a person should review them.
        Conflict = "conflict",
        /// It is unknown which of the two is newer, so the stored link stays.
        Keep = "keep",
    }
}

closed_set! {
    /// Which of the two links is valid from now on.
    pub enum Side {
        /// The stored link.
        Stored = "stored",
        /// The observed link.
        Observed = "observed",
    }
}

codes! {
    /// The reason for the result of a reconciliation. The set is closed.
    Ground: "ground"

    FirstSeen = "first_seen": "this link was not known before";
    Identical = "identical": "nothing has changed";
    MovedOn = "moved_on": "the link was {stored} and has moved on: it is {observed}";
    MovedBefore = "moved_before": "the link was {observed} before it was {stored}";
    ChildEnded = "child_ended": "the payment of the link has ended since";
    ChildHadEnded = "child_had_ended": "the payment of the link had ended before; the observed link does not show it";
    ChangedLater = "changed_later": "the observed link was changed later, at {observed_at}";
    ChangedEarlier = "changed_earlier": "the observed link was changed earlier, at {observed_at}";
    SeenLater = "seen_later": "the observed link was seen later, at {observed_at}";
    SeenEarlier = "seen_earlier": "the observed link was seen earlier, at {observed_at}";
    OrderUnknown = "order_unknown": "it is unknown which of the two is newer";
    EndedOtherwise = "ended_otherwise": "the link has ended as {stored}, but was observed as {observed}";
    ChildEndedOtherwise = "child_ended_otherwise": "the payment of the link has ended as {child_stored}, but was observed as {child_observed}";
    TimeContradicts = "time_contradicts": "by its times the link went from {further} back to {nearer}, which is not a possible transition";
    CreatedOtherwise = "created_otherwise": "the link was created at {stored_at}, but was observed as created at {observed_at}";
}

/// A link as it was seen at some time.
#[derive(Debug, Clone, Copy)]
pub struct Observation<'a> {
    /// The link.
    pub link: &'a PaymentLink,
    /// When it was seen, if the response was fresh; `None` for a replayed one.
    pub seen_at: Option<&'a Instant>,
}

/// A reconciled observation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciled<'a> {
    /// The result.
    pub verdict: Standing,
    /// Which of the two links is valid from now on.
    pub take: Side,
    /// That link.
    pub link: &'a PaymentLink,
    /// The reason.
    pub why: Explanation<Ground>,
    /// What a person should review because of this observation.
    pub attention: Vec<Attention>,
}

/// Reconciles an observation with the stored link. Repeating it changes nothing; the order of two
/// does not matter where their statuses or `updatedAt` decide; a final status never changes.
///
/// # Errors
/// The observations are of different links.
///
/// # Examples
/// ```
/// use paylink::api::{ReadOptions, read, reconcile};
/// use paylink::deciding::reconcile::{Ground, Observation, Standing};
///
/// let document = |status: &str| {
///     format!(
///         r#"{{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
///              "status": "{status}", "createdAt": "2024-01-15T10:00:00Z",
///              "updatedAt": "2024-01-15T10:00:00Z"}}"#
///     )
/// };
/// let cancelled = read(document("CANCELLED").as_bytes(), &ReadOptions::default());
/// let active = read(document("ACTIVE").as_bytes(), &ReadOptions::default());
/// let (Some(stored), Some(late)) = (cancelled.value(), active.value()) else {
///     return Err("not payment links".into());
/// };
///
/// // A late delivery does not reopen a link that has ended.
/// let seen = |link| Observation { link, seen_at: None };
/// let reconciled = reconcile(Some(seen(stored)), seen(late))?;
/// assert_eq!(reconciled.verdict, Standing::Stale);
/// assert_eq!(reconciled.link.raw_status(), "CANCELLED");
/// assert_eq!(reconciled.why.code(), Ground::MovedBefore);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reconcile<'a>(
    stored: Option<Observation<'a>>,
    observed: Observation<'a>,
) -> Result<Reconciled<'a>, Misuse> {
    let adapter = observed.link.format().adapter();
    let Some(stored) = stored else {
        return Ok(Reconciled {
            verdict: Standing::Advance,
            take: Side::Observed,
            link: observed.link,
            why: Explanation::new(Ground::FirstSeen, &Params::NONE, adapter.versions),
            attention: attention_of(observed.link).into_iter().collect(),
        });
    };
    let (was, is) = (stored.link, observed.link);
    if (was.format(), was.id()) != (is.format(), is.id()) {
        return Err(Misuse {
            argument: "observed",
            expected: "another observation of the same link",
        });
    }
    let times = Times {
        changed: was.updated_at().zip(is.updated_at()).map(|(was, is)| is.cmp(was)),
        seen: stored.seen_at.zip(observed.seen_at).map(|(was, is)| is.cmp(was)),
    };
    let (verdict, take, ground) = if was == is {
        (Standing::Same, Side::Stored, Ground::Identical)
    } else if was.created_at().zip(is.created_at()).is_none_or(|(was, is)| was == is) {
        let weighed = weigh(was, is, times);
        let (standing, _, ground) = weighed;
        if standing != Standing::Conflict && child_ended_twice(was, is) {
            // A link in a later status is taken; in the same status, the child's first ending.
            let take = if ground == Ground::MovedOn { Side::Observed } else { Side::Stored };
            (Standing::Conflict, take, Ground::ChildEndedOtherwise)
        } else {
            weighed
        }
    } else {
        (Standing::Conflict, Side::Stored, Ground::CreatedOtherwise)
    };
    let source = match ground {
        Ground::MovedOn | Ground::MovedBefore | Ground::EndedOtherwise => adapter.finality,
        Ground::ChildEnded | Ground::ChildHadEnded | Ground::ChildEndedOtherwise => {
            (adapter.warning)(Warning::ChildLivesOn)
        }
        Ground::FirstSeen
        | Ground::Identical
        | Ground::ChangedLater
        | Ground::ChangedEarlier
        | Ground::SeenLater
        | Ground::SeenEarlier
        | Ground::OrderUnknown
        | Ground::TimeContradicts
        | Ground::CreatedOtherwise => adapter.versions,
    };
    let link = match take {
        Side::Stored => was,
        Side::Observed => is,
    };
    let why = Explanation::new(ground, &params(ground, take, stored, observed), source);
    let twice = (ground == Ground::ChildEndedOtherwise).then_some(Attention::ChildConflict);
    let attention = attention_of(is).into_iter().chain(twice).collect();
    Ok(Reconciled { verdict, take, link, why, attention })
}

/// The observed link's times compared with the stored one's.
#[derive(Clone, Copy)]
struct Times {
    changed: Option<Ordering>,
    seen: Option<Ordering>,
}

/// How far the observed link has come, compared with the stored one.
enum Progress {
    Ahead,
    /// The same status, but its child has ended.
    ChildAhead,
    Same,
    /// The same status, but the stored child had already ended.
    ChildBehind,
    Behind,
    /// Both have ended, in different statuses.
    Fork,
    /// One status is unknown and the other final: the side of the final one.
    Ended(Side),
    /// At least one status is unknown, and none is final.
    Unknown,
}

fn progress(was: &PaymentLink, is: &PaymentLink) -> Progress {
    let (from, to) = (was.status(), is.status());
    match (from, to) {
        (Status::Unknown, to) if to.is_final() => Progress::Ended(Side::Observed),
        (from, Status::Unknown) if from.is_final() => Progress::Ended(Side::Stored),
        (Status::Unknown, _) | (_, Status::Unknown) => Progress::Unknown,
        (from, to) if reaches(from, to) => Progress::Ahead,
        (from, to) if reaches(to, from) => Progress::Behind,
        (from, to) if from == to => child_progress(was, is),
        _ => Progress::Fork,
    }
}

/// Whether the state machine leads from one status to the other. It has no cycles.
fn reaches(from: Status, to: Status) -> bool {
    Event::ALL.into_iter().any(|event| match step(from, event) {
        Step::To(next) => next == to || reaches(next, to),
        Step::Already | Step::Ended | Step::Unknowable => false,
    })
}

/// Compares the children: one that has ended stays so; a document without it has no information.
fn child_progress(was: &PaymentLink, is: &PaymentLink) -> Progress {
    let ended = |link: &PaymentLink| {
        link.child().map(|child| child.state().status()).is_some_and(ChildStatus::is_final)
    };
    match (ended(was), ended(is)) {
        (false, true) => Progress::ChildAhead,
        (true, false) => Progress::ChildBehind,
        (false, false) | (true, true) => Progress::Same,
    }
}

/// Whether the same child has two different final statuses; only the provider knows the right one.
fn child_ended_twice(was: &PaymentLink, is: &PaymentLink) -> bool {
    was.child().zip(is.child()).is_some_and(|(was, is)| {
        let (from, to) = (was.state(), is.state());
        was.id() == is.id()
            && from.status().is_final()
            && to.status().is_final()
            && from.status() != to.status()
    })
}

fn weigh(was: &PaymentLink, is: &PaymentLink, times: Times) -> (Standing, Side, Ground) {
    let decided = times.changed.filter(|order| order.is_ne());
    let any = decided.or(times.seen).filter(|order| order.is_ne());
    match progress(was, is) {
        Progress::Ahead if decided == Some(Ordering::Less) => {
            (Standing::Conflict, Side::Observed, Ground::TimeContradicts)
        }
        Progress::Ahead => (Standing::Advance, Side::Observed, Ground::MovedOn),
        Progress::ChildAhead => (Standing::Advance, Side::Observed, Ground::ChildEnded),
        Progress::ChildBehind => (Standing::Stale, Side::Stored, Ground::ChildHadEnded),
        Progress::Behind if decided == Some(Ordering::Greater) => {
            (Standing::Conflict, Side::Stored, Ground::TimeContradicts)
        }
        Progress::Behind => (Standing::Stale, Side::Stored, Ground::MovedBefore),
        Progress::Fork => (Standing::Conflict, Side::Stored, Ground::EndedOtherwise),
        Progress::Ended(Side::Stored) => match any {
            Some(Ordering::Greater) => (Standing::Conflict, Side::Stored, Ground::EndedOtherwise),
            Some(Ordering::Less) => by_time(decided.is_some(), Ordering::Less),
            Some(Ordering::Equal) | None => (Standing::Keep, Side::Stored, Ground::OrderUnknown),
        },
        Progress::Ended(Side::Observed) => match any {
            Some(Ordering::Less) => (Standing::Conflict, Side::Observed, Ground::TimeContradicts),
            Some(Ordering::Greater | Ordering::Equal) | None => {
                (Standing::Advance, Side::Observed, Ground::MovedOn)
            }
        },
        Progress::Same | Progress::Unknown => match any {
            Some(order) => by_time(decided.is_some(), order),
            None => (Standing::Keep, Side::Stored, Ground::OrderUnknown),
        },
    }
}

/// The newer of the two, by the provider's time if `changed`, otherwise by when it was seen.
const fn by_time(changed: bool, order: Ordering) -> (Standing, Side, Ground) {
    match (order, changed) {
        (Ordering::Greater, true) => (Standing::Advance, Side::Observed, Ground::ChangedLater),
        (Ordering::Greater, false) => (Standing::Advance, Side::Observed, Ground::SeenLater),
        (Ordering::Less, true) => (Standing::Stale, Side::Stored, Ground::ChangedEarlier),
        (Ordering::Less, false) => (Standing::Stale, Side::Stored, Ground::SeenEarlier),
        (Ordering::Equal, _) => (Standing::Keep, Side::Stored, Ground::OrderUnknown),
    }
}

fn params(
    ground: Ground,
    take: Side,
    stored: Observation<'_>,
    observed: Observation<'_>,
) -> Params {
    let word = |link: &PaymentLink| excerpt(link.raw_status());
    let (was, is) = (word(stored.link), word(observed.link));
    let (stored_at, observed_at) = match ground {
        Ground::CreatedOtherwise => (stored.link.created_at(), observed.link.created_at()),
        Ground::ChangedLater | Ground::ChangedEarlier => (None, observed.link.updated_at()),
        Ground::SeenLater | Ground::SeenEarlier => (None, observed.seen_at),
        Ground::FirstSeen
        | Ground::Identical
        | Ground::MovedOn
        | Ground::MovedBefore
        | Ground::ChildEnded
        | Ground::ChildHadEnded
        | Ground::OrderUnknown
        | Ground::EndedOtherwise
        | Ground::ChildEndedOtherwise
        | Ground::TimeContradicts => (None, None),
    };
    // Where times contradict the state machine, the link in the later status is taken.
    let (further, nearer) = match take {
        Side::Stored => (&was, &is),
        Side::Observed => (&is, &was),
    };
    let mut params = Params::NONE
        .with("further", further.as_str())
        .with("nearer", nearer.as_str())
        .with("stored", was.as_str())
        .with("observed", is.as_str());
    for (name, link) in [("child_stored", stored.link), ("child_observed", observed.link)] {
        if let Some(child) = link.child() {
            params = params.with(name, excerpt(child.state().raw_status()));
        }
    }
    for (name, instant) in [("stored_at", stored_at), ("observed_at", observed_at)] {
        if let Some(instant) = instant {
            params = params.with(name, instant.to_string());
        }
    }
    params
}
