//! Status of a payment link.

use crate::finding::closed_set::closed_set;

closed_set! {
    /// Status of a payment link, the same for all formats. Closed on purpose: code does not compile
    /// until it handles a new status.
    pub enum Status: PartialOrd, Ord {
        /// Can be paid; no payer has started.
        Open = "open",
        /// A payer has started: a child payment exists or is being created.
        InProgress = "in_progress",
        /// The link was completed. This does **not** mean that money arrived: only the child's
        /// status does (the two generations of Txn's documentation contradict each other here).
        Completed = "completed",
        /// Ended by its expiry time or by a call.
        Expired = "expired",
        /// Ended by the merchant.
        Cancelled = "cancelled",
        /// Not in the format's documentation. Never treated as one of the others.
        Unknown = "unknown",
    }
}

impl Status {
    /// Whether the link is known to be still open, so that its expiry time counts.
    pub const fn is_running(self) -> bool {
        match self {
            Self::Open | Self::InProgress => true,
            Self::Completed | Self::Expired | Self::Cancelled | Self::Unknown => false,
        }
    }

    /// Whether no other status can follow; false for an unknown status.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Expired | Self::Cancelled => true,
            Self::Open | Self::InProgress | Self::Unknown => false,
        }
    }
}
