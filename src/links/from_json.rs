//! Parses a link from the model's JSON. Each value is parsed by its own grammar, so the result is as
//! valid as a link that was read from a provider's document.

use crate::model::{
    Amount, Child, ChildDetails, ChildState, ChildStatus, Currency, Format, Instant, Invoice, Kind,
    LinkId, Metadata, Money, Network, NetworkCode, Payment, PaymentLink, Payout, Redirects, Url,
};
use crate::syntax::from_json::{DecodeError, FromJson, Members, deserialised, members, parsed};
use crate::syntax::json::Tree;

parsed!(Amount, Currency, Instant, LinkId, NetworkCode, Url);
deserialised!(Amount, Currency, Instant, LinkId, NetworkCode, Url);
deserialised!(Format, Metadata, Money, Network, Payment, Redirects, Invoice, Payout);
deserialised!(Child, PaymentLink);

impl FromJson for Format {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        Self::from_id(&String::from_json(tree)?)
            .ok_or(const { DecodeError::new("the id of a format") })
    }
}

members! { Payout {
    ;
    amount: optional "amount",
    charged: optional "charged",
    pay: optional "pay",
    exchange_rate: optional "exchangeRate",
    pay_charge_rate: optional "payChargeRate",
    display_fee: optional "displayFee",
    network_fee: optional "networkFee",
    payout_fee: optional "payoutFee",
    absorb_network_fee: optional "absorbNetworkFee",
    absorb_payout_fee: optional "absorbPayoutFee",
    address: optional "address",
    network: optional "network",
    payment_method: optional "paymentMethod",
    receiver_binance_id: optional "receiverBinanceId",
    binance_status: optional "binanceStatus",
    approval_status: optional "approvalStatus",
    txid: optional "txid",
    reference: optional "reference",
    expires_at: optional "expiresAt",
    created_at: optional "createdAt",
}}

members! { Invoice {
    ;
    billed: optional "billed",
    charged: optional "charged",
    target: optional "target",
    exchange_rate: optional "exchangeRate",
    charged_target_rate: optional "chargedTargetRate",
    status_context: optional "statusContext",
    payment_status: optional "paymentStatus",
    reference: optional "reference",
    network: optional "network",
    payment_methods: optional "paymentMethods",
    url: optional "url",
    redirects: optional "redirects",
    expires_at: optional "expiresAt",
    created_at: optional "createdAt",
}}

impl FromJson for Child {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let data = Members::of(tree)?;
        let kind = Kind::from_name(&data.required::<String>("type")?);
        let details = match kind {
            Kind::Payout => ChildDetails::Payout(Box::new(Payout::from_json(tree)?)),
            Kind::Invoice | Kind::Unknown => {
                ChildDetails::Invoice(Box::new(Invoice::from_json(tree)?))
            }
        };
        // The link sets the status from the word, because only it has the format.
        let state = ChildState::new(kind, ChildStatus::Unknown, data.required("rawStatus")?);
        Ok(Self::new(data.required("id")?, state, details))
    }
}

/// Ignores members that are derived from others, such as `status`, and derives them again.
impl FromJson for PaymentLink {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let data = Members::of(tree)?;
        let format: Format = data.required("format")?;
        let raw_status: String = data.required("rawStatus")?;
        data.make(Self {
            format,
            id: data.required("id")?,
            status: format.status(&raw_status),
            raw_status,
            url: data.optional("url"),
            description: data.optional("description"),
            reference: data.optional("reference"),
            amount: data.optional("amount"),
            amount_paid: data.optional("amountPaid"),
            payment_status: data.optional("paymentStatus"),
            account_currency: data.optional("accountCurrency"),
            network: data.optional("network"),
            kind: data.optional::<String>("kind").map(|kind| Kind::from_name(&kind)),
            raw_kind: data.optional("rawKind"),
            payment: data.optional("payment"),
            child: data
                .optional::<Child>("child")
                .map(|child| child.with_state(|kind, word| format.child_state(kind, word))),
            expires_at: data.optional("expiresAt"),
            expiry_unreadable: data.defaulted("expiryUnreadable"),
            completed_at: data.optional("completedAt"),
            created_at: data.optional("createdAt"),
            updated_at: data.optional("updatedAt"),
            redirects: data.optional("redirects"),
            pay_currencies: data.optional("payCurrencies"),
            payment_methods: data.optional("paymentMethods"),
            approval_status: data.optional("approvalStatus"),
            metadata: data.optional("metadata"),
            unmapped: data.defaulted("unmapped"),
        })
    }
}
