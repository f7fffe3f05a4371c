//! Writes a Txn document: the link and its included child.

use crate::model::{
    ChildDetails, Invoice, Money, Network, Payment, PaymentLink, Payout, Redirects,
};
use crate::syntax::object::Object;

pub(crate) fn write(link: &PaymentLink) -> Object {
    let mut data = Object::default();
    data.put("id", Some(link.id()));
    data.put("type", Some("paymentLinks"));
    data.put_object("attributes", attributes(link));
    let mut out = Object::default();
    let (mut target, mut relationships) = (Object::default(), Object::default());
    match link.payment() {
        Some(payment) => target.put_object("data", identity(payment)),
        // Null, not missing, without a child.
        None => target.put("data", Some(None::<&str>)),
    }
    relationships.put_object("target", target);
    data.put_object("relationships", relationships);
    out.put_object("data", data);
    if let (Some(payment), Some(child)) = (link.payment(), link.child()) {
        let mut attributes = match child.details() {
            ChildDetails::Invoice(invoice) => invoice_attributes(invoice),
            ChildDetails::Payout(payout) => payout_attributes(payout),
        };
        attributes.put("status", Some(child.state().raw_status()));
        let mut resource = identity(payment);
        resource.put_object("attributes", attributes);
        out.put_list("included", resource);
    }
    out
}

fn identity(payment: &Payment) -> Object {
    let mut out = Object::default();
    out.put("type", Some(payment.resource()));
    out.put("id", Some(payment.id()));
    out
}

fn attributes(link: &PaymentLink) -> Object {
    let (network, redirects) = (link.network(), link.redirects());
    let mut out = Object::default();
    put_money(&mut out, link.amount(), ["amount", "currency"]);
    out.put("accountCurrency", link.account_currency());
    // Null, not missing, without a value.
    out.put("network", Some(network.map(Network::code)));
    out.put("networkName", Some(network.and_then(Network::name)));
    out.put("reference", Some(link.reference()));
    out.put("hostedPageUrl", link.url());
    out.put("status", Some(link.raw_status()));
    out.put("approvalStatus", link.approval_status());
    out.put("expiresAt", link.expires_at());
    out.put("createdAt", link.created_at());
    out.put("paymentType", link.raw_kind());
    out.put("paymentMethods", link.payment_methods());
    out.put("payCurrencies", link.pay_currencies());
    out.put("successRedirectUrl", Some(redirects.and_then(Redirects::success)));
    out.put("unsuccessRedirectUrl", Some(redirects.and_then(Redirects::unsuccess)));
    out
}

fn put_money(object: &mut Object, money: Option<&Money>, names: [&str; 2]) {
    let [value, currency] = names;
    object.put(value, money.map(Money::value));
    object.put(currency, money.map(Money::currency));
}

fn put_network(object: &mut Object, network: Option<&Network>, names: [&str; 2]) {
    let [code, name] = names;
    object.put(code, network.map(Network::code));
    object.put(name, network.and_then(Network::name));
}

fn invoice_attributes(it: &Invoice) -> Object {
    let mut out = Object::default();
    put_money(&mut out, it.billed.as_ref(), ["amountBilled", "billedCurrency"]);
    put_money(&mut out, it.charged.as_ref(), ["amountCharged", "chargedCurrency"]);
    put_money(&mut out, it.target.as_ref(), ["targetAmount", "targetCurrency"]);
    let rate = it.charged_target_rate.as_ref();
    put_money(&mut out, rate, ["chargedTargetRate", "chargedTargetRateCurrency"]);
    out.put("exchangeRate", it.exchange_rate.as_ref());
    out.put("statusContext", it.status_context.as_ref());
    out.put("paymentStatus", it.payment_status.as_ref());
    out.put("reference", it.reference.as_ref());
    put_network(&mut out, it.network.as_ref(), ["network", "networkName"]);
    out.put("paymentMethods", it.payment_methods.as_ref());
    out.put("hostedPageUrl", it.url.as_ref());
    let redirects = it.redirects.as_ref();
    // Null, not missing, without a value.
    out.put("successRedirectUrl", Some(redirects.and_then(Redirects::success)));
    out.put("unsuccessRedirectUrl", Some(redirects.and_then(Redirects::unsuccess)));
    out.put("expiresAt", it.expires_at.as_ref());
    out.put("createdAt", it.created_at.as_ref());
    out
}

fn payout_attributes(it: &Payout) -> Object {
    let mut out = Object::default();
    put_money(&mut out, it.amount.as_ref(), ["amount", "currency"]);
    put_money(&mut out, it.charged.as_ref(), ["amountCharged", "amountChargedCurrency"]);
    put_money(&mut out, it.pay.as_ref(), ["payAmount", "payCurrency"]);
    let rate = it.pay_charge_rate.as_ref();
    put_money(&mut out, rate, ["payChargeRate", "payChargeRateCurrency"]);
    put_money(&mut out, it.display_fee.as_ref(), ["displayFee", "displayFeeCurrency"]);
    put_money(&mut out, it.network_fee.as_ref(), ["networkFee", "networkFeeCurrency"]);
    put_money(&mut out, it.payout_fee.as_ref(), ["payoutFee", "payoutFeeCurrency"]);
    out.put("absorbNetworkFee", it.absorb_network_fee);
    out.put("absorbPayoutFee", it.absorb_payout_fee);
    out.put("exchangeRate", it.exchange_rate.as_ref());
    out.put("address", it.address.as_ref());
    put_network(&mut out, it.network.as_ref(), ["payNetwork", "payNetworkName"]);
    out.put("paymentMethod", it.payment_method.as_ref());
    out.put("receiverBinanceId", it.receiver_binance_id.as_ref());
    out.put("binanceStatus", it.binance_status.as_ref());
    out.put("approvalStatus", it.approval_status.as_ref());
    out.put("txid", Some(it.txid.as_ref()));
    out.put("reference", it.reference.as_ref());
    out.put("expiresAt", it.expires_at.as_ref());
    out.put("createdAt", it.created_at.as_ref());
    out
}
