//! Schema tables of the model: a link as `read` returns it. No member is null; members without a
//! value are missing.

use super::{Described, Member, Root, Shape, Table};
use crate::finding::source::{Page, Source};
use crate::model::{ChildStatus, Format, Kind, Status};
use crate::reading::Null;

/// The source of the model's rules is the documentation of this crate.
static PAGE: Page = Page::new("paylink, the model", "https://docs.rs/paylink");

pub(crate) static MODEL: Described = Described {
    title: "paylink: a payment link of any provider",
    root: Root::Table(&LINK),
    unsaid: &[],
};

const fn always(name: &'static str, shape: Shape, words: &'static str) -> Member {
    Member::required(name, shape, Source::documented(&PAGE, words))
}

const fn maybe(name: &'static str, shape: Shape, words: &'static str) -> Member {
    Member::optional(name, shape, Null::Refused, Source::documented(&PAGE, words))
}

static LINK: Table = Table::closed(
    "link",
    "a normalised payment link; instants are in UTC and keep their fractional digits",
    &[&[
        always(
            "format",
            Shape::OneOf(|| Format::ALL.iter().map(|format| format.id()).collect()),
            "the provider's format",
        ),
        always("id", Shape::Filled, "the provider's id; usually, but not always, a UUID"),
        always(
            "status",
            Shape::OneOf(|| Status::ALL.map(Status::name).to_vec()),
            "the status; completed means that the link has ended, not that money arrived",
        ),
        always("rawStatus", Shape::Filled, "the provider's word for the status"),
        maybe(
            "url",
            Shape::Url,
            "the URL of the payment page; some providers give none after the link has ended",
        ),
        maybe("description", Shape::Text, "the merchant's description for the payer"),
        maybe("reference", Shape::Text, "the merchant's own id for the payment"),
        maybe(
            "amount",
            Shape::Object(&MONEY),
            "the amount shown to the end user; some providers have none",
        ),
        maybe(
            "amountPaid",
            Shape::Object(&MONEY),
            "how much of the amount has been paid, if the document says so",
        ),
        maybe(
            "paymentStatus",
            Shape::Text,
            "the provider's word for the status of the payment, where it differs from the link's",
        ),
        maybe(
            "accountCurrency",
            Shape::UpperCurrency,
            "the currency of the account credited or \
             debited",
        ),
        maybe("network", Shape::Object(&NETWORK), "chosen by the end user; missing until then"),
        maybe(
            "kind",
            Shape::OneOf(|| Kind::ALL.map(Kind::name).to_vec()),
            "the direction of the payment",
        ),
        maybe("rawKind", Shape::Text, "the provider's word for the kind"),
        maybe("payment", Shape::Object(&PAYMENT), "the payment that the link refers to"),
        maybe(
            "child",
            Shape::Either(&[&INVOICE, &PAYOUT]),
            "the state of that payment, if the document includes it",
        ),
        maybe("expiresAt", Shape::Instant, "when it expires"),
        maybe("completedAt", Shape::Instant, "when it was completed"),
        maybe("createdAt", Shape::Instant, "when it was created, if the document says so"),
        maybe("updatedAt", Shape::Instant, "when it last changed"),
        maybe("redirects", Shape::Object(&REDIRECTS), "the redirects after the payment"),
        maybe(
            "payCurrencies",
            Shape::List(&Shape::UpperCurrency),
            "the currencies that the payer may choose from",
        ),
        maybe(
            "paymentMethods",
            Shape::List(&Shape::Text),
            "the payment methods, as the provider spells them",
        ),
        maybe("approvalStatus", Shape::Text, "the provider's word for the status of an approval"),
        maybe(
            "metadata",
            Shape::AnyObject,
            "the merchant's own key-value pairs; numbers have the precision of JavaScript",
        ),
        always(
            "unmapped",
            Shape::List(&Shape::Pointer),
            "JSON Pointers of the source's members that the model does not have",
        ),
    ]],
);

static MONEY: Table = Table::closed(
    "money",
    "an amount and its currency",
    &[&[
        always(
            "value",
            Shape::Amount,
            "the decimal digits as the provider wrote them, never a \
             float",
        ),
        always("currency", Shape::UpperCurrency, "the currency"),
    ]],
);

static NETWORK: Table = Table::closed(
    "network",
    "a network",
    &[&[
        always("code", Shape::Filled, "the code in lower case, such as trx:usdt"),
        maybe("name", Shape::Text, "the name, such as Tron (TRC20)"),
    ]],
);

