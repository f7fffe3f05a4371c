//! Finds links that a person should review: paid after they ended, or with conflicting outcomes.

use super::decision::money_moved;
use crate::finding::closed_set::closed_set;
use crate::model::{Child, ChildDetails, PaymentLink, Status};

closed_set! {
    /// Why a person should review a link. The set is closed.
    pub enum Attention {
        /// The link ended unpaid, but its payment was made.
        PaidAfterEnd = "paid_after_end",
        /// Two different final statuses of its payment were seen.
        ChildConflict = "child_conflict",
    }
}

/// Why a link needs a review, by its own data alone. Its payment may continue after it has ended; a
/// payment made before that would have completed it.
pub fn attention_of(link: &PaymentLink) -> Option<Attention> {
    let ended_unpaid = matches!(link.status(), Status::Expired | Status::Cancelled);
    (ended_unpaid && link.child().is_some_and(is_paid)).then_some(Attention::PaidAfterEnd)
}

/// Counts an invoice with money as paid even if not completed: better a review too many.
fn is_paid(child: &Child) -> bool {
    let came = match child.details() {
        ChildDetails::Invoice(invoice) => invoice.status_context.as_deref(),
        ChildDetails::Payout(_) => None,
    };
    money_moved(child.state()).is_some() || matches!(came, Some("full" | "underpaid" | "overpaid"))
}
