//! What a merchant attached to a link.

use std::borrow::Cow;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::host;
use crate::syntax::from_json;
use crate::syntax::from_json::DecodeError;
use crate::syntax::json::Tree;
use crate::syntax::to_json::quote;

/// The merchant's own key-value pairs: the source text of one JSON object, numbers and all.
///
/// Serialised, it is plain data in the order of the source, its numbers are the doubles that
/// JavaScript reads, and half characters are U+FFFD; [`Metadata::as_json`] has the digits and the
/// escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata(String);

impl Metadata {
    /// `source` is one JSON object that a reader has been through.
    pub(crate) fn new(source: &str) -> Self {
        Self(source.to_owned())
    }

    /// The JSON object as it stood in the document.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// Whether both are the same in JavaScript, whatever the order of their members.
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
            // What an answer leaves by takes JSON text, and numbers as they are spelt.
            let spelling = Spelling { number: |token| token.into(), is_sorted: false };
            serializer.serialize_bytes(spelling.of(&tree).as_bytes())
        }
    }
}

impl from_json::FromJson for Metadata {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let Tree::Object(_) = tree else { return Err(DecodeError::new("an object")) };
        // In one order and one spelling, so that two copies of a link can be compared.
        Ok(Self(Spelling { number: shortest, is_sorted: true }.of(tree)))
    }
}

/// JSON text of plain data.
struct Spelling {
    number: for<'t> fn(&'t str) -> Cow<'t, str>,
    /// By the names of members, of which each stands there once.
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

/// A number as `JSON.stringify` spells it once `JSON.parse` has read it.
fn stringified(token: &str) -> Cow<'_, str> {
    let spelling = shortest(token);
    if spelling == "-0" { "0".into() } else { spelling }
}

/// A number by the shortest spelling of its double, as JavaScript has it; `null` beyond all doubles.
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

/// Whether the token is certainly spelt so: fifteen digits always come back from a double.
fn is_shortest(token: &str) -> bool {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "1"));
    let is_decimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    token != "-0"
        && digits.len() <= 15
        && is_decimal(whole)
        && is_decimal(fraction)
        && !fraction.ends_with('0')
        // Below a millionth JavaScript writes an exponent.
        && !(whole == "0" && fraction.starts_with("00000"))
}

/// JSON as plain data of any format.
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

/// Whole numbers are integers as far as a double holds them all: `1.0` and `1` are one number.
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
