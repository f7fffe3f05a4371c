//! Reading the invoice or payout of a link: "Txn, Reading invoice" and "Txn, Reading payout", all
//! their snapshots together.

use super::super::jsonapi::{Identity, read_resource};
use super::super::{Format, any_text, read_currency, read_url};
use super::kind_of;
use crate::issue::{ErrorCode, NoteCode, Params, excerpt};
use crate::json::Scan;
use crate::model::{
    Amount, Child, ChildDetails, Currency, Instant, Invoice, Kind, Money, Network, NetworkCode,
    Payout, Redirects, Url, filled,
};
use crate::reader::{Null, Path, Reader, Slot};
use crate::webhook::Told;

/// Invoices and payouts are the children that a link can have.
pub(super) fn is_child(resource: &str) -> bool {
    kind_of(resource) != Kind::Unknown
}

/// A child's attributes. Only its status is required: decisions about the link need it.
pub(super) fn read_child(
    reader: &mut Reader<'_>,
    identity: &Identity,
    at: Path<'_>,
    given: bool,
) -> Scan<Option<Child>> {
    let kind = kind_of(&identity.resource);
    let (status, details) = match (kind, given) {
        (Kind::Payout, true) => read_payout(reader, at)?,
        (Kind::Invoice | Kind::Unknown, true) => read_invoice(reader, at)?,
        (Kind::Payout, false) => (Slot::Missing, ChildDetails::Payout(Box::default())),
        (Kind::Invoice | Kind::Unknown, false) => {
            (Slot::Missing, ChildDetails::Invoice(Box::default()))
        }
    };
    Ok(reader
        .required(at, "status", status)
        .map(|word| Child::new(identity.id.clone(), Format::Txn.child_state(kind, word), details)))
}

/// A delivery's body is what the read endpoint answers: a bare document, its kind told by `data.type`
/// alone ("Txn, Payout webhooks"). There is none about payment links.
pub(super) fn read_event(reader: &mut Reader<'_>) -> Scan<Told> {
    let mut child = Slot::Missing;
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" => {
                let (identity, value) = read_resource(reader, at, is_child, &read_child)?;
                let other = identity.filter(|identity| !is_child(&identity.resource));
                if let Some(other) = other {
                    let params = Params::NONE
                        .with("expected", "`invoices` or `payouts`")
                        .with("found", excerpt(&other.resource));
                    reader.issue(ErrorCode::ResourceType, at.member("type"), params);
                }
                child = value.map_or(Slot::Bad, Slot::Given);
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    let child = if is_object { reader.required(Path::ROOT, "data", child) } else { None };
    Ok(Told { child, ..Told::default() })
}

/// An amount whose currency stands in a member of its own.
#[derive(Default)]
struct Pair {
    value: Slot<Amount>,
    currency: Slot<Currency>,
}

impl Pair {
    fn value(&mut self, reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
        // One table of the documents has a number where every payload has a string.
        self.value = reader.digits(at, Null::Noted, Amount::parse)?;
        Ok(())
    }

    fn currency(&mut self, reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
        self.currency = read_currency(reader, at, Null::Noted)?;
        Ok(())
    }

    /// One without the other says nothing that the model could hold: it is noted.
    fn build(self, reader: &mut Reader<'_>, at: Path<'_>, names: [&str; 2]) -> Option<Money> {
        let [value, currency] = names;
        match (self.value.given(), self.currency.given()) {
            (Some(value), Some(currency)) => Some(Money::new(value, currency)),
            (alone, other) => {
                for (name, given) in [(value, alone.is_some()), (currency, other.is_some())] {
                    if given {
                        reader.note(NoteCode::MemberUnmapped, at.member(name), Params::NONE);
                    }
                }
                None
            }
        }
    }
}

/// A network's code and its name.
#[derive(Default)]
pub(super) struct Net {
    code: Slot<NetworkCode>,
    name: Slot<String>,
}

impl Net {
    pub(super) fn code(&mut self, reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
        self.code = reader.text(at, Null::Documented, NetworkCode::parse)?;
        Ok(())
    }

    pub(super) fn name(&mut self, reader: &mut Reader<'_>, at: Path<'_>) -> Scan<()> {
        self.name = reader.text(at, Null::Documented, any_text)?;
        Ok(())
    }

    /// A name without its code says nothing that the model could hold: it is noted.
    pub(super) fn note_lone_name(&self, reader: &mut Reader<'_>, at: Path<'_>, name: &str) {
        if self.code.as_given().is_none() && self.name.as_given().is_some() {
            reader.note(NoteCode::MemberUnmapped, at.member(name), Params::NONE);
        }
    }

    pub(super) fn build(self) -> Option<Network> {
        self.code.given().map(|code| Network::new(code, self.name.given()))
    }
}

