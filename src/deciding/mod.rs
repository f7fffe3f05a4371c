//! Rules about payment links: which action is possible ([`decision::decide`]), what an event does
//! ([`transition::transition`]), which of two observations counts ([`reconcile::reconcile`]).

pub mod attention;
pub mod decision;
pub mod lifecycle_rules;
pub mod reconcile;
pub mod transition;
pub mod truth_table;
#[cfg(feature = "batch")]
pub(crate) mod verdict_cache;
