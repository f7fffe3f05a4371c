//! Normalized spellings of values that differ from the source, such as a time with an offset or a
//! currency in lower case. With them, such a link can still be built from its spans.

use super::Field;

/// The fields of links whose spelling in the model differs from the source.
#[derive(Debug, Default)]
pub(crate) struct Respelt {
    /// In reading order: the index of the link, the field, and the start and end of the spelling in
    /// `texts`, in bytes. This layout is part of the contract with `pkg/links.js`.
    parts: Vec<[u32; 4]>,
    texts: String,
}

impl Respelt {
    /// Adds a spelling for the link with this index; `false` if an offset exceeds 32 bits.
    #[cold]
    pub(crate) fn put(&mut self, number: usize, field: Field, spelling: &str) -> bool {
        let start = self.texts.len();
        let counts = [number, start, start + spelling.len()].map(u32::try_from);
        let [Ok(number), Ok(start), Ok(end)] = counts else { return false };
        self.texts.push_str(spelling);
        self.parts.push([number, field as u32, start, end]);
        true
    }

    /// Whether the last link, which must have this index, has any.
    #[inline(always)]
    pub(crate) fn is_of(&self, number: usize) -> bool {
        self.parts.last().is_some_and(|[last, ..]| *last as usize == number)
    }

    /// The spelling of a field of the link with this index; the last one, if it was read again.
    pub(crate) fn spelling_of(&self, number: usize, field: Field) -> Option<&str> {
        let from = self.parts.partition_point(|[known, ..]| (*known as usize) < number);
        let of_link = self.parts.get(from..)?.iter();
        let of_link = of_link.take_while(|[known, ..]| *known as usize == number);
        let [.., start, end] = of_link.filter(|[_, of, ..]| *of == field as u32).last()?;
        self.texts.get(*start as usize..*end as usize)
    }

    /// Removes the spellings of all but the first `links` links.
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
