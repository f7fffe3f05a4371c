//! Schemas of what Connect's documents have around the tables that the reader has.

use super::document::LINK;
use super::sources;
use crate::finding::source::Source;
use crate::reading::Null;
use crate::schema::{ALONE, Described, Member, Root, Schemas, Shape, Table, UNSAID};

pub(crate) static SCHEMAS: Schemas = Schemas {
    link: Described {
        title: "Connect: a payment link",
        root: Root::Read(&LINK),
        unsaid: &[UNSAID],
    },
    list: Described {
        title: "Connect: a list of payment links",
        root: Root::Table(&LIST),
        unsaid: &[UNSAID, ALONE],
    },
    create: Described {
        title: "Connect: a request to create a payment link",
        root: Root::Table(&CREATE),
        unsaid: &[UNSAID],
    },
};

const fn create(words: &'static str) -> Source {
    Source::documented(&sources::CREATE, words)
}

const fn assumed(words: &'static str) -> Source {
    Source::assumed(&sources::CANCEL, words)
}

static LIST: Table = Table::open(
    "list",
    "a list of payment links; other members are allowed, except `paymentLinkId`, which \
     identifies a single link",
    &[&[
        Member::required(
            "items",
            Shape::List(&Shape::Read(&LINK)),
            assumed("the links; no page describes this list, other lists have this form"),
        ),
        Member::optional(
            "pagination",
            Shape::Object(&PAGE),
            Null::Refused,
            assumed("the position of the next page"),
        ),
    ]],
)
.never("paymentLinkId");

static PAGE: Table = Table::open(
    "pagination",
    "the position of the next page",
    &[&[Member::optional(
        "nextCursor",
        Shape::Text,
        Null::Documented,
        assumed("the cursor of the next page; null on the last page"),
    )]],
);

static CREATE: Table = Table::open(
    "create",
    "a request to create a payment link; three member names are cut off in every copy of \
     the page, so other members are passed through",
    &[&[
        Member::optional(
            "orderId",
            Shape::Filled,
            Null::Noted,
            create("the order to be paid; exactly one of `orderId` and `invoiceId` is given"),
        ),
        Member::optional(
            "invoiceId",
            Shape::Filled,
            Null::Noted,
            create("the invoice to be paid; exactly one of `orderId` and `invoiceId` is given"),
        ),
        Member::optional(
            "paymentProfileId",
            Shape::Filled,
            Null::Noted,
            create("a saved payment method to prefill"),
        ),
        Member::optional(
            "savePaymentProfile",
            Shape::Boolean,
            Null::Noted,
            create("whether to save the payment method; default false"),
        ),
        Member::optional(
            "description",
            Shape::Text,
            Null::Noted,
            create("the merchant's description for the payer"),
        ),
        Member::optional(
            "metadata",
            Shape::AnyObject,
            Null::Noted,
            create("the merchant's own key-value pairs"),
        ),
    ]],
)
.exactly_one(&["orderId", "invoiceId"]);
