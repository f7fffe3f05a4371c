//! Decodes values that a caller passes back as JSON text. One hand-written decoder serves all
//! types; derived `serde` decoders would be a third of the WebAssembly module.
//!
//! A missing member is `None`; so is a null member where null is allowed.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::json::{Text, Tree};

/// Why decoding failed. Names members and types only, never values, which may be secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{member}: expected {expected}")]
pub(crate) struct DecodeError {
    member: &'static str,
    expected: &'static str,
}

impl DecodeError {
    pub(crate) const fn new(expected: &'static str) -> Self {
        Self { member: "the value", expected }
    }

    const fn at(member: &'static str) -> impl Fn(Self) -> Self {
        move |decode_error| Self { member, ..decode_error }
    }
}

/// A type that can be decoded from a JSON tree.
pub(crate) trait FromJson: Sized {
    /// # Errors
    /// The JSON value has another type or an invalid value.
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError>;

    /// # Errors
    /// The text is not JSON, or not a valid value of this type.
    fn of_text(text: &str) -> Result<Self, DecodeError> {
        let tree = Tree::of(text.as_bytes()).map_err(|_| DecodeError::new("JSON"))?;
        Self::from_json(&tree)
    }
}

/// The members of an object. Errors of optional members are collected and returned at the end by
/// [`Members::make`]: an early return at each member would add drop code for all members before it.
pub(crate) struct Members<'t, 'a> {
    all: &'t [(Text<'a>, Tree<'a>)],
    decode_error: Cell<Option<DecodeError>>,
}

impl<'t, 'a> Members<'t, 'a> {
    pub(crate) fn of(tree: &'t Tree<'a>) -> Result<Self, DecodeError> {
        match tree {
            Tree::Object(all) => Ok(Self { all, decode_error: Cell::new(None) }),
            Tree::Scalar(_) | Tree::Text(_) | Tree::List(_) => Err(DecodeError::new("an object")),
        }
    }

    /// Returns `made`, or the error of an optional member that could not be decoded.
    pub(crate) fn make<T>(&self, made: T) -> Result<T, DecodeError> {
        self.decode_error.get().map_or(Ok(made), Err)
    }

    /// All members, in source order.
    pub(crate) const fn all(&self) -> &'t [(Text<'a>, Tree<'a>)] {
        self.all
    }

    /// Of duplicate members the last one counts, as in `JSON.parse`.
    fn find(&self, name: &str) -> Option<&'t Tree<'a>> {
        self.all.iter().rev().find(|(known, _)| known.name() == name).map(|(_, value)| value)
    }

    pub(crate) fn required<T: FromJson>(&self, name: &'static str) -> Result<T, DecodeError> {
        let value =
            self.find(name).ok_or(DecodeError { member: name, expected: "a value, found none" })?;
        T::from_json(value).map_err(DecodeError::at(name))
    }

    /// A member that may be missing or null.
    pub(crate) fn optional<T: FromJson>(&self, name: &'static str) -> Option<T> {
        match self.find(name) {
            None | Some(Tree::Scalar("null")) => None,
            Some(_) => self.given(name),
        }
    }

    /// A member that may be missing but not null; missing means the default value.
    pub(crate) fn defaulted<T: FromJson + Default>(&self, name: &'static str) -> T {
        self.find(name).and_then(|_| self.given(name)).unwrap_or_default()
    }

    fn given<T: FromJson>(&self, name: &'static str) -> Option<T> {
        self.required(name).map_err(|decode_error| self.decode_error.set(Some(decode_error))).ok()
    }
}

impl FromJson for String {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        match tree {
            Tree::Text(text) => Ok(text.lossy()),
            Tree::Scalar(_) | Tree::List(_) | Tree::Object(_) => Err(DecodeError::new("a string")),
        }
    }
}

impl FromJson for bool {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        match tree {
            Tree::Scalar("true") => Ok(true),
            Tree::Scalar("false") => Ok(false),
            _ => Err(DecodeError::new("true or false")),
        }
    }
}

impl FromJson for u32 {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let Tree::Scalar(digits) = tree else { return Err(DecodeError::new("a number")) };
        digits.parse().map_err(|_| DecodeError::new("a whole number"))
    }
}

impl FromJson for u16 {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        u32::from_json(tree)?.try_into().map_err(|_| DecodeError::new("a whole number up to 65535"))
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        if matches!(tree, Tree::Scalar("null")) { Ok(None) } else { T::from_json(tree).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let Tree::List(values) = tree else { return Err(DecodeError::new("a list")) };
        values.iter().map(T::from_json).collect()
    }
}

impl FromJson for BTreeMap<String, String> {
    fn from_json(tree: &Tree<'_>) -> Result<Self, DecodeError> {
        let mut map = Self::new();
        for (name, value) in Members::of(tree)?.all {
            map.insert(name.lossy(), String::from_json(value)?);
        }
        Ok(map)
    }
}

/// Implements [`FromJson`] for types that are parsed from a string.
macro_rules! parsed {
    ($($type:ty),* $(,)?) => {
        $(impl $crate::syntax::from_json::FromJson for $type {
            fn from_json(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::DecodeError> {
                Self::parse(&String::from_json(tree)?)
                    .map_err(|error| $crate::syntax::from_json::DecodeError::new(error.expected()))
            }
        })*
    };
}

/// Implements [`FromJson`] for enums that are written as their name.
macro_rules! named {
    ($($type:ty: $expected:literal),* $(,)?) => {
        $(impl $crate::syntax::from_json::FromJson for $type {
            fn from_json(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::DecodeError> {
                Self::from_name(&String::from_json(tree)?)
                    .ok_or(const { $crate::syntax::from_json::DecodeError::new($expected) })
            }
        })*
    };
}

/// Implements [`FromJson`] for a struct: its required members, then the optional ones.
macro_rules! members {
    (
        $type:ident {
            $($field:ident: required $name:literal,)*
            $(; $($other:ident: $how:ident $called:literal,)*)?
        }
    ) => {
        impl $crate::syntax::from_json::FromJson for $type {
            fn from_json(tree: &$crate::syntax::json::Tree<'_>) -> Result<Self, $crate::syntax::from_json::DecodeError> {
                let members = $crate::syntax::from_json::Members::of(tree)?;
                members.make(Self {
                    $($field: members.required($name)?,)*
                    $($($other: members.$how($called),)*)?
                })
            }
        }
    };
}

/// Implements `serde::Deserialize` through [`FromJson`], for callers with other representations.
macro_rules! deserialised {
    ($($type:ty),* $(,)?) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                $crate::syntax::from_json::FromJson::of_text(&value.to_string()).map_err(serde::de::Error::custom)
            }
        })*
    };
}

pub(crate) use {deserialised, members, named, parsed};
