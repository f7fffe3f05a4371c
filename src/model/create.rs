//! Requests to create a payment link.

use serde::Serialize;

use super::{Currency, Format, Instant, Kind, Metadata, Money, Redirects};
use crate::finding::{Note, NoteCode};

/// A request to create a payment link. It is validated strictly by the provider's documented rules,
/// so that mistakes are found before anything is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreateRequest {
    /// The provider's format that the request is in.
    pub format: Format,
    /// Id of the order to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<String>,
    /// Id of the invoice to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<String>,
    /// Id of a saved payment profile to start with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_profile_id: Option<String>,
    /// Whether to save the payment profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub save_payment_profile: Option<bool>,
    /// The merchant's text for the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The merchant's own key-value pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The amount shown to the end user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Currency of the account to credit or debit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_currency: Option<Currency>,
    /// The merchant's own id for the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Direction of the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// When the link expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// The currencies that the payer may choose from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_currencies: Option<Vec<Currency>>,
    /// Payment methods, as the provider spells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<String>>,
    /// Where the end user is sent afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirects: Option<Redirects>,
    /// JSON Pointers of members that are passed through unchecked.
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

    /// Sets `unmapped` from the notes about members outside the model.
    #[must_use]
    pub(crate) fn with_unmapped(mut self, notes: &[Note]) -> Self {
        self.unmapped = NoteCode::MemberUnmapped.pointers(notes);
        self
    }
}
