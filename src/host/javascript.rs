//! Unicode lower case and double formatting by the JavaScript host. The native counterpart
//! `src/host/native.rs` uses Rust's tables, which would add to the size of every download.

use js_sys::{JsString, Number, parse_float};

/// Converts to lower case by the host's Unicode tables.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        JsString::from(text).to_lower_case().into()
    }
}

/// The double that a JSON number denotes.
pub(crate) fn number(token: &str) -> f64 {
    parse_float(token)
}

/// A finite double in its shortest decimal form, as JavaScript writes it.
pub(crate) fn spelling(value: f64) -> String {
    Number::from(value).to_string_with_radix(10).map_or_else(|_| String::new(), Into::into)
}
