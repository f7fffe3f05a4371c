//! Where each of many names stands.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::sorting::order;

/// Names and their places: one kind of map for all that is looked up by name, for each kind is a lot
/// of code.
#[derive(Debug, Default)]
pub(crate) struct Places<'n> {
    /// As long as there are few, looking at each is the fastest.
    few: Vec<(Cow<'n, str>, usize)>,
    many: BTreeMap<Cow<'n, str>, usize>,
}

impl<'n> Places<'n> {
    const FEW: usize = 20;

    /// Puts a name; whether it is the first of its name. Of several it is the last that has the place.
    pub(crate) fn put(&mut self, name: impl Into<Cow<'n, str>>, place: usize) -> bool {
        let name = name.into();
        if let Some((_, known)) = self.few.iter_mut().find(|(known, _)| *known == name) {
            *known = place;
            return false;
        }
        if self.many.is_empty() && self.few.len() < Self::FEW {
            self.few.push((name, place));
            return true;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(name, place).is_none()
    }

    /// All names and where they stand, in the order of the names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        let few = self.few.iter().map(|(name, place)| (name.as_ref(), *place));
        let many = self.many.iter().map(|(name, place)| (name.as_ref(), *place));
        let all: Vec<(&str, usize)> = few.chain(many).collect();
        let at = |index: u32| all.get(index as usize).copied();
        let order = order(all.len(), &|one, two| at(one).cmp(&at(two)));
        order.into_iter().filter_map(move |index| all.get(index as usize).copied())
    }

    /// Where the name stands.
    pub(crate) fn of(&self, name: &str) -> Option<usize> {
        let few = self.few.iter().find(|(known, _)| known == name).map(|(_, place)| *place);
        few.or_else(|| self.many.get(name).copied())
    }
}

/// Two texts as one name that no other two have.
pub(crate) fn pair(one: &str, two: &str) -> String {
    format!("{} {one}{two}", one.len())
}
