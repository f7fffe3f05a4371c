//! What a merchant attached to a link.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::json::Tree;
use crate::plain::{self, Unfit};
use crate::say::{NULLS, say};

/// The merchant's own key-value pairs: the source text of one JSON object, numbers and all.
///
/// Serialised, it is plain data in the order of the source, and its numbers are what JavaScript makes
/// of them, and half characters U+FFFD; [`Metadata::as_json`] has the digits and the escapes.
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
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tree = Tree::of(self.0.as_bytes()).map_err(S::Error::custom)?;
        Plain { tree: &tree, is_sorted: false }.serialize(serializer)
    }
}

impl plain::Plain for Metadata {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        let Tree::Object(_) = tree else { return Err(Unfit::new("an object")) };
        // In one order and one spelling, so that two copies of a link can be compared.
        Ok(Self(say(&Plain { tree, is_sorted: true }, NULLS).unwrap_or_default()))
    }
}

/// JSON as any host language has it.
struct Plain<'t, 'a> {
    tree: &'t Tree<'a>,
    /// By the names of members, of which each stands there once.
    is_sorted: bool,
}

impl Serialize for Plain<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = |tree| Plain { tree, ..*self };
        match self.tree {
            Tree::Scalar("null") => serializer.serialize_unit(),
            Tree::Scalar("true") => serializer.serialize_bool(true),
            Tree::Scalar("false") => serializer.serialize_bool(false),
            Tree::Scalar(digits) => number(digits, serializer),
            Tree::Text(text) => serializer.serialize_str(&text.lossy()),
            Tree::List(values) => serializer.collect_seq(values.iter().map(plain)),
            Tree::Object(members) => {
                if self.is_sorted {
                    let places = Tree::by_name(members);
                    let value = |place: usize| Some(plain(&members.get(place)?.1));
                    serializer.collect_map(places.all().map(|(name, place)| (name, value(place))))
                } else {
                    serializer.collect_map(
                        members.iter().map(|(name, value)| (name.name(), plain(value))),
                    )
                }
            }
        }
    }
}

/// Integers stay integers as far as a double holds them all.
fn number<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    const SAFE: u64 = (1 << 53) - 1;
    match digits.parse::<i64>() {
        Ok(integer) if integer.unsigned_abs() <= SAFE => serializer.serialize_i64(integer),
        // INVARIANT: the grammar of JSON numbers is part of Rust's for floats.
        _ => serializer.serialize_f64(digits.parse().unwrap_or(f64::NAN)),
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
            r#"{"z":1.2345678901234567e+19,"a":[1,0,null,9007199254740992.0],"n":null}"#
        );
        assert_eq!(Metadata::new(source).as_json(), source);
    }
}
