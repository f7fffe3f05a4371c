//! The canonical document of a link: what its provider's format says of the model, and nothing else.
//!
//! Whoever needs the provider's own document, with what the model does not hold and every number as it
//! was spelt, keeps its text.

use crate::model::PaymentLink;

/// The document of a link in its provider's format, made from the model alone. Read again it is the same
/// link, but for what [`PaymentLink::unmapped`] names.
pub fn write(link: &PaymentLink) -> String {
    (link.format().adapter().write)(link).finish()
}
