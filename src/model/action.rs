//! The actions that close a payment link.

use super::state_machine::Event;
use crate::finding::closed_set::closed_set;
use crate::syntax::from_json::{deserialised, named};

closed_set! {
    /// An action that closes a payment link.
    pub enum Action {
        /// Cancel the link: the call that Connect offers.
        Cancel = "cancel",
        /// Expire the link: the call that Txn offers.
        Expire = "expire",
        /// Close the link by whichever of the two calls its provider offers.
        Close = "close",
    }
}

named!(Action: "the name of an action");

deserialised!(Action);

impl Action {
    /// The action with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

/// The state machine's event for an action.
pub(crate) const fn event_of(call: Action) -> Event {
    match call {
        Action::Cancel => Event::Cancelled,
        // `Close` is resolved to the provider's call before this; any closing event will do.
        Action::Expire | Action::Close => Event::Expired,
    }
}
