//! HTTP calls: requests to a provider, its responses and webhooks, and inbound requests.

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
