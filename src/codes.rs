//! All closed sets of words, by their names: what a type, a schema or a translation has to know.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::as_asked::{Created, Same};
use crate::attention::Attention;
use crate::basis::Basis;
use crate::closed_set::{ClosedSet, Words};
use crate::decision::{Action, Verdict};
use crate::format::{Format, Operation};
use crate::idempotency::Profile;
use crate::issue::{ErrorCode, NoteCode};
use crate::lifecycle::{Event, Offer};
use crate::listing::{ListMember, Order, Pages};
use crate::model::{ChildStatus, Kind, Status};
use crate::outcome::{Advice, Outcome};
use crate::reconcile::{Ground, Side, Standing};
use crate::remark::{Reason, Warning};
use crate::render::Face;
use crate::rules::{ClockSide, Drawing};
use crate::transition::Effect;
use crate::webhook::Signing;

/// The words of each closed set, in the order of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes(Vec<(&'static str, Words)>);

impl Codes {
    /// Every set, by its name in the npm package: `reasonCode` is the union `ReasonCode` there.
    pub fn sets(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        self.0.iter().map(|(name, words)| (*name, &**words))
    }

    /// The words of one set.
    pub fn of(&self, set: &str) -> Option<&[&'static str]> {
        self.sets().find(|(name, _)| *name == set).map(|(_, words)| words)
    }
}

impl Serialize for Codes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, words) in &self.0 {
            map.serialize_entry(name, words)?;
        }
        map.end()
    }
}

/// What the documentation says of a closed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// Its name.
    pub set: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// What each word means, in the order of the set; empty where no text says it.
    pub meanings: &'static [&'static str],
}

macro_rules! sets {
    ($($name:literal: $type:ty,)+) => {
        /// The words of every closed set.
        ///
        /// # Examples
        /// ```
        /// let codes = paylink::facade::codes();
        /// assert_eq!(codes.of("basis"), Some(&["documented", "assumed"][..]));
        /// ```
        pub fn codes() -> Codes {
            const SETS: &[(&str, fn() -> Words)] = &[$(($name, <$type>::words)),+];
            Codes(SETS.iter().map(|(name, words)| (*name, words())).collect())
        }

        /// What the documentation says of every closed set, in the same order.
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
    "face": Face,
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
    "profileId": Profile,
    "reasonCode": Reason,
    "sameness": Same,
    "side": Side,
    "signing": Signing,
    "standing": Standing,
    "status": Status,
    "valueKind": crate::check::Kind,
    "verdict": Verdict,
    "warningCode": Warning,
}
