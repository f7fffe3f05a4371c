//! What a decision has to say beside its verdict: codes of closed sets, each with a text, what the
//! text is made of, and who says so.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::code::{Code, codes};
use super::params::Params;
use super::source::{Basis, Cited, Source};

codes! {
    /// Why not, or why there is nothing left to do. The set is closed.
    Reason: "reason"

    ActionNotOffered = "action_not_offered": "this provider has no call to {action} a link; it has {offered}";
    EventNotOffered = "event_not_offered": "the documents of this provider know no such event: {event}";
    TerminalStatus = "terminal_status": "the link has ended: it is {status}";
    AlreadyInStatus = "already_in_status": "the link is already {status}";
    WrongStatus = "wrong_status": "the provider does not allow this while the link is {status}";
    StatusUnknown = "status_unknown": "the documents do not know the status {found}";
    ExpiredByClock = "expired_by_clock": "the link expires at {expires_at}, and by the given clock that time has come";
    NotYet = "not_yet": "the link expires at {expires_at}, and by the given clock that time has not come";
    NoExpiry = "no_expiry": "the link has no time at which it expires";
}

codes! {
    /// What to know before doing it anyway. The set is closed.
    Warning: "warning"

    MoneyArrived = "money_arrived": "its invoice is {child_status}: money has arrived";
    MoneySent = "money_sent": "its payout is {child_status}: money has gone out";
    PaymentInProgress = "payment_in_progress": "the provider has the link as {found}: a payment may have begun";
    ChildLivesOn = "child_lives_on": "closing the link does not stop its {kind}, which is {child_status} and may still go through";
    ApprovalPending = "approval_pending": "the link is subject to an approval, now {approval_status}";
}

/// A code with its message and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<C> {
    code: C,
    params: Params,
    source: Source,
}

impl<C: Code> Explanation<C> {
    /// Of all parameters only those that the message is made of are kept.
    pub(crate) fn new(code: C, params: &Params, source: Source) -> Self {
        Self { code, params: params.used_by(code.template()), source }
    }

    /// The stable code.
    pub const fn code(&self) -> C {
        self.code
    }

    /// English.
    pub fn message(&self) -> String {
        self.params.fill(self.code.template())
    }

    /// What the message is made of.
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Whose rule it is.
    pub const fn source(&self) -> Source {
        self.source
    }
}

impl<C: Code> Serialize for Explanation<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Cited { basis, source } = self.source.into();
        let mut object = serializer.serialize_struct("Explanation", 5)?;
        object.serialize_field("code", self.code.name())?;
        object.serialize_field("message", &self.message())?;
        object.serialize_field("params", &self.params)?;
        object.serialize_field::<Basis>("basis", &basis)?;
        object.serialize_field("source", &source)?;
        object.end()
    }
}
