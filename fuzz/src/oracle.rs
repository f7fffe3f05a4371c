//! JSON by RFC 8259 once more, as plainly as it can be said: what the core's own readers are compared
//! with. It knows no fast way, keeps every token as it is spelt, and every text as UTF-16, so that half
//! a character is as good as any other.

/// A JSON value as it stands in its source.
#[derive(Debug, Clone)]
pub enum Tree<'a> {
    /// A number, `true`, `false` or `null`, as it is spelt.
    Token(&'a str),
    Text(Vec<u16>),
    List(Vec<Self>),
    Object(Vec<(Vec<u16>, Self)>),
}

/// Why a text is no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Syntax,
    /// More than [`DEEPEST`] values inside each other; what is behind that was not looked at.
    Deep,
}

/// As deep as the core goes.
pub const DEEPEST: usize = 128;

/// The tree of a whole text. A byte order mark before it is passed over, as the core does.
pub fn tree(text: &str) -> Result<Tree<'_>, Fault> {
    let mut cursor = Cursor { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 } };
    let tree = cursor.value(0)?;
    cursor.space();
    if cursor.at == text.len() { Ok(tree) } else { Err(Fault::Syntax) }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_it = self.byte() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn need(&mut self, byte: u8) -> Result<(), Fault> {
        if self.take(byte) { Ok(()) } else { Err(Fault::Syntax) }
    }

    fn value(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        self.space();
        let start = self.at;
        match self.byte() {
            Some(b'{' | b'[') if depth == DEEPEST => Err(Fault::Deep),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.text().map(Tree::Text),
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Ok(Tree::Token(&self.text[start..self.at]))
            }
            _ => {
                let rest = &self.text[start..];
                let word =
                    ["true", "false", "null"].into_iter().find(|word| rest.starts_with(word));
                let word = word.ok_or(Fault::Syntax)?;
                self.at += word.len();
                Ok(Tree::Token(word))
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        let mut members = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b'}') {
            return Ok(Tree::Object(members));
        }
        loop {
            self.space();
            let name = self.text()?;
            self.space();
            self.need(b':')?;
            members.push((name, self.value(depth + 1)?));
            self.space();
            if self.take(b'}') {
                return Ok(Tree::Object(members));
            }
            self.need(b',')?;
        }
    }

    fn list(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        let mut values = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b']') {
            return Ok(Tree::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Tree::List(values));
            }
            self.need(b',')?;
        }
    }

    fn text(&mut self) -> Result<Vec<u16>, Fault> {
        self.need(b'"')?;
        let mut units = Vec::new();
        loop {
            let char = self.text[self.at..].chars().next().ok_or(Fault::Syntax)?;
            self.at += char.len_utf8();
            match char {
                '"' => return Ok(units),
                '\\' => units.push(self.escape()?),
                '\0'..='\x1f' => return Err(Fault::Syntax),
                _ => units.extend_from_slice(char.encode_utf16(&mut [0; 2])),
            }
        }
    }

    fn escape(&mut self) -> Result<u16, Fault> {
        let escape = self.byte().ok_or(Fault::Syntax)?;
        self.at += 1;
        Ok(match escape {
            b'"' | b'\\' | b'/' => escape.into(),
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => {
                let digits = self.text.as_bytes().get(self.at..self.at + 4).ok_or(Fault::Syntax)?;
                self.at += 4;
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let unit = digits.iter().try_fold(0, |unit, byte| Some(unit * 16 + digit(byte)?));
                u16::try_from(unit.ok_or(Fault::Syntax)?).map_err(|_| Fault::Syntax)?
            }
            _ => return Err(Fault::Syntax),
        })
    }

    fn number(&mut self) -> Result<(), Fault> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Fault::Syntax) }
    }
}

impl Tree<'_> {
    /// Whether somewhere in it two members of one object are called the same. Half a character is
    /// called by its escape, for plain data has no other name for it: so a text that spells the escape
    /// out is its twin.
    pub fn has_twins(&self) -> bool {
        match self {
            Self::Token(_) | Self::Text(_) => false,
            Self::List(values) => values.iter().any(Self::has_twins),
            Self::Object(members) => {
                let mut names: Vec<_> = members.iter().map(|(name, _)| called(name)).collect();
                names.sort_unstable();
                names.windows(2).any(|pair| pair[0] == pair[1])
                    || members.iter().any(|(_, value)| value.has_twins())
            }
        }
    }

    /// Whether two members of this object itself are called the same.
    pub fn has_own_twins(&self) -> bool {
        let Self::Object(members) = self else { return false };
        let mut names: Vec<_> = members.iter().map(|(name, _)| called(name)).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// Equal but for member order, white space and the spelling of escapes.
    pub fn is(&self, other: &Tree<'_>) -> bool {
        match (self, other) {
            (Self::Token(one), Tree::Token(two)) => one == two,
            (Self::Text(one), Tree::Text(two)) => one == two,
            (Self::List(one), Tree::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.is(two))
            }
            (Self::Object(one), Tree::Object(two)) => {
                let (one, two) = (by_name(one), by_name(two));
                one.len() == two.len()
                    && one.iter().zip(two).all(|(one, two)| one.0 == two.0 && one.1.is(&two.1))
            }
            _ => false,
        }
    }

    /// The member of that name, if it is an object.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        let is_it = |known: &[u16]| name.encode_utf16().eq(known.iter().copied());
        members.iter().find(|(known, _)| is_it(known)).map(|(_, value)| value)
    }
}

fn called(name: &[u16]) -> String {
    let spelt = |half: std::char::DecodeUtf16Error| format!("\\u{:04x}", half.unpaired_surrogate());
    char::decode_utf16(name.iter().copied())
        .map(|char| char.map_or_else(spelt, String::from))
        .collect()
}

fn by_name<'t, 'a>(members: &'t [(Vec<u16>, Tree<'a>)]) -> Vec<&'t (Vec<u16>, Tree<'a>)> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by(|one, two| one.0.cmp(&two.0));
    members
}
