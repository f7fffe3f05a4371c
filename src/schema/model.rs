//! Schema tables of the model: a link as `read` returns it. No member is null; members without a
//! value are missing.

use super::{Described, Member, Shape, Table};
use crate::finding::source::{Page, Source};
use crate::model::{ChildStatus, Format, Kind, Status};
use crate::reading::Null;

/// The source of the model's rules is the documentation of this crate.
static PAGE: Page = Page::new("paylink, the model", "https://docs.rs/paylink");

pub(crate) static MODEL: Described =
    Described { title: "paylink: a payment link of any provider", root: &LINK, unsaid: &[] };

const fn always(name: &'static str, shape: Shape, words: &'static str) -> Member {
    Member::required(name, shape, Source::documented(&PAGE, words))
}

const fn maybe(name: &'static str, shape: Shape, words: &'static str) -> Member {
    Member::optional(name, shape, Null::Refused, Source::documented(&PAGE, words))
}

static LINK: Table = Table::closed(
    "link",
    "a payment link, normalised, as it is answered; instants are in UTC, with \
     the digits that they came with",
    &[&[
        always(
            "format",
            Shape::OneOf(|| Format::ALL.iter().map(|format| format.id()).collect()),
            "whose link it is",
        ),
        always("id", Shape::Filled, "the provider's id; a UUID at most providers, and not by rule"),
        always(
            "status",
            Shape::OneOf(|| Status::ALL.map(Status::name).to_vec()),
            "where it stands; completed ends the link, and does not say that money \
             arrived",
        ),
        always("rawStatus", Shape::Filled, "the provider's word for that"),
        always("url", Shape::Url, "the page to send to the payer"),
        maybe("description", Shape::Text, "the merchant's words for the payer"),
        maybe("reference", Shape::Text, "the merchant's own id for the payment"),
        maybe(
            "amount",
            Shape::Object(&MONEY),
            "what the end user sees; some providers' links have none",
        ),
        maybe("accountCurrency", Shape::UpperCurrency, "the account credited or debited"),
        maybe("network", Shape::Object(&NETWORK), "chosen by the end user; missing until then"),
        maybe(
            "kind",
            Shape::OneOf(|| Kind::ALL.map(Kind::name).to_vec()),
            "which way the money goes",
        ),
        maybe("rawKind", Shape::Text, "the provider's word for the kind"),
        maybe("payment", Shape::Object(&PAYMENT), "the payment that the link points to"),
        maybe(
            "child",
            Shape::Either(&[&INVOICE, &PAYOUT]),
            "that payment's own state, where the document includes it",
        ),
        maybe("expiresAt", Shape::Instant, "when it ends by itself"),
        maybe("completedAt", Shape::Instant, "when it was completed"),
        always("createdAt", Shape::Instant, "when it was made"),
        maybe("updatedAt", Shape::Instant, "when it last changed"),
        maybe("redirects", Shape::Object(&REDIRECTS), "where the end user goes afterwards"),
        maybe(
            "payCurrencies",
            Shape::List(&Shape::UpperCurrency),
            "the currencies that the payer may choose from",
        ),
        maybe(
            "paymentMethods",
            Shape::List(&Shape::Text),
            "the ways to pay, in the provider's words",
        ),
        maybe(
            "approvalStatus",
            Shape::Text,
            "the provider's word for an approval that is asked for",
        ),
        maybe(
            "metadata",
            Shape::AnyObject,
            "the merchant's own key-value pairs; numbers are what JavaScript makes of \
             them",
        ),
        always(
            "unmapped",
            Shape::List(&Shape::Pointer),
            "what the model does not name, by where it stands in the source",
        ),
    ]],
);

static MONEY: Table = Table::closed(
    "money",
    "an amount and its currency",
    &[&[
        always("value", Shape::Amount, "the digits as the provider wrote them: never a float"),
        always("currency", Shape::UpperCurrency, "of what"),
    ]],
);

static NETWORK: Table = Table::closed(
    "network",
    "a network",
    &[&[
        always("code", Shape::Filled, "in lower case: trx:usdt"),
        maybe("name", Shape::Text, "Tron (TRC20)"),
    ]],
);

static REDIRECTS: Table = Table::closed(
    "redirects",
    "where the hosted page sends the end user",
    &[&[
        maybe("success", Shape::Url, "after the payment is done"),
        maybe("unsuccess", Shape::Url, "after it expired, was cancelled or was rejected"),
    ]],
);