static REDIRECTS: Table = Table::closed(
    "redirects",
    "the redirects of the payment page",
    &[&[
        maybe("success", Shape::Text, "after a successful payment"),
        maybe("unsuccess", Shape::Text, "after the payment expired, was cancelled or was rejected"),
    ]],
);

static PAYMENT: Table = Table::closed(
    "payment",
    "a payment, identified by the provider's type and id",
    &[&[
        always("type", Shape::Text, "the provider's resource type"),
        always("id", Shape::Filled, "the provider's id"),
    ]],
);

static INVOICE: Table = Table::closed(
    "invoice",
    "an incoming payment",
    &[
        CHILD,
        &[
            always("type", Shape::OneOf(|| vec![Kind::Invoice.name()]), "an incoming payment"),
            maybe("billed", Shape::Object(&MONEY), "the amount billed to the end user"),
            maybe(
                "charged",
                Shape::Object(&MONEY),
                "the amount that the end user pays, in the chosen currency",
            ),
            maybe("target", Shape::Object(&MONEY), "the amount credited"),
            maybe(
                "exchangeRate",
                Shape::Amount,
                "the exchange rate between billed and charged amount, as the provider defines it",
            ),
            maybe(
                "chargedTargetRate",
                Shape::Object(&MONEY),
                "the exchange rate between charged and target amount, in its currency",
            ),
            maybe(
                "statusContext",
                Shape::Text,
                "the amount received: unpaid, full, underpaid, overpaid; other words as the \
                 provider spells them",
            ),
            maybe(
                "paymentStatus",
                Shape::Text,
                "when the payment was received: expecting, on_time, late; other words as the \
                 provider spells them",
            ),
            maybe("reference", Shape::Text, "the merchant's own id"),
            maybe("network", Shape::Object(&NETWORK), "the network of the payment"),
            maybe(
                "paymentMethods",
                Shape::List(&Shape::Text),
                "the payment methods, as the provider spells them",
            ),
            maybe("url", Shape::Url, "the URL of the payment page"),
            maybe("redirects", Shape::Object(&REDIRECTS), "the redirects after the payment"),
            maybe(
                "expiresAt",
                Shape::Instant,
                "when the exchange rate expires; a late payment \
                 may still arrive",
            ),
            maybe("createdAt", Shape::Instant, "when it was created"),
        ],
    ],
);

static PAYOUT: Table = Table::closed(
    "payout",
    "an outgoing payment",
    &[
        CHILD,
        &[
            always("type", Shape::OneOf(|| vec![Kind::Payout.name()]), "an outgoing payment"),
            maybe("amount", Shape::Object(&MONEY), "the amount shown to the receiver"),
            maybe("charged", Shape::Object(&MONEY), "the amount charged to the account"),
            maybe("pay", Shape::Object(&MONEY), "the amount sent, in the currency of the network"),
            maybe(
                "exchangeRate",
                Shape::Amount,
                "the exchange rate between amount and amount \
                 sent, as the provider defines it",
            ),
            maybe(
                "payChargeRate",
                Shape::Object(&MONEY),
                "the exchange rate between sent and \
                 charged amount, in its currency",
            ),
            maybe(
                "displayFee",
                Shape::Object(&MONEY),
                "the sum of the fees, in the currency of \
                 the amount",
            ),
            maybe("networkFee", Shape::Object(&MONEY), "the network's fee"),
            maybe("payoutFee", Shape::Object(&MONEY), "the provider's fee"),
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
            maybe("address", Shape::Text, "the destination address"),
            maybe("network", Shape::Object(&NETWORK), "the network of the payment"),
            maybe("paymentMethod", Shape::Text, "the payment method, as the provider spells it"),
            maybe(
                "receiverBinanceId",
                Shape::Text,
                "the receiver's Binance id; empty or missing for other payment methods",
            ),
            maybe("binanceStatus", Shape::Text, "the provider's word for Binance's status"),
            maybe(
                "approvalStatus",
                Shape::Text,
                "the provider's word for the status of an approval",
            ),
            maybe("txid", Shape::Text, "the network's transaction id; missing at first"),
            maybe("reference", Shape::Text, "the merchant's own id"),
            maybe("expiresAt", Shape::Instant, "when the locked exchange rate expires"),
            maybe("createdAt", Shape::Instant, "when it was created"),
        ],
    ],
);

const CHILD: &[Member] = &[
    always("id", Shape::Filled, "the provider's id of the child"),
    always(
        "status",
        Shape::OneOf(|| ChildStatus::ALL.map(ChildStatus::name).to_vec()),
        "the status",
    ),
    always("rawStatus", Shape::Filled, "the provider's word for the status"),
    always(
        "final",
        Shape::Boolean,
        "whether the status is final; an expired invoice can still be paid late",
    ),
];
