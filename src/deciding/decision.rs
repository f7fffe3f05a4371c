//! Decides whether a payment link can be closed, by which call, and if not, why.
//!
//! The state machine decides first, then the format's rules, then the caller's clock. The
//! provider's server has the final say about time, so a link that is expired only by the caller's
//! clock is `uncertain` but may be tried. A link with an unknown status is `uncertain` and must not
//! be tried.

#![deny(clippy::wildcard_enum_match_arm)]

use std::cell::LazyCell;

use serde::Serialize;

use super::lifecycle_rules::{Evaluation, evaluate};
use crate::finding::closed_set::closed_set;
use crate::finding::source::Cited;
use crate::finding::{Explanation, Reason, Warning};
use crate::finding::{Params, excerpt};
use crate::model::state_machine::{Offer, Step};
use crate::model::{Action, ChildState, ChildStatus, Instant, Kind, LinkState, Status, event_of};

/// The caller's clock, and how far it may be off in either direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The current time.
    pub now: Instant,
    /// Maximum difference from the provider's clock, in milliseconds.
    pub skew_ms: u64,
}

closed_set! {
    /// The result of a decision.
    pub enum Verdict {
        /// No rule forbids it.
        Allowed = "allowed",
        /// There is nothing left to do: the link already has the status that the action leads to.
        AlreadyDone = "already_done",
        /// It is not possible; all reasons are given.
        Refused = "refused",
        /// Only the provider can tell: the link may have expired, or its status is unknown.
        Uncertain = "uncertain",
    }
}

/// Whether an action is possible, by which call, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The requested action.
    pub action: Action,
    /// The call that performs it: for `close` the one that the provider has.
    pub call: Action,
    /// The result.
    pub verdict: Verdict,
    /// Whether to make the call. True for `allowed`, and for a link that is `uncertain` only
    /// because of its expiry, where a call does no harm. False for an unknown status, where the
    /// effect of a call cannot be predicted.
    pub can_try: bool,
    /// All reasons against it, or why it is already done. Empty if allowed.
    pub reasons: Vec<Explanation<Reason>>,
    /// The link's status afterwards, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Status>,
    /// What to consider before making the call, most serious first.
    pub warnings: Vec<Explanation<Warning>>,
    /// The source of the deciding rule.
    #[serde(flatten)]
    pub source: Cited,
    /// When the passing of time alone changes this decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Instant>,
    /// Milliseconds until the link expires by this clock, rounded down; zero if it has expired.
    /// Only for a link that expires and has not ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_ms: Option<u64>,
}

/// Decides whether an action on a link is possible.
///
/// # Examples
/// ```
/// use paylink::deciding::decision::{Clock, Verdict};
/// use paylink::model::Action;
/// use paylink::api::{ReadOptions, decide, read};
/// use paylink::model::{Instant, Status};
/// use paylink::finding::Reason;
///
/// # let text = br#"{"paymentLinkId": "j47ac10b", "url": "https://pay.example.com/j47ac10b",
/// #     "status": "ACTIVE", "createdAt": "2024-01-15T10:00:00Z", "updatedAt": "2024-01-15T10:00:00Z",
/// #     "expiresAt": "2024-12-31T23:59:59Z"}"#;
/// # let answer = read(text, &ReadOptions::default());
/// # let link = answer.value().ok_or("not a payment link")?;
/// let before = Clock { now: Instant::parse("2024-06-01T12:00:00Z")?, skew_ms: 5_000 };
/// let decision = decide(Action::Close, link, &before);
/// assert_eq!((decision.verdict, decision.call), (Verdict::Allowed, Action::Cancel));
/// assert_eq!(decision.next, Some(Status::Cancelled));
///
/// // Past the expiry only the provider can decide, and a call does no harm.
/// let after = Clock { now: Instant::parse("2025-01-01T00:00:00Z")?, skew_ms: 5_000 };
/// let decision = decide(Action::Close, link, &after);
/// assert_eq!((decision.verdict, decision.can_try), (Verdict::Uncertain, true));
/// assert_eq!(decision.reasons[0].code(), Reason::ExpiredByClock);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide<'l>(action: Action, link: impl Into<LinkState<'l>>, clock: &Clock) -> Decision {
    decide_state(action, link.into(), clock)
}

