//! The complete public API, one function for each capability. The WebAssembly module exports exactly
//! these functions, so native tests cover everything that a browser can call.

pub use crate::calling::check_request::check_request;
pub use crate::calling::error_body::error_body;
pub use crate::calling::error_reply::read_error;
pub use crate::calling::plan::{plan, plan_close, plan_create, plan_list};
pub use crate::calling::response::interpret_response;
pub use crate::calling::validate::validate;
#[cfg(feature = "webhooks")]
pub use crate::calling::webhook::read_webhook;
pub use crate::closed_sets::codes;
pub use crate::deciding::decision::{decide, decide_all};
pub use crate::deciding::lifecycle_rules::table as lifecycle;
pub use crate::deciding::reconcile::reconcile;
pub use crate::deciding::transition::transition;
pub use crate::deciding::truth_table::{diagram, truth_table};
pub use crate::finding::answer::Answer;
pub use crate::idempotency::{abandon, claim, finish, judge, may_act, new_key};
pub use crate::links::classify::{Classification, classify};
pub use crate::links::matching::find_link_of;
pub use crate::links::read::{
    LinkList, ReadOptions, detect, find_made, read, read_create_request, read_list, read_page,
    value_at,
};
pub use crate::links::write::write;
pub use crate::messages::{messages, translate};
pub use crate::provider::format_info::{FormatInfo, StatusInfo, formats, profile};
#[cfg(feature = "schemas")]
pub use crate::provider::schemas::schema;
