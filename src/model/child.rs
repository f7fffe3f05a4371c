//! The invoice or payout that belongs to a payment link, called its child.

use serde::Serialize;

use super::{ChildDetails, Kind};
use crate::finding::closed_set::closed_set;

closed_set! {
    /// Status of a child. It is independent of the link's: a link may end while its child goes on.
    pub enum ChildStatus {
        /// Not confirmed yet.
        Draft = "draft",
        /// Waiting for a transaction.
        Pending = "pending",
        /// A transaction is being processed.
        Processing = "processing",
        /// Under review.
        OnHold = "on_hold",
        /// Not paid in time; a late payment may still arrive.
        Expired = "expired",
        /// The payment was made.
        Completed = "completed",
        /// Ended without payment.
        Cancelled = "cancelled",
        /// Refused.
        Rejected = "rejected",
        /// Not in the provider's documentation.
        Unknown = "unknown",
    }
}

impl ChildStatus {
    /// Whether no other status can follow. `Expired` is not final: an expired invoice can still be
    /// paid late ("Txn, Invoice status flow").
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

/// Kind and status of a child: the part that decisions about the link need.
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

    /// The normalised status.
    pub const fn status(&self) -> ChildStatus {
        self.status
    }

    /// The status as the provider spells it.
    pub fn raw_status(&self) -> &str {
        &self.raw_status
    }
}

/// A child that a link's document includes.
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

    /// Replaces the state by what `state` makes of the kind and the provider's status.
    pub(crate) fn with_state(self, state: impl FnOnce(Kind, String) -> ChildState) -> Self {
        let ChildState { kind, raw_status, .. } = self.state;
        Self { state: state(kind, raw_status), ..self }
    }

    /// Amounts, rates, times and other members.
    pub const fn details(&self) -> &ChildDetails {
        &self.details
    }

    /// Kind and status.
    pub const fn state(&self) -> &ChildState {
        &self.state
    }
}
