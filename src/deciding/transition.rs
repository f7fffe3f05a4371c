//! Applies an event, such as a payment or the expiry, to a link, by the same rules as decisions.
//! Every result is in [`crate::deciding::lifecycle_rules::table`].

#![deny(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use super::decision::{Clock, link_params};
use super::lifecycle_rules::{Evaluation, evaluate};
use crate::finding::closed_set::closed_set;
use crate::finding::source::Cited;
use crate::finding::{Explanation, Reason};
use crate::model::state_machine::{Offer, Step};
use crate::model::{Event, LinkState, Status};

closed_set! {
    /// The effect of an event on a link.
    pub enum Effect {
        /// The link moves to another status.
        Moved = "moved",
        /// The link already has the status that the event leads to.
        Already = "already",
        /// The event cannot happen; all reasons are given.
        Refused = "refused",
        /// The link's status is unknown, so the effect is, too.
        Uncertain = "uncertain",
    }
}

/// The result of applying an event to a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transition {
    /// The event.
    pub event: Event,
    /// The status before.
    pub from: Status,
    /// The effect.
    pub effect: Effect,
    /// The status afterwards; `None` if the event cannot happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Status>,
    /// The provider's word for that status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_status: Option<&'static str>,
    /// All reasons against it. Empty if the link moved.
    pub reasons: Vec<Explanation<Reason>>,
    /// The source of the rule.
    #[serde(flatten)]
    pub source: Cited,
}

/// Applies an event to a link. With a clock, `lapsed` is refused until `expiresAt` has passed even
/// if the clock is ahead by its whole skew.
///
/// # Examples
/// ```
/// use paylink::deciding::decision::Clock;
/// use paylink::api::{ReadOptions, transition, read};
/// use paylink::model::Event;
/// use paylink::model::{Instant, Status};
/// use paylink::finding::Reason;
/// use paylink::deciding::transition::Effect;
///
/// # let text = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
/// #     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z",
/// #     "expiresAt": "2024-12-31T23:59:59Z"}"#;
/// # let answer = read(text, &ReadOptions::default());
/// # let link = answer.value().ok_or("not a payment link")?;
/// let paid = transition(link, Event::Paid, None);
/// assert_eq!((paid.effect, paid.to), (Effect::Moved, Some(Status::Completed)));
/// assert_eq!(paid.raw_status, Some("COMPLETED"));
///
/// let early = Clock { now: Instant::parse("2024-06-01T12:00:00Z")?, skew_ms: 0 };
/// let lapsed = transition(link, Event::Lapsed, Some(&early));
/// assert_eq!(lapsed.effect, Effect::Refused);
/// assert_eq!(lapsed.reasons[0].code(), Reason::NotYet);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn transition<'l>(
    link: impl Into<LinkState<'l>>,
    event: Event,
    clock: Option<&Clock>,
) -> Transition {
    transition_state(link.into(), event, clock)
}

fn transition_state(link: LinkState<'_>, event: Event, clock: Option<&Clock>) -> Transition {
    let Evaluation { step, to, against, rule } = evaluate(link.format, link.status, event);
    let mut reasons = Vec::new();
    if rule.offered == Offer::Absent {
        reasons.push((Reason::EventNotOffered, rule.source));
    }
    reasons.extend(against);
    let by_status = match (step, rule.offered) {
        (Step::To(_), Offer::Allowed) => Effect::Moved,
        (Step::Already, Offer::Allowed | Offer::Denied) => Effect::Already,
        (Step::Unknowable, Offer::Allowed | Offer::Denied) => Effect::Uncertain,
        (Step::To(_), Offer::Denied)
        | (Step::Ended, Offer::Allowed | Offer::Denied)
        | (Step::To(_) | Step::Already | Step::Ended | Step::Unknowable, Offer::Absent) => {
            Effect::Refused
        }
    };
    let early =
        clock.filter(|_| by_status == Effect::Moved).and_then(|clock| early(event, link, clock));
    let effect = if early.is_some() { Effect::Refused } else { by_status };
    reasons.extend(early.map(|reason| (reason, rule.source)));
    let to = to.filter(|_| matches!(effect, Effect::Moved | Effect::Already));
    let params = link_params(link).with("event", event.name());
    Transition {
        event,
        from: link.status,
        effect,
        to,
        raw_status: to.and_then(|status| link.format.word(status)),
        reasons: reasons
            .into_iter()
            .map(|(code, source)| Explanation::new(code, &params, source))
            .collect(),
        source: rule.source.into(),
    }
}

/// Why the event is too early by the clock; only the expiry depends on it.
fn early(event: Event, link: LinkState<'_>, clock: &Clock) -> Option<Reason> {
    match event {
        Event::Lapsed => match link.expires_at {
            None => Some(Reason::NoExpiry),
            Some(at) => (clock.now < at.plus_millis(clock.skew_ms)).then_some(Reason::NotYet),
        },
        Event::Opened | Event::Paid | Event::Cancelled | Event::Expired => None,
    }
}
