//! Laws of the core. Each module is one target: a plain function of bytes that panics where a law is
//! broken. libFuzzer drives it (`make fuzz`); so does an ordinary test, with the corpus and with
//! changes of it.

pub mod batch;
pub mod corpus;
pub mod decide;
pub mod decimal;
pub mod dice;
pub mod documents;
pub mod grammar;
pub mod held;
pub mod idempotency;
pub mod instant;
pub mod interpret;
pub mod json;
pub mod lists;
pub mod oracle;
pub mod providers;
pub mod read;
pub mod reconcile;
pub mod request;
pub mod spelling;
pub mod url;
pub mod values;
pub mod webhook;
mod words;

/// A target: its name, and what it holds of any bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them, in the order of what they are made of.
pub const TARGETS: &[Target] = &[
    ("json", json::hold),
    ("instant", instant::hold),
    ("decimal", decimal::hold),
    ("url", url::hold),
    ("values", values::hold),
    ("read", read::hold),
    ("documents", documents::hold),
    ("batch", batch::hold),
    ("lists", lists::hold),
    ("held", held::hold),
    ("decide", decide::hold),
    ("reconcile", reconcile::hold),
    ("interpret", interpret::hold),
    ("request", request::hold),
    ("webhook", webhook::hold),
    ("idempotency", idempotency::hold),
];
