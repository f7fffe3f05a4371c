//! What the model spells otherwise than the source: an instant with an offset, a currency in lower case.
//! With the spelling at hand, such a link is cut out of its source like any other.

use super::Field;

/// The parts of links that the model spells otherwise.
#[derive(Debug, Default)]
pub(crate) struct Respelt {
    /// In the order in which they were read. The order within each is part of the contract with
    /// `pkg/links.js`: the number of the link, the field, and where the spelling begins and ends in the
    /// texts.
    parts: Vec<[u32; 4]>,
    texts: String,
}

impl Respelt {
    /// Puts a part of the link with that number; `false` if there is no more room.
    #[cold]
    pub(crate) fn put(&mut self, number: usize, field: Field, spelling: &str) -> bool {
        let start = self.texts.len();
        let counts = [number, start, start + spelling.len()].map(u32::try_from);
        let [Ok(number), Ok(start), Ok(end)] = counts else { return false };
        self.texts.push_str(spelling);
        self.parts.push([number, field as u32, start, end]);
        true
    }

    /// Whether the link with that number, the last one, has any.
    #[inline(always)]
    pub(crate) fn is_of(&self, number: usize) -> bool {
        self.parts.last().is_some_and(|[last, ..]| *last as usize == number)
    }

    /// Forgets those of all but the first links.
    #[inline]
    pub(crate) fn truncate(&mut self, links: usize) {
        let left = self.parts.partition_point(|[number, ..]| (*number as usize) < links);
        self.parts.truncate(left);
        self.texts.truncate(self.parts.last().map_or(0, |[.., end]| *end as usize));
    }

    pub(crate) fn parts(&self) -> &[[u32; 4]] {
        &self.parts
    }

    pub(crate) fn texts(&self) -> &str {
        &self.texts
    }
}
