//! JSON text by RFC 8259, scanned once over borrowed input.
//!
//! [`Json`] is a cursor: it knows tokens, nesting and offsets, nothing of meaning. It builds no tree
//! and copies nothing; a string is a [`Text`] that still stands in the source. What a document may
//! contain, and where it is wrong beyond its syntax, is the business of [`crate::reading`].
//!
//! Decided here, because RFC 8259 leaves it open:
//!
//! | input | answer |
//! |---|---|
//! | one leading byte order mark | skipped, and reported by [`Json::had_bom`] |
//! | a lone surrogate escape (`"\ud800"`) | JSON, but no text: [`Text::value`] has none |
//! | nesting beyond [`MAX_DEPTH`] | refused before any stack is at risk |
//! | numbers of any size | scanned as text, never turned into a float |

use std::borrow::Cow;

pub(crate) use self::fast::Name;
pub(crate) use self::pairs::Pairs;
pub(crate) use self::scan::{LANES, chunk, length_of_plain, length_of_plain_url, within};
pub(crate) use self::text::Text;
pub(crate) use self::tree::Tree;

mod fast;
pub(crate) mod locate;
mod pairs;
mod scan;
mod text;
mod tree;

/// How many objects and arrays may stand inside each other.
pub(crate) const MAX_DEPTH: u8 = 128;

/// Why a text is not a JSON document that can be read at all. Nothing after it can be trusted, so a
/// fault ends the scan. Offsets are bytes from the start of the input.
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
        /// What the grammar wants here.
        expected: &'static str,
        /// Where it was not found.
        offset: usize,
    },
    /// More than [`MAX_DEPTH`] values inside each other.
    #[error("nested deeper than {MAX_DEPTH} at byte {offset}")]
    TooDeep {
        /// Where the value one too deep begins.
        offset: usize,
    },
    /// More bytes than the caller allows.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

/// The result of scanning: a value, or the fault that ends the scan.
pub(crate) type Scan<T> = Result<T, Fault>;

/// The bytes as text.
pub(crate) fn text_of(bytes: &[u8]) -> Scan<&str> {
    // The fast one does not say where; the slow one is only asked if there is something to say.
    let slowly = |_| std::str::from_utf8(bytes);
    simdutf8::basic::from_utf8(bytes)
        .or_else(slowly)
        .map_err(|error| Fault::NotUtf8 { offset: error.valid_up_to() })
}

/// Where something stands: bytes from the start of the input, the second one behind it. The empty
/// span at the very start, where no value of a member can stand, is nowhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const NOWHERE: Self = Self { start: 0, end: 0 };

    /// INVARIANT: no longer text is scanned, see [`Json::new`].
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "the invariant")]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The same span in a text that has so many bytes before it.
    pub(crate) const fn moved(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    pub(crate) const fn is_somewhere(self) -> bool {
        self.start > 0
    }
}

/// What a value is, told by its first byte.
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
    /// The kind in words, with its article, for "expected … found …".
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

    /// A cursor over one of several documents in a text: from `start` on, to the text's end.
    pub(crate) fn within(text: &'a str, start: usize) -> Self {
        let bom = text.get(start..).is_some_and(|document| document.starts_with('\u{feff}'));
        let pos = start + if bom { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, pos, depth: 0, bom }
    }

    /// A second look at a value that was skipped: `start..end` as [`Json::offset`] gave them.
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

    /// Bytes from the start of the input to the next unread byte.
    pub(crate) const fn offset(&self) -> usize {
        self.pos
    }

    /// The source between two offsets of this cursor.
    #[inline(always)]
    pub(crate) fn source(&self, start: usize, end: usize) -> &'a str {
        // INVARIANT: the cursor only ever rests beside ASCII bytes, so both ends are boundaries.
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    /// The bytes that are still to be read.
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

    /// Skips white space and tells what value comes next.
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

    /// Steps into the object or array that [`Json::peek`] saw.
    pub(crate) fn enter(&mut self) -> Scan<()> {
        if self.depth >= MAX_DEPTH {
            return Err(Fault::TooDeep { offset: self.pos });
        }
        self.depth += 1;
        self.pos += 1;
        Ok(())
    }

    /// The next member's name, or `None` behind the last one. `first` is kept by the caller.
    #[inline]
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Scan<Option<Text<'a>>> {
        Ok(if self.at_name(first)? { Some(self.name()?) } else { None })
    }

    /// Whether a member follows: then the cursor is at the quote before its name.
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

    /// The name, and the colon behind it.
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

    /// Whether another element follows; steps out behind the last one.
    #[inline]
    pub(crate) fn next_element(&mut self, first: &mut bool) -> Scan<bool> {
        self.space();
        if self.byte() == Some(b']') {
            // A comma is always followed by a value before we come back here.
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

    /// A string, its escapes checked but not decoded.
    #[inline]
    pub(crate) fn string(&mut self) -> Scan<Text<'a>> {
        let (span, escaped) = self.quoted()?;
        Ok(Text::new(self.at(span), escaped))
    }

    /// The source at a span that this cursor gave out.
    #[inline(always)]
    pub(crate) fn at(&self, span: Span) -> &'a str {
        self.source(span.start as usize, span.end as usize)
    }

    /// A string without escapes at a span that this cursor gave out.
    pub(crate) fn text_at(&self, span: Span) -> Text<'a> {
        Text::new(self.at(span), false)
    }

    /// The value of a string at a span that this cursor gave out; none if half a character is in it.
    pub(crate) fn value_at(&self, span: Span) -> Option<Cow<'a, str>> {
        Text::spelt(self.at(span)).value()
    }

    /// Whether the cursor is in the outermost object or array.
    #[inline(always)]
    pub(crate) const fn is_outermost(&self) -> bool {
        self.depth == 1
    }

    /// Where a string stands, without its quotes, and whether an escape stands in it.
    #[inline(always)]
    pub(crate) fn quoted(&mut self) -> Scan<(Span, bool)> {
        self.take(b'"', "a string")?;
        self.rest_of_quoted()
    }

    /// From the first byte that does not stand for itself to the closing quote.
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

    /// The hexadecimal digits behind `u`.
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

    /// A number, as it is written.
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

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Scan<bool> {
        if self.byte() == Some(b't') {
            self.word(b"true").map(|()| true)
        } else {
            self.word(b"false").map(|()| false)
        }
    }

    /// Steps over a text, if it stands there.
    #[inline(always)]
    pub(crate) fn literal<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        let is_it = self.rest().first_chunk() == Some(text);
        if is_it {
            self.pos += N;
        }
        is_it
    }

    /// `null`.
    pub(crate) fn null(&mut self) -> Scan<()> {
        self.word(b"null")
    }

    fn word<const N: usize>(&mut self, word: &[u8; N]) -> Scan<()> {
        if self.literal(word) { Ok(()) } else { self.expected("a value") }
    }

    /// Steps over a value of any kind.
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

    /// Only white space may follow the document's one value.
    pub(crate) fn end(&mut self) -> Scan<()> {
        self.space();
        if self.pos == self.text.len() { Ok(()) } else { self.expected("the end of the text") }
    }
}
