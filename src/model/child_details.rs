//! What a child says beside its status. Snapshots of the documents differ, so every member may be
//! missing; each that is there is a valid value, and they are free to stand in any combination.

use serde::Serialize;

use super::{Amount, Instant, Money, Network, Redirects, Url};

/// Money that comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Invoice {
    /// What the end user was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billed: Option<Money>,
    /// What the end user pays, in the currency they chose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged: Option<Money>,
    /// What is credited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Money>,
    /// Billed against charged, as the provider counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_rate: Option<Amount>,
    /// Charged against target, in its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged_target_rate: Option<Money>,
    /// How much came: `unpaid`, `full`, `underpaid`, `overpaid`; another word as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_context: Option<String>,
    /// When it came: `expecting`, `on_time`, `late`; another word as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_status: Option<String>,
    /// The merchant's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// The ways to pay, in the provider's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<String>>,
    /// The page to send to the payer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Where the end user goes afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirects: Option<Redirects>,
    /// When the rate ends; a late payment may still come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Instant>,
}

/// Money that goes out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Payout {
    /// What the receiver is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What the account is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charged: Option<Money>,
    /// What is sent, in the currency of the network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<Money>,
    /// Amount against pay, as the provider counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_rate: Option<Amount>,
    /// Pay against charged, in its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_charge_rate: Option<Money>,
    /// All fees, in the currency of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_fee: Option<Money>,
    /// What the network takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_fee: Option<Money>,
    /// What the provider takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payout_fee: Option<Money>,
    /// Whether the merchant bears the network's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorb_network_fee: Option<bool>,
    /// Whether the merchant bears the provider's fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorb_payout_fee: Option<bool>,
    /// Where it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// By which network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Network>,
    /// The way it is paid, in the provider's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<String>,
    /// The receiver at Binance; empty or missing for all other ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver_binance_id: Option<String>,
    /// The provider's word for how Binance answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binance_status: Option<String>,
    /// The provider's word for an approval that is asked for; its words are not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_status: Option<String>,
    /// The transaction on the network; missing at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub txid: Option<String>,
    /// The merchant's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When the locked rate ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Instant>,
}

/// One or the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ChildDetails {
    /// Money comes in.
    Invoice(Box<Invoice>),
    /// Money goes out.
    Payout(Box<Payout>),
}
