//! Metadata that a merchant attaches to a link.

use std::borrow::Cow;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::host;
use crate::syntax::from_json;
use crate::syntax::from_json::DecodeError;
use crate::syntax::json::Tree;
use crate::syntax::to_json::quote;

/// The merchant's own key-value pairs, kept as the source text of one JSON object.
///
/// Serialising keeps the source's order; numbers become the doubles that JavaScript reads, and lone
/// surrogates U+FFFD. [`Metadata::as_json`] keeps all digits and escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata(String);

impl Metadata {
    /// `source` must be a JSON object that has been validated.
    pub(crate) fn new(source: &str) -> Self {
        Self(source.to_owned())
    }

    /// The JSON object as written in the document.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// Whether both are equal in JavaScript, whatever the order of their members.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let text = |metadata: &Self| {
            let tree = Tree::of(metadata.0.as_bytes()).ok()?;
            Some(Spelling { number: stringified, is_sorted: true }.of(&tree))
        };
        text(self) == text(other)
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tree = Tree::of(self.0.as_bytes()).map_err(S::Error::custom)?;
        if serializer.is_human_readable() {
            Plain(&tree).serialize(serializer)
        } else {
            // The crate's own serialiser copies JSON text, which keeps numbers as written.
            let spelling = Spelling { number: |token| token.into(), is_sorted: false };
            serializer.serialize_bytes(spelling.of(&tree).as_bytes())
        }
    }
}

impl from_json::FromJson for Metadata {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let Tree::Object(_) = tree else { return Err(DecodeError::new("an object")) };
        // Sorted and normalised, so that two copies of a link can be compared.
        Ok(Self(Spelling { number: shortest, is_sorted: true }.of(tree)))
    }
}

/// How to write JSON text.
struct Spelling {
    number: for<'t> fn(&'t str) -> Cow<'t, str>,
    /// Whether to sort members by name and keep the last of duplicates.
    is_sorted: bool,
}

impl Spelling {
    fn of(&self, tree: &Tree<'_>) -> String {
        let mut out = String::new();
        self.write(tree, &mut out);
        out
    }

    fn write(&self, tree: &Tree<'_>, out: &mut String) {
        match tree {
            Tree::Scalar(word @ ("null" | "true" | "false")) => out.push_str(word),
            Tree::Scalar(token) => out.push_str(&(self.number)(token)),
            Tree::Text(text) => quote(&text.lossy(), out),
            Tree::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.write(value, out);
                }
                out.push(']');
            }
            Tree::Object(members) => {
                out.push('{');
                if self.is_sorted {
                    let places = Tree::by_name(members);
                    for (index, (name, place)) in places.all().enumerate() {
                        if let Some((_, value)) = members.get(place) {
                            self.member(index, name, value, out);
                        }
                    }
                } else {
                    for (index, (name, value)) in members.iter().enumerate() {
                        self.member(index, &name.name(), value, out);
                    }
                }
                out.push('}');
            }
        }
    }

    fn member(&self, index: usize, name: &str, value: &Tree<'_>, out: &mut String) {
        if index > 0 {
            out.push(',');
        }
        quote(name, out);
        out.push(':');
        self.write(value, out);
    }
}

/// A number as `JSON.stringify` writes it after `JSON.parse`.
fn stringified(token: &str) -> Cow<'_, str> {
    let spelling = shortest(token);
    if spelling == "-0" { "0".into() } else { spelling }
}

/// A number in the shortest form of its double, as in JavaScript; `null` if it overflows.
fn shortest(token: &str) -> Cow<'_, str> {
    if is_shortest(token) {
        return token.into();
    }
    let value = host::number(token);
    if value == 0.0 && value.is_sign_negative() {
        "-0".into()
    } else if value.is_finite() {
        host::spelling(value).into()
    } else {
        "null".into()
    }
}

/// Whether the token is certainly in that form: fifteen digits always survive a double.
fn is_shortest(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "1"));
    let is_decimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    token != "-0"
        && digits.len() <= 15
        && is_decimal(whole)
        && is_decimal(fraction)
        && !fraction.ends_with('0')
        // Below 0.000001 JavaScript writes an exponent.
        && !(whole == "0" && fraction.starts_with("00000"))
}

/// JSON for any serialiser.
struct Plain<'t, 'a>(&'t Tree<'a>);

impl Serialize for Plain<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Tree::Scalar("null") => serializer.serialize_unit(),
            Tree::Scalar("true") => serializer.serialize_bool(true),
            Tree::Scalar("false") => serializer.serialize_bool(false),
            Tree::Scalar(token) => number(token, serializer),
            Tree::Text(text) => serializer.serialize_str(&text.lossy()),
            Tree::List(values) => serializer.collect_seq(values.iter().map(Plain)),
            Tree::Object(members) => serializer
                .collect_map(members.iter().map(|(name, value)| (name.name(), Plain(value)))),
        }
    }
}

/// Whole numbers become integers up to 2^53 - 1, so that `1.0` equals `1`.
fn number<S: Serializer>(token: &str, serializer: S) -> Result<S::Ok, S::Error> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    let value = host::number(token);
    let is_negative_zero = value == 0.0 && value.is_sign_negative();
    if value.fract() == 0.0 && value.abs() <= SAFE && !is_negative_zero {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and not too large")]
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_given_out_as_javascript_has_them() {
        let source = r#"{"z":12345678901234567890,"a":[1,-0,1.5e400,9007199254740993],"n":null}"#;
        let out = serde_json::to_string(&Metadata::new(source)).unwrap();
        assert_eq!(
            out,
            r#"{"z":1.2345678901234567e+19,"a":[1,-0.0,null,9007199254740992.0],"n":null}"#
        );
        assert_eq!(Metadata::new(source).as_json(), source);
    }
}
