//! Lists all closed sets of words (statuses, verdicts, codes, …) for types, schemas, translations.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::calling::error_body::ErrorFormat;
use crate::calling::response::Outcome;
use crate::calling::retry::Advice;
use crate::calling::validate;
use crate::deciding::attention::Attention;
use crate::deciding::decision::Verdict;
use crate::deciding::reconcile::{Ground, Side, Standing};
use crate::deciding::transition::Effect;
use crate::deciding::truth_table::{ClockSide, Drawing};
use crate::finding::closed_set::{ClosedSet, Words};
use crate::finding::source::Basis;
use crate::finding::{ErrorCode, NoteCode};
use crate::finding::{Reason, Warning};
use crate::idempotency::Profile;
use crate::links::classify::PayloadKind;
use crate::links::matching::{Created, Same};
use crate::model::state_machine::Offer;
use crate::model::{Action, ChildStatus, Event, Format, Kind, Status};
use crate::provider::Operation;
use crate::provider::listing::{ListMember, Order, Pages};
use crate::provider::webhook_event::{SecretForm, SignatureForm};

/// All closed sets with their words.
#[derive(Debug, Clone, Copy)]
pub struct Codes(&'static [Set]);

/// A set's name, and the function that lists its words.
type Set = (&'static str, fn() -> Words);

impl Codes {
    /// All sets by their names in the npm package: `reasonCode` is the union `ReasonCode` there.
    pub fn sets(self) -> impl Iterator<Item = (&'static str, Words)> {
        self.0.iter().map(|(name, words)| (*name, words()))
    }

    /// The words of a set; `None` if there is no such set.
    pub fn of(self, set: &str) -> Option<Words> {
        self.0.iter().find(|(name, _)| *name == set).map(|(_, words)| words())
    }
}

impl Serialize for Codes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, words) in self.sets() {
            map.serialize_entry(name, &*words)?;
        }
        map.end()
    }
}

/// The documentation of a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The set's name.
    pub set: &'static str,
    /// The set's purpose.
    pub purpose: &'static str,
    /// The meaning of each word, in the order of the set; empty if not documented.
    pub meanings: &'static [&'static str],
}

macro_rules! sets {
    ($($name:literal: $type:ty,)+) => {
        /// The words of every closed set.
        ///
        /// # Examples
        /// ```
        /// let codes = paylink::api::codes();
        /// assert_eq!(codes.of("basis").as_deref(), Some(&["documented", "assumed"][..]));
        /// ```
        pub fn codes() -> Codes {
            Codes(const { &[$(($name, <$type>::words)),+] })
        }

        /// The documentation of every closed set, in the same order.
        pub fn about() -> Vec<About> {
            vec![$(About {
                set: $name,
                purpose: <$type>::purpose(),
                meanings: <$type>::meanings(),
            }),+]
        }
    };
}

sets! {
    "action": Action,
    "advice": Advice,
    "attention": Attention,
    "basis": Basis,
    "childStatus": ChildStatus,
    "clockSide": ClockSide,
    "created": Created,
    "drawing": Drawing,
    "effect": Effect,
    "face": ErrorFormat,
    "formatId": Format,
    "groundCode": Ground,
    "issueCode": ErrorCode,
    "kind": Kind,
    "linkEvent": Event,
    "listMember": ListMember,
    "listOrder": Order,
    "noteCode": NoteCode,
    "offer": Offer,
    "operation": Operation,
    "outcome": Outcome,
    "pages": Pages,
    "payloadKind": PayloadKind,
    "profileId": Profile,
    "reasonCode": Reason,
    "sameness": Same,
    "side": Side,
    "secretForm": SecretForm,
    "signatureForm": SignatureForm,
    "standing": Standing,
    "status": Status,
    "valueKind": validate::Kind,
    "verdict": Verdict,
    "warningCode": Warning,
}
