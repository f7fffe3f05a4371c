//! Fast path for flat JSON objects, such as the merchant's metadata.
//!
//! The links of a list mostly have the same metadata names, so each name is compared with the one
//! at the same position in the previous object. If all are equal, there is no duplicate either.

use std::ops::Range;

use super::scan::{LANES, chunk, length_of_plain};
use super::{Json, Span};

/// Spans of the names and values of flat objects.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    all: Vec<[Span; 2]>,
    /// Range of the last object that had new names; empty if it had duplicate names.
    last: Range<usize>,
}

impl Pairs {
    pub(crate) const fn len(&self) -> usize {
        self.all.len()
    }

    /// Keeps only the first `count` pairs.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.all.truncate(count);
        self.last = 0..0;
    }

    pub(crate) fn take(&mut self) -> Vec<[Span; 2]> {
        self.last = 0..0;
        std::mem::take(&mut self.all)
    }

    /// The pairs from index `first` on.
    pub(crate) fn since(&self, first: usize) -> &[[Span; 2]] {
        self.all.get(first..).unwrap_or_default()
    }

    /// Discards the last object's names as a reference, because it has duplicates.
    pub(crate) fn forget_last(&mut self) {
        self.last = 0..0;
    }

    /// The name at an index, if it belongs to the last object.
    #[inline(always)]
    fn name_of_last(&self, place: usize) -> Option<Span> {
        let [name, _] = self.all.get(place)?;
        (place < self.last.end).then_some(*name)
    }
}

impl Json<'_> {
    /// Reads a flat object and appends the spans of its names and values, which may be strings
    /// without escapes, small whole numbers, `true`, `false` and `null`. Returns the object's span
    /// and whether its names equal those of the last object. Any other input leaves the cursor in
    /// place.
    #[inline(always)]
    pub(crate) fn expected_object(&mut self, pairs: &mut Pairs) -> Option<(Span, bool)> {
        let before = pairs.len();
        let read = self.expected_pairs(pairs);
        if read.is_none() {
            pairs.all.truncate(before);
        }
        let (start, (end, is_alike)) = (self.pos, read?);
        self.pos = end;
        // An object with only the first of the last object's names keeps those for comparison.
        if !is_alike {
            pairs.last = before..pairs.len();
        }
        Some((Span::new(start, end), is_alike))
    }

    /// Whether names are duplicate. More than a few are not compared; the answer is true then.
    #[inline(never)]
    pub(crate) fn may_have_twins(&self, pairs: &[[Span; 2]]) -> bool {
        const FEW: usize = 12;
        let is_twin = |[one, _]: &[Span; 2], [other, _]: &[Span; 2]| {
            one.end - one.start == other.end - other.start && self.at(*one) == self.at(*other)
        };
        let mut rest = if pairs.len() > FEW { &[] } else { pairs };
        while let [first, others @ ..] = rest {
            if others.iter().any(|other| is_twin(first, other)) {
                return true;
            }
            rest = others;
        }
        pairs.len() > FEW
    }

    fn expected_pairs(&self, pairs: &mut Pairs) -> Option<(usize, bool)> {
        let bytes = self.text.as_bytes();
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let string = |start: usize| {
            let end = start + length_of_plain(bytes.get(start..)?);
            is(end, b'"').then_some(Span::new(start, end))
        };
        let mut at = self.pos;
        if !is(at, b'{') {
            return None;
        }
        if is(at + 1, b'}') {
            return Some((at + 2, true));
        }
        let (mut place, mut is_same) = (pairs.last.start, true);
        loop {
            let known = pairs.name_of_last(place).filter(|known| is_named(bytes, *known, at + 1));
            let name = if let Some(known) = known {
                let start = at + 2;
                Span::new(start, start + (known.end - known.start) as usize)
            } else {
                is_same = false;
                if !is(at + 1, b'"') {
                    return None;
                }
                string(at + 2).filter(|name| is(name.end as usize + 1, b':'))?
            };
            place += 1;
            let start = name.end as usize + 2;
            let is_string = is(start, b'"');
            let value = if is_string { string(start + 1)? } else { simple(bytes, start)? };
            pairs.all.push([name, value]);
            at = value.end as usize + usize::from(is_string);
            if is(at, b'}') {
                return Some((at + 1, is_same));
            }
            if !is(at, b',') {
                return None;
            }
        }
    }
}

