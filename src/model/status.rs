//! The status of a link.

use serde::Serialize;

/// Where a payment link stands, over all formats. Closed on purpose: a status that it lacks must be
/// decided everywhere before anything compiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Can be paid; nobody has begun.
    Open,
    /// A payer has begun: a child payment exists or is being made.
    InProgress,
    /// The link has done its work. It does **not** say that money arrived: only the child can
    /// (the two generations of Txn's documents contradict each other here).
    Completed,
    /// Ended by its time or by a call.
    Expired,
    /// Ended by the merchant.
    Cancelled,
    /// A word that the format's documents do not know. Never taken for any of the others.
    Unknown,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::InProgress,
        Self::Completed,
        Self::Expired,
        Self::Cancelled,
        Self::Unknown,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Unknown => "unknown",
        }
    }

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
