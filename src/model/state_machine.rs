//! The state machine of a payment link: statuses, events and transitions.
//!
//! [`step`] matches every status and event without a default arm, so a new status does not compile
//! until it is handled. A [`Rule`] adds whether a format offers the step, with the source.

#![deny(clippy::wildcard_enum_match_arm)]

use super::Status;
use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::syntax::from_json::{deserialised, named};

closed_set! {
    /// What can happen to a link.
    pub enum Event: PartialOrd, Ord {
        /// A payer started: a child invoice or payout was created.
        Opened = "opened",
        /// The link was completed.
        Paid = "paid",
        /// The link's expiry time passed.
        Lapsed = "lapsed",
        /// The merchant cancelled it.
        Cancelled = "cancelled",
        /// The merchant expired it before its time.
        Expired = "expired",
    }
}

named!(Event: "the name of an event");

deserialised!(Event);

impl Event {
    /// The event with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

/// The effect of an event on a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The link moves to this status.
    To(Status),
    /// The link already has the status that the event leads to.
    Already,
    /// The link has ended in another status, which is final.
    Ended,
    /// The link's status is unknown, so the effect is, too.
    Unknowable,
}

/// The transition function, the same for all formats.
pub const fn step(from: Status, event: Event) -> Step {
    match (from, event) {
        (Status::Open, Event::Opened) => Step::To(Status::InProgress),
        (Status::Open | Status::InProgress, Event::Paid) => Step::To(Status::Completed),
        (Status::Open | Status::InProgress, Event::Lapsed | Event::Expired) => {
            Step::To(Status::Expired)
        }
        (Status::Open | Status::InProgress, Event::Cancelled) => Step::To(Status::Cancelled),

        (Status::InProgress, Event::Opened)
        | (Status::Completed, Event::Paid)
        | (Status::Expired, Event::Lapsed | Event::Expired)
        | (Status::Cancelled, Event::Cancelled) => Step::Already,

        (Status::Completed, Event::Opened | Event::Lapsed | Event::Cancelled | Event::Expired)
        | (Status::Expired, Event::Opened | Event::Paid | Event::Cancelled)
        | (Status::Cancelled, Event::Opened | Event::Paid | Event::Lapsed | Event::Expired) => {
            Step::Ended
        }

        (
            Status::Unknown,
            Event::Opened | Event::Paid | Event::Lapsed | Event::Cancelled | Event::Expired,
        ) => Step::Unknowable,
    }
}

/// A format's rule for one transition, and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub(crate) offered: Offer,
    pub(crate) source: Source,
}

closed_set! {
    /// Whether a format has an event and allows it from a status.
    pub enum Offer {
        /// Allowed from this status.
        Allowed = "allowed",
        /// The format has the event, but not from this status.
        Denied = "denied",
        /// The format lacks the event or the status.
        Absent = "absent",
    }
}

impl Rule {
    pub(crate) const fn allowed(source: Source) -> Self {
        Self { offered: Offer::Allowed, source }
    }

    pub(crate) const fn denied(source: Source) -> Self {
        Self { offered: Offer::Denied, source }
    }

    pub(crate) const fn absent(source: Source) -> Self {
        Self { offered: Offer::Absent, source }
    }
}
