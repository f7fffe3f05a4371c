//! A JSON scanner (RFC 8259) over borrowed text.
//!
//! [`Json`] is a cursor that knows tokens, nesting and offsets. It builds no tree and copies
//! nothing; a string is a [`Text`] that borrows from the source. What members a document may have
//! is checked in [`crate::reading`].
//!
//! Where RFC 8259 leaves the behaviour open:
//!
//! | input | behaviour |
//! |---|---|
//! | one leading byte order mark | skipped, and reported by [`Json::had_bom`] |
//! | a lone surrogate escape (`"\ud800"`) | accepted, but [`Text::value`] is `None` |
//! | nesting beyond [`MAX_DEPTH`] | refused, to bound the stack |
//! | numbers of any size | kept as text, never converted to a float |

use std::borrow::Cow;

pub(crate) use self::fast::Name;
pub(crate) use self::outline::Outline;
pub(crate) use self::pairs::Pairs;
pub(crate) use self::scan::{LANES, chunk, length_of_plain, length_of_plain_url, within};
pub(crate) use self::text::Text;
pub(crate) use self::tree::Tree;

mod fast;
pub(crate) mod locate;
mod outline;
mod pairs;
mod scan;
mod text;
mod tree;

/// Maximum nesting of objects and arrays.
pub(crate) const MAX_DEPTH: u8 = 128;

/// Why the text is not a readable JSON document. Nothing after a fault can be trusted, so it ends
/// the scan. Offsets are bytes from the start of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    /// The bytes are not UTF-8.
    #[error("the text is not UTF-8 at byte {offset}")]
    NotUtf8 {
        /// First byte that is not part of a character.
        offset: usize,
    },
    /// The text breaks the grammar.
    #[error("expected {expected} at byte {offset}")]
    Syntax {
        /// What the grammar requires here.
        expected: &'static str,
        /// Where it is missing.
        offset: usize,
    },
    /// Values are nested more than [`MAX_DEPTH`] deep.
    #[error("nested deeper than {MAX_DEPTH} at byte {offset}")]
    TooDeep {
        /// Start of the value that is one level too deep.
        offset: usize,
    },
    /// The text has more bytes than the caller allows.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

pub(crate) type Scan<T> = Result<T, Fault>;

/// Validates the bytes as UTF-8.
pub(crate) fn text_of(bytes: &[u8]) -> Scan<&str> {
    // The SIMD validator does not report the offset, so a failure is validated again.
    let slowly = |_| std::str::from_utf8(bytes);
    simdutf8::basic::from_utf8(bytes)
        .or_else(slowly)
        .map_err(|error| Fault::NotUtf8 { offset: error.valid_up_to() })
}

/// A byte range of the input, end exclusive. The empty range at 0, where no member's value can be,
/// means "absent".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const NOWHERE: Self = Self { start: 0, end: 0 };

    /// INVARIANT: offsets fit in `u32`, because [`Json::new`] refuses longer texts.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the invariant")]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    const fn has(self, offset: usize) -> bool {
        self.start as usize <= offset && offset < self.end as usize
    }

    pub(crate) const fn is_somewhere(self) -> bool {
        self.start > 0
    }
}

/// The type of a value, known from its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Number,
    Bool,
    Null,
}

impl Kind {
    /// The type in words with its article, for "expected … found …".
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Bool => "a boolean",
            Self::Null => "null",
        }
    }
}

/// A cursor over one JSON text.
#[derive(Debug, Clone)]
pub(crate) struct Json<'a> {
    text: &'a str,
    pos: usize,
    depth: u8,
    bom: bool,
}

