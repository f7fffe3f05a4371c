//! Reads the invoices and payouts that Txn includes in documents and sends in webhooks.

use super::{VOCABULARY, kind_of};
use crate::finding::{NoteCode, Params};
use crate::model::Kind;
use crate::provider::jsonapi::{Wanted, read_resource};
use crate::provider::webhook_event::ParsedEvent;
use crate::reading::rows::Rows;
use crate::reading::{Draft, Field, Null, Path, Reader, Row, Shape, Table, row_to_link};
use crate::syntax::json::Scan;

/// The children that a link can have: invoices and payouts.
pub(crate) const WANTED: Wanted = Wanted {
    vocabulary: &VOCABULARY,
    kind: |resource| Some(kind_of(resource)).filter(|kind| *kind != Kind::Unknown),
    read: read_child,
};

const STATUS: Row = Row::required("status", Field::RawStatus, Shape::Filled("a status word"));

const fn text(name: &'static str, field: Field) -> Row {
    Row::optional(name, field, Shape::Text, Null::Documented)
}

/// A decimal. One table of the documents has a number, every payload a string.
const fn digits(name: &'static str, field: Field) -> Row {
    Row::optional(name, field, Shape::Digits, Null::Noted)
}

const fn currency(name: &'static str, field: Field) -> Row {
    Row::optional(name, field, Shape::Currency, Null::Noted)
}

const fn instant(name: &'static str, field: Field) -> Row {
    Row::optional(name, field, Shape::Instant, Null::Noted)
}

/// In the order of the examples. Only the status is required, because decisions need it.
static INVOICE: Table = Table::new(
    0,
    &[
        digits("amountBilled", Field::Amount),
        digits("amountCharged", Field::Charged),
        currency("billedCurrency", Field::AmountCurrency),
        currency("chargedCurrency", Field::ChargedCurrency),
        digits("chargedTargetRate", Field::Rate),
        currency("chargedTargetRateCurrency", Field::RateCurrency),
        instant("createdAt", Field::CreatedAt),
        digits("exchangeRate", Field::ExchangeRate),
        instant("expiresAt", Field::ExpiresAt),
        Row::optional("hostedPageUrl", Field::Url, Shape::Url, Null::Noted),
        Row::optional("network", Field::NetworkCode, Shape::Network, Null::Documented),
        text("networkName", Field::NetworkName),
        Row::optional("paymentMethods", Field::PaymentMethods, Shape::Texts, Null::Noted),
        Row::optional("paymentStatus", Field::PaymentStatus, Shape::Own(payment), Null::Documented),
        text("reference", Field::Reference),
        STATUS,
        Row::optional("statusContext", Field::StatusContext, Shape::Own(context), Null::Documented),
        Row::nullable("successRedirectUrl", Field::Success, Shape::Redirect),
        digits("targetAmount", Field::Other),
        currency("targetCurrency", Field::OtherCurrency),
        Row::nullable("unsuccessRedirectUrl", Field::Unsuccess, Shape::Redirect),
    ],
);

/// Without `absorbFees`: it is deprecated, and two versions of the page contradict each other.
static PAYOUT: Table = Table::new(
    1,
    &[
        Row::optional("absorbNetworkFee", Field::AbsorbNetworkFee, Shape::Boolean, Null::Noted),
        Row::optional("absorbPayoutFee", Field::AbsorbPayoutFee, Shape::Boolean, Null::Noted),
        text("address", Field::Address),
        digits("amount", Field::Amount),
        digits("amountCharged", Field::Charged),
        currency("amountChargedCurrency", Field::ChargedCurrency),
        text("approvalStatus", Field::ApprovalStatus),
        text("binanceStatus", Field::BinanceStatus),
        instant("createdAt", Field::CreatedAt),
        currency("currency", Field::AmountCurrency),
        digits("displayFee", Field::DisplayFee),
        currency("displayFeeCurrency", Field::DisplayFeeCurrency),
        digits("exchangeRate", Field::ExchangeRate),
        instant("expiresAt", Field::ExpiresAt),
        digits("networkFee", Field::NetworkFee),
        currency("networkFeeCurrency", Field::NetworkFeeCurrency),
        digits("payAmount", Field::Other),
        digits("payChargeRate", Field::Rate),
        currency("payChargeRateCurrency", Field::RateCurrency),
        currency("payCurrency", Field::OtherCurrency),
        // Older documents have `networkName`; payloads have `payNetworkName`.
        Row::optional("payNetwork", Field::NetworkCode, Shape::Network, Null::Documented),
        text("payNetworkName", Field::NetworkName),
        text("paymentMethod", Field::PaymentMethod),
        digits("payoutFee", Field::PayoutFee),
        currency("payoutFeeCurrency", Field::PayoutFeeCurrency),
        text("receiverBinanceId", Field::ReceiverBinanceId),
        text("reference", Field::Reference),
        STATUS,
        Row::nullable("txid", Field::Txid, Shape::Text),
    ],
);

