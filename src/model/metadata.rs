//! What a merchant attached to a link.

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::json::{Json, Kind, Scan};

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
        let plain = Json::new(self.0.as_bytes()).and_then(|mut json| Plain::read(&mut json));
        plain.map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// JSON as any host language has it.
enum Plain {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Plain {
    fn read(json: &mut Json<'_>) -> Scan<Self> {
        Ok(match json.peek()? {
            Kind::Null => {
                json.null()?;
                Self::Null
            }
            Kind::Bool => Self::Bool(json.boolean()?),
            Kind::Number => Self::number(json.number()?),
            Kind::String => Self::Text(json.string()?.lossy()),
            Kind::Array => {
                let (mut first, mut list) = (true, Vec::new());
                json.enter()?;
                while json.next_element(&mut first)? {
                    list.push(Self::read(json)?);
                }
                Self::List(list)
            }
            Kind::Object => {
                let (mut first, mut object) = (true, Vec::new());
                json.enter()?;
                while let Some(name) = json.next_member(&mut first)? {
                    object.push((name.name().into_owned(), Self::read(json)?));
                }
                Self::Object(object)
            }
        })
    }

    /// Integers stay integers as far as a double holds them all.
    fn number(digits: &str) -> Self {
        const SAFE: u64 = (1 << 53) - 1;
        match digits.parse::<i64>() {
            Ok(integer) if integer.unsigned_abs() <= SAFE => Self::Integer(integer),
            // INVARIANT: the grammar of JSON numbers is part of Rust's for floats.
            _ => Self::Float(digits.parse().unwrap_or(f64::NAN)),
        }
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => {
                let mut seq = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|value| seq.serialize_element(value))?;
                seq.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
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
