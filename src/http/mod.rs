//! HTTP messages and the grammar of their parts.

pub(crate) mod date;
pub(crate) mod headers;
pub(crate) mod media_type;
pub(crate) mod percent;
pub mod request;

pub use self::request::Request;
