//! Reads the invoices and payouts that Txn includes in documents and sends in webhooks.

use super::{VOCABULARY, child_status, kind_of, sources};
use crate::finding::source::Source;
use crate::finding::{NoteCode, Params};
use crate::model::{ChildStatus, Kind};
use crate::provider::jsonapi::{Wanted, read_resource};
use crate::provider::webhook_event::ParsedEvent;
use crate::reading::rows::Rows;
use crate::reading::{
    About, Draft, Field, Like, Null, Path, Reader, Row, Shape, Table, row_to_link,
};
use crate::syntax::json::Scan;

/// The children that a link can have: invoices and payouts.
pub(crate) const WANTED: Wanted = Wanted {
    vocabulary: &VOCABULARY,
    kind: |resource| Some(kind_of(resource)).filter(|kind| *kind != Kind::Unknown),
    read: read_child,
};

const fn invoice(words: &'static str) -> Source {
    Source::documented(&sources::INVOICE, words)
}

const fn payout(words: &'static str) -> Source {
    Source::documented(&sources::PAYOUT, words)
}

/// The status words of a kind of child: Txn's words are the names of [`ChildStatus`].
fn child_words(kind: Kind) -> Vec<&'static str> {
    let has = |status: &ChildStatus| child_status(kind, status.name()) == *status;
    let known = |status: &ChildStatus| *status != ChildStatus::Unknown;
    ChildStatus::ALL.into_iter().filter(has).filter(known).map(ChildStatus::name).collect()
}

const fn status(source: Source) -> Row {
    Row::required("status", Field::RawStatus, Shape::Filled("a status word"), source)
}

const fn text(name: &'static str, field: Field, source: Source) -> Row {
    Row::optional(name, field, Shape::Text, Null::Documented, source)
}

/// A decimal. One table of the documents has a number, every payload a string.
const fn digits(name: &'static str, field: Field, source: Source) -> Row {
    Row::optional(name, field, Shape::Digits, Null::Noted, source)
}

const fn currency(name: &'static str, field: Field, source: Source) -> Row {
    Row::optional(name, field, Shape::Currency, Null::Noted, source)
}

const fn instant(name: &'static str, field: Field, source: Source) -> Row {
    Row::optional(name, field, Shape::Instant, Null::Noted, source)
}

/// In the order of the examples. Only the status is required, because decisions need it.
pub(super) static INVOICE: Table = Table::new(
    0,
    About::new("invoiceAttributes", "the attributes of an invoice"),
    &[
        digits("amountBilled", Field::Amount, invoice("the amount billed to the end user")),
        digits("amountCharged", Field::Charged, invoice("the amount that the end user pays")),
        currency(
            "billedCurrency",
            Field::AmountCurrency,
            invoice("the currency of `amountBilled`"),
        ),
        currency(
            "chargedCurrency",
            Field::ChargedCurrency,
            invoice("the currency of `amountCharged`"),
        ),
        digits(
            "chargedTargetRate",
            Field::Rate,
            invoice("the exchange rate between charged and target amount"),
        ),
        currency(
            "chargedTargetRateCurrency",
            Field::RateCurrency,
            invoice("the currency of `chargedTargetRate`"),
        ),
        instant("createdAt", Field::CreatedAt, invoice("when it was created")),
        digits(
            "exchangeRate",
            Field::ExchangeRate,
            invoice("the exchange rate between billed and charged amount"),
        ),
        instant(
            "expiresAt",
            Field::ExpiresAt,
            invoice("when the exchange rate expires; a late payment may still arrive"),
        ),
        Row::optional(
            "hostedPageUrl",
            Field::Url,
            Shape::Url,
            Null::Noted,
            invoice("the URL of the payment page"),
        ),
        Row::optional(
            "network",
            Field::NetworkCode,
            Shape::Network,
            Null::Documented,
            invoice("the network's code"),
        ),
        text(
            "networkName",
            Field::NetworkName,
            invoice("the network's name; not in the model without a code"),
        ),
        Row::optional(
            "paymentMethods",
            Field::PaymentMethods,
            Shape::Texts,
            Null::Noted,
            invoice("the payment methods"),
        ),
        Row::optional(
            "paymentStatus",
            Field::PaymentStatus,
            Shape::Own(payment, Like::Text),
            Null::Documented,
            invoice("when the payment was received: expecting, on_time (onTime), late"),
        ),
        text("reference", Field::Reference, invoice("the merchant's own id")),
        status(invoice("the invoice's status; any other word is read as an unknown status"))
            .known(|| child_words(Kind::Invoice)),
        Row::optional(
            "statusContext",
            Field::StatusContext,
            Shape::Own(context, Like::Text),
            Null::Documented,
            invoice("the amount received: unpaid, full, underpaid (partial), overpaid"),
        ),
        Row::nullable(
            "successRedirectUrl",
            Field::Success,
            Shape::Redirect,
            invoice("the redirect after a successful payment"),
        ),
        digits("targetAmount", Field::Other, invoice("the amount credited")),
        currency("targetCurrency", Field::OtherCurrency, invoice("the currency of `targetAmount`")),
        Row::nullable(
            "unsuccessRedirectUrl",
            Field::Unsuccess,
            Shape::Redirect,
            invoice("the redirect after an unsuccessful payment"),
        ),
    ],
);

