//! The ways to close a link.

use serde::Serialize;

use super::lifecycle::Event;
use crate::syntax::from_json::{deserialised, named};

/// What a merchant wants to do with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// End it as Connect does.
    Cancel,
    /// End it as Txn does.
    Expire,
    /// End it in whichever of the two ways the provider has.
    Close,
}

named!(Action: "the name of an action");

deserialised!(Action);

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

/// What an action would be, seen by the state machine.
pub(crate) const fn event_of(call: Action) -> Event {
    match call {
        Action::Cancel => Event::Cancelled,
        // `Close` has been resolved by now; either way of closing fits it.
        Action::Expire | Action::Close => Event::Expired,
    }
}
