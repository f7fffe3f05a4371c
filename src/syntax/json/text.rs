//! JSON strings that borrow from the source and are decoded on demand.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::str::Chars;

/// The source between a string's quotes. The scanner has checked the escapes.
///
/// JSON can escape a lone surrogate, which UTF-8 cannot represent: [`Text::value`] is optional.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(raw: &'a str, escaped: bool) -> Self {
        Self { raw, escaped }
    }

    /// A string from its JSON source without the quotes.
    pub(crate) fn spelt(raw: &'a str) -> Self {
        Self { raw, escaped: raw.as_bytes().contains(&b'\\') }
    }

    /// The string, if it contains no escape.
    #[inline(always)]
    pub(crate) const fn plain(self) -> Option<&'a str> {
        if self.escaped { None } else { Some(self.raw) }
    }

    /// Whether both are the same member name.
    #[inline(always)]
    pub(crate) fn is_named(self, other: &Self) -> bool {
        if self.escaped || other.escaped {
            self.name() == other.name()
        } else {
            self.raw == other.raw
        }
    }

    /// The decoded string, borrowed if it has no escape; `None` if it has a lone surrogate.
    pub(crate) fn value(self) -> Option<Cow<'a, str>> {
        if !self.escaped {
            return Some(Cow::Borrowed(self.raw));
        }
        Unescape(self.raw.chars()).collect::<Result<String, Half>>().ok().map(Cow::Owned)
    }

    /// The decoded string; a lone surrogate becomes U+FFFD.
    pub(crate) fn lossy(self) -> String {
        Unescape(self.raw.chars()).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// The decoded string as a member name; a lone surrogate keeps its escape.
    pub(crate) fn name(self) -> Cow<'a, str> {
        self.value().unwrap_or_else(|| {
            Cow::Owned(Unescape(self.raw.chars()).fold(String::new(), |mut name, char| {
                match char {
                    Ok(char) => name.push(char),
                    // Writing to a string cannot fail.
                    Err(Half(unit)) => drop(write!(name, "\\u{unit:04x}")),
                }
                name
            }))
        })
    }
}

/// A lone surrogate.
struct Half(u32);

/// Iterator over the characters of an escaped string. Accepts any input; the result is only
/// meaningful for what the scanner has checked.
struct Unescape<'a>(Chars<'a>);

impl Unescape<'_> {
    fn unit(&mut self) -> u32 {
        self.0.by_ref().take(4).fold(0, |unit, digit| unit * 16 + digit.to_digit(16).unwrap_or(0))
    }

    fn unicode(&mut self) -> Result<char, Half> {
        let first = self.unit();
        if (0xd800..0xdc00).contains(&first) && self.0.as_str().starts_with("\\u") {
            let mut ahead = Self(self.0.clone());
            ahead.0.by_ref().take(2).for_each(drop);
            let second = ahead.unit();
            if (0xdc00..0xe000).contains(&second) {
                self.0 = ahead.0;
                let pair = 0x1_0000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
                return char::from_u32(pair).ok_or(Half(first));
            }
        }
        char::from_u32(first).ok_or(Half(first))
    }
}

impl Iterator for Unescape<'_> {
    type Item = Result<char, Half>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.0.next()?;
        if next != '\\' {
            return Some(Ok(next));
        }
        Some(match self.0.next()? {
            'b' => Ok('\u{8}'),
            'f' => Ok('\u{c}'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'u' => self.unicode(),
            itself => Ok(itself),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text<'_> {
        Text::new(raw, true)
    }

    #[test]
    fn escapes_are_the_characters_they_stand_for() {
        let raw = r#"a\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00z"#;
        let value = "a\"\\/\u{8}\u{c}\n\r\tAé😀z";
        assert_eq!(text(raw).value().unwrap(), value);
        assert_eq!(text(raw).lossy(), value);
        assert_eq!(text(raw).name(), value);
    }

    #[test]
    fn half_a_character_is_no_value_but_still_a_name_of_its_own() {
        for (raw, name, lossy) in [
            (r"a\ud800", "a\\ud800", "a\u{fffd}"),
            (r"\uDC00b", "\\udc00b", "\u{fffd}b"),
            (r"\ud800\u0041", "\\ud800A", "\u{fffd}A"),
            (r"\ud800\ud800\udc00", "\\ud800\u{10000}", "\u{fffd}\u{10000}"),
            (r"\ud800\n", "\\ud800\n", "\u{fffd}\n"),
        ] {
            assert_eq!(text(raw).value(), None, "{raw}");
            assert_eq!(text(raw).name(), name);
            assert_eq!(text(raw).lossy(), lossy);
        }
    }
}
