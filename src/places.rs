//! Where each of many names stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Names and their places: one kind of map for all that is looked up by name, for each kind is a lot
/// of code.
#[derive(Debug, Default)]
pub(crate) struct Places<'n>(BTreeMap<Cow<'n, str>, usize>);

impl<'n> Places<'n> {
    /// Puts a name; whether it is the first of its name. Of several it is the last that has the place.
    pub(crate) fn put(&mut self, name: impl Into<Cow<'n, str>>, place: usize) -> bool {
        self.0.insert(name.into(), place).is_none()
    }

    /// All names and where they stand, in the order of the names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, place)| (name.as_ref(), *place))
    }

    /// Where the name stands.
    pub(crate) fn of(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }
}

/// Two texts as one name that no other two have.
pub(crate) fn pair(one: &str, two: &str) -> String {
    format!("{} {one}{two}", one.len())
}
