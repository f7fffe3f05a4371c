//! Values that a caller hands back as plain data, read from its JSON text: one small reader for all of
//! them, where a derived one for each would be a third of the WebAssembly module.
//!
//! A member that is missing is `None`; so is one that is null, where null is allowed.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::json::{Text, Tree};

/// What of a value is not as it should be. It names members and types, no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{member}: expected {expected}")]
pub(crate) struct Unfit {
    member: &'static str,
    expected: &'static str,
}

impl Unfit {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { member: "the value", expected }
    }

    const fn at(member: &'static str) -> impl Fn(Self) -> Self {
        move |unfit| Self { member, ..unfit }
    }
}

/// What can be made of plain data.
pub(crate) trait Plain: Sized {
    /// # Errors
    /// The data is not what it should be.
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit>;

    /// # Errors
    /// The text is no JSON, or not what it should be.
    fn of_text(text: &str) -> Result<Self, Unfit> {
        let tree = Tree::of(text.as_bytes()).map_err(|_| Unfit::new("JSON"))?;
        Self::plain(&tree)
    }
}

/// The members of an object. What is unfit among those that may be missing is told at the end, by
/// [`Members::make`]: a way out at each of them would drop all that was read before, one by one.
pub(crate) struct Members<'t, 'a> {
    all: &'t [(Text<'a>, Tree<'a>)],
    unfit: Cell<Option<Unfit>>,
}

impl<'t, 'a> Members<'t, 'a> {
    pub(crate) fn of(tree: &'t Tree<'a>) -> Result<Self, Unfit> {
        match tree {
            Tree::Object(all) => Ok(Self { all, unfit: Cell::new(None) }),
            Tree::Scalar(_) | Tree::Text(_) | Tree::List(_) => Err(Unfit::new("an object")),
        }
    }

    /// What was made of the members, unless one of them was unfit.
    pub(crate) fn make<T>(&self, made: T) -> Result<T, Unfit> {
        self.unfit.get().map_or(Ok(made), Err)
    }

    /// All of them, for whoever has to look at the names.
    pub(crate) const fn all(&self) -> &'t [(Text<'a>, Tree<'a>)] {
        self.all
    }

    /// Of two with the same name it is the last one, as everywhere in JavaScript.
    fn find(&self, name: &str) -> Option<&'t Tree<'a>> {
        self.all.iter().rev().find(|(known, _)| known.name() == name).map(|(_, value)| value)
    }

    /// A member that must be there.
    pub(crate) fn required<T: Plain>(&self, name: &'static str) -> Result<T, Unfit> {
        let value = self.find(name).ok_or(Unfit { member: name, expected: "to be there" })?;
        T::plain(value).map_err(Unfit::at(name))
    }

    /// A member that may be missing, or null.
    pub(crate) fn optional<T: Plain>(&self, name: &'static str) -> Option<T> {
        match self.find(name) {
            None | Some(Tree::Scalar("null")) => None,
            Some(_) => self.given(name),
        }
    }

    /// A member that may be missing, but not null.
    pub(crate) fn defaulted<T: Plain + Default>(&self, name: &'static str) -> T {
        self.find(name).and_then(|_| self.given(name)).unwrap_or_default()
    }

    fn given<T: Plain>(&self, name: &'static str) -> Option<T> {
        self.required(name).map_err(|unfit| self.unfit.set(Some(unfit))).ok()
    }
}

impl Plain for String {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        match tree {
            Tree::Text(text) => Ok(text.lossy()),
            Tree::Scalar(_) | Tree::List(_) | Tree::Object(_) => Err(Unfit::new("a text")),
        }
    }
}

impl Plain for bool {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        match tree {
            Tree::Scalar("true") => Ok(true),
            Tree::Scalar("false") => Ok(false),
            _ => Err(Unfit::new("true or false")),
        }
    }
}

impl Plain for u32 {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        let Tree::Scalar(digits) = tree else { return Err(Unfit::new("a number")) };
        digits.parse().map_err(|_| Unfit::new("a whole number"))
    }
}

impl Plain for u16 {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        u32::plain(tree)?.try_into().map_err(|_| Unfit::new("a smaller number"))
    }
}

impl<T: Plain> Plain for Option<T> {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        if matches!(tree, Tree::Scalar("null")) { Ok(None) } else { T::plain(tree).map(Some) }
    }
}

impl<T: Plain> Plain for Vec<T> {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        let Tree::List(values) = tree else { return Err(Unfit::new("a list")) };
        values.iter().map(T::plain).collect()
    }
}

impl Plain for BTreeMap<String, String> {
    fn plain(tree: &Tree<'_>) -> Result<Self, Unfit> {
        let mut map = Self::new();
        for (name, value) in Members::of(tree)?.all {
            map.insert(name.lossy(), String::plain(value)?);
        }
        Ok(map)
    }
}

/// A text that a grammar makes a value of.
macro_rules! parsed {
    ($($type:ty),* $(,)?) => {
        $(impl $crate::syntax::from_json::Plain for $type {
            fn plain(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::Unfit> {
                Self::parse(&String::plain(tree)?)
                    .map_err(|error| $crate::syntax::from_json::Unfit::new(error.expected()))
            }
        })*
    };
}

/// A word of a closed set.
macro_rules! named {
    ($($type:ty: $expected:literal),* $(,)?) => {
        $(impl $crate::syntax::from_json::Plain for $type {
            fn plain(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::Unfit> {
                Self::from_name(&String::plain(tree)?)
                    .ok_or(const { $crate::syntax::from_json::Unfit::new($expected) })
            }
        })*
    };
}

/// An object, member by member: those that are required, and then the others.
macro_rules! members {
    (
        $type:ident {
            $($field:ident: required $name:literal,)*
            $(; $($other:ident: $how:ident $called:literal,)*)?
        }
    ) => {
        impl $crate::syntax::from_json::Plain for $type {
            fn plain(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::Unfit> {
                let members = $crate::syntax::from_json::Members::of(tree)?;
                members.make(Self {
                    $($field: members.required($name)?,)*
                    $($($other: members.$how($called),)*)?
                })
            }
        }
    };
}

/// The same way for whoever has another representation than JSON text.
macro_rules! deserialised {
    ($($type:ty),* $(,)?) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::syntax::from_json::Plain::of_text(&value.to_string()).map_err(serde::de::Error::custom)
            }
        })*
    };
}

pub(crate) use {deserialised, members, named, parsed};
