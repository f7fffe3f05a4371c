//! The normalised payment link.

use serde::Serialize;

use super::{
    Child, ChildState, Currency, Format, Instant, Kind, LinkId, Metadata, Money, Network,
    Redirects, Status, Url,
};
use crate::finding::{Note, NoteCode};
use crate::syntax::from_json::members;

/// The payment that a link points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payment {
    #[serde(rename = "type")]
    pub(crate) resource: String,
    pub(crate) id: String,
}

members! { Payment {
    resource: required "type",
    id: required "id",
}}

impl Payment {
    /// The provider's resource type: `payment`, `invoices`, `payouts`.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The provider's id of the payment.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// A normalised payment link. Created only by [`crate::links::read::read`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentLink {
    pub(crate) format: Format,
    pub(crate) id: LinkId,
    pub(crate) status: Status,
    pub(crate) raw_status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount_paid: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payment_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) account_currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) network: Option<Network>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) raw_kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payment: Option<Payment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) child: Option<Child>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<Instant>,
    /// The document has an expiry, or should have one, that cannot be read.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) expiry_unreadable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) completed_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) created_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) updated_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) redirects: Option<Redirects>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pay_currencies: Option<Vec<Currency>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) payment_methods: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) approval_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) metadata: Option<Metadata>,
    pub(crate) unmapped: Vec<String>,
}

impl PaymentLink {
    /// Sets `unmapped` from the notes about members outside the model.
    #[must_use]
    pub(crate) fn with_unmapped(mut self, notes: &[Note]) -> Self {
        self.unmapped = NoteCode::MemberUnmapped.pointers(notes);
        self
    }

    /// The format it was read from.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The provider's id.
    pub const fn id(&self) -> &LinkId {
        &self.id
    }

    /// The normalised status.
    pub const fn status(&self) -> Status {
        self.status
    }

    /// The status as the provider spells it.
    pub fn raw_status(&self) -> &str {
        &self.raw_status
    }

    /// The payment page for the payer. Some providers give none after the link has ended.
    pub const fn url(&self) -> Option<&Url> {
        self.url.as_ref()
    }

    /// The merchant's text for the payer.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The merchant's own id for the payment.
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// The amount shown to the end user. Connect's links have none: it is in the order or invoice.
    pub const fn amount(&self) -> Option<&Money> {
        self.amount.as_ref()
    }

    /// How much of the amount has been paid, if the document says so.
    pub const fn amount_paid(&self) -> Option<&Money> {
        self.amount_paid.as_ref()
    }

    /// Status of the payment, as the provider spells it, where it differs from the link's: a completed
    /// link may still be unpaid.
    pub fn payment_status(&self) -> Option<&str> {
        self.payment_status.as_deref()
    }

    /// Currency of the account that is credited or debited.
    pub const fn account_currency(&self) -> Option<&Currency> {
        self.account_currency.as_ref()
    }

    /// The network that the end user chose; `None` before.
    pub const fn network(&self) -> Option<&Network> {
        self.network.as_ref()
    }

    /// Direction of the payment.
    pub const fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The kind as the provider spells it.
    pub fn raw_kind(&self) -> Option<&str> {
        self.raw_kind.as_deref()
    }

    /// The payment that the link points to.
    pub const fn payment(&self) -> Option<&Payment> {
        self.payment.as_ref()
    }

    /// The provider's id of that payment.
    pub fn payment_id(&self) -> Option<&str> {
        self.child().map(Child::id).or_else(|| self.payment().map(Payment::id))
    }

    /// The invoice or payout of the link, if the document includes it.
    pub const fn child(&self) -> Option<&Child> {
        self.child.as_ref()
    }

    /// When the link expires.
    pub const fn expires_at(&self) -> Option<&Instant> {
        self.expires_at.as_ref()
    }

    /// Whether its expiry cannot be read: [`PaymentLink::expires_at`] is missing then, and only the
    /// provider can tell whether the link has expired.
    pub const fn is_expiry_unreadable(&self) -> bool {
        self.expiry_unreadable
    }

    /// When it was completed.
    pub const fn completed_at(&self) -> Option<&Instant> {
        self.completed_at.as_ref()
    }

    /// When it was created, if the document says so.
    pub const fn created_at(&self) -> Option<&Instant> {
        self.created_at.as_ref()
    }

    /// When it last changed.
    pub const fn updated_at(&self) -> Option<&Instant> {
        self.updated_at.as_ref()
    }

    /// Where the end user is sent afterwards.
    pub const fn redirects(&self) -> Option<&Redirects> {
        self.redirects.as_ref()
    }

    /// The currencies that the payer may choose from.
    pub fn pay_currencies(&self) -> Option<&[Currency]> {
        self.pay_currencies.as_deref()
    }

    /// Payment methods, as the provider spells them.
    pub fn payment_methods(&self) -> Option<&[String]> {
        self.payment_methods.as_deref()
    }

    /// Status of a requested approval, as the provider spells it; its values are not documented.
    pub fn approval_status(&self) -> Option<&str> {
        self.approval_status.as_deref()
    }

    /// The merchant's own key-value pairs.
    pub const fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_ref()
    }

    /// JSON Pointers of members outside the model.
    pub fn unmapped(&self) -> &[String] {
        &self.unmapped
    }

    /// The part of the link that decisions need.
    pub fn state(&self) -> LinkState<'_> {
        LinkState {
            format: self.format,
            id: Some(&self.id),
            status: self.status,
            raw_status: &self.raw_status,
            expires_at: self.expires_at.as_ref(),
            expiry_unreadable: self.expiry_unreadable,
            approval_status: self.approval_status.as_deref(),
            child: self.child.as_ref().map(Child::state),
        }
    }
}

impl<'a> From<&'a PaymentLink> for LinkState<'a> {
    fn from(link: &'a PaymentLink) -> Self {
        link.state()
    }
}

/// The part of a link that decisions need, borrowed from a full link or from stored data.
#[derive(Debug, Clone, Copy)]
pub struct LinkState<'a> {
    pub(crate) format: Format,
    /// Needed to plan a call, not to decide.
    pub(crate) id: Option<&'a LinkId>,
    pub(crate) status: Status,
    pub(crate) raw_status: &'a str,
    pub(crate) expires_at: Option<&'a Instant>,
    pub(crate) expiry_unreadable: bool,
    pub(crate) approval_status: Option<&'a str>,
    pub(crate) child: Option<&'a ChildState>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
