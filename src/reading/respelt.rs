//! What the model spells otherwise than the source, and nothing else is otherwise: an instant with an
//! offset, a currency in lower case. Such a link needs no second look: here is all there is to say.

use super::Field;

/// The parts of links that the model spells otherwise.
#[derive(Debug, Default)]
pub(crate) struct Respelt {
    /// In the order in which they were read. The order within each is part of the contract with
    /// `pkg/links.js`: the number of the link, the field, and where in the texts the place of the part
    /// in the link's own document begins, where that ends and the model's spelling begins, and its end.
    parts: Vec<[u32; 5]>,
    /// ASCII only.
    texts: String,
}

impl Respelt {
    /// Puts a part of the link with that number; `false` if there is no more room. `place` is a pointer
    /// without its last step.
    #[cold]
    pub(crate) fn put(
        &mut self,
        number: usize,
        field: Field,
        place: &str,
        name: &str,
        spelling: &str,
    ) -> bool {
        let start = self.texts.len();
        let middle = start + place.len() + name.len();
        let counts = [number, start, middle, middle + spelling.len()].map(u32::try_from);
        let [Ok(number), Ok(start), Ok(middle), Ok(end)] = counts else { return false };
        for text in [place, name, spelling] {
            self.texts.push_str(text);
        }
        self.parts.push([number, field as u32, start, middle, end]);
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
        let kept = self.parts.partition_point(|[number, ..]| (*number as usize) < links);
        self.parts.truncate(kept);
        self.texts.truncate(self.parts.last().map_or(0, |[.., end]| *end as usize));
    }

    pub(crate) fn parts(&self) -> &[[u32; 5]] {
        &self.parts
    }

    pub(crate) fn texts(&self) -> &str {
        &self.texts
    }

    /// Those of one link: the field, its place in the link's own document, and the model's spelling.
    pub(crate) fn of(&self, number: usize) -> impl Iterator<Item = (u32, &str, &str)> {
        let from = self.parts.partition_point(|[before, ..]| (*before as usize) < number);
        let own = self.parts.get(from..).unwrap_or_default().iter();
        let own = own.take_while(move |[of, ..]| *of as usize == number);
        own.map(|[_, field, start, middle, end]| {
            (*field, self.at(*start, *middle), self.at(*middle, *end))
        })
    }

    fn at(&self, start: u32, end: u32) -> &str {
        self.texts.get(start as usize..end as usize).unwrap_or_default()
    }
}
