//! A JSON document as a tree that borrows from its source, for cases where speed does not matter.
//! Payment links are read without it.

use super::{Json, Kind, Scan, Text};
use crate::syntax::name_index::NameIndex;

/// A JSON value.
#[derive(Debug, Clone)]
pub(crate) enum Tree<'a> {
    /// A number, `true`, `false` or `null`.
    Scalar(&'a str),
    Text(Text<'a>),
    List(Vec<Self>),
    Object(Vec<(Text<'a>, Self)>),
}

impl<'a> Tree<'a> {
    /// Parses a complete text.
    pub(crate) fn of(text: &'a [u8]) -> Scan<Self> {
        let mut json = Json::new(text)?;
        let tree = Self::read(&mut json)?;
        json.end()?;
        Ok(tree)
    }

    /// The type of the value.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Scalar("null") => Kind::Null,
            Self::Scalar("true" | "false") => Kind::Bool,
            Self::Scalar(_) => Kind::Number,
            Self::Text(_) => Kind::String,
            Self::List(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// Looks up a member of an object; the last one if there are duplicates.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(known, _)| known.name() == name).map(|(_, value)| value)
    }

    /// An index of an object's members by name; fast even for large, hostile objects.
    pub(crate) fn by_name(members: &[(Text<'a>, Self)]) -> NameIndex<'a> {
        let mut places = NameIndex::default();
        for (place, (name, _)) in members.iter().enumerate() {
            places.put(name.name(), place);
        }
        places
    }

    fn read(json: &mut Json<'a>) -> Scan<Self> {
        let kind = json.peek()?;
        let start = json.offset();
        Ok(match kind {
            Kind::String => Self::Text(json.string()?),
            Kind::Number => Self::Scalar(json.number()?),
            Kind::Bool => {
                json.boolean()?;
                Self::Scalar(json.source(start, json.offset()))
            }
            Kind::Null => {
                json.null()?;
                Self::Scalar("null")
            }
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
                    object.push((name, Self::read(json)?));
                }
                Self::Object(object)
            }
        })
    }
}
