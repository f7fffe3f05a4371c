//! HTTP messages and their parts: headers, dates, media types, forms and percent-encoding.
//!
//! ```
//! use paylink::{http::Request, idempotency::{IETF, claim}};
//!
//! let headers = [("Idempotency-Key".to_owned(), "\"key-1\"".to_owned())];
//! let request = Request::new("POST", "/v1/links/txn/3491/close", &headers, b"");
//! assert_eq!(claim(&IETF, &request).unwrap().unwrap().key, "key-1");
//! ```

pub(crate) mod date;
pub(crate) mod form;
pub(crate) mod headers;
pub(crate) mod media_type;
pub(crate) mod percent;
pub mod request;

pub use self::request::Request;
