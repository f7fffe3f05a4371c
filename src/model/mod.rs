//! The model of a payment link, the same for all providers: status, amounts, currencies, times.
//!
//! Fields are private, so every value of these types is valid.
//!
//! ```
//! use paylink::model::{Amount, Currency, Money};
//!
//! let price = Money::new(Amount::parse("100.00")?, Currency::parse("eur")?);
//! assert_eq!(price.value(), &Amount::parse("100")?);
//! assert_eq!(price.currency().as_str(), "EUR");
//! # Ok::<(), paylink::model::ValueError>(())
//! ```

pub use self::action::Action;
pub(crate) use self::action::event_of;
pub(crate) use self::amount::length_of_amount;
pub use self::amount::{Amount, Money};
pub use self::child::{Child, ChildState, ChildStatus};
pub use self::child_details::{ChildDetails, Invoice, Payout};
pub use self::create::CreateRequest;
pub(crate) use self::currency::is_lower_code;
pub use self::currency::{Currency, Network, NetworkCode};
pub use self::decimal::Decimal;
pub(crate) use self::fast_instant::Days;
pub use self::format::Format;
pub use self::id::LinkId;
pub(crate) use self::id::{UUID, is_hyphenated, is_uuid};
pub use self::instant::Instant;
pub(crate) use self::instant::Timestamp;
pub(crate) use self::iso4217::length_of_listed;
pub use self::kind::Kind;
pub use self::link::{LinkState, Payment, PaymentLink};
pub use self::metadata::Metadata;
pub use self::redirects::Redirects;
pub use self::state_machine::Event;
pub use self::status::Status;
pub(crate) use self::url::Origin;
pub use self::url::Url;
pub use self::value_error::ValueError;
pub(crate) use self::value_error::{filled, not_empty};

mod action;
mod amount;
mod child;
mod child_details;
mod create;
mod currency;
mod decimal;
mod fast_instant;
pub(crate) mod format;
mod id;
mod instant;
mod ip;
mod iso4217;
mod kind;
mod link;
mod metadata;
mod redirects;
pub mod state_machine;
mod status;
mod uri;
mod url;
mod value_error;
