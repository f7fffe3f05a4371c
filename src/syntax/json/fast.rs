//! SIMD fast path for common JSON: members without white space whose values are strings without
//! escapes. Everything else is left to the scanner in [`super`].

use super::scan::{LANES, chunk, length_of_plain};
use super::{Json, Scan, Span};

/// A member name to compare with the source.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) text: &'static str,
    /// The bytes of `,"name":`, a bit mask of the bytes to compare, and their number.
    bytes: [u8; WINDOW],
    counts: u32,
    length: usize,
}

/// Bytes compared at once: the longest name with its comma, quotes and colon.
const WINDOW: usize = 2 * LANES;

impl Name {
    /// `text` has up to 28 bytes.
    #[expect(clippy::indexing_slicing, reason = "at compile time, which a panic ends")]
    pub(crate) const fn new(text: &'static str) -> Self {
        let name = text.as_bytes();
        let length = name.len() + 4;
        let mut bytes = [0; WINDOW];
        let mut at = 0;
        while at < length {
            bytes[at] = match at {
                0 => b',',
                1 => b'"',
                _ if at < name.len() + 2 => name[at - 2],
                _ if at == name.len() + 3 => b':',
                _ => b'"',
            };
            at += 1;
        }
        Self { text, bytes, counts: u32::MAX >> (WINDOW - length), length }
    }
}

/// The bytes where the next member should begin, including the comma.
#[derive(Clone, Copy)]
pub(crate) struct Ahead<'a> {
    bytes: &'a [u8; WINDOW],
    at: usize,
    /// Bit mask of the bytes to compare; excludes the first byte if it is `{` instead of a comma.
    counts: u32,
}

impl Ahead<'_> {
    /// The offset of the value, if the next member has this name and no white space.
    #[inline(always)]
    pub(crate) fn value_of(self, name: &Name) -> Option<usize> {
        let counts = name.counts & self.counts;
        let is_alike = |at: usize| {
            let (bytes, name) = (chunk(self.bytes, at)?, chunk(&name.bytes, at)?);
            let counts = counts >> at & 0xffff;
            Some(bytes.simd_eq(name).to_bitmask() & counts == counts)
        };
        let is_it = is_alike(0)? && (name.length <= LANES || is_alike(LANES)?);
        // INVARIANT: the offset is within the text, so the sum cannot overflow.
        is_it.then(|| self.at.wrapping_add(name.length))
    }

    /// Whether a member may begin here; false for white space and the end of the object.
    #[inline(always)]
    pub(crate) const fn may_be_member(self) -> bool {
        let [first, ..] = self.bytes;
        matches!(first, b',' | b'{')
    }
}

impl<'a> Json<'a> {
    /// The window for the next member; `None` close to the end of the text.
    #[inline(always)]
    pub(crate) fn ahead(&self, is_first: bool) -> Option<Ahead<'a>> {
        let at = self.pos.checked_sub(usize::from(is_first))?;
        let bytes = self.text.as_bytes().get(at..)?.first_chunk()?;
        Some(Ahead { bytes, at, counts: !u32::from(is_first) })
    }
}

impl Json<'_> {
    /// Skips a quoted string of a known length that was already checked, and returns its span.
    #[inline(always)]
    pub(crate) fn take_quoted(&mut self, length: usize) -> Span {
        // INVARIANT: the string is within the text, so no sum can overflow.
        let start = self.pos.wrapping_add(1);
        let end = start.wrapping_add(length);
        self.pos = end.wrapping_add(1);
        Span::new(start, end)
    }

    /// Moves the cursor to an offset, which must be next to an ASCII byte.
    #[inline(always)]
    pub(crate) const fn go_to(&mut self, offset: usize) {
        self.pos = offset;
    }

    /// The rest of a string after its opening quote, and whether it contains an escape.
    #[inline(always)]
    pub(crate) fn rest_of_quoted(&mut self) -> Scan<(Span, bool)> {
        let start = self.pos;
        self.pos += length_of_plain(self.rest());
        let escaped = self.byte() != Some(b'"');
        if escaped {
            self.rest_of_string()?;
        }
        let span = Span::new(start, self.pos);
        self.pos += 1;
        Ok((span, escaped))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_by_every_byte_of_its_name() {
        let longest = "chargedTargetRateCurrencyXyz";
        for length in 1..=longest.len() {
            let text = longest.get(..length).unwrap();
            let name = Name::new(text);
            for first in [",", "{"] {
                let source = format!("{first}\"{text}\":{:30}", "");
                let value_in = |source: &str| {
                    let mut json = Json::within(source, 0);
                    json.go_to(usize::from(first == "{"));
                    json.ahead(first == "{").and_then(|ahead| ahead.value_of(&name))
                };
                assert_eq!(value_in(&source), Some(length + 4));
                // The comma is compared; the bracket was checked before.
                for at in usize::from(first == "{")..length + 4 {
                    for byte in 0..0x80_u8 {
                        let mut bytes = source.clone().into_bytes();
                        bytes[at] = byte;
                        let other = String::from_utf8(bytes).unwrap();
                        assert_eq!(value_in(&other).is_some(), other == source, "{other}");
                    }
                }
                let cut = source.get(..WINDOW - 1).unwrap();
                assert_eq!(value_in(cut), None);
            }
        }
    }
}
