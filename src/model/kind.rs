//! Kind of a payment: invoice (incoming) or payout (outgoing).

use crate::finding::closed_set::closed_set;

closed_set! {
    /// Direction of the payment.
    pub enum Kind {
        /// The end user pays.
        Invoice = "invoice",
        /// The end user is paid.
        Payout = "payout",
        /// Not in the provider's documentation.
        Unknown = "unknown",
    }
}

impl Kind {
    /// The kind with this name; `unknown` for any other.
    pub fn from_name(name: &str) -> Self {
        [Self::Invoice, Self::Payout]
            .into_iter()
            .find(|kind| kind.name() == name)
            .unwrap_or(Self::Unknown)
    }
}
