//! What JavaScript has already: lower case, and doubles as text and back. `src/host/native.rs` is the same by Rust's library,
//! whose tables would be a part of every download.

use js_sys::{JsString, Number, parse_float};

/// The text in lower case, by the host's Unicode.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        JsString::from(text).to_lower_case().into()
    }
}

/// The double that a JSON number stands for.
pub(crate) fn number(token: &str) -> f64 {
    parse_float(token)
}

/// A finite double by its shortest spelling, as JavaScript writes it.
pub(crate) fn spelling(value: f64) -> String {
    Number::from(value).to_string_with_radix(10).map_or_else(|_| String::new(), Into::into)
}
