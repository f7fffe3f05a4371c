//! Writing a Txn document: the link, and the child that it includes.

use serde_json::{Value, json};

use super::super::put;
use crate::model::{
    ChildDetails, Invoice, Money, Network, Payment, PaymentLink, Payout, Redirects,
};

pub(super) fn write(link: &PaymentLink) -> Value {
    let network = link.network();
    let redirects = link.redirects();
    let mut attributes = json!({
        // Null until there is something to say.
        "network": network.map(Network::code),
        "networkName": network.and_then(Network::name),
        "reference": link.reference(),
        "hostedPageUrl": link.url(),
        "status": link.raw_status(),
        "createdAt": link.created_at(),
        "successRedirectUrl": redirects.and_then(Redirects::success),
        "unsuccessRedirectUrl": redirects.and_then(Redirects::unsuccess),
    });
    put_money(&mut attributes, link.amount(), ["amount", "currency"]);
    put(&mut attributes, "accountCurrency", link.account_currency());
    put(&mut attributes, "approvalStatus", link.approval_status());
    put(&mut attributes, "expiresAt", link.expires_at());
    put(&mut attributes, "paymentType", link.raw_kind());
    put(&mut attributes, "paymentMethods", link.payment_methods());
    put(&mut attributes, "payCurrencies", link.pay_currencies());
    let mut data = json!({ "id": link.id(), "type": "paymentLinks", "attributes": attributes });
    let identity = |payment: &Payment| json!({ "type": payment.resource(), "id": payment.id() });
    if let Some(payment) = link.payment() {
        let target = json!({ "target": { "data": identity(payment) } });
        put(&mut data, "relationships", Some(target));
    }
    let mut document = json!({ "data": data });
    if let (Some(child), Some(payment)) = (link.child(), link.payment()) {
        let mut resource = identity(payment);
        let mut attributes = match child.details() {
            ChildDetails::Invoice(invoice) => invoice_attributes(invoice),
            ChildDetails::Payout(payout) => payout_attributes(payout),
        };
        put(&mut attributes, "status", Some(child.state().raw_status()));
        put(&mut resource, "attributes", Some(attributes));
        put(&mut document, "included", Some([resource]));
    }
    document
}

fn put_money(object: &mut Value, money: Option<&Money>, names: [&str; 2]) {
    let [value, currency] = names;
    put(object, value, money.map(Money::value));
    put(object, currency, money.map(Money::currency));
}

fn put_network(object: &mut Value, network: Option<&Network>, names: [&str; 2]) {
    let [code, name] = names;
    put(object, code, network.map(Network::code));
    put(object, name, network.and_then(Network::name));
}

fn invoice_attributes(it: &Invoice) -> Value {
    let mut out = json!({});
    put_money(&mut out, it.billed.as_ref(), ["amountBilled", "billedCurrency"]);
    put_money(&mut out, it.charged.as_ref(), ["amountCharged", "chargedCurrency"]);
    put_money(&mut out, it.target.as_ref(), ["targetAmount", "targetCurrency"]);
    let rate = it.charged_target_rate.as_ref();
    put_money(&mut out, rate, ["chargedTargetRate", "chargedTargetRateCurrency"]);
    put(&mut out, "exchangeRate", it.exchange_rate.as_ref());
    put(&mut out, "statusContext", it.status_context.as_ref());
    put(&mut out, "paymentStatus", it.payment_status.as_ref());
    put(&mut out, "reference", it.reference.as_ref());
    put_network(&mut out, it.network.as_ref(), ["network", "networkName"]);
    put(&mut out, "paymentMethods", it.payment_methods.as_ref());
    put(&mut out, "hostedPageUrl", it.url.as_ref());
    let redirects = it.redirects.as_ref();
    put(&mut out, "successRedirectUrl", redirects.and_then(Redirects::success));
    put(&mut out, "unsuccessRedirectUrl", redirects.and_then(Redirects::unsuccess));
    put(&mut out, "expiresAt", it.expires_at.as_ref());
    put(&mut out, "createdAt", it.created_at.as_ref());
    out
}

fn payout_attributes(it: &Payout) -> Value {
    let mut out = json!({});
    put_money(&mut out, it.amount.as_ref(), ["amount", "currency"]);
    put_money(&mut out, it.charged.as_ref(), ["amountCharged", "amountChargedCurrency"]);
    put_money(&mut out, it.pay.as_ref(), ["payAmount", "payCurrency"]);
    let rate = it.pay_charge_rate.as_ref();
    put_money(&mut out, rate, ["payChargeRate", "payChargeRateCurrency"]);
    put_money(&mut out, it.display_fee.as_ref(), ["displayFee", "displayFeeCurrency"]);
    put_money(&mut out, it.network_fee.as_ref(), ["networkFee", "networkFeeCurrency"]);
    put_money(&mut out, it.payout_fee.as_ref(), ["payoutFee", "payoutFeeCurrency"]);
    put(&mut out, "absorbNetworkFee", it.absorb_network_fee);
    put(&mut out, "absorbPayoutFee", it.absorb_payout_fee);
    put(&mut out, "exchangeRate", it.exchange_rate.as_ref());
    put(&mut out, "address", it.address.as_ref());
    put_network(&mut out, it.network.as_ref(), ["payNetwork", "payNetworkName"]);
    put(&mut out, "paymentMethod", it.payment_method.as_ref());
    put(&mut out, "receiverBinanceId", it.receiver_binance_id.as_ref());
    put(&mut out, "binanceStatus", it.binance_status.as_ref());
    put(&mut out, "approvalStatus", it.approval_status.as_ref());
    put(&mut out, "txid", it.txid.as_ref());
    put(&mut out, "reference", it.reference.as_ref());
    put(&mut out, "expiresAt", it.expires_at.as_ref());
    put(&mut out, "createdAt", it.created_at.as_ref());
    out
}
