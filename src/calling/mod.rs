//! Calls to a provider, their responses, and what arrives from outside.

pub mod check_request;
pub mod error_body;
pub mod error_reply;
pub mod plan;
pub mod response;
pub mod retry;
pub mod secrets;
mod url_path;
pub mod validate;
#[cfg(feature = "webhooks")]
pub mod webhook;