fn decide_state(action: Action, link: LinkState<'_>, clock: &Clock) -> Decision {
    let adapter = link.format.adapter();
    let offered = adapter.api.close;
    let call = if action == Action::Close { offered } else { action };
    let Evaluation { step, to, against, rule } = evaluate(link.format, link.status, event_of(call));
    let expiry = Expiry::of(link, clock, adapter.past_expiry.refused);
    let offer = if call == offered { rule.offered } else { Offer::Absent };

    // Calls and status decide first; the clock matters only where they allow the action.
    let (verdict, by_clock) = match (step, offer) {
        (Step::To(_), Offer::Allowed) => match (expiry.reason, expiry.refuses) {
            (None, _) => (Verdict::Allowed, false),
            (Some(_), false) => (Verdict::Uncertain, true),
            (Some(_), true) => (Verdict::Refused, true),
        },
        (Step::Already, Offer::Allowed | Offer::Denied) => (Verdict::AlreadyDone, false),
        (Step::Unknowable, Offer::Allowed | Offer::Denied) => (Verdict::Uncertain, false),
        (
            Step::To(_) | Step::Already | Step::Ended | Step::Unknowable,
            Offer::Allowed | Offer::Denied | Offer::Absent,
        ) => (Verdict::Refused, false),
    };
    let mut reasons = Vec::new();
    if call != offered {
        reasons.push((Reason::ActionNotOffered, rule.source));
    }
    reasons.extend(against);
    if link.status == Status::InProgress && adapter.vocabulary.is_partly_paid {
        reasons
            .extend((rule.offered == Offer::Denied).then_some((Reason::PartlyPaid, rule.source)));
    }
    reasons.extend(expiry.reason.map(|reason| (reason, adapter.past_expiry.source)));
    let can_try = verdict == Verdict::Allowed || (verdict == Verdict::Uncertain && by_clock);
    let source = if by_clock { adapter.past_expiry.source } else { rule.source };
    // What is refused already does not change once more when the provider refuses it for its time, too.
    let is_open = matches!((step, offer), (Step::To(_), Offer::Allowed));
    let changes_at = expiry.changes_at.filter(|_| is_open || expiry.reason.is_none());
    // Lazy, because most decisions have no reasons or warnings.
    let params = LazyCell::new(|| explanation_params(call, offered, link));
    let warnings = if can_try { warnings(link) } else { Vec::new() };
    let warning = |code| Explanation::new(code, &params, (adapter.warning)(code));
    let remarks = reasons.into_iter().map(|(code, source)| Explanation::new(code, &params, source));
    Decision {
        action,
        call,
        verdict,
        can_try,
        reasons: remarks.collect(),
        next: to.filter(|_| verdict != Verdict::Refused),
        warnings: warnings.into_iter().map(warning).collect(),
        source: source.into(),
        changes_at,
        remaining_ms: expiry.remaining_ms,
    }
}

/// Decides all actions.
pub fn decide_all<'l>(link: impl Into<LinkState<'l>>, clock: &Clock) -> [Decision; 3] {
    let link = link.into();
    Action::ALL.map(|action| decide_state(action, link, clock))
}

/// The clock compared with the expiry of a running link.
#[derive(Default)]
struct Expiry {
    /// Why the link may have expired.
    reason: Option<Reason>,
    refuses: bool,
    changes_at: Option<Instant>,
    remaining_ms: Option<u64>,
}

impl Expiry {
    fn of(link: LinkState<'_>, clock: &Clock, refused_beyond: bool) -> Self {
        let Some(expires_at) = link.expires_at.filter(|_| link.status.is_running()) else {
            let unreadable = link.expiry_unreadable && link.status.is_running();
            let reason = unreadable.then_some(Reason::ExpiryUnreadable);
            return Self { reason, ..Self::default() };
        };
        // With its skew, the clock may show the expiry from `earliest` to `latest`.
        let earliest = expires_at.minus_millis(clock.skew_ms);
        let latest = expires_at.plus_millis(clock.skew_ms);
        let has_come = clock.now >= earliest;
        let refuses = refused_beyond && clock.now >= latest;
        let changes_at = if !has_come {
            Some(earliest)
        } else if refused_beyond && !refuses {
            Some(latest)
        } else {
            None
        };
        let remaining_ms = Some(expires_at.millis_since(&clock.now));
        let reason = has_come.then_some(Reason::ExpiredByClock);
        Self { reason, refuses, changes_at, remaining_ms }
    }
}

