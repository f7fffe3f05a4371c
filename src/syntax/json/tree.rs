//! A JSON text as a tree that still stands in its source. For writing and comparing, where speed is
//! not the point; nothing that reads a payment link needs one.

use super::{Json, Kind, Scan, Text};
use crate::host;
use crate::syntax::name_index::Places;

/// A value, as it is spelt.
#[derive(Debug, Clone)]
pub(crate) enum Tree<'a> {
    /// A number, `true`, `false` or `null`.
    Scalar(&'a str),
    Text(Text<'a>),
    List(Vec<Self>),
    Object(Vec<(Text<'a>, Self)>),
}

impl<'a> Tree<'a> {
    /// The tree of a whole text.
    pub(crate) fn of(text: &'a [u8]) -> Scan<Self> {
        let mut json = Json::new(text)?;
        let tree = Self::read(&mut json)?;
        json.end()?;
        Ok(tree)
    }

    /// What it is.
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

    /// Where an object's members stand, by name: objects may be large, and hostile.
    pub(crate) fn by_name(members: &[(Text<'a>, Self)]) -> Places<'a> {
        let mut places = Places::default();
        for (place, (name, _)) in members.iter().enumerate() {
            places.put(name.name(), place);
        }
        places
    }

    /// The member of that name.
    pub(crate) fn named<'t>(
        members: &'t [(Text<'a>, Self)],
        places: &Places<'a>,
        name: &str,
    ) -> Option<&'t Self> {
        members.get(places.of(name)?).map(|(_, value)| value)
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

    /// As JSON text, without white space, each token as it was spelt.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(token) => out.push_str(token),
            Self::Text(text) => text.write(out),
            Self::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    name.write(out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// Equal but for member order, white space and the spelling of escapes. Numbers must be spelt alike:
/// what two spellings are worth, no two readers agree on.
impl PartialEq for Tree<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.is_alike(other, |one, two| one == two)
    }
}

impl Tree<'_> {
    /// Equal as well where JavaScript, which had it in between, has spelt its numbers anew.
    pub(crate) fn is_as_javascript_has(&self, other: &Self) -> bool {
        self.is_alike(other, |one, two| {
            one == two || Some(host::number(one)) == Some(host::number(two))
        })
    }

    fn is_alike(&self, other: &Self, scalars: fn(&str, &str) -> bool) -> bool {
        match (self, other) {
            (Self::Scalar(one), Self::Scalar(two)) => scalars(one, two),
            (Self::Text(one), Self::Text(two)) => one.is(*two),
            (Self::List(one), Self::List(two)) => {
                one.len() == two.len()
                    && one.iter().zip(two).all(|(one, two)| one.is_alike(two, scalars))
            }
            (Self::Object(one), Self::Object(two)) => {
                one.len() == two.len() && {
                    let places = Self::by_name(two);
                    one.iter().all(|(name, value)| {
                        let found = places.of(&name.name()).and_then(|place| two.get(place));
                        found.is_some_and(|(known, other)| {
                            known.is(*name) && value.is_alike(other, scalars)
                        })
                    })
                }
            }
            _ => false,
        }
    }
}
