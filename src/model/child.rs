//! The invoice or payout that a link brought forth.

use serde::Serialize;

use super::{ChildDetails, Kind};
use crate::finding::closed_set::closed_set;

closed_set! {
    /// Where a child stands. Its own words, its own life: a link may end while its child goes on.
    pub enum ChildStatus {
        /// To be confirmed.
        Draft = "draft",
        /// Waiting for a transaction.
        Pending = "pending",
        /// A transaction is under way.
        Processing = "processing",
        /// Under review.
        OnHold = "on_hold",
        /// Nothing came in time; a late payment still may.
        Expired = "expired",
        /// Done.
        Completed = "completed",
        /// Ended without payment.
        Cancelled = "cancelled",
        /// Refused.
        Rejected = "rejected",
        /// A word that the documents do not know.
        Unknown = "unknown",
    }
}

impl ChildStatus {
    /// Whether nothing can follow. `Expired` is not final: an invoice that expired can still be paid
    /// late ("Txn, Invoice status flow").
    pub const fn is_final(self) -> bool {
        match self {
            Self::Completed | Self::Cancelled | Self::Rejected => true,
            Self::Draft
            | Self::Pending
            | Self::Processing
            | Self::OnHold
            | Self::Expired
            | Self::Unknown => false,
        }
    }
}

/// What a decision about the link needs to know of its child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildState {
    #[serde(rename = "type")]
    kind: Kind,
    status: ChildStatus,
    raw_status: String,
    #[serde(rename = "final")]
    is_final: bool,
}

impl ChildState {
    pub(crate) const fn new(kind: Kind, status: ChildStatus, raw_status: String) -> Self {
        Self { kind, status, raw_status, is_final: status.is_final() }
    }

    /// Invoice or payout.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Where it stands.
    pub const fn status(&self) -> ChildStatus {
        self.status
    }

    /// The provider's word for it.
    pub fn raw_status(&self) -> &str {
        &self.raw_status
    }
}

/// The child, as far as the document includes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    #[serde(flatten)]
    state: ChildState,
    id: String,
    #[serde(flatten)]
    details: ChildDetails,
}

impl Child {
    pub(crate) const fn new(id: String, state: ChildState, details: ChildDetails) -> Self {
        Self { state, id, details }
    }

    /// The provider's id of the child.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// With the status that its word means.
    pub(crate) fn with_state(self, state: impl FnOnce(Kind, String) -> ChildState) -> Self {
        let ChildState { kind, raw_status, .. } = self.state;
        Self { state: state(kind, raw_status), ..self }
    }

    /// What it says beside its status.
    pub const fn details(&self) -> &ChildDetails {
        &self.details
    }

    /// Kind and status.
    pub const fn state(&self) -> &ChildState {
        &self.state
    }
}
