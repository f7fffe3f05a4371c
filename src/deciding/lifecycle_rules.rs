//! Combines the state machine with a format's rules: evaluates an event, and lists all transitions.

#![deny(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use crate::finding::Reason;
use crate::finding::source::Source;
use crate::model::state_machine::{Offer, Rule, Step, step};
use crate::model::{Event, Format, Status};

/// Result of evaluating an event: the next status, or the reason against it.
pub(crate) struct Evaluation {
    /// The transition by the state machine.
    pub(crate) step: Step,
    /// The status afterwards, if the event happens or has happened.
    pub(crate) to: Option<Status>,
    /// The reason against the event, from the link's status alone.
    pub(crate) against: Option<(Reason, Source)>,
    /// The format's rule for this transition.
    pub(crate) rule: Rule,
}

/// Evaluates an event. The caller checks in `rule` whether the format has the event at all, because
/// decisions and transitions report that by different codes.
pub(crate) fn evaluate(format: Format, from: Status, event: Event) -> Evaluation {
    let rule = format.rule(from, event);
    let adapter = format.adapter();
    let step = step(from, event);
    let (to, against) = match (step, rule.offered) {
        (Step::To(to), Offer::Allowed) => (Some(to), None),
        (Step::To(_), Offer::Denied) => (None, Some((Reason::WrongStatus, rule.source))),
        // An absent event is reported by the caller, see above.
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
    Evaluation { step, to, against, rule }
}

/// A row of a format's lifecycle table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The status before.
    pub from: Status,
    /// The event.
    pub event: Event,
    /// The status afterwards; `None` if the event cannot happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// Whether the format has and allows the event.
    pub offer: Offer,
    /// The source of the rule.
    #[serde(flatten)]
    pub source: Source,
}

/// The lifecycle table of a format: each of its statuses, and `unknown`, × each event.
pub fn table(format: Format) -> Vec<Row> {
    let statuses = Status::ALL
        .into_iter()
        .filter(|status| *status == Status::Unknown || format.word(*status).is_some());
    let rows = statuses.flat_map(|from| {
        Event::ALL.into_iter().map(move |event| {
            let Evaluation { to, against, rule, .. } = evaluate(format, from, event);
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
