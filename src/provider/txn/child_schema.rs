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
            included("the invoice's attributes"),
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
            included("the payout's attributes"),
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
            invoice("the invoice's status; any other word is read as an unknown status"),
        ),
        Member::optional(
            "statusContext",
            Shape::Text,
            Null::Documented,
            invoice("the amount received: unpaid, full, underpaid (partial), overpaid"),
        ),
        Member::optional(
            "paymentStatus",
            Shape::Text,
            Null::Documented,
            invoice("when the payment was received: expecting, on_time (onTime), late"),
        ),
        Member::optional(
            "amountBilled",
            Shape::Digits,
            Null::Noted,
            invoice("the amount billed to the end user"),
        ),
        Member::optional(
            "billedCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("the currency of `amountBilled`"),
        ),
        Member::optional(
            "amountCharged",
            Shape::Digits,
            Null::Noted,
            invoice("the amount that the end user pays"),
        ),
        Member::optional(
            "chargedCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("the currency of `amountCharged`"),
        ),
        Member::optional(
            "targetAmount",
            Shape::Digits,
            Null::Noted,
            invoice("the amount credited"),
        ),
        Member::optional(
            "targetCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("the currency of `targetAmount`"),
        ),
        Member::optional(
            "chargedTargetRate",
            Shape::Digits,
            Null::Noted,
            invoice("the exchange rate between charged and target amount"),
        ),
        Member::optional(
            "chargedTargetRateCurrency",
            Shape::Currency,
            Null::Noted,
            invoice("the currency of `chargedTargetRate`"),
        ),
        Member::optional(
            "exchangeRate",
            Shape::Digits,
            Null::Noted,
            invoice("the exchange rate between billed and charged amount"),
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
            invoice("the network's name; not in the model without a code"),
        ),
        Member::optional(
            "paymentMethods",
            Shape::List(&Shape::Text),
            Null::Noted,
            invoice("the payment methods"),
        ),
        Member::optional(
            "hostedPageUrl",
            Shape::Url,
            Null::Noted,
            invoice("the URL of the payment page"),
        ),
        Member::optional(
            "successRedirectUrl",
            Shape::Text,
            Null::Documented,
            invoice("the redirect after a successful payment"),
        ),
        Member::optional(
            "unsuccessRedirectUrl",
            Shape::Text,
            Null::Documented,
            invoice("the redirect after an unsuccessful payment"),
        ),
        Member::optional(
            "expiresAt",
            Shape::Instant,
            Null::Noted,
            invoice("when the exchange rate expires; a late payment may still arrive"),
        ),
        Member::optional("createdAt", Shape::Instant, Null::Noted, invoice("when it was created")),
    ]],
);

static PAYOUT_ATTRIBUTES: Table = Table::open(
    "payoutAttributes",
    "the attributes of a payout",
    &[&[
        Member::required(
            "status",
            Shape::FilledWord(|| child_words(Kind::Payout)),
            payout("the payout's status; any other word is read as an unknown status"),
        ),
        Member::optional(
            "amount",
            Shape::Digits,
            Null::Noted,
            payout(
                "the amount shown to the receiver; the table has a number, the payload a \
                 string",
            ),
        ),
        Member::optional(
            "currency",
            Shape::Currency,
            Null::Noted,
            payout(
                "the currency of \
             `amount`",
            ),
        ),
        Member::optional(
            "amountCharged",
            Shape::Digits,
            Null::Noted,
            payout("the amount charged to the account"),
        ),
        Member::optional(
            "amountChargedCurrency",
            Shape::Currency,
            Null::Noted,
            payout("the currency of `amountCharged`"),
        ),
        Member::optional("payAmount", Shape::Digits, Null::Noted, payout("the amount sent")),
        Member::optional(
            "payCurrency",
            Shape::Currency,
            Null::Noted,
            payout(
                "the currency of \
             `payAmount`",
            ),
        ),
        Member::optional(
            "payChargeRate",
            Shape::Digits,
            Null::Noted,
            payout("the exchange rate between sent and charged amount"),
        ),
        Member::optional(
            "payChargeRateCurrency",
            Shape::Currency,
            Null::Noted,
            payout("the currency of `payChargeRate`"),
        ),
        Member::optional("displayFee", Shape::Digits, Null::Noted, payout("the sum of the fees")),
        Member::optional(
            "displayFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("the currency of `displayFee`"),
        ),
        Member::optional("networkFee", Shape::Digits, Null::Noted, payout("the network's fee")),
        Member::optional(
            "networkFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("the currency of `networkFee`"),
        ),
        Member::optional("payoutFee", Shape::Digits, Null::Noted, payout("the provider's fee")),
        Member::optional(
            "payoutFeeCurrency",
            Shape::Currency,
            Null::Noted,
            payout("the currency of `payoutFee`"),
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
        Member::optional(
            "exchangeRate",
            Shape::Digits,
            Null::Noted,
            payout(
                "the exchange rate \
             between amount and \
             amount sent",
            ),
        ),
        Member::optional(
            "address",
            Shape::Text,
            Null::Documented,
            payout(
                "the destination \
             address",
            ),
        ),
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
            payout("the network's name; not in the model without a code"),
        ),
        Member::optional(
            "paymentMethod",
            Shape::Text,
            Null::Documented,
            payout("the payment method"),
        ),
        Member::optional(
            "receiverBinanceId",
            Shape::Text,
            Null::Documented,
            payout("the receiver's Binance id; empty or null for other payment methods"),
        ),
        Member::optional(
            "binanceStatus",
            Shape::Text,
            Null::Documented,
            payout("Binance's status"),
        ),
        Member::optional(
            "approvalStatus",
            Shape::Text,
            Null::Documented,
            payout("null unless an approval rule applies; its values are not documented"),
        ),
        Member::optional(
            "txid",
            Shape::Text,
            Null::Documented,
            payout("the network's transaction id; null at first"),
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
            payout("when the locked exchange rate expires"),
        ),
        Member::optional("createdAt", Shape::Instant, Null::Noted, payout("when it was created")),
    ]],
);
