//! Writes a link as a canonical document in its provider's format.
//!
//! The document has the members of the model only. To keep all members and the spelling of numbers,
//! store the text of the original document.

use crate::model::PaymentLink;

/// Writes a link as a document in its provider's format. Reading it again gives the same link,
/// without the members in [`PaymentLink::unmapped`].
pub fn write(link: &PaymentLink) -> String {
    (link.format().server_side().write)(link).finish()
}
