//! May this link be closed, how, and if not: why not?
//!
//! A decision is made of the state machine, the format's rules and the caller's clock, in that
//! order. The clock is a hint: the provider's server has the last word about time, so what only the
//! clock speaks against is `unsure`, never silently allowed.

use serde::{Deserialize, Serialize};

use crate::basis::{Basis, Source};
use crate::issue::Params;
use crate::lifecycle::{Event, Offer, Step, step};
use crate::model::{Instant, LinkState, Status};

/// What a merchant wants to do with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// End it as Connect does.
    Cancel,
    /// End it as Txn does.
    Expire,
    /// End it in whichever of the two ways the provider has.
    Close,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cancel, Self::Expire, Self::Close];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Expire => "expire",
            Self::Close => "close",
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// The caller's clock: what time it shows, and by how much it may be wrong either way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The time it shows.
    pub now: Instant,
    /// Milliseconds by which it may differ from the provider's.
    pub skew_ms: u64,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing speaks against it.
    Allowed,
    /// There is nothing left to do: the link is where the action would bring it.
    AlreadyDone,
    /// It cannot be done; every reason is given.
    Refused,
    /// Only the provider can tell; trying does no harm.
    Unsure,
}

/// One reason. The set is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The provider has no such call.
    ActionNotOffered,
    /// The link has ended another way.
    TerminalStatus,
    /// The link is already where the action would bring it.
    AlreadyInStatus,
    /// The provider does not allow it from this status.
    WrongStatus,
    /// The documents do not know the link's status, so nothing is known of what may follow.
    StatusUnknown,
    /// By the caller's clock, give or take its skew, `expiresAt` has come.
    ExpiredByClock,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ActionNotOffered,
        Self::TerminalStatus,
        Self::AlreadyInStatus,
        Self::WrongStatus,
        Self::StatusUnknown,
        Self::ExpiredByClock,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActionNotOffered => "action_not_offered",
            Self::TerminalStatus => "terminal_status",
            Self::AlreadyInStatus => "already_in_status",
            Self::WrongStatus => "wrong_status",
            Self::StatusUnknown => "status_unknown",
            Self::ExpiredByClock => "expired_by_clock",
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::ActionNotOffered => {
                "this provider has no call to {action} a link; it has {offered}"
            }
            Self::TerminalStatus => "the link has ended: it is {status}",
            Self::AlreadyInStatus => "the link is already {status}",
            Self::WrongStatus => "the provider does not allow this while the link is {status}",
            Self::StatusUnknown => {
                "the provider's status {raw_status} is not known, so nothing is known of what may follow"
            }
            Self::ExpiredByClock => {
                "the link expires at {expires_at}, and by this clock that time has come"
            }
        }
    }
}

/// Something to know before doing it anyway. The set is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// A payer has begun; what becomes of the payment is not said.
    PaymentInProgress,
    /// The child payment lives on by itself.
    ChildLivesOn,
    /// An approval is recorded, in a word that no document explains.
    ApprovalPending,
}

impl Warning {
    const fn template(self) -> &'static str {
        match self {
            Self::PaymentInProgress => "a payer has begun to use this link",
            Self::ChildLivesOn => {
                "closing the link does not stop its {kind}, which is {child_status} and may still be paid"
            }
            Self::ApprovalPending => "the link is subject to an approval, now {approval_status}",
        }
    }
}

/// A code of a closed set, with its message and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark<C> {
    /// The stable code.
    pub code: C,
    /// English.
    pub message: String,
    /// What the message is made of.
    pub params: Params,
}

/// May it be done, how, and if not: why not?
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// What was asked.
    pub action: Action,
    /// The call that would do it: `close` names the one that the provider has.
    pub call: Action,
    /// The answer in one word.
    pub verdict: Verdict,
    /// Everything that speaks against it, or why it is done already. Empty if allowed.
    pub reasons: Vec<Remark<Reason>>,
    /// Where the link stands afterwards. Only if allowed, already done or unsure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Status>,
    /// What to know before doing it anyway.
    pub warnings: Vec<Remark<Warning>>,
    /// Whose rule decided, and in which words.
    #[serde(flatten)]
    pub source: DecisionSource,
    /// The instant from which the clock alone changes this answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_at: Option<Instant>,
}

/// A source, its basis apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DecisionSource {
    /// Documented or assumed.
    pub basis: Basis,
    /// Which document, and what it says.
    pub source: Quote,
}

/// A document and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The document that says it, or that is silent.
    pub document: &'static str,
    /// Its words, or the reason for the assumption.
    pub words: &'static str,
}

impl From<Source> for DecisionSource {
    fn from(source: Source) -> Self {
        let quote = Quote { document: source.document(), words: source.words() };
        Self { basis: source.basis(), source: quote }
    }
}

impl Decision {
    /// Whether calling the provider makes sense: allowed, or for the provider alone to say.
    pub const fn may_try(&self) -> bool {
        match self.verdict {
            Verdict::Allowed | Verdict::Unsure => true,
            Verdict::AlreadyDone | Verdict::Refused => false,
        }
    }
}

