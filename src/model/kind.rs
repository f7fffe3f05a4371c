//! What a link collects: an invoice, or pays: a payout.

use crate::finding::closed_set::closed_set;

closed_set! {
    /// Which way the money goes.
    pub enum Kind {
        /// The end user pays.
        Invoice = "invoice",
        /// The end user is paid.
        Payout = "payout",
        /// A word that the documents do not know.
        Unknown = "unknown",
    }
}

impl Kind {
    /// The kind of that name; `unknown` for any other.
    pub fn from_name(name: &str) -> Self {
        [Self::Invoice, Self::Payout]
            .into_iter()
            .find(|kind| kind.name() == name)
            .unwrap_or(Self::Unknown)
    }
}
