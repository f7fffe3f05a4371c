//! The status of a link.

use crate::finding::closed_set::closed_set;

closed_set! {
    /// Where a payment link stands, over all formats. Closed on purpose: a status that it lacks must be
    /// decided everywhere before anything compiles.
    pub enum Status: PartialOrd, Ord {
        /// Can be paid; nobody has begun.
        Open = "open",
        /// A payer has begun: a child payment exists or is being made.
        InProgress = "in_progress",
        /// The link has done its work. It does **not** say that money arrived: only the child can
        /// (the two generations of Txn's documents contradict each other here).
        Completed = "completed",
        /// Ended by its time or by a call.
        Expired = "expired",
        /// Ended by the merchant.
        Cancelled = "cancelled",
        /// A word that the format's documents do not know. Never taken for any of the others.
        Unknown = "unknown",
    }
}

impl Status {
    /// Whether it is known that something can follow: time, for one, runs against the link.
    pub const fn is_running(self) -> bool {
        match self {
            Self::Open | Self::InProgress => true,
            Self::Completed | Self::Expired | Self::Cancelled | Self::Unknown => false,
        }
    }

    /// Whether nothing can follow. An unknown status is not known to be final.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Expired | Self::Cancelled => true,
            Self::Open | Self::InProgress | Self::Unknown => false,
        }
    }
}
