//! A string as it stands in the source.

use std::borrow::Cow;

/// The characters between the quotes, escapes and all. The scanner has checked them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Text<'a> {
    pub(super) const fn new(raw: &'a str, escaped: bool) -> Self {
        Self { raw, escaped }
    }

    /// The string's value: borrowed unless an escape stands in it.
    pub(crate) fn decode(self) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(unescape(self.raw)) } else { Cow::Borrowed(self.raw) }
    }
}

/// Total on any input; on what the scanner let through it is exact.
fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(next) = rest.next() {
        if next != '\\' {
            out.push(next);
            continue;
        }
        match rest.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => out.push(unicode(&mut rest)),
            Some(itself) => out.push(itself),
            None => {}
        }
    }
    out
}

fn unicode(rest: &mut std::str::Chars<'_>) -> char {
    let first = unit(rest);
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    rest.by_ref().take(2).for_each(drop);
    let second = unit(rest);
    char::from_u32(0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn unit(rest: &mut std::str::Chars<'_>) -> u32 {
    rest.by_ref().take(4).fold(0, |unit, digit| unit * 16 + digit.to_digit(16).unwrap_or(0))
}