fn warnings(link: LinkState<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    warnings.extend(link.child.and_then(money_moved));
    if link.status == Status::InProgress {
        warnings.push(Warning::PaymentInProgress);
    }
    if link.child.is_some_and(|child| !child.status().is_final()) {
        warnings.push(Warning::ChildLivesOn);
    }
    if link.approval_status.is_some() {
        warnings.push(Warning::ApprovalPending);
    }
    warnings
}

/// The warning that money has moved, whatever its amount or time.
pub(crate) fn money_moved(child: &ChildState) -> Option<Warning> {
    match (child.status(), child.kind()) {
        (ChildStatus::Completed, Kind::Invoice) => Some(Warning::MoneyArrived),
        (ChildStatus::Completed, Kind::Payout) => Some(Warning::MoneySent),
        // The status has no meaning without the kind.
        (ChildStatus::Completed, Kind::Unknown)
        | (
            ChildStatus::Draft
            | ChildStatus::Pending
            | ChildStatus::Processing
            | ChildStatus::OnHold
            | ChildStatus::Expired
            | ChildStatus::Cancelled
            | ChildStatus::Rejected
            | ChildStatus::Unknown,
            Kind::Invoice | Kind::Payout | Kind::Unknown,
        ) => None,
    }
}

fn explanation_params(call: Action, offered: Action, link: LinkState<'_>) -> Params {
    let mut params = link_params(link).with("action", call.name()).with("offered", offered.name());
    if let Some(child) = link.child {
        params = params
            .with("kind", child.kind().name())
            .with("child_status", excerpt(child.raw_status()));
    }
    if let Some(approval) = link.approval_status {
        params = params.with("approval_status", excerpt(approval));
    }
    params
}

/// Message parameters that describe the link.
pub(crate) fn link_params(link: LinkState<'_>) -> Params {
    let params =
        Params::NONE.with("status", link.status.name()).with("found", excerpt(link.raw_status));
    match link.expires_at {
        Some(expires_at) => params.with("expires_at", expires_at.to_string()),
        None => params,
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use super::Expiry;
    use crate::links::read::read;
    use crate::model::Instant;

    /// No format refuses beyond the skew yet, so no real document can test this.
    #[test]
    fn where_a_format_refuses_beyond_the_skew_it_does_so_from_the_latest_instant_on() {
        let link =
            br#"{"paymentLinkId": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "status": "ACTIVE",
            "url": "https://pay.example.com/a", "createdAt": "2024-01-15T10:00:00Z",
            "updatedAt": "2024-01-15T10:00:00Z", "expiresAt": "2024-06-01T12:00:00Z"}"#;
        let answer = read(link, &crate::links::read::ReadOptions::default());
        let link = answer.value().unwrap();
        let at = |time: &str, refused_beyond| {
            let clock = Clock { now: Instant::parse(time).unwrap(), skew_ms: 5_000 };
            let expiry = Expiry::of(link.state(), &clock, refused_beyond);
            (
                expiry.reason.is_some(),
                expiry.refuses,
                expiry.changes_at.map(|instant| instant.to_string()),
            )
        };
        let earliest = || Some("2024-06-01T11:59:55.000Z".to_owned());
        let latest = || Some("2024-06-01T12:00:05.000Z".to_owned());
        assert_eq!(at("2024-06-01T11:59:54.999Z", true), (false, false, earliest()));
        assert_eq!(at("2024-06-01T11:59:55.000Z", true), (true, false, latest()));
        assert_eq!(at("2024-06-01T12:00:04.999Z", true), (true, false, latest()));
        assert_eq!(at("2024-06-01T12:00:05.000Z", true), (true, true, None));
        assert_eq!(at("2024-06-01T12:00:05.001Z", false), (true, false, None));
    }
}
