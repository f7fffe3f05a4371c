//! What JavaScript has already: doubles as text and back. `src/host.rs` is the same by Rust's library,
//! whose tables would be a part of every download.

use js_sys::{Number, parse_float};

/// The double that a JSON number stands for.
pub(crate) fn number(token: &str) -> f64 {
    parse_float(token)
}

/// A finite double by its shortest spelling, as JavaScript writes it.
pub(crate) fn spelling(value: f64) -> String {
    Number::from(value).to_string_with_radix(10).map_or_else(|_| String::new(), Into::into)
}