impl<'a> Json<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Scan<Self> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(Fault::TooLarge { limit: u32::MAX as usize });
        }
        text_of(bytes).map(|text| Self::within(text, 0))
    }

    /// A cursor over one of several documents in a text, from `start` to the end of the text.
    pub(crate) fn within(text: &'a str, start: usize) -> Self {
        let bom = text.get(start..).is_some_and(|document| document.starts_with('\u{feff}'));
        let pos = start + if bom { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, pos, depth: 0, bom }
    }

    /// A cursor that reads a skipped value again; `start` comes from [`Json::offset`].
    pub(crate) fn revisit(&self, start: usize) -> Self {
        Self { pos: start, ..self.clone() }
    }

    /// The whole text.
    pub(crate) const fn text(&self) -> &'a str {
        self.text
    }

    pub(crate) const fn had_bom(&self) -> bool {
        self.bom
    }

    /// Offset in bytes of the next unread byte.
    pub(crate) const fn offset(&self) -> usize {
        self.pos
    }

    /// The source between two offsets of this cursor.
    #[inline(always)]
    pub(crate) fn source(&self, start: usize, end: usize) -> &'a str {
        // INVARIANT: the cursor stops next to ASCII bytes, so both ends are character boundaries.
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    #[inline(always)]
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.pos..).unwrap_or_default()
    }

    const fn expected<T>(&self, expected: &'static str) -> Scan<T> {
        Err(Fault::Syntax { expected, offset: self.pos })
    }

    #[inline(always)]
    fn space(&mut self) {
        if self.byte().is_none_or(|byte| byte <= b' ') {
            self.spaces();
        }
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        let ink = |byte: &u8| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.pos += rest.iter().position(ink).unwrap_or(rest.len());
    }

    /// Skips white space and returns the type of the next value.
    #[inline]
    pub(crate) fn peek(&mut self) -> Scan<Kind> {
        self.space();
        match self.byte() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            _ => self.expected("a value"),
        }
    }

    /// Enters the object or array that [`Json::peek`] found.
    pub(crate) fn enter(&mut self) -> Scan<()> {
        if self.depth >= MAX_DEPTH {
            return Err(Fault::TooDeep { offset: self.pos });
        }
        self.depth += 1;
        self.pos += 1;
        Ok(())
    }

    /// The next member's name, or `None` after the last one. The caller keeps `first`.
    #[inline]
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Scan<Option<Text<'a>>> {
        Ok(if self.at_name(first)? { Some(self.name()?) } else { None })
    }

    /// Whether another member follows; if so, the cursor is at the opening quote of its name.
    #[inline(always)]
    pub(crate) fn at_name(&mut self, first: &mut bool) -> Scan<bool> {
        self.space();
        if self.byte() == Some(b'}') {
            self.leave();
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.take(b',', "`,` or `}`")?;
            self.space();
        }
        if self.byte() != Some(b'"') {
            return self.expected("a member name in quotes");
        }
        Ok(true)
    }

    /// Reads a member's name and the colon after it.
    pub(crate) fn name(&mut self) -> Scan<Text<'a>> {
        let name = self.string()?;
        self.colon()?;
        Ok(name)
    }

    #[inline(always)]
    fn colon(&mut self) -> Scan<()> {
        self.space();
        self.take(b':', "`:`")
    }

    /// Whether another element follows; leaves the array after the last one.
    #[inline]
    pub(crate) fn next_element(&mut self, first: &mut bool) -> Scan<bool> {
        self.space();
        if self.byte() == Some(b']') {
            // A comma is always followed by a value before this is called again.
            self.leave();
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.take(b',', "`,` or `]`")?;
            self.space();
            if self.byte() == Some(b']') {
                return self.expected("a value");
            }
        }
        Ok(true)
    }

    #[inline(always)]
    fn take(&mut self, byte: u8, expected: &'static str) -> Scan<()> {
        if self.byte() == Some(byte) {
            self.pos += 1;
            Ok(())
        } else {
            self.expected(expected)
        }
    }

    const fn leave(&mut self) {
        self.pos += 1;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads a string; its escapes are checked but not decoded.
    #[inline]
    pub(crate) fn string(&mut self) -> Scan<Text<'a>> {
        let (span, escaped) = self.quoted()?;
        Ok(Text::new(self.at(span), escaped))
    }

    /// The source of a span that this cursor returned.
    #[inline(always)]
    pub(crate) fn at(&self, span: Span) -> &'a str {
        self.source(span.start as usize, span.end as usize)
    }

    /// The string without escapes at a span that this cursor returned.
    pub(crate) fn text_at(&self, span: Span) -> Text<'a> {
        Text::new(self.at(span), false)
    }

    /// The decoded string at a span that this cursor returned; `None` if it has a lone surrogate.
    pub(crate) fn value_at(&self, span: Span) -> Option<Cow<'a, str>> {
        Text::spelt(self.at(span)).value()
    }

    #[inline(always)]
    pub(crate) const fn is_outermost(&self) -> bool {
        self.depth == 1
    }

    /// Reads a string: its span without the quotes, and whether it contains an escape.
    #[inline(always)]
    pub(crate) fn quoted(&mut self) -> Scan<(Span, bool)> {
        self.take(b'"', "a string")?;
        self.rest_of_quoted()
    }

    /// Scans from the first escape or control character to the closing quote.
    #[cold]
    fn rest_of_string(&mut self) -> Scan<()> {
        loop {
            match self.byte() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.escape()?,
                Some(_) => return self.expected("an escape for this control character"),
                None => return self.expected("`\"`"),
            }
            self.pos += length_of_plain(self.rest());
        }
    }

    fn escape(&mut self) -> Scan<()> {
        self.pos += 1;
        match self.byte() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.pos += 1;
                Ok(())
            }
            Some(b'u') => self.four_digits(),
            _ => self.expected("one of the escapes `\"\\/bfnrtu`"),
        }
    }

    /// The four hexadecimal digits after `\u`.
    fn four_digits(&mut self) -> Scan<()> {
        self.pos += 1;
        for _ in 0..4 {
            if !self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                return self.expected("four hexadecimal digits");
            }
            self.pos += 1;
        }
        Ok(())
    }

    /// Reads a number as source text.
    pub(crate) fn number(&mut self) -> Scan<&'a str> {
        let start = self.pos;
        if self.byte() == Some(b'-') {
            self.pos += 1;
        }
        if self.byte() == Some(b'0') {
            self.pos += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.pos += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.pos += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.pos += 1;
            }
            self.digits()?;
        }
        Ok(self.source(start, self.pos))
    }

    fn digits(&mut self) -> Scan<()> {
        if !self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.expected("a digit");
        }
        while self.byte().is_some_and(|byte| byte.is_ascii_digit()) {
            self.pos += 1;
        }
        Ok(())
    }

    pub(crate) fn boolean(&mut self) -> Scan<bool> {
        if self.byte() == Some(b't') {
            self.word(b"true").map(|()| true)
        } else {
            self.word(b"false").map(|()| false)
        }
    }

    /// Skips the given bytes if they come next.
    #[inline(always)]
    pub(crate) fn literal<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        let is_it = self.rest().first_chunk() == Some(text);
        if is_it {
            self.pos += N;
        }
        is_it
    }

    pub(crate) fn null(&mut self) -> Scan<()> {
        self.word(b"null")
    }

    fn word<const N: usize>(&mut self, word: &[u8; N]) -> Scan<()> {
        if self.literal(word) { Ok(()) } else { self.expected("a value") }
    }

    /// Skips a value of any type.
    pub(crate) fn skip(&mut self) -> Scan<()> {
        match self.peek()? {
            Kind::Object => {
                let mut first = true;
                self.enter()?;
                while self.next_member(&mut first)?.is_some() {
                    self.skip()?;
                }
            }
            Kind::Array => {
                let mut first = true;
                self.enter()?;
                while self.next_element(&mut first)? {
                    self.skip()?;
                }
            }
            Kind::String => drop(self.quoted()?),
            Kind::Number => drop(self.number()?),
            Kind::Bool => drop(self.boolean()?),
            Kind::Null => self.null()?,
        }
        Ok(())
    }

    /// Requires that only white space follows the document's value.
    pub(crate) fn end(&mut self) -> Scan<()> {
        self.space();
        if self.pos == self.text.len() { Ok(()) } else { self.expected("the end of the text") }
    }
}
