//! Schema tables of Txn's invoices and payouts. They cover all versions of the documents, so only
//! the status is required.

use super::{child_status, sources};
use crate::finding::source::Source;
use crate::model::{ChildStatus, Kind};
use crate::reading::Null;
use crate::schema::{Member, Shape, Table};

const fn invoice(words: &'static str) -> Source {
    Source::documented(&sources::INVOICE, words)
}

const fn payout(words: &'static str) -> Source {
    Source::documented(&sources::PAYOUT, words)
}

const fn included(words: &'static str) -> Source {
    Source::documented(&sources::EXPIRE, words)
}

/// The status words of a kind of child: Txn's words are the names of [`ChildStatus`].
fn child_words(kind: Kind) -> Vec<&'static str> {
    let has = |status: &ChildStatus| child_status(kind, status.name()) == *status;
    let known = |status: &ChildStatus| *status != ChildStatus::Unknown;
    ChildStatus::ALL.into_iter().filter(has).filter(known).map(ChildStatus::name).collect()
}

pub(crate) static INVOICE: Table = Table::open(
    "invoice",
    "an included invoice",
    &[&[
        Member::required(
            "type",
            Shape::OneOf(|| vec!["invoices"]),
            included("the resource's type"),
        ),
        Member::required("id", Shape::Filled, included("the resource's id")),
        Member::required(
            "attributes",
            Shape::Object(&INVOICE_ATTRIBUTES),
            included("what the invoice says"),
        ),
    ]],
);

pub(crate) static PAYOUT: Table = Table::open(
    "payout",
    "an included payout",
    &[&[
        Member::required("type", Shape::OneOf(|| vec!["payouts"]), included("the resource's type")),
        Member::required("id", Shape::Filled, included("the resource's id")),
        Member::required(
            "attributes",
            Shape::Object(&PAYOUT_ATTRIBUTES),
            included("what the payout says"),
        ),
    ]],
);

/// Its attributes are not read.
pub(crate) static OTHER: Table = Table::open(
    "other",
    "an included resource of any other type",
    &[&[
        Member::required(
            "type",
            Shape::NoneOf(|| vec!["invoices", "payouts"]),
            included("the resource's type"),
        ),
        Member::required("id", Shape::Filled, included("the resource's id")),
    ]],
);

static INVOICE_ATTRIBUTES: Table = Table::open(
    "invoiceAttributes",
    "the attributes of an invoice",
    &[&[
        Member::required(
            "status",
            Shape::FilledWord(|| child_words(Kind::Invoice)),
            invoice("where the invoice stands; another word reads as an unknown status"),
        ),
        Member::optional(
            "statusContext",
            Shape::Text,
            Null::Documented,
            invoice("how much came: unpaid, full, underpaid (partial), overpaid"),
        ),
        Member::optional(
            "paymentStatus",
            Shape::Text,
            Null::Documented,
            invoice("when it came: expecting, on_time (onTime), late"),
        ),
        Member::optional(
            "amountBilled",
            Shape::Digits,
            Null::Noted,
            invoice("what the end user was asked for"),
        ),
        Member::optional(
            "billedCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("in this currency"),
        ),
        Member::optional(
            "amountCharged",
            Shape::Digits,
            Null::Noted,
            invoice("what the end user pays"),
        ),
        Member::optional(
            "chargedCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("in this currency"),
        ),
        Member::optional("targetAmount", Shape::Digits, Null::Noted, invoice("what is credited")),
        Member::optional(
            "targetCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("in this currency"),
        ),
        Member::optional(
            "chargedTargetRate",
            Shape::Digits,
            Null::Noted,
            invoice("charged against target"),
        ),
        Member::optional(
            "chargedTargetRateCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("in this currency"),
        ),
        Member::optional(
            "exchangeRate",
            Shape::Digits,
            Null::Noted,
            invoice("billed against charged"),
        ),
        Member::optional(
            "reference",
            Shape::Text,
            Null::Documented,
            invoice("the merchant's own id"),
        ),
        Member::optional("network", Shape::Filled, Null::Documented, invoice("the network's code")),
        Member::optional(
            "networkName",
            Shape::Text,
            Null::Documented,
            invoice("the network's name; without a code the model has none"),
        ),
        Member::optional(
            "paymentMethods",
            Shape::List(&Shape::Text),
            Null::Noted,
            invoice("the ways to pay"),
        ),
        Member::optional(
            "hostedPageUrl",
            Shape::Url,
            Null::Noted,
            invoice("the page to send to the payer"),
        ),
        Member::optional(
            "successRedirectUrl",
            Shape::Url,
            Null::Documented,
            invoice("where the end user goes after success"),
        ),
        Member::optional(
            "unsuccessRedirectUrl",
            Shape::Url,
            Null::Documented,
            invoice("where the end user goes otherwise"),
        ),
        Member::optional(
            "expiresAt",
            Shape::Instant,
            Null::Noted,
            invoice("when the rate ends; a late payment may still come"),
        ),
        Member::optional("createdAt", Shape::Instant, Null::Noted, invoice("when it was made")),
    ]],
);

