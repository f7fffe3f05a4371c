//! A request to make a payment link.

use serde::Serialize;

use super::{Currency, Format, Instant, Kind, Metadata, Money, Redirects};
use crate::finding::{Note, NoteCode};

/// A request to make a payment link at a provider, checked as strictly as that provider's own page
/// has it: what we send is ours to get right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateRequest {
    /// Whose request it is.
    pub format: Format,
    /// The order to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// The invoice to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// A saved way to pay, to begin with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_profile_id: Option<String>,
    /// Whether the way to pay is to be saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save_payment_profile: Option<bool>,
    /// The merchant's words for the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The merchant's own key-value pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// What the end user sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The account to be credited or debited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_currency: Option<Currency>,
    /// The merchant's own id for the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Which way the money goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// When the link is to end by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// The currencies that the payer may choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_currencies: Option<Vec<Currency>>,
    /// The ways to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<String>>,
    /// Where the end user goes afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirects: Option<Redirects>,
    /// JSON Pointers of what is passed through unseen.
    pub unmapped: Vec<String>,
}

impl CreateRequest {
    pub(crate) const fn new(format: Format) -> Self {
        Self {
            format,
            order_id: None,
            invoice_id: None,
            payment_profile_id: None,
            save_payment_profile: None,
            description: None,
            metadata: None,
            amount: None,
            account_currency: None,
            reference: None,
            kind: None,
            expires_at: None,
            pay_currencies: None,
            payment_methods: None,
            redirects: None,
            unmapped: Vec::new(),
        }
    }

    /// Takes what was noted as not part of the model.
    #[must_use]
    pub(crate) fn with_unmapped(mut self, notes: &[Note]) -> Self {
        self.unmapped = NoteCode::MemberUnmapped.pointers(notes);
        self
    }
}
