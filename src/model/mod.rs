//! The one model of a payment link. Fields are private: a value of a type here is a valid value.

mod amount;
mod child;
mod code;
mod create;
mod decimal;
mod details;
mod id;
mod instant;
mod iso4217;
mod link;
mod metadata;
mod plain;
mod schema;
mod status;
mod uri;
mod url;
mod value_error;

pub use amount::{Amount, Money};
pub use child::{Child, ChildState, ChildStatus};
pub use code::{Currency, Network, NetworkCode};
pub use create::CreateRequest;
pub use decimal::Decimal;
pub use details::{ChildDetails, Invoice, Payout};
pub use id::LinkId;
pub use instant::Instant;
pub use link::{Kind, LinkState, Payment, PaymentLink, Redirects};
pub use metadata::Metadata;
pub(crate) use schema::MODEL;
pub use status::Status;
pub(crate) use uri::{is_uri, is_uri_reference};
pub use url::Url;
pub use value_error::ValueError;
pub(crate) use value_error::filled;
