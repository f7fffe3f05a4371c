//! The state machine of a payment link.
//!
//! [`step`] is the one match over every status and every event; no arm is a default, so a new status
//! does not compile until it is decided here. A format then says which of these steps it offers at
//! all, and whether its documents say so ([`Rule`]).

#![deny(clippy::wildcard_enum_match_arm)]

use super::Status;
use crate::finding::closed_set::closed_set;
use crate::finding::source::Source;
use crate::syntax::from_json::{deserialised, named};

closed_set! {
    /// What can happen to a link.
    pub enum Event: PartialOrd, Ord {
        /// A payer began: a child invoice or payout came to be.
        Opened = "opened",
        /// The link did its work.
        Paid = "paid",
        /// Its time ran out.
        Lapsed = "lapsed",
        /// The merchant cancelled it.
        Cancelled = "cancelled",
        /// The merchant expired it at once.
        Expired = "expired",
    }
}

named!(Event: "the name of an event");

deserialised!(Event);

impl Event {
    /// The event of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.name() == name)
    }
}

/// What an event does to a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The link moves on.
    To(Status),
    /// It is there already: a repeat, or another way to the same end.
    Already,
    /// It has ended another way, and no ending is ever undone.
    Ended,
    /// Nobody can say, because nobody knows where it stands.
    Unknowable,
}

/// The state machine, over all formats.
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

/// What a format says of one step of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub(crate) offered: Offer,
    pub(crate) source: Source,
}

closed_set! {
    /// Whether a format has an event, and lets it happen from a status.
    pub enum Offer {
        /// It may happen from here.
        Allowed = "allowed",
        /// The format has the event, but not from here.
        Denied = "denied",
        /// The format has no such event, or no such status.
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
