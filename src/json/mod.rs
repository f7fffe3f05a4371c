//! JSON text by RFC 8259, scanned once over borrowed input.
//!
//! [`Json`] is a cursor: it knows tokens, nesting and offsets, nothing of meaning. It builds no tree
//! and copies nothing; a string is a [`Text`] that still stands in the source. What a document may
//! contain, and where it is wrong beyond its syntax, is the business of [`crate::reader`].
//!
//! Decided here, because RFC 8259 leaves it open:
//!
//! | input | answer |
//! |---|---|
//! | one leading byte order mark | skipped, and reported by [`Json::had_bom`] |
//! | a lone surrogate escape (`"\ud800"`) | JSON, but no text: [`Text::value`] has none |
//! | nesting beyond [`MAX_DEPTH`] | refused before any stack is at risk |
//! | numbers of any size | scanned as text, never turned into a float |

mod text;
mod tree;

pub(crate) use text::Text;
pub(crate) use tree::Tree;

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
    std::str::from_utf8(bytes).map_err(|error| Fault::NotUtf8 { offset: error.valid_up_to() })
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
        text_of(bytes).map(Self::over)
    }

    fn over(text: &'a str) -> Self {
        let bom = text.starts_with('\u{feff}');
        Self { text, pos: if bom { '\u{feff}'.len_utf8() } else { 0 }, depth: 0, bom }
    }

    /// A second look at a value that was skipped: `start..end` as [`Json::offset`] gave them.
    pub(crate) fn revisit(&self, start: usize) -> Self {
        Self { pos: start, ..self.clone() }
    }

    pub(crate) const fn had_bom(&self) -> bool {
        self.bom
    }

    /// Bytes from the start of the input to the next unread byte.
    pub(crate) const fn offset(&self) -> usize {
        self.pos
    }

    /// The source between two offsets of this cursor.
    pub(crate) fn source(&self, start: usize, end: usize) -> &'a str {
        // INVARIANT: the cursor only ever rests beside ASCII bytes, so both ends are boundaries.
        self.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    const fn expected<T>(&self, expected: &'static str) -> Scan<T> {
        Err(Fault::Syntax { expected, offset: self.pos })
    }

    fn space(&mut self) {
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let ink = |byte: &u8| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        self.pos += rest.iter().position(ink).unwrap_or(rest.len());
    }

    /// Skips white space and tells what value comes next.
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
    pub(crate) fn next_member(&mut self, first: &mut bool) -> Scan<Option<Text<'a>>> {
        self.space();
        if self.byte() == Some(b'}') {
            self.leave();
            return Ok(None);
        }
        if !std::mem::take(first) {
            self.take(b',', "`,` or `}`")?;
            self.space();
        }
        if self.byte() != Some(b'"') {
            return self.expected("a member name in quotes");
        }
        let name = self.string()?;
        self.space();
        self.take(b':', "`:`")?;
        Ok(Some(name))
    }

    /// Whether another element follows; steps out behind the last one.
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
    pub(crate) fn string(&mut self) -> Scan<Text<'a>> {
        self.take(b'"', "a string")?;
        let start = self.pos;
        let mut escaped = false;
        loop {
            self.pos += self.plain();
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return self.expected("an escape for this control character"),
                None => return self.expected("`\"`"),
            }
        }
        let raw = self.source(start, self.pos);
        self.pos += 1;
        Ok(Text::new(raw, escaped))
    }

    /// How many bytes of a string stand for themselves from here on: most of a document is such.
    fn plain(&self) -> usize {
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
        rest.iter().position(special).unwrap_or(rest.len())
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
            self.word("true").map(|()| true)
        } else {
            self.word("false").map(|()| false)
        }
    }

    /// `null`.
    pub(crate) fn null(&mut self) -> Scan<()> {
        self.word("null")
    }

    fn word(&mut self, word: &'static str) -> Scan<()> {
        let end = self.pos + word.len();
        if self.text.as_bytes().get(self.pos..end) == Some(word.as_bytes()) {
            self.pos = end;
            Ok(())
        } else {
            self.expected("a value")
        }
    }

    /// Only white space may follow the document's one value.
    pub(crate) fn end(&mut self) -> Scan<()> {
        self.space();
        if self.pos == self.text.len() { Ok(()) } else { self.expected("the end of the text") }
    }
}
