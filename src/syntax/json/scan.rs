//! SIMD search for the end of a run of ordinary bytes.
//!
//! Most of a document is plain text, so parsing spends most of its time here. The vectors of the
//! `wide` crate use the host's SIMD, natively and in WebAssembly, without unsafe code.

use wide::u8x16;

/// Bytes per SIMD vector.
pub(crate) const LANES: usize = 16;

/// The sixteen bytes at an offset; `None` if there are fewer.
#[inline(always)]
pub(crate) fn chunk(bytes: &[u8], at: usize) -> Option<u8x16> {
    bytes.get(at..)?.first_chunk::<LANES>().map(|chunk| u8x16::from(*chunk))
}

/// Mask of the bytes in the range `first..=last`.
#[inline(always)]
pub(crate) fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    (bytes - u8x16::splat(first)).simd_le(u8x16::splat(last - first))
}

/// Number of bytes before the first quote, backslash or control character, which end or break a
/// string; all bytes if there is none.
#[inline(always)]
pub(crate) fn length_of_plain(bytes: &[u8]) -> usize {
    let (mut length, mut rest) = (0, bytes);
    while let Some((lanes, behind)) = rest.split_first_chunk::<LANES>() {
        let lanes = u8x16::from(*lanes);
        let special = lanes.simd_eq(u8x16::splat(b'"'))
            | lanes.simd_eq(u8x16::splat(b'\\'))
            | lanes.simd_lt(u8x16::splat(b' '));
        let found = special.to_bitmask();
        if found != 0 {
            return length + found.trailing_zeros() as usize;
        }
        (length, rest) = (length + LANES, behind);
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    length + rest.iter().position(special).unwrap_or(rest.len())
}

/// Number of leading bytes that are allowed unescaped anywhere after a URL's host: letters, digits
/// and `&'()*+,-./:;=?@_`. A URL with other bytes needs the full parser.
#[inline(always)]
pub(crate) fn length_of_plain_url(bytes: &[u8]) -> usize {
    let (mut length, mut rest) = (0, bytes);
    while let Some((lanes, behind)) = rest.split_first_chunk::<LANES>() {
        let lanes = u8x16::from(*lanes);
        let plain = within(lanes, b'&', b';')
            | within(lanes, b'?', b'Z')
            | within(lanes, b'a', b'z')
            | lanes.simd_eq(u8x16::splat(b'='))
            | lanes.simd_eq(u8x16::splat(b'_'));
        let others = !plain.to_bitmask() & 0xffff;
        if others != 0 {
            return length + others.trailing_zeros() as usize;
        }
        (length, rest) = (length + LANES, behind);
    }
    let plain = |byte: &u8| matches!(byte, b'&'..=b';' | b'?'..=b'Z' | b'a'..=b'z' | b'=' | b'_');
    length + rest.iter().take_while(|byte| plain(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_the_bytes_say_so_wherever_it_stands() {
        for special in (0..=255_u8).filter(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
            for length in 0..70 {
                for at in 0..length {
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = special;
                    for from in 0..=at {
                        assert_eq!(from + length_of_plain(&bytes[from..]), at);
                    }
                }
            }
        }
        for ordinary in (0..=255_u8).filter(|byte| !matches!(byte, b'"' | b'\\' | ..0x20)) {
            assert_eq!(length_of_plain(&[ordinary; 37]), 37);
        }
    }

    #[test]
    fn the_plain_bytes_of_a_url_are_told_from_all_others() {
        for byte in 0..=255_u8 {
            let plain = byte.is_ascii_alphanumeric() || b"&'()*+,-./:;=?@_".contains(&byte);
            for length in 1..40 {
                for at in 0..length {
                    let mut bytes = vec![b'a'; length];
                    bytes[at] = byte;
                    let end = if plain { length } else { at };
                    assert_eq!(length_of_plain_url(&bytes), end, "{byte} at {at} of {length}");
                }
            }
        }
        assert_eq!(length_of_plain_url(b""), 0);
    }
}