/// Whether the quoted name and colon at `quote` equal those of the `known` name.
#[inline(always)]
fn is_named(bytes: &[u8], known: Span, quote: usize) -> bool {
    const LONGEST: usize = LANES - 3;
    let length = (known.end - known.start) as usize;
    let counts = (1_u32 << ((length + 3) % 32)) - 1;
    match (chunk(bytes, known.start as usize - 1), chunk(bytes, quote)) {
        (Some(known), Some(here)) => {
            length <= LONGEST && here.simd_eq(known).to_bitmask() & counts == counts
        }
        _ => false,
    }
}

/// A whole number of up to 15 digits, which has only one spelling as a double, or a literal.
#[inline(always)]
fn simple(bytes: &[u8], start: usize) -> Option<Span> {
    match bytes.get(start..)?.first_chunk() {
        // Fast path: one digit.
        Some([b'0'..=b'9', b',' | b'}']) => Some(Span::new(start, start + 1)),
        _ => longer(bytes, start),
    }
}

#[inline(never)]
fn longer(bytes: &[u8], start: usize) -> Option<Span> {
    let rest = bytes.get(start..)?;
    let words = [b"true".as_slice(), b"false", b"null"];
    if let Some(word) = words.into_iter().find(|word| rest.starts_with(word)) {
        return Some(Span::new(start, start + word.len()));
    }
    let digits = rest.iter().take(16).take_while(|byte| byte.is_ascii_digit()).count();
    let is_number = match (rest, digits) {
        ([b'0', ..], digits) => digits == 1,
        (_, digits) => (1..=15).contains(&digits),
    };
    // A point or an exponent may follow, which makes it another number.
    let ends = matches!(rest.get(digits), Some(b',' | b'}'));
    (is_number && ends).then_some(Span::new(start, start + digits))
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    /// Reads the objects in sequence and compares each result with the full parser's.
    #[track_caller]
    fn are_read(objects: &[&str]) {
        let source = objects.join("\n");
        let mut pairs = Pairs::default();
        let mut start = 0;
        for object in objects {
            let mut json = Json::within(&source, start);
            let before = pairs.len();
            let read = json.expected_object(&mut pairs);
            let tree = Tree::of(object.as_bytes());
            if let Some((span, is_alike)) = read
                && span.end as usize == start + object.len()
            {
                let Ok(Tree::Object(members)) = tree else { panic!("{object} is none") };
                let names = || members.iter().map(|(name, _)| name.plain().unwrap());
                let ours = pairs.since(before);
                assert!(ours.iter().map(|[name, _]| json.at(*name)).eq(names()), "{source}");
                let has_twins = (1..members.len())
                    .any(|at| names().take(at).any(|name| Some(name) == names().nth(at)));
                assert!(!has_twins || json.may_have_twins(ours), "{source}");
                assert!(!has_twins || !is_alike, "{source}");
                if has_twins {
                    pairs.forget_last();
                }
            } else {
                // An object that is left to the full parser must not leave pairs behind.
                assert!(read.is_some() || pairs.len() == before, "{source}");
            }
            start += object.len() + 1;
        }
    }

    #[test]
    fn an_object_is_read_by_the_names_of_the_one_before_as_it_is_without() {
        let before = r#"{"orderId":"12345","attempt":3,"a":true,"":null,"sixteen-letters":"x"}"#;
        let behind = r#"{"orderId":"6","attempt":12,"a":"b"}"#;
        for at in 0..before.len() {
            for byte in 0..0x80_u8 {
                let mut bytes = before.as_bytes().to_vec();
                bytes[at] = byte;
                let changed = String::from_utf8(bytes.clone()).unwrap();
                bytes.remove(at);
                let removed = String::from_utf8(bytes).unwrap();
                for other in [changed.as_str(), removed.as_str()] {
                    are_read(&[before, other, behind, before]);
                }
            }
        }
    }

    #[test]
    fn a_name_that_stands_twice_is_seen_whatever_was_before() {
        let names = ["a", "b", "orderId", "longer-than-thirteen"];
        let object = |choice: usize| {
            let name = |at: u32| names[choice / names.len().pow(at) % names.len()];
            format!(r#"{{"{}":1,"{}":"x","{}":2}}"#, name(0), name(1), name(2))
        };
        let objects: Vec<_> = (0..names.len().pow(3)).map(object).collect();
        for one in &objects {
            for other in &objects {
                are_read(&[one, other, one]);
            }
        }
    }
}
