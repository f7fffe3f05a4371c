//! The JSON Schemas of every format and of the model, by name.

use crate::model::Format;
use crate::schema::Described;
use crate::schema::model::MODEL;

/// What there is a schema of. Closed on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SchemaOf {
    /// A format's document of one link, as [`crate::links::read::read`] takes it.
    Link(Format),
    /// A format's list, as [`crate::links::read::read_list`] takes it, each of its links sound.
    List(Format),
    /// A format's request to make a link, as [`crate::links::read::read_create_request`] takes it.
    Create(Format),
    /// The one model: a link as [`crate::links::read::read`] answers it.
    Model,
}

impl SchemaOf {
    /// All of them.
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

    /// All names.
    pub fn names() -> Vec<String> {
        Self::all().into_iter().map(Self::name).collect()
    }

    /// The one of that name.
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

/// The JSON Schema 2020-12 of a document, as JSON text: self-contained, and each rule with its source.
///
/// It needs a validator that asserts `format`; without, it takes days that no month has.
pub fn schema(of: SchemaOf) -> String {
    of.described().schema(&of.name())
}
