//! The members of an invoice or payout besides its id and status. Each is optional, because the
//! documents of different versions include different members; one that is present is valid.

use serde::Serialize;

use super::{Amount, Instant, Money, Network, Redirects, Url};

/// An incoming payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Invoice {
    /// The amount billed to the end user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billed: Option<Money>,
    /// The amount that the end user pays, in the currency they chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged: Option<Money>,
    /// The amount credited to the merchant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Money>,
    /// Exchange rate between billed and charged, as the provider defines it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_rate: Option<Amount>,
    /// Exchange rate between charged and target, with its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged_target_rate: Option<Money>,
    /// How much was paid: `unpaid`, `full`, `underpaid`, `overpaid`, or another provider's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_context: Option<String>,
    /// When it was paid: `expecting`, `on_time`, `late`, or another word of the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_status: Option<String>,
    /// The merchant's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The network on which it is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// Payment methods, as the provider spells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<String>>,
    /// The payment page for the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Where the end user is sent afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirects: Option<Redirects>,
    /// When the exchange rate expires; a late payment may still arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// When it was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Instant>,
}

/// An outgoing payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Payout {
    /// The amount shown to the receiver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// The amount charged to the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged: Option<Money>,
    /// The amount sent, in the currency of the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<Money>,
    /// Exchange rate between amount and pay, as the provider defines it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_rate: Option<Amount>,
    /// Exchange rate between pay and charged, with its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_charge_rate: Option<Money>,
    /// All fees, in the currency of `amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_fee: Option<Money>,
    /// The network's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_fee: Option<Money>,
    /// The provider's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payout_fee: Option<Money>,
    /// Whether the merchant pays the network's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorb_network_fee: Option<bool>,
    /// Whether the merchant pays the provider's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorb_payout_fee: Option<bool>,
    /// The receiver's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The network on which it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// Payment method, as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<String>,
    /// The receiver's Binance id; empty or missing for other payment methods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver_binance_id: Option<String>,
    /// Binance's status, as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binance_status: Option<String>,
    /// Status of a requested approval, as the provider spells it; its values are not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_status: Option<String>,
    /// Transaction id on the network; missing at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub txid: Option<String>,
    /// The merchant's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When the locked exchange rate expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// When it was created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Instant>,
}

/// The details of an invoice or of a payout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ChildDetails {
    /// An incoming payment.
    Invoice(Box<Invoice>),
    /// An outgoing payment.
    Payout(Box<Payout>),
}
