//! Unicode lower case and double formatting for native hosts. `src/host/javascript.rs` is the
//! counterpart for JavaScript hosts; both give the same text for the same value.

/// Converts to lower case by Rust's Unicode tables.
pub(crate) fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The double that a JSON number denotes.
pub(crate) fn number(token: &str) -> f64 {
    // INVARIANT: Rust's float grammar includes all JSON numbers. Other tokens, such as `true`,
    // become NaN, which equals nothing.
    token.parse().unwrap_or(f64::NAN)
}

/// A finite double in its shortest form, as JavaScript writes it (ECMA-262, `Number::toString`).
pub(crate) fn spelling(value: f64) -> String {
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    let is_far = !(-6..21).contains(&exponent);
    if is_far {
        let sign = if exponent < 0 { "" } else { "+" };
        return format!("{digits}e{sign}{exponent}");
    }
    // Rust's `Display` never writes an exponent, and neither does JavaScript in this range.
    format!("{value}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn doubles_are_spelt_as_javascript_spells_them() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.5, "-0.5"),
            (100.0, "100"),
            (0.000_001, "0.000001"),
            (0.000_000_123, "1.23e-7"),
            (1e-7, "1e-7"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e21, "1e+21"),
            (-1.5e300, "-1.5e+300"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (12_345_678_901_234_567_890.0, "12345678901234567000"),
        ] {
            assert_eq!(super::spelling(value), expected);
        }
    }
}
