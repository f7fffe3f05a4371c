//! Writes the fields of a link or of a child, by the table that reads them.

use serde::Serialize;

use super::numbers::{self, unscaled};
use super::{Field, Like, Null, Row, Shape, Table, Unset};
use crate::model::{
    Child, ChildDetails, Currency, Instant, Invoice, Money, Network, Payment, PaymentLink, Payout,
    Redirects,
};
use crate::syntax::object::Object;
use crate::syntax::to_json::to_json;

/// The fields of a link or of a child, each as JSON text.
type Fields<'f> = &'f dyn Fn(Field) -> Option<String>;

/// A link as an object of these members.
pub(crate) fn link(link: &PaymentLink, table: &Table) -> Object {
    link_with(link, table, &|_| true)
}

/// The same with these rows only.
pub(crate) fn link_with(link: &PaymentLink, table: &Table, is_in: &dyn Fn(&Row) -> bool) -> Object {
    rows_of(table, &|field| of_link(link, field), is_in)
}

/// The attributes of a child.
pub(crate) fn child(child: &Child, table: &Table) -> Object {
    object(table, &|field| match (field, child.details()) {
        (Field::RawStatus, _) => text(Some(child.state().raw_status())),
        (field, ChildDetails::Invoice(invoice)) => of_invoice(invoice, field),
        (field, ChildDetails::Payout(payout)) => of_payout(payout, field),
    })
}

fn object(table: &Table, fields: Fields<'_>) -> Object {
    rows_of(table, fields, &|_| true)
}

fn rows_of(table: &Table, fields: Fields<'_>, is_in: &dyn Fn(&Row) -> bool) -> Object {
    let mut out = Object::default();
    for row in table.rows.iter().filter(|row| row.alias_of.is_none() && is_in(row)) {
        let name = row.name.text;
        match (value(row, fields), row.null) {
            (Some(value), _) => out.put_text(name, &value),
            // Null, not missing, where the documents say so.
            (None, Null::Documented) => out.put_text(name, "null"),
            (None, Null::Noted | Null::Refused) => {}
        }
    }
    out
}

fn value(row: &Row, fields: Fields<'_>) -> Option<String> {
    match row.shape {
        Shape::Own(_, Like::Table(inner)) => {
            // An object that may be null is not there without its required members.
            let has = |row: &Row| !row.is_required || value(row, fields).is_some();
            let is_there = row.null != Null::Documented || inner.rows.iter().all(has);
            is_there.then(|| object(inner, fields).finish())
        }
        Shape::Own(_, Like::OneOf(words)) => text(words().first()),
        Shape::Epoch(unset) if numbers::ARE_READ => {
            let seconds = fields(row.field).and_then(|instant| {
                let instant = Instant::parse(instant.trim_matches('"')).ok()?;
                Some(instant.millis().div_euclid(1000).to_string())
            });
            seconds.or_else(|| (unset != Unset::Never).then(|| "0".to_owned()))
        }
        Shape::MinorUnits(exponent) if numbers::ARE_READ => {
            let currency = fields(Field::AmountCurrency)?;
            let currency = Currency::parse(currency.trim_matches('"')).ok()?;
            unscaled(fields(row.field)?.trim_matches('"'), exponent(&currency))
        }
        Shape::LowerCurrency => fields(row.field).map(|code| code.to_ascii_lowercase()),
        Shape::Epoch(_) | Shape::MinorUnits(_) | Shape::Own(_, Like::AnyObject | Like::List) => {
            None
        }
        Shape::Own(_, Like::Text | Like::IdOrObject | Like::ObjectOrList)
        | Shape::Text
        | Shape::Id
        | Shape::Status
        | Shape::Filled(_)
        | Shape::Url
        | Shape::Redirect
        | Shape::Instant
        | Shape::Digits
        | Shape::Currency
        | Shape::Currencies
        | Shape::Network
        | Shape::Texts
        | Shape::Boolean
        | Shape::Object => fields(row.field),
    }
}

/// INVARIANT: the model's types always serialise.
fn text(value: Option<impl Serialize>) -> Option<String> {
    value.and_then(|value| to_json(&value))
}

fn value_of(money: Option<&Money>) -> Option<String> {
    text(money.map(Money::value))
}

fn currency_of(money: Option<&Money>) -> Option<String> {
    text(money.map(Money::currency))
}

