//! The state machine of a payment link.
//!
//! [`step`] is the one match over every status and every event; no arm is a default, so a new status
//! does not compile until it is decided here. A format then says which of these steps it offers at
//! all, and whether its documents say so ([`Rule`]); [`table`] is both together, as data.

#![deny(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use crate::basis::Source;
use crate::closed_set::closed_set;
use crate::format::Format;
use crate::model::Status;
use crate::plain::{deserialised, named};
use crate::remark::Reason;

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

/// An event at a format, weighed: where it leads, or what the machine has against it.
pub(crate) struct Weighed {
    /// What the machine says.
    pub(crate) step: Step,
    /// Where the link stands afterwards, if the event happens or has happened.
    pub(crate) to: Option<Status>,
    /// What stands in the way, by the link's status alone.
    pub(crate) against: Option<(Reason, Source)>,
    /// What the format says of this step.
    pub(crate) rule: Rule,
}

/// The machine and the format's rule together. Whether the format has the event at all is in the
/// rule; decisions and transitions have different words for that.
pub(crate) fn weigh(format: Format, from: Status, event: Event) -> Weighed {
    let rule = format.rule(from, event);
    let adapter = format.adapter();
    let step = step(from, event);
    let (to, against) = match (step, rule.offered) {
        (Step::To(to), Offer::Allowed) => (Some(to), None),
        (Step::To(_), Offer::Denied) => (None, Some((Reason::WrongStatus, rule.source))),
        // What a format does not have at all, its callers have their own words for.
        (Step::To(_), Offer::Absent) => (None, None),
        (Step::Already, Offer::Allowed | Offer::Denied | Offer::Absent) => {
            (Some(from), Some((Reason::AlreadyInStatus, adapter.finality)))
        }
        (Step::Ended, Offer::Allowed | Offer::Denied | Offer::Absent) => {
            (None, Some((Reason::TerminalStatus, adapter.finality)))
        }
        (Step::Unknowable, Offer::Allowed | Offer::Denied | Offer::Absent) => {
            (None, Some((Reason::StatusUnknown, adapter.unlisted)))
        }
    };
    Weighed { step, to, against, rule }
}

/// One row of a format's lifecycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// Where the link stands.
    pub from: Status,
    /// What happens.
    pub event: Event,
    /// Where it stands then; none where the event cannot happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Whether the format lets it happen.
    pub offer: Offer,
    /// Who says so.
    #[serde(flatten)]
    pub source: Source,
}

/// The lifecycle of a format: every status that it has (and `unknown`) × every event.
pub fn table(format: Format) -> Vec<Row> {
    let statuses = Status::ALL
        .into_iter()
        .filter(|status| *status == Status::Unknown || format.word(*status).is_some());
    let rows = statuses.flat_map(|from| {
        Event::ALL.into_iter().map(move |event| {
            let Weighed { to, against, rule, .. } = weigh(format, from, event);
            let to = to.filter(|_| against.is_none());
            Row { from, event, to, offer: rule.offered, source: rule.source }
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_ended_never_moves_again() {
        for from in Status::ALL.into_iter().filter(|status| status.is_final()) {
            for event in Event::ALL {
                assert!(matches!(step(from, event), Step::Already | Step::Ended));
            }
        }
    }

    #[test]
    fn what_is_already_there_came_there_by_that_event() {
        for from in Status::ALL {
            for event in Event::ALL {
                if step(from, event) == Step::Already {
                    assert_eq!(step(Status::Open, event), Step::To(from));
                }
            }
        }
    }

    #[test]
    fn a_format_offers_only_steps_that_the_machine_has() {
        for format in Format::ALL {
            for from in Status::ALL {
                for event in Event::ALL {
                    let rule = format.rule(from, event);
                    if rule.offered == Offer::Allowed {
                        let Step::To(next) = step(from, event) else {
                            panic!("{format:?}: {from:?} × {event:?} is offered but is no step")
                        };
                        assert!(format.word(from).is_some() && format.word(next).is_some());
                    }
                    if format.word(from).is_none() {
                        assert_ne!(rule.offered, Offer::Allowed);
                    }
                }
            }
        }
    }
}
