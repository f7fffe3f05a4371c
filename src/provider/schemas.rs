//! JSON Schemas of every provider format and of the model, by name.
//!
//! ```
//! use paylink::provider::schemas::{SchemaOf, schema};
//!
//! assert!(schema(SchemaOf::Model).contains("urn:paylink:schema:model"));
//! ```

use crate::model::Format;
use crate::schema::Described;
use crate::schema::model::MODEL;

/// What a schema describes. Closed on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchemaOf {
    /// A document of one link: the input of [`crate::links::read::read`].
    Link(Format),
    /// A list of valid links: the input of [`crate::links::read::read_list`].
    List(Format),
    /// A create request: the input of [`crate::links::read::read_create_request`].
    Create(Format),
    /// The model: a link as [`crate::links::read::read`] returns it.
    Model,
}

impl SchemaOf {
    /// Every schema.
    pub fn all() -> Vec<Self> {
        let of =
            |format: &Format| [Self::Link(*format), Self::List(*format), Self::Create(*format)];
        Format::ALL.iter().flat_map(of).chain([Self::Model]).collect()
    }

    /// The stable name: a format's id, the id with `-list` or `-create`, or `model`.
    pub fn name(self) -> String {
        match self {
            Self::Link(format) => format.id().to_owned(),
            Self::List(format) => format!("{format}-list"),
            Self::Create(format) => format!("{format}-create"),
            Self::Model => "model".to_owned(),
        }
    }

    /// The name of every schema.
    pub fn names() -> Vec<String> {
        Self::all().into_iter().map(Self::name).collect()
    }

    /// Looks up a schema by name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|of| of.name() == name)
    }

    fn described(self) -> &'static Described {
        match self {
            Self::Link(format) => &format.adapter().schemas.link,
            Self::List(format) => &format.adapter().schemas.list,
            Self::Create(format) => &format.adapter().schemas.create,
            Self::Model => &MODEL,
        }
    }
}

/// The JSON Schema 2020-12 as JSON text. It is self-contained and cites the source of each member.
/// Use a validator that asserts `format`: others accept dates such as 30 February.
pub fn schema(of: SchemaOf) -> String {
    of.described().schema(&of.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn check(of: &str, schema: &Value) {
        if let Some(kinds) = schema.get("type").and_then(Value::as_array) {
            assert!(kinds.iter().all(Value::is_string), "{of}: {schema}");
        }
        let inner: Vec<&Value> = match schema {
            Value::Array(values) => values.iter().collect(),
            Value::Object(members) => members.values().collect(),
            _ => Vec::new(),
        };
        for inner in inner {
            check(of, inner);
        }
    }

    #[test]
    fn a_list_of_types_has_names_only_also_with_null_among_them() {
        for of in SchemaOf::all() {
            check(&of.name(), &serde_json::from_str(&schema(of)).unwrap());
        }
    }
}