/// Without `absorbFees`: it is deprecated, and two versions of the page contradict each other.
pub(super) static PAYOUT: Table = Table::new(
    1,
    About::new("payoutAttributes", "the attributes of a payout"),
    &[
        Row::optional(
            "absorbNetworkFee",
            Field::AbsorbNetworkFee,
            Shape::Boolean,
            Null::Noted,
            payout("whether the merchant bears the network's fee"),
        ),
        Row::optional(
            "absorbPayoutFee",
            Field::AbsorbPayoutFee,
            Shape::Boolean,
            Null::Noted,
            payout("whether the merchant bears the provider's fee"),
        ),
        text(
            "address",
            Field::Address,
            payout(
                "the destination \
             address",
            ),
        ),
        digits(
            "amount",
            Field::Amount,
            payout(
                "the amount shown to the receiver; the table has a number, the payload a \
                 string",
            ),
        ),
        digits("amountCharged", Field::Charged, payout("the amount charged to the account")),
        currency(
            "amountChargedCurrency",
            Field::ChargedCurrency,
            payout("the currency of `amountCharged`"),
        ),
        text(
            "approvalStatus",
            Field::ApprovalStatus,
            payout("null unless an approval rule applies; its values are not documented"),
        ),
        text("binanceStatus", Field::BinanceStatus, payout("Binance's status")),
        instant("createdAt", Field::CreatedAt, payout("when it was created")),
        currency(
            "currency",
            Field::AmountCurrency,
            payout(
                "the currency of \
             `amount`",
            ),
        ),
        digits("displayFee", Field::DisplayFee, payout("the sum of the fees")),
        currency(
            "displayFeeCurrency",
            Field::DisplayFeeCurrency,
            payout("the currency of `displayFee`"),
        ),
        digits(
            "exchangeRate",
            Field::ExchangeRate,
            payout(
                "the exchange rate \
             between amount and \
             amount sent",
            ),
        ),
        instant("expiresAt", Field::ExpiresAt, payout("when the locked exchange rate expires")),
        digits("networkFee", Field::NetworkFee, payout("the network's fee")),
        currency(
            "networkFeeCurrency",
            Field::NetworkFeeCurrency,
            payout("the currency of `networkFee`"),
        ),
        digits("payAmount", Field::Other, payout("the amount sent")),
        digits(
            "payChargeRate",
            Field::Rate,
            payout("the exchange rate between sent and charged amount"),
        ),
        currency(
            "payChargeRateCurrency",
            Field::RateCurrency,
            payout("the currency of `payChargeRate`"),
        ),
        currency(
            "payCurrency",
            Field::OtherCurrency,
            payout(
                "the currency of \
             `payAmount`",
            ),
        ),
        // Older documents have `networkName`; payloads have `payNetworkName`.
        Row::optional(
            "payNetwork",
            Field::NetworkCode,
            Shape::Network,
            Null::Documented,
            payout("the network's code"),
        ),
        text(
            "payNetworkName",
            Field::NetworkName,
            payout("the network's name; not in the model without a code"),
        ),
        text("paymentMethod", Field::PaymentMethod, payout("the payment method")),
        digits("payoutFee", Field::PayoutFee, payout("the provider's fee")),
        currency(
            "payoutFeeCurrency",
            Field::PayoutFeeCurrency,
            payout("the currency of `payoutFee`"),
        ),
        text(
            "receiverBinanceId",
            Field::ReceiverBinanceId,
            payout("the receiver's Binance id; empty or null for other payment methods"),
        ),
        text("reference", Field::Reference, payout("the merchant's own id")),
        status(payout("the payout's status; any other word is read as an unknown status"))
            .known(|| child_words(Kind::Payout)),
        Row::nullable(
            "txid",
            Field::Txid,
            Shape::Text,
            payout("the network's transaction id; null at first"),
        ),
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
