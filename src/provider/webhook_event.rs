//! Parsed webhook events and the signature schemes of webhooks.

use crate::finding::closed_set::closed_set;
use crate::model::{Child, Instant, Metadata, PaymentLink};

closed_set! {
    /// How a provider signs its webhooks.
    pub enum Signing {
        /// By Svix's headers `svix-id`, `svix-timestamp` and `svix-signature`.
        Svix = "svix",
    }
}

/// A webhook body, as a format's reader parses it.
#[derive(Debug, Default)]
pub(crate) struct ParsedEvent {
    pub(crate) id: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) at: Option<Instant>,
    pub(crate) link: Option<PaymentLink>,
    pub(crate) child: Option<Child>,
    pub(crate) data: Option<Metadata>,
    /// The type of the resource that it is about, for formats without an event type.
    pub(crate) resource: Option<String>,
    /// Pointer to an unknown resource type; takes precedence over other findings.
    pub(crate) unknown: Option<&'static str>,
}
