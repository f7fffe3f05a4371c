//! Schemas of what Razorpay's documents have around the table that the reader has.

use super::document::LINK;
use super::sources;
use crate::finding::source::Source;
use crate::reading::Null;
use crate::schema::{ALONE, Described, Member, Root, Schemas, Shape, Table, UNSAID};

pub(crate) static SCHEMAS: Schemas = Schemas {
    link: Described {
        title: "Razorpay: a payment link",
        root: Root::Read(&LINK),
        unsaid: &[UNSAID],
    },
    list: Described {
        title: "Razorpay: a list of payment links",
        root: Root::Table(&LIST),
        unsaid: &[UNSAID, ALONE],
    },
    create: Described {
        title: "Razorpay: a request to create a payment link",
        root: Root::Table(&CREATE),
        unsaid: &[
            UNSAID,
            "`callback_method` is required with `callback_url`",
            "`notes` has at most 15 pairs",
        ],
    },
};

const fn create(words: &'static str) -> Source {
    Source::documented(&sources::CREATE, words)
}

static LIST: Table = Table::open(
    "list",
    "a list of payment links; other members are allowed",
    &[&[Member::required(
        "payment_links",
        Shape::List(&Shape::Read(&LINK)),
        Source::documented(&sources::LIST, "the links"),
    )]],
)
.never("id");

static CREATE: Table = Table::open(
    "create",
    "a request to create a payment link; other members are passed through",
    &[&[
        Member::required(
            "amount",
            Shape::MinorUnits,
            create("Amount to be paid, in the smallest unit of the currency."),
        ),
        Member::optional(
            "currency",
            Shape::Currency,
            Null::Noted,
            create("A three-letter ISO code; the default is that of the account's country."),
        ),
        Member::optional(
            "expire_by",
            Shape::Epoch,
            Null::Noted,
            create("When the link will expire; at most six months after its creation."),
        ),
        Member::optional(
            "reference_id",
            Shape::UpTo(40),
            Null::Noted,
            create("Reference number; unique for each link, at most 40 characters."),
        ),
        Member::optional(
            "description",
            Shape::UpTo(2048),
            Null::Noted,
            create("A brief description, at most 2048 characters."),
        ),
        Member::optional(
            "notes",
            Shape::ObjectOrList,
            Null::Noted,
            create("At most 15 key-value pairs."),
        ),
        Member::optional(
            "callback_url",
            Shape::Text,
            Null::Noted,
            create("Where customers are redirected to after the payment."),
        ),
        Member::optional(
            "callback_method",
            Shape::OneOf(|| vec!["get"]),
            Null::Noted,
            create("Must be get, if callback_url is passed."),
        ),
    ]],
);
