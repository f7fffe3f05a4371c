//! An index from names to positions, for lookups by member name.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::sorting::order;

/// Maps names to positions. The only map of its kind, because each type of standard map adds code.
///
/// Above [`Self::FEW`] names it is a balanced tree, so no choice or order of names can make a
/// lookup take more than about forty comparisons.
#[derive(Debug, Default)]
pub(crate) struct NameIndex<'n> {
    nodes: Vec<Node<'n>>,
    /// Number of the root node; 0 up to [`Self::FEW`] names, which are searched linearly.
    root: u32,
}

#[derive(Debug)]
struct Node<'n> {
    name: Cow<'n, str>,
    place: usize,
    /// Level in an AA tree: a left child is one level below its parent; a right child may be on the
    /// same level if its own right child is not.
    level: u8,
    /// Numbers of the child nodes, counted from 1; 0 is none.
    left: u32,
    right: u32,
}

impl<'n> NameIndex<'n> {
    const FEW: usize = 20;

    /// Sets a name's position and tells whether the name is new. The last position counts.
    pub(crate) fn put(&mut self, name: Cow<'n, str>, place: usize) -> bool {
        if let Some(known) = self.find(&name).and_then(|at| self.nodes.get_mut(at)) {
            known.place = place;
            return false;
        }
        self.nodes.push(Node { name, place, level: 1, left: 0, right: 0 });
        if self.nodes.len() > Self::FEW {
            // INVARIANT: a text has no more names than bytes, and their number fits in `u32`.
            let last = u32::try_from(self.nodes.len()).unwrap_or(0);
            let first = if self.root == 0 { 1 } else { last };
            for new in first..=last {
                self.root = self.hang(self.root, new);
            }
        }
        true
    }

    /// All names and their positions, sorted by name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, usize)> {
        let at = |index: u32| self.nodes.get(index as usize).map(|node| (&*node.name, node.place));
        order(self.nodes.len(), &|one, two| at(one).cmp(&at(two))).into_iter().filter_map(at)
    }

    /// The index of the name's node.
    fn find(&self, name: &str) -> Option<usize> {
        if self.root == 0 {
            return self.nodes.iter().position(|node| node.name == name);
        }
        let mut at = self.root;
        while let Some(node) = self.node(at) {
            at = match name.cmp(&node.name) {
                Ordering::Less => node.left,
                Ordering::Equal => return Some(at as usize - 1),
                Ordering::Greater => node.right,
            };
        }
        None
    }

    fn node(&self, at: u32) -> Option<&Node<'n>> {
        self.nodes.get((at as usize).checked_sub(1)?)
    }

    fn edit(&mut self, at: u32, edit: impl FnOnce(&mut Node<'n>)) {
        if let Some(node) = (at as usize).checked_sub(1).and_then(|at| self.nodes.get_mut(at)) {
            edit(node);
        }
    }

    fn level(&self, at: u32) -> u8 {
        self.node(at).map_or(0, |node| node.level)
    }

    /// Inserts a new node into the subtree at `at` and returns the subtree's root.
    fn hang(&mut self, at: u32, new: u32) -> u32 {
        let (Some(node), Some(hung)) = (self.node(at), self.node(new)) else { return new };
        if hung.name < node.name {
            let left = self.hang(node.left, new);
            self.edit(at, |node| node.left = left);
        } else {
            let right = self.hang(node.right, new);
            self.edit(at, |node| node.right = right);
        }
        let at = self.without_level_left(at);
        self.without_two_right(at)
    }

    /// AA tree `skew`: rotates right if the left child is on the same level.
    fn without_level_left(&mut self, at: u32) -> u32 {
        let left = self.node(at).map_or(0, |node| node.left);
        if self.level(left) < self.level(at) {
            return at;
        }
        let between = self.node(left).map_or(0, |node| node.right);
        self.edit(at, |node| node.left = between);
        self.edit(left, |node| node.right = at);
        left
    }

    /// AA tree `split`: rotates left if two consecutive right children are on the same level.
    fn without_two_right(&mut self, at: u32) -> u32 {
        let right = self.node(at).map_or(0, |node| node.right);
        let Some((between, next)) = self.node(right).map(|node| (node.left, node.right)) else {
            return at;
        };
        if self.level(next) < self.level(at) {
            return at;
        }
        self.edit(at, |node| node.right = between);
        self.edit(right, |node| {
            node.left = at;
            node.level += 1;
        });
        right
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Pseudo-random numbers in `0..count`.
    fn shuffled(count: u32) -> impl Iterator<Item = u32> {
        (0..count).map(move |index| index.wrapping_mul(2_654_435_761) % count.max(1))
    }

    fn hold(numbers: impl Iterator<Item = u32>) {
        let (mut places, mut known) = (NameIndex::default(), BTreeMap::new());
        for (place, number) in numbers.enumerate() {
            let name = format!("{number:05}");
            let is_first = known.insert(name.clone(), place).is_none();
            assert_eq!(places.put(name.into(), place), is_first);
        }
        assert!(places.all().eq(known.iter().map(|(name, place)| (name.as_str(), *place))));
        for name in known.keys() {
            assert!(places.find(name).is_some());
        }
        assert_eq!(places.find("no such name"), None);
        // A tree of this level has at least this many nodes.
        let level = places.level(places.root);
        assert!(1_usize << level <= 2 * known.len() + 2, "{level} levels of {}", known.len());
    }

    #[test]
    fn names_are_found_in_whatever_order_they_came() {
        for count in [0, 1, 2, 19, 20, 21, 22, 40, 100, 5000] {
            hold(0..count);
            hold((0..count).rev());
            hold(shuffled(count));
            hold((0..count).chain(0..count));
            hold((0..count).flat_map(|index| [index, count + count - index]));
        }
    }
}