/// The members of an amount and of its currency.
type Pair = [(Field, &'static str); 2];

const OF_INVOICES: [Pair; 4] = [
    [(Field::Amount, "amountBilled"), (Field::AmountCurrency, "billedCurrency")],
    [(Field::Charged, "amountCharged"), (Field::ChargedCurrency, "chargedCurrency")],
    [(Field::Other, "targetAmount"), (Field::OtherCurrency, "targetCurrency")],
    [(Field::Rate, "chargedTargetRate"), (Field::RateCurrency, "chargedTargetRateCurrency")],
];

const OF_PAYOUTS: [Pair; 7] = [
    [(Field::Amount, "amount"), (Field::AmountCurrency, "currency")],
    [(Field::Charged, "amountCharged"), (Field::ChargedCurrency, "amountChargedCurrency")],
    [(Field::Other, "payAmount"), (Field::OtherCurrency, "payCurrency")],
    [(Field::Rate, "payChargeRate"), (Field::RateCurrency, "payChargeRateCurrency")],
    [(Field::DisplayFee, "displayFee"), (Field::DisplayFeeCurrency, "displayFeeCurrency")],
    [(Field::NetworkFee, "networkFee"), (Field::NetworkFeeCurrency, "networkFeeCurrency")],
    [(Field::PayoutFee, "payoutFee"), (Field::PayoutFeeCurrency, "payoutFeeCurrency")],
];

fn read_child(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    kind: Kind,
    given: bool,
    draft: &mut Draft,
) -> Scan<()> {
    if !given {
        reader.missing(at, "status");
        return Ok(());
    }
    let (table, pairs, network): (_, &[Pair], _) = match kind {
        Kind::Payout => (&PAYOUT, &OF_PAYOUTS, "payNetworkName"),
        Kind::Invoice | Kind::Unknown => (&INVOICE, &OF_INVOICES, "networkName"),
    };
    if reader.table(at, table, draft)? {
        for pair in pairs {
            note_lone(reader, at, draft, pair);
        }
        note_lone_name(reader, at, draft, network);
    }
    Ok(())
}

/// Notes and drops an amount without a currency, or a currency without an amount.
fn note_lone(reader: &mut Reader<'_>, at: Path<'_>, draft: &mut Draft, [value, currency]: &Pair) {
    for ((field, name), (other, _)) in [(value, currency), (currency, value)] {
        if draft.has(*field) && !draft.has(*other) {
            let offset = draft.offset_of(*field);
            reader.note_at(offset, NoteCode::MemberUnmapped, at.member(name), || Params::NONE);
            draft.drop(*field);
        }
    }
}

/// Notes and drops a network's name without its code: the model has no place for it.
pub(crate) fn note_lone_name(reader: &mut Reader<'_>, at: Path<'_>, draft: &mut Draft, name: &str) {
    if draft.has(Field::NetworkName) && !draft.has(Field::NetworkCode) {
        let offset = draft.offset_of(Field::NetworkName);
        reader.note_at(offset, NoteCode::MemberUnmapped, at.member(name), || Params::NONE);
        draft.drop(Field::NetworkName);
    }
}

fn context(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    word(reader, at, null, draft, Field::StatusContext)
}

fn payment(reader: &mut Reader<'_>, at: Path<'_>, null: Null, draft: &mut Draft) -> Scan<()> {
    word(reader, at, null, draft, Field::PaymentStatus)
}

fn word(
    reader: &mut Reader<'_>,
    at: Path<'_>,
    null: Null,
    draft: &mut Draft,
    field: Field,
) -> Scan<()> {
    if let Some((span, ours)) = reader.checked(at, null, |word| Ok(one_spelling(word)))? {
        draft.put(field, span);
        if ours.is_some() {
            reader.differ();
        }
    }
    Ok(())
}

/// Our spelling of a word that the documents spell in two ways.
pub(crate) fn one_spelling(word: &str) -> Option<&'static str> {
    match word {
        "onTime" => Some("on_time"),
        "partial" => Some("underpaid"),
        _ => None,
    }
}

/// Reads a webhook body: the document that the read endpoint returns; only `data.type` gives its kind
/// ("Txn, Payout webhooks"). There are no webhooks about payment links.
pub(crate) fn read_event(reader: &mut Reader<'_>) -> Scan<ParsedEvent> {
    let mut rows = Rows::default();
    let (mut told, mut has_data) = (ParsedEvent::default(), false);
    rows.start(&VOCABULARY, 0);
    let is_object = reader.object(Path::ROOT, |reader, name, at| {
        match name {
            "data" => {
                has_data = true;
                let found = read_resource(reader, at, WANTED, &mut rows)?;
                reader.absorb(found);
                let resource = rows.children.span(rows.children.last(), Field::PaymentType);
                let resource = reader.value_at(resource);
                if !resource.is_empty() {
                    told.unknown = (kind_of(&resource) == Kind::Unknown).then_some("/data/type");
                    told.resource = Some(resource.into_owned());
                }
            }
            _ => reader.unmapped(at)?,
        }
        Ok(())
    })?;
    if is_object && !has_data {
        reader.missing(Path::ROOT, "data");
    }
    told.child = row_to_link::child(&rows, rows.children.last(), &VOCABULARY, reader.source());
    Ok(told)
}