/// A status word. An empty one is none: a decision about the link needs a word.
fn read_word(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Slot<String>> {
    reader.text(at, Null::Refused, |word| filled(word, "a status word"))
}

fn text(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<String>> {
    Ok(reader.text(at, Null::Documented, any_text)?.given())
}

fn instant(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<Instant>> {
    Ok(reader.text(at, Null::Noted, Instant::parse)?.given())
}

/// A word in the one spelling of ours: the documents have two for some.
fn word(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<Option<String>> {
    Ok(text(reader, at)?.map(|word| match word.as_str() {
        "onTime" => "on_time".to_owned(),
        "partial" => "underpaid".to_owned(),
        _ => word,
    }))
}

fn read_invoice(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<(Slot<String>, ChildDetails)> {
    let mut it = Invoice::default();
    let mut status = Slot::Missing;
    let (mut billed, mut charged, mut target) = (Pair::default(), Pair::default(), Pair::default());
    let (mut rate, mut network) = (Pair::default(), Net::default());
    let (mut success, mut unsuccess): (Slot<Url>, Slot<Url>) = (Slot::Missing, Slot::Missing);
    reader.object(at, |reader, name, at| {
        match name {
            "status" => status = read_word(reader, at)?,
            "statusContext" => it.status_context = word(reader, at)?,
            "paymentStatus" => it.payment_status = word(reader, at)?,
            "amountBilled" => billed.value(reader, at)?,
            "billedCurrency" => billed.currency(reader, at)?,
            "amountCharged" => charged.value(reader, at)?,
            "chargedCurrency" => charged.currency(reader, at)?,
            "targetAmount" => target.value(reader, at)?,
            "targetCurrency" => target.currency(reader, at)?,
            "chargedTargetRate" => rate.value(reader, at)?,
            "chargedTargetRateCurrency" => rate.currency(reader, at)?,
            "exchangeRate" => {
                it.exchange_rate = reader.digits(at, Null::Noted, Amount::parse)?.given();
            }
            "reference" => it.reference = text(reader, at)?,
            "network" => network.code(reader, at)?,
            "networkName" => network.name(reader, at)?,
            "paymentMethods" => {
                it.payment_methods = reader.texts(at, Null::Noted, any_text)?.given();
            }
            "hostedPageUrl" => it.url = read_url(reader, at, Null::Noted)?.given(),
            "successRedirectUrl" => success = read_url(reader, at, Null::Documented)?,
            "unsuccessRedirectUrl" => unsuccess = read_url(reader, at, Null::Documented)?,
            "expiresAt" => it.expires_at = instant(reader, at)?,
            "createdAt" => it.created_at = instant(reader, at)?,
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    it.billed = billed.build(reader, at, ["amountBilled", "billedCurrency"]);
    it.charged = charged.build(reader, at, ["amountCharged", "chargedCurrency"]);
    it.target = target.build(reader, at, ["targetAmount", "targetCurrency"]);
    it.charged_target_rate =
        rate.build(reader, at, ["chargedTargetRate", "chargedTargetRateCurrency"]);
    network.note_lone_name(reader, at, "networkName");
    it.network = network.build();
    it.redirects = Redirects::of(success.given(), unsuccess.given());
    Ok((status, ChildDetails::Invoice(Box::new(it))))
}

fn read_payout(reader: &mut Reader<'_>, at: Path<'_>) -> Scan<(Slot<String>, ChildDetails)> {
    let mut it = Payout::default();
    let mut status = Slot::Missing;
    let (mut amount, mut charged, mut pay) = (Pair::default(), Pair::default(), Pair::default());
    let (mut display, mut net, mut fee) = (Pair::default(), Pair::default(), Pair::default());
    let (mut rate, mut network) = (Pair::default(), Net::default());
    reader.object(at, |reader, name, at| {
        match name {
            "status" => status = read_word(reader, at)?,
            "amount" => amount.value(reader, at)?,
            "currency" => amount.currency(reader, at)?,
            "amountCharged" => charged.value(reader, at)?,
            "amountChargedCurrency" => charged.currency(reader, at)?,
            "payAmount" => pay.value(reader, at)?,
            "payCurrency" => pay.currency(reader, at)?,
            "payChargeRate" => rate.value(reader, at)?,
            "payChargeRateCurrency" => rate.currency(reader, at)?,
            "displayFee" => display.value(reader, at)?,
            "displayFeeCurrency" => display.currency(reader, at)?,
            "networkFee" => net.value(reader, at)?,
            "networkFeeCurrency" => net.currency(reader, at)?,
            "payoutFee" => fee.value(reader, at)?,
            "payoutFeeCurrency" => fee.currency(reader, at)?,
            "absorbNetworkFee" => it.absorb_network_fee = reader.boolean(at, Null::Noted)?.given(),
            "absorbPayoutFee" => it.absorb_payout_fee = reader.boolean(at, Null::Noted)?.given(),
            "exchangeRate" => {
                it.exchange_rate = reader.digits(at, Null::Noted, Amount::parse)?.given();
            }
            "address" => it.address = text(reader, at)?,
            // Older documents call the name `networkName`; payloads say `payNetworkName`.
            "payNetwork" => network.code(reader, at)?,
            "payNetworkName" => network.name(reader, at)?,
            "paymentMethod" => it.payment_method = text(reader, at)?,
            "receiverBinanceId" => it.receiver_binance_id = text(reader, at)?,
            "binanceStatus" => it.binance_status = text(reader, at)?,
            "approvalStatus" => it.approval_status = text(reader, at)?,
            "txid" => it.txid = text(reader, at)?,
            "reference" => it.reference = text(reader, at)?,
            "expiresAt" => it.expires_at = instant(reader, at)?,
            "createdAt" => it.created_at = instant(reader, at)?,
            // `absorbFees` too: two snapshots give it opposite meanings, and it is deprecated.
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    it.amount = amount.build(reader, at, ["amount", "currency"]);
    it.charged = charged.build(reader, at, ["amountCharged", "amountChargedCurrency"]);
    it.pay = pay.build(reader, at, ["payAmount", "payCurrency"]);
    it.pay_charge_rate = rate.build(reader, at, ["payChargeRate", "payChargeRateCurrency"]);
    it.display_fee = display.build(reader, at, ["displayFee", "displayFeeCurrency"]);
    it.network_fee = net.build(reader, at, ["networkFee", "networkFeeCurrency"]);
    it.payout_fee = fee.build(reader, at, ["payoutFee", "payoutFeeCurrency"]);
    network.note_lone_name(reader, at, "payNetworkName");
    it.network = network.build();
    Ok((status, ChildDetails::Payout(Box::new(it))))
}
