//! Ids of payment links.

use std::fmt;

use serde::Serialize;
use wide::u8x16;

use super::value_error::{ValueError, not_empty};
use crate::syntax::json::{chunk, within};

/// A provider's id of a payment link: opaque, not empty, compared byte by byte.
///
/// It need not be a UUID: Connect's own example is none ("Connect, Cancel payment link"), so a
/// reader only adds a note.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct LinkId(String);

impl LinkId {
    /// # Errors
    /// The text is empty.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::check(text).map(|()| Self(text.to_owned()))
    }

    /// The id as the provider spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the form of a UUID (RFC 9562, hyphenated).
    pub fn is_uuid(&self) -> bool {
        is_uuid(&self.0)
    }

    /// Like [`LinkId::parse`], without the allocation.
    pub(crate) const fn check(text: &str) -> Result<(), ValueError> {
        not_empty(text, "an id")
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether it is a hyphenated UUID, in any case.
pub(crate) fn is_uuid(id: &str) -> bool {
    id.as_bytes().try_into().is_ok_and(is_hyphenated)
}

/// Length of a hyphenated UUID.
pub(crate) const UUID: usize = uuid::fmt::Hyphenated::LENGTH;

/// Compares sixteen bytes at a time, because every link of a list has an id.
#[inline(always)]
pub(crate) fn is_hyphenated(id: &[u8; UUID]) -> bool {
    // The last piece overlaps the second one.
    is_piece(id, 0, 0x2100) && is_piece(id, 16, 0x84) && is_piece(id, 20, 0x8)
}

/// Whether the sixteen bytes at `at` are hexadecimal digits, with hyphens at the bits of `hyphens`.
#[inline(always)]
fn is_piece(id: &[u8; UUID], at: usize, hyphens: u32) -> bool {
    let Some(piece) = chunk(id, at) else { return false };
    let lower = piece | u8x16::splat(0x20);
    let hex = (within(piece, b'0', b'9') | within(lower, b'a', b'f')).to_bitmask();
    let hyphen = piece.simd_eq(u8x16::splat(b'-')).to_bitmask();
    hyphen == hyphens && hex == 0xffff & !hyphens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_uuid_is_what_the_library_takes_for_one() {
        let id = "f47ac10b-58cc-4372-A567-0E02b2c3d479";
        assert!(is_uuid(id) && is_uuid(&uuid::Uuid::max().to_string()));
        for at in 0..id.len() {
            for byte in 0..0x80_u8 {
                let mut bytes = id.as_bytes().to_vec();
                bytes[at] = byte;
                let text = String::from_utf8(bytes).unwrap();
                assert_eq!(is_uuid(&text), uuid::Uuid::try_parse(&text).is_ok(), "{text}");
            }
            assert!(!is_uuid(id.get(at + 1..).unwrap()));
        }
    }
}