/// Decides one action.
pub fn decide(action: Action, link: LinkState<'_>, clock: &Clock) -> Decision {
    let adapter = link.format.adapter();
    let offered = adapter.api.close;
    let call = if action == Action::Close { offered } else { action };
    let event = event_of(call);
    let rule = link.format.rule(link.status, event);
    let expiry = Expiry::of(link, clock, adapter.past_expiry.refused);

    let mut reasons = Vec::new();
    if call != offered {
        reasons.push(Reason::ActionNotOffered);
    }
    let mut next = None;
    match step(link.status, event) {
        Step::To(status) => match rule.offered {
            Offer::Allowed => next = Some(status),
            Offer::Denied => reasons.push(Reason::WrongStatus),
            // Either the action, which has its reason, or a status that the format never has.
            Offer::Absent => {}
        },
        Step::Already => {
            next = Some(link.status);
            reasons.push(Reason::AlreadyInStatus);
        }
        Step::Ended => reasons.push(Reason::TerminalStatus),
        Step::Unknowable => reasons.push(Reason::StatusUnknown),
    }
    let blocked = reasons.iter().any(|reason| *reason != Reason::AlreadyInStatus);
    let already = reasons == [Reason::AlreadyInStatus];
    if expiry.has_come {
        reasons.push(Reason::ExpiredByClock);
    }

    let verdict = if blocked || next.is_none() || (expiry.refuses && !already) {
        Verdict::Refused
    } else if already {
        Verdict::AlreadyDone
    } else if expiry.has_come {
        Verdict::Unsure
    } else {
        Verdict::Allowed
    };
    let refused = verdict == Verdict::Refused;
    let source = if expiry.has_come && !blocked { adapter.past_expiry.source } else { rule.source };
    let params = remark_params(call, offered, link);
    Decision {
        action,
        call,
        verdict,
        reasons: remarks(reasons, Reason::template, &params),
        next: next.filter(|_| !refused),
        warnings: if refused || already {
            Vec::new()
        } else {
            remarks(warnings(link), Warning::template, &params)
        },
        source: source.into(),
        changes_at: expiry.changes_at,
    }
}

/// Decides every action.
pub fn decide_all(link: LinkState<'_>, clock: &Clock) -> [Decision; 3] {
    Action::ALL.map(|action| decide(action, link, clock))
}

/// What an action would be, seen by the state machine.
pub(crate) const fn event_of(call: Action) -> Event {
    match call {
        Action::Cancel => Event::Cancelled,
        // `Close` has been resolved by now; either way of closing fits it.
        Action::Expire | Action::Close => Event::Expired,
    }
}

/// What the clock says of a link that has not ended.
#[derive(Default)]
struct Expiry {
    has_come: bool,
    refuses: bool,
    changes_at: Option<Instant>,
}

impl Expiry {
    fn of(link: LinkState<'_>, clock: &Clock, refused_beyond: bool) -> Self {
        let running = match link.status {
            Status::Open | Status::InProgress => true,
            Status::Completed | Status::Expired | Status::Cancelled | Status::Unknown => false,
        };
        let Some(expires_at) = link.expires_at.filter(|_| running) else { return Self::default() };
        // The clock may be behind or ahead: from the earliest to the latest instant it may be so.
        let earliest = expires_at.minus_millis(clock.skew_ms);
        let latest = expires_at.plus_millis(clock.skew_ms);
        let has_come = clock.now >= earliest;
        let refuses = refused_beyond && clock.now > latest;
        let changes_at = if !has_come {
            Some(earliest)
        } else if refused_beyond && !refuses {
            Some(latest)
        } else {
            None
        };
        Self { has_come, refuses, changes_at }
    }
}

fn warnings(link: LinkState<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
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

fn remark_params(call: Action, offered: Action, link: LinkState<'_>) -> Params {
    let quoted = crate::issue::excerpt;
    let mut params = Params::NONE
        .with("action", call.name())
        .with("offered", offered.name())
        .with("status", link.status.name())
        .with("raw_status", quoted(link.raw_status));
    if let Some(expires_at) = link.expires_at {
        params = params.with("expires_at", expires_at.to_string());
    }
    if let Some(child) = link.child {
        params = params
            .with("kind", child.kind().name())
            .with("child_status", quoted(child.raw_status()));
    }
    if let Some(approval) = link.approval_status {
        params = params.with("approval_status", quoted(approval));
    }
    params
}

/// Only the parameters that a message is made of go with it.
fn remarks<C: Copy>(
    codes: Vec<C>,
    template: impl Fn(C) -> &'static str,
    params: &Params,
) -> Vec<Remark<C>> {
    let remark = |code| {
        let template = template(code);
        Remark { code, message: params.fill(template), params: params.used_by(template) }
    };
    codes.into_iter().map(remark).collect()
}
