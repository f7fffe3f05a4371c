//! What a provider delivers by itself, and how it signs it.

use crate::finding::closed_set::closed_set;
use crate::model::{Child, Instant, Metadata, PaymentLink};

closed_set! {
    /// How a provider signs what it delivers.
    pub enum Signing {
        /// `svix-id`, `svix-timestamp`, `svix-signature`.
        Svix = "svix",
    }
}

/// What a format's reader makes of a delivery's body.
#[derive(Debug, Default)]
pub(crate) struct ParsedEvent {
    pub(crate) id: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) at: Option<Instant>,
    pub(crate) link: Option<PaymentLink>,
    pub(crate) child: Option<Child>,
    pub(crate) data: Option<Metadata>,
    /// The type of the resource that it is about, where no other name of its kind is sent.
    pub(crate) resource: Option<String>,
    /// Where an unknown kind stands, whatever else was found.
    pub(crate) unknown: Option<&'static str>,
}
