//! What a JSON payload is to a provider.

/// A payload that a format recognises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// One payment link; it may be invalid.
    Link,
    /// A list of payment links, which may be empty.
    List,
    /// A request to create a payment link.
    CreateRequest,
    /// A webhook's body, with the provider's word for the event.
    Webhook { event: String },
    /// An error body.
    Error,
}

impl Recognised {
    /// Whether it holds payment links.
    pub(crate) const fn has_links(&self) -> bool {
        matches!(self, Self::Link | Self::List)
    }
}
