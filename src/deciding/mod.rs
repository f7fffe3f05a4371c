//! What may be done with a link, and what happens to it.

pub mod attention;
pub mod decision;
pub mod lifecycle_rules;
pub mod reconcile;
pub mod transition;
pub mod truth_table;
#[cfg(feature = "batch")]
pub(crate) mod verdict_cache;