static PAYMENT: Table = Table::closed(
    "payment",
    "a payment, by the provider's type and id",
    &[&[
        always("type", Shape::Text, "the provider's resource type"),
        always("id", Shape::Filled, "the provider's id"),
    ]],
);

static INVOICE: Table = Table::closed(
    "invoice",
    "money that comes in",
    &[
        CHILD,
        &[
            always("type", Shape::OneOf(|| vec![Kind::Invoice.name()]), "money comes in"),
            maybe("billed", Shape::Object(&MONEY), "what the end user was asked for"),
            maybe(
                "charged",
                Shape::Object(&MONEY),
                "what the end user pays, in the currency they chose",
            ),
            maybe("target", Shape::Object(&MONEY), "what is credited"),
            maybe(
                "exchangeRate",
                Shape::Amount,
                "billed against charged, as the provider counts it",
            ),
            maybe(
                "chargedTargetRate",
                Shape::Object(&MONEY),
                "charged against target, in its currency",
            ),
            maybe(
                "statusContext",
                Shape::Text,
                "how much came: unpaid, full, underpaid, overpaid; another word as the \
                 provider spells it",
            ),
            maybe(
                "paymentStatus",
                Shape::Text,
                "when it came: expecting, on_time, late; another word as the provider \
                 spells it",
            ),
            maybe("reference", Shape::Text, "the merchant's own id"),
            maybe("network", Shape::Object(&NETWORK), "where it is paid"),
            maybe(
                "paymentMethods",
                Shape::List(&Shape::Text),
                "the ways to pay, in the provider's words",
            ),
            maybe("url", Shape::Url, "the page to send to the payer"),
            maybe("redirects", Shape::Object(&REDIRECTS), "where the end user goes afterwards"),
            maybe("expiresAt", Shape::Instant, "when the rate ends; a late payment may still come"),
            maybe("createdAt", Shape::Instant, "when it was made"),
        ],
    ],
);

static PAYOUT: Table = Table::closed(
    "payout",
    "money that goes out",
    &[
        CHILD,
        &[
            always("type", Shape::OneOf(|| vec![Kind::Payout.name()]), "money goes out"),
            maybe("amount", Shape::Object(&MONEY), "what the receiver is shown"),
            maybe("charged", Shape::Object(&MONEY), "what the account is charged"),
            maybe("pay", Shape::Object(&MONEY), "what is sent, in the currency of the network"),
            maybe("exchangeRate", Shape::Amount, "amount against pay, as the provider counts it"),
            maybe("payChargeRate", Shape::Object(&MONEY), "pay against charged, in its currency"),
            maybe("displayFee", Shape::Object(&MONEY), "all fees, in the currency of the amount"),
            maybe("networkFee", Shape::Object(&MONEY), "what the network takes"),
            maybe("payoutFee", Shape::Object(&MONEY), "what the provider takes"),
            maybe(
                "absorbNetworkFee",
                Shape::Boolean,
                "whether the merchant bears the network's fee",
            ),
            maybe(
                "absorbPayoutFee",
                Shape::Boolean,
                "whether the merchant bears the provider's fee",
            ),
            maybe("address", Shape::Text, "where it is sent"),
            maybe("network", Shape::Object(&NETWORK), "by which network"),
            maybe("paymentMethod", Shape::Text, "the way it is paid, in the provider's word"),
            maybe(
                "receiverBinanceId",
                Shape::Text,
                "the receiver at Binance; empty or missing for all other ways",
            ),
            maybe("binanceStatus", Shape::Text, "the provider's word for how Binance answered"),
            maybe(
                "approvalStatus",
                Shape::Text,
                "the provider's word for an approval that is asked for",
            ),
            maybe("txid", Shape::Text, "the transaction on the network; missing at first"),
            maybe("reference", Shape::Text, "the merchant's own id"),
            maybe("expiresAt", Shape::Instant, "when the locked rate ends"),
            maybe("createdAt", Shape::Instant, "when it was made"),
        ],
    ],
);

const CHILD: &[Member] = &[
    always("id", Shape::Filled, "the provider's id of the child"),
    always(
        "status",
        Shape::OneOf(|| ChildStatus::ALL.map(ChildStatus::name).to_vec()),
        "where it stands",
    ),
    always("rawStatus", Shape::Filled, "the provider's word for that"),
    always(
        "final",
        Shape::Boolean,
        "whether nothing can follow; an expired invoice can still be paid late",
    ),
];
