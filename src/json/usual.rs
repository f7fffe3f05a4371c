//! What nearly all of a document is: members without white space between them, whose values are strings
//! without escapes. Looked at sixteen bytes at once; whatever is otherwise is left to the scanner.

use wide::u8x16;

use super::scan::{LANES, chunk, end_of_plain};
use super::{Json, Scan, Span};

/// A member's name, as it stands in the source.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) text: &'static str,
    /// The first sixteen bytes of `,"name":`, which of them count, and how many there are in all.
    start: [u8; LANES],
    counts: u32,
    length: usize,
    /// The last sixteen bytes, if there are more.
    end: [u8; LANES],
}

impl Name {
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    pub(crate) const fn new(text: &'static str) -> Self {
        let name = text.as_bytes();
        let length = name.len() + 4;
        let (mut start, mut end) = ([0; LANES], [0; LANES]);
        let mut at = 0;
        while at < length {
            let byte = match at {
                0 => b',',
                1 => b'"',
                _ if at < name.len() + 2 => name[at - 2],
                _ if at == name.len() + 3 => b':',
                _ => b'"',
            };
            if at < LANES {
                start[at] = byte;
            }
            if length > LANES && at + LANES >= length {
                end[at + LANES - length] = byte;
            }
            at += 1;
        }
        let counts = if length < LANES { (1 << length) - 1 } else { 0xffff };
        Self { text, start, counts, length, end }
    }
}

/// The bytes where the next member should begin, comma and all.
#[derive(Clone, Copy)]
pub(crate) struct Ahead {
    bytes: u8x16,
    at: usize,
    /// Which bytes count: the first one is a bracket and no comma before the first member.
    counts: u32,
}

impl Json<'_> {
    /// What is to be looked at for the next member.
    #[inline(always)]
    pub(crate) fn ahead(&self, is_first: bool) -> Option<Ahead> {
        let at = self.pos - usize::from(is_first);
        let bytes = chunk(self.text.as_bytes(), at)?;
        Some(Ahead { bytes, at, counts: !u32::from(is_first) })
    }

    /// Whether the next member has that name, and nothing is unusual before its value; then the cursor
    /// is there.
    #[inline(always)]
    pub(crate) fn usual_name(&mut self, ahead: Ahead, name: &Name) -> bool {
        let alike = ahead.bytes.simd_eq(u8x16::from(name.start)).to_bitmask();
        let counts = name.counts & ahead.counts;
        if alike & counts != counts {
            return false;
        }
        let start = ahead.at + name.length;
        if name.length > LANES {
            let end = chunk(self.text.as_bytes(), start - LANES);
            let is_it = |end: u8x16| end.simd_eq(u8x16::from(name.end)).to_bitmask() == 0xffff;
            if !end.is_some_and(is_it) {
                return false;
            }
        }
        self.pos = start;
        true
    }

    /// Steps over a quote, if it is there.
    #[inline(always)]
    pub(crate) fn open_quote(&mut self) -> bool {
        let is_open = self.byte() == Some(b'"');
        self.pos += usize::from(is_open);
        is_open
    }

    /// The rest of a string whose opening quote was stepped over, and whether an escape stands in it.
    #[inline(always)]
    pub(crate) fn rest_of_quoted(&mut self) -> Scan<(Span, bool)> {
        let start = self.pos;
        self.pos = end_of_plain(self.text.as_bytes(), start);
        let escaped = self.byte() != Some(b'"');
        if escaped {
            self.rest_of_string()?;
        }
        let span = Span::new(start, self.pos);
        self.pos += 1;
        Ok((span, escaped))
    }

    /// Steps over an object of usual members only, and puts where their names and values stand: texts,
    /// small whole numbers, and the three words. If it is otherwise, the cursor stays.
    #[inline(always)]
    pub(crate) fn usual_object(&mut self, pairs: &mut Vec<[Span; 2]>) -> Option<Span> {
        let before = pairs.len();
        let end = self.usual_pairs(pairs);
        if end.is_none() {
            pairs.truncate(before);
        }
        let (start, end) = (self.pos, end?);
        self.pos = end;
        Some(Span::new(start, end))
    }

    /// Whether two of a few names are the same; of many it may be so.
    #[inline(always)]
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

    fn usual_pairs(&self, pairs: &mut Vec<[Span; 2]>) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let string = |start: usize| {
            let end = end_of_plain(bytes, start);
            is(end, b'"').then_some(Span::new(start, end))
        };
        let mut at = self.pos;
        if !is(at, b'{') {
            return None;
        }
        if is(at + 1, b'}') {
            return Some(at + 2);
        }
        loop {
            if !is(at + 1, b'"') {
                return None;
            }
            let name = string(at + 2)?;
            let colon = name.end as usize + 1;
            if !is(colon, b':') {
                return None;
            }
            let is_string = is(colon + 1, b'"');
            let value = if is_string { string(colon + 2)? } else { simple(bytes, colon + 1)? };
            pairs.push([name, value]);
            at = value.end as usize + usize::from(is_string);
            if is(at, b'}') {
                return Some(at + 1);
            }
            if !is(at, b',') {
                return None;
            }
        }
    }
}

/// A whole number that every host has in one spelling, `true`, `false` or `null`.
fn simple(bytes: &[u8], start: usize) -> Option<Span> {
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
    // What follows may make it another number.
    let ends = matches!(rest.get(digits), Some(b',' | b'}'));
    (is_number && ends).then_some(Span::new(start, start + digits))
}

/// Whether the bytes begin with the prefix.
#[inline(always)]
pub(crate) fn starts_with(bytes: &[u8], prefix: &[u8]) -> bool {
    let mut at = 0;
    while let (Some(one), Some(other)) = (chunk(bytes, at), chunk(prefix, at)) {
        if one.simd_eq(other).to_bitmask() != 0xffff {
            return false;
        }
        at += LANES;
    }
    // The last sixteen of the prefix go over some again.
    match prefix.len().checked_sub(LANES).map(|last| (chunk(bytes, last), chunk(prefix, last))) {
        Some((Some(one), Some(other))) => one.simd_eq(other).to_bitmask() == 0xffff,
        Some(_) => false,
        None => bytes.get(..prefix.len()) == Some(prefix),
    }
}