fn of_link(link: &PaymentLink, field: Field) -> Option<String> {
    match field {
        Field::Id => text(Some(link.id())),
        Field::RawStatus => text(Some(link.raw_status())),
        Field::Url => text(link.url()),
        Field::Description => text(link.description()),
        Field::PaymentId => text(link.payment().map(Payment::id)),
        Field::PaymentType => text(link.payment().map(Payment::resource)),
        Field::ExpiresAt => text(link.expires_at()),
        Field::CompletedAt => text(link.completed_at()),
        Field::CreatedAt => text(link.created_at()),
        Field::UpdatedAt => text(link.updated_at()),
        Field::Metadata => text(link.metadata()),
        Field::Reference => text(link.reference()),
        Field::Amount => value_of(link.amount()),
        // A usable link may have only one of the two, which are in the same currency.
        Field::AmountCurrency => currency_of(link.amount().or_else(|| link.amount_paid())),
        Field::AmountPaid => value_of(link.amount_paid()),
        Field::PaymentStatus => text(link.payment_status()),
        Field::AccountCurrency => text(link.account_currency()),
        Field::NetworkCode => text(link.network().map(Network::code)),
        Field::NetworkName => text(link.network().and_then(Network::name)),
        Field::RawKind => text(link.raw_kind()),
        Field::Success => text(link.redirects().and_then(Redirects::success)),
        Field::Unsuccess => text(link.redirects().and_then(Redirects::unsuccess)),
        Field::PayCurrencies => text(link.pay_currencies()),
        Field::PaymentMethods => text(link.payment_methods()),
        Field::ApprovalStatus => text(link.approval_status()),
        _ => None,
    }
}

fn of_invoice(it: &Invoice, field: Field) -> Option<String> {
    match field {
        Field::Amount => value_of(it.billed.as_ref()),
        Field::AmountCurrency => currency_of(it.billed.as_ref()),
        Field::Charged => value_of(it.charged.as_ref()),
        Field::ChargedCurrency => currency_of(it.charged.as_ref()),
        Field::Other => value_of(it.target.as_ref()),
        Field::OtherCurrency => currency_of(it.target.as_ref()),
        Field::Rate => value_of(it.charged_target_rate.as_ref()),
        Field::RateCurrency => currency_of(it.charged_target_rate.as_ref()),
        Field::ExchangeRate => text(it.exchange_rate.as_ref()),
        Field::StatusContext => text(it.status_context.as_ref()),
        Field::PaymentStatus => text(it.payment_status.as_ref()),
        Field::Reference => text(it.reference.as_ref()),
        Field::NetworkCode => text(it.network.as_ref().map(Network::code)),
        Field::NetworkName => text(it.network.as_ref().and_then(Network::name)),
        Field::PaymentMethods => text(it.payment_methods.as_ref()),
        Field::Url => text(it.url.as_ref()),
        Field::Success => text(it.redirects.as_ref().and_then(Redirects::success)),
        Field::Unsuccess => text(it.redirects.as_ref().and_then(Redirects::unsuccess)),
        Field::ExpiresAt => text(it.expires_at.as_ref()),
        Field::CreatedAt => text(it.created_at.as_ref()),
        _ => None,
    }
}

fn of_payout(it: &Payout, field: Field) -> Option<String> {
    match field {
        Field::Amount => value_of(it.amount.as_ref()),
        Field::AmountCurrency => currency_of(it.amount.as_ref()),
        Field::Charged => value_of(it.charged.as_ref()),
        Field::ChargedCurrency => currency_of(it.charged.as_ref()),
        Field::Other => value_of(it.pay.as_ref()),
        Field::OtherCurrency => currency_of(it.pay.as_ref()),
        Field::Rate => value_of(it.pay_charge_rate.as_ref()),
        Field::RateCurrency => currency_of(it.pay_charge_rate.as_ref()),
        Field::DisplayFee => value_of(it.display_fee.as_ref()),
        Field::DisplayFeeCurrency => currency_of(it.display_fee.as_ref()),
        Field::NetworkFee => value_of(it.network_fee.as_ref()),
        Field::NetworkFeeCurrency => currency_of(it.network_fee.as_ref()),
        Field::PayoutFee => value_of(it.payout_fee.as_ref()),
        Field::PayoutFeeCurrency => currency_of(it.payout_fee.as_ref()),
        Field::AbsorbNetworkFee => text(it.absorb_network_fee),
        Field::AbsorbPayoutFee => text(it.absorb_payout_fee),
        Field::ExchangeRate => text(it.exchange_rate.as_ref()),
        Field::Address => text(it.address.as_ref()),
        Field::NetworkCode => text(it.network.as_ref().map(Network::code)),
        Field::NetworkName => text(it.network.as_ref().and_then(Network::name)),
        Field::PaymentMethod => text(it.payment_method.as_ref()),
        Field::ReceiverBinanceId => text(it.receiver_binance_id.as_ref()),
        Field::BinanceStatus => text(it.binance_status.as_ref()),
        Field::ApprovalStatus => text(it.approval_status.as_ref()),
        Field::Txid => text(it.txid.as_ref()),
        Field::Reference => text(it.reference.as_ref()),
        Field::ExpiresAt => text(it.expires_at.as_ref()),
        Field::CreatedAt => text(it.created_at.as_ref()),
        _ => None,
    }
}
