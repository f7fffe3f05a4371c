//! Schema tables of Connect's documents.

use super::{VOCABULARY, sources};
use crate::finding::source::Source;
use crate::reading::Null;
use crate::schema::{ALONE, Described, Member, Schemas, Shape, Table, UNSAID};

pub(crate) static SCHEMAS: Schemas = Schemas {
    link: Described { title: "Connect: a payment link", root: &LINK, unsaid: &[UNSAID] },
    list: Described {
        title: "Connect: a list of payment links",
        root: &LIST,
        unsaid: &[UNSAID, ALONE],
    },
    create: Described {
        title: "Connect: a request to create a payment link",
        root: &CREATE,
        unsaid: &[UNSAID],
    },
};

const fn cancel(words: &'static str) -> Source {
    Source::documented(&sources::CANCEL, words)
}

const fn create(words: &'static str) -> Source {
    Source::documented(&sources::CREATE, words)
}

const fn assumed(words: &'static str) -> Source {
    Source::assumed(&sources::CANCEL, words)
}

static LINK: Table = Table::open(
    "link",
    "a payment link; other members are allowed",
    &[&[
        Member::required(
            "paymentLinkId",
            Shape::Filled,
            cancel("Unique identifier for the payment link; the example is not a UUID"),
        ),
        Member::required("url", Shape::Url, cancel("The shareable URL for the payment link.")),
        Member::required(
            "status",
            Shape::FilledWord(|| VOCABULARY.statuses.iter().map(|(word, _)| *word).collect()),
            cancel(
                "Current status of the payment link; any other word is read as an unknown \
                 status",
            ),
        ),
        Member::required("createdAt", Shape::Instant, cancel("When the payment link was created.")),
        Member::required(
            "updatedAt",
            Shape::Instant,
            cancel("When the payment link was last updated."),
        ),
        Member::optional(
            "description",
            Shape::Text,
            Null::Noted,
            cancel("Optional description for the payment link."),
        ),
        Member::optional(
            "paymentId",
            Shape::Text,
            Null::Noted,
            cancel(
                "ID of the completed payment (if status is completed); the example has it before \
                 completion, and an empty string means no payment",
            ),
        ),
        Member::optional(
            "expiresAt",
            Shape::Instant,
            Null::Noted,
            cancel("When the payment link expires."),
        ),
        Member::optional(
            "completedAt",
            Shape::Instant,
            Null::Noted,
            cancel(
                "When the payment was completed (if status is completed); the example has it \
                 before completion",
            ),
        ),
        Member::optional(
            "metadata",
            Shape::AnyObject,
            Null::Noted,
            cancel(
                "A set of key-value pairs that can be attached to an object for storing additional \
             information in a semi-structured format.",
            ),
        ),
    ]],
);

static LIST: Table = Table::open(
    "list",
    "a list of payment links; other members are allowed, except `paymentLinkId`, which \
     identifies a single link",
    &[&[
        Member::required(
            "items",
            Shape::List(&Shape::Object(&LINK)),
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