static PAYOUT_ATTRIBUTES: Table = Table::open(
    "payoutAttributes",
    "the attributes of a payout",
    &[&[
        Member::required(
            "status",
            Shape::FilledWord(|| child_words(Kind::Payout)),
            payout("where the payout stands; another word reads as an unknown status"),
        ),
        Member::optional(
            "amount",
            Shape::Digits,
            Null::Noted,
            payout("what the receiver is shown; the table has a number, the payload a string"),
        ),
        Member::optional("currency", Shape::Currency, Null::Noted, payout("in this currency")),
        Member::optional(
            "amountCharged",
            Shape::Digits,
            Null::Noted,
            payout("what the account is charged"),
        ),
        Member::optional(
            "amountChargedCurrency",
            Shape::Currency,
            Null::Noted,
            payout("in this currency"),
        ),
        Member::optional("payAmount", Shape::Digits, Null::Noted, payout("what is sent")),
        Member::optional("payCurrency", Shape::Currency, Null::Noted, payout("in this currency")),
        Member::optional(
            "payChargeRate",
            Shape::Digits,
            Null::Noted,
            payout("pay against charged"),
        ),
        Member::optional(
            "payChargeRateCurrency",
            Shape::Currency,
            Null::Noted,
            payout("in this currency"),
        ),
        Member::optional("displayFee", Shape::Digits, Null::Noted, payout("all fees")),
        Member::optional(
            "displayFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("in this currency"),
        ),
        Member::optional(
            "networkFee",
            Shape::Digits,
            Null::Noted,
            payout("what the network takes"),
        ),
        Member::optional(
            "networkFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("in this currency"),
        ),
        Member::optional(
            "payoutFee",
            Shape::Digits,
            Null::Noted,
            payout("what the provider takes"),
        ),
        Member::optional(
            "payoutFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("in this currency"),
        ),
        Member::optional(
            "absorbNetworkFee",
            Shape::Boolean,
            Null::Noted,
            payout("whether the merchant bears the network's fee"),
        ),
        Member::optional(
            "absorbPayoutFee",
            Shape::Boolean,
            Null::Noted,
            payout("whether the merchant bears the provider's fee"),
        ),
        Member::optional("exchangeRate", Shape::Digits, Null::Noted, payout("amount against pay")),
        Member::optional("address", Shape::Text, Null::Documented, payout("where it is sent")),
        Member::optional(
            "payNetwork",
            Shape::Filled,
            Null::Documented,
            payout("the network's code"),
        ),
        Member::optional(
            "payNetworkName",
            Shape::Text,
            Null::Documented,
            payout("the network's name; without a code the model has none"),
        ),
        Member::optional(
            "paymentMethod",
            Shape::Text,
            Null::Documented,
            payout("the way it is paid"),
        ),
        Member::optional(
            "receiverBinanceId",
            Shape::Text,
            Null::Documented,
            payout("the receiver at Binance; empty or null for other ways"),
        ),
        Member::optional(
            "binanceStatus",
            Shape::Text,
            Null::Documented,
            payout("how Binance answered"),
        ),
        Member::optional(
            "approvalStatus",
            Shape::Text,
            Null::Documented,
            payout("null unless an approval rule applies; the words are not listed"),
        ),
        Member::optional(
            "txid",
            Shape::Text,
            Null::Documented,
            payout("the transaction on the network; null at first"),
        ),
        Member::optional(
            "reference",
            Shape::Text,
            Null::Documented,
            payout("the merchant's own id"),
        ),
        Member::optional(
            "expiresAt",
            Shape::Instant,
            Null::Noted,
            payout("when the locked rate ends"),
        ),
        Member::optional("createdAt", Shape::Instant, Null::Noted, payout("when it was made")),
    ]],
);
