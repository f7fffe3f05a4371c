//! The one model of a payment link. Fields are private: a value of a type here is a valid value.

pub(crate) use self::amount::length_of_amount;

pub use self::amount::{Amount, Money};
pub use self::child::{Child, ChildState, ChildStatus};
pub(crate) use self::code::is_lower_code;

pub use self::code::{Currency, Network, NetworkCode};
pub use self::create::CreateRequest;
pub use self::decimal::Decimal;

pub use self::details::{ChildDetails, Invoice, Payout};
pub use self::id::LinkId;

pub(crate) use self::id::{UUID, is_hyphenated, is_uuid};
pub use self::instant::Instant;
pub(crate) use self::instant::Moment;
pub(crate) use self::iso4217::length_of_listed;

pub use self::link::{Kind, LinkState, Payment, PaymentLink, Redirects};
pub use self::metadata::Metadata;
pub use self::status::Status;

pub(crate) use self::uri::{is_uri, is_uri_reference};
pub(crate) use self::url::Origin;
pub use self::url::Url;
pub(crate) use self::usual_instant::Days;
pub use self::value_error::ValueError;

pub(crate) use self::value_error::{filled, not_empty};

pub mod action;
mod amount;
mod child;
mod code;
mod create;
mod decimal;
mod details;
pub mod format;
mod id;
mod instant;
mod ip;
mod iso4217;
pub mod lifecycle;
mod link;
mod metadata;
mod status;
mod uri;
mod url;
mod usual_instant;
mod value_error;
