//! Schemas of what Stripe's documents have around the table that the reader has.

use super::document::LINK;
use super::sources;
use crate::finding::source::Source;
use crate::reading::Null;
use crate::schema::{ALONE, Described, Member, Root, Schemas, Shape, Table, UNSAID};

const STATUS: &str = "a session without a `status` must be paid, or need no payment";

pub(crate) static SCHEMAS: Schemas = Schemas {
    link: Described {
        title: "Stripe: a Checkout Session",
        root: Root::Read(&LINK),
        unsaid: &[UNSAID, STATUS],
    },
    list: Described {
        title: "Stripe: a list of Checkout Sessions",
        root: Root::Table(&LIST),
        unsaid: &[UNSAID, ALONE, STATUS],
    },
    create: Described {
        title: "Stripe: a request to create a Checkout Session, as JSON",
        root: Root::Table(&CREATE),
        unsaid: &[
            UNSAID,
            "`line_items` is required in the modes `payment` and `subscription`",
        ],
    },
};

const fn create(words: &'static str) -> Source {
    Source::documented(&sources::CREATE, words)
}

const fn listed(words: &'static str) -> Source {
    Source::documented(&sources::LIST, words)
}

static LIST: Table = Table::open(
    "list",
    "a list of Checkout Sessions; other members are allowed",
    &[&[Member::required("data", Shape::List(&Shape::Read(&LINK)), listed("the sessions"))]],
)
.never("id");

static CREATE: Table = Table::open(
    "create",
    "a request to create a Checkout Session; other parameters are passed through",
    &[&[
        Member::required(
            "mode",
            Shape::OneOf(|| vec!["payment", "setup", "subscription"]),
            create("The mode of the Checkout Session."),
        ),
        Member::optional(
            "line_items",
            Shape::NonEmpty(&Shape::Object(&ITEM)),
            Null::Refused,
            create("A list of items the customer is purchasing."),
        ),
        Member::optional(
            "success_url",
            Shape::Text,
            Null::Noted,
            create("The URL to which the customer is sent when payment or setup is complete."),
        ),
        Member::optional(
            "cancel_url",
            Shape::Text,
            Null::Noted,
            create("If set, a link back to this URL is shown."),
        ),
        Member::optional(
            "client_reference_id",
            Shape::Text,
            Null::Noted,
            create("A unique string to reference the Checkout Session."),
        ),
        Member::optional(
            "expires_at",
            Shape::EpochOrText,
            Null::Noted,
            create("When the session expires: from 30 minutes to 24 hours after its creation."),
        ),
        Member::optional(
            "metadata",
            Shape::AnyObject,
            Null::Noted,
            create("Set of key-value pairs that you can attach to an object."),
        ),
        Member::optional(
            "payment_method_types",
            Shape::List(&Shape::Text),
            Null::Noted,
            create("The payment method types that this session can accept."),
        ),
    ]],
);

static ITEM: Table = Table::open(
    "item",
    "an item; other parameters are passed through",
    &[&[
        Member::optional("price", Shape::Filled, Null::Noted, create("The ID of a price.")),
        Member::optional(
            "price_data",
            Shape::Object(&PRICE),
            Null::Refused,
            create("Data used to generate a new price."),
        ),
        Member::optional(
            "quantity",
            Shape::UnitsOrText,
            Null::Noted,
            create("The quantity of the item."),
        ),
    ]],
)
.exactly_one(&["price", "price_data"]);

static PRICE: Table = Table::open(
    "price",
    "a price that is made for the session; other parameters are passed through",
    &[&[
        Member::required("currency", Shape::Currency, create("Three-letter ISO currency code.")),
        Member::optional(
            "unit_amount",
            Shape::UnitsOrText,
            Null::Noted,
            create("A non-negative integer: how much to charge, in the smallest unit."),
        ),
    ]],
);
