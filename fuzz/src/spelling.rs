//! A document in other words: white space, escapes and the place of its first byte. What a document
//! says is the same, so the answer must be; and what the core reads sixteen bytes at once in one
//! spelling, it reads byte by byte in another.

use crate::dice::Dice;
use crate::oracle::Tree;

/// How to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without white space, every character as itself: the fast way.
    Plain,
    /// White space wherever there may be some.
    Wide,
    /// Every character of every text as an escape.
    Escaped,
    /// All of it by chance.
    Mixed,
}

pub const STYLES: [Style; 4] = [Style::Plain, Style::Wide, Style::Escaped, Style::Mixed];

/// The tree in a style.
pub fn spelt(tree: &Tree<'_>, style: Style, dice: &mut Dice<'_>) -> String {
    let mut writer = Writer { out: String::new(), style, dice };
    writer.value(tree);
    writer.out
}

struct Writer<'d, 'a> {
    out: String,
    style: Style,
    dice: &'d mut Dice<'a>,
}

impl Writer<'_, '_> {
    fn space(&mut self) {
        match self.style {
            Style::Plain | Style::Escaped => {}
            Style::Wide => self.out.push_str(" \n"),
            Style::Mixed => {
                let space = self.dice.one_of(&["", "", " ", "\t\r\n", "                "]);
                self.out.push_str(space);
            }
        }
    }

    fn value(&mut self, tree: &Tree<'_>) {
        self.space();
        match tree {
            Tree::Token(token) => self.out.push_str(token),
            Tree::Text(text) => self.text(text),
            Tree::List(values) => {
                self.out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.value(value);
                }
                self.space();
                self.out.push(']');
            }
            Tree::Object(members) => {
                self.out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.space();
                    self.text(name);
                    self.space();
                    self.out.push(':');
                    self.value(value);
                }
                self.space();
                self.out.push('}');
            }
        }
        self.space();
    }

    fn text(&mut self, text: &[u16]) {
        self.out.push('"');
        for char in char::decode_utf16(text.iter().copied()) {
            let is_escaped = match self.style {
                Style::Plain | Style::Wide => false,
                Style::Escaped => true,
                Style::Mixed => self.dice.once_in(8),
            };
            match char {
                Ok(char) if !is_escaped && char >= ' ' && !matches!(char, '"' | '\\') => {
                    self.out.push(char);
                }
                Ok('"') if !is_escaped => self.out.push_str("\\\""),
                Ok('\\') if !is_escaped => self.out.push_str("\\\\"),
                Ok('\n') if !is_escaped => self.out.push_str("\\n"),
                Ok(char) => {
                    for unit in char.encode_utf16(&mut [0; 2]) {
                        self.unit(*unit);
                    }
                }
                Err(half) => self.unit(half.unpaired_surrogate()),
            }
        }
        self.out.push('"');
    }

    fn unit(&mut self, unit: u16) {
        let is_upper = self.dice.once_in(4);
        let digits = if is_upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") };
        self.out.push_str(&digits);
    }
}
