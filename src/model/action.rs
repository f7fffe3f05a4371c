//! The ways to close a link.

use super::state_machine::Event;
use crate::finding::closed_set::closed_set;
use crate::syntax::from_json::{deserialised, named};

closed_set! {
    /// What a merchant wants to do with a link.
    pub enum Action {
        /// End it as Connect does.
        Cancel = "cancel",
        /// End it as Txn does.
        Expire = "expire",
        /// End it in whichever of the two ways the provider has.
        Close = "close",
    }
}

named!(Action: "the name of an action");

deserialised!(Action);

impl Action {
    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// What an action would be, seen by the state machine.
pub(crate) const fn event_of(call: Action) -> Event {
    match call {
        Action::Cancel => Event::Cancelled,
        // `Close` has been resolved by now; either way of closing fits it.
        Action::Expire | Action::Close => Event::Expired,
    }
}
