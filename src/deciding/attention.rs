//! What a person should look at: money that came after a link had ended, and a payment that is said to have ended in
//! two ways.

use super::decision::money_moved;
use crate::finding::closed_set::closed_set;
use crate::model::{Child, ChildDetails, PaymentLink, Status};

closed_set! {
    /// Why a person should look at a link. The set is closed.
    pub enum Attention {
        /// The link ended unpaid, and its payment was made all the same.
        PaidAfterEnd = "paid_after_end",
        /// Two different endings of its payment were seen.
        ChildConflict = "child_conflict",
    }
}

/// What a link says by itself. Its payment may go on after it has ended; money that came before would have completed
/// it.
pub fn attention_of(link: &PaymentLink) -> Option<Attention> {
    let ended_unpaid = matches!(link.status(), Status::Expired | Status::Cancelled);
    (ended_unpaid && link.child().is_some_and(is_paid)).then_some(Attention::PaidAfterEnd)
}

/// An invoice may say how much came before it says that it is completed: too many looks are better than one too few.
fn is_paid(child: &Child) -> bool {
    let came = match child.details() {
        ChildDetails::Invoice(invoice) => invoice.status_context.as_deref(),
        ChildDetails::Payout(_) => None,
    };
    money_moved(child.state()).is_some() || matches!(came, Some("full" | "underpaid" | "overpaid"))
}
