//! Documents of both providers, as the fuzzer likes them: mostly sound, and odd in every way that the
//! documents leave open, or forbid. Written as text, for what is odd may be the text itself: members
//! twice, numbers in any spelling, halves of characters.

use paylink::model::Format;

use crate::dice::Dice;
use crate::members::{CONNECT, INVOICE, PAYOUT, TXN, Value};
use crate::oracle::tree;
use crate::spelling::{STYLES, spelt};
use crate::words::{AMOUNTS, CURRENCIES, INSTANTS, KINDS, NETWORKS, TEXTS, TOKENS, URLS};

type Members = Vec<(String, String)>;

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

impl Dice<'_> {
    pub fn format(&mut self) -> Format {
        self.one_of(Format::ALL)
    }

    /// A text, quotes and all.
    fn text(&mut self) -> String {
        if self.once_in(6) { quoted(&self.raw_text(40)) } else { self.one_of(TEXTS).to_owned() }
    }

    pub fn instant(&mut self) -> String {
        if !self.once_in(6) {
            return self.one_of(INSTANTS).to_owned();
        }
        let mut number = |most: usize| self.roll(most);
        let date = format!("20{:02}-{:02}-{:02}", number(100), number(14), number(33));
        let time = format!("{:02}:{:02}:{:02}", number(25), number(61), number(62));
        let fraction = self.one_of(&["", ".5", ".000", ".123456789", ".0000000001"]);
        let offset = self.one_of(&["Z", "+00:00", "+23:59", "-12:30"]);
        format!("{date}T{time}{fraction}{offset}")
    }

    pub fn junk(&mut self, depth: usize) -> String {
        match self.roll(if depth == 0 { 2 } else { 4 }) {
            0 => self.one_of(TOKENS).to_owned(),
            1 => self.text(),
            2 => {
                let values: Vec<_> = (0..self.roll(3)).map(|_| self.junk(depth - 1)).collect();
                format!("[{}]", values.join(","))
            }
            _ => self.pairs(depth - 1),
        }
    }

    fn pairs(&mut self, depth: usize) -> String {
        let pairs: Members = (0..self.roll(15)).map(|_| (self.text(), self.junk(depth))).collect();
        object(&pairs)
    }

    fn list(&mut self, each: impl Fn(&mut Self) -> String) -> String {
        let values: Vec<_> = (0..self.roll(4)).map(|_| each(self)).collect();
        format!("[{}]", values.join(","))
    }

    fn value(&mut self, value: Value) -> String {
        if self.once_in(24) {
            return self.junk(2);
        }
        match value {
            Value::Text => self.text(),
            Value::Url if self.once_in(12) => quoted(&self.raw_text(40)),
            Value::Url => quoted(self.one_of(URLS)),
            Value::Instant => quoted(&self.instant()),
            Value::Amount => self.one_of(AMOUNTS).to_owned(),
            Value::Currency => self.one_of(CURRENCIES).to_owned(),
            Value::Network => self.one_of(NETWORKS).to_owned(),
            Value::Boolean => self.one_of(&["true", "false", "null"]).to_owned(),
            Value::Metadata => self.pairs(2),
            Value::Texts => self.list(Self::text),
            Value::Currencies => self.list(|dice| dice.one_of(CURRENCIES).to_owned()),
            Value::Words(words) => quoted(self.one_of(words)),
        }
    }

    /// Members in the order of the documents, or nearly.
    fn members(&mut self, known: &[(&str, Value)]) -> Members {
        let mut members = Members::new();
        for (name, value) in known {
            let value = self.value(*value);
            let name = quoted(name);
            match self.roll(24) {
                20 => {}
                21 => members.push((name, "null".to_owned())),
                22 => {
                    let place = self.roll(members.len() + 1);
                    members.insert(place, (name, value));
                }
                23 => {
                    members.push((name.clone(), value));
                    let again = if self.once_in(2) { name } else { self.text() };
                    members.push((again, self.junk(1)));
                }
                _ => members.push((name, value)),
            }
        }
        members
    }

    /// One link's own object.
    fn resource(&mut self, format: Format, child: &str) -> String {
        match format {
            Format::Connect => object(&self.members(CONNECT)),
            Format::Txn => {
                let mut attributes = self.members(TXN);
                if self.once_in(6) {
                    for (name, _) in &mut attributes {
                        if name == "\"expiresAt\"" {
                            *name = "\"expires_at\"".to_owned();
                        }
                    }
                }
                let kind = self.one_of(&["\"paymentLinks\"", "\"payment_links\"", "\"links\""]);
                let mut members = vec![
                    ("\"id\"".to_owned(), self.text()),
                    ("\"type\"".to_owned(), kind.to_owned()),
                    ("\"attributes\"".to_owned(), object(&attributes)),
                ];
                let target = match self.roll(6) {
                    0 => None,
                    1 => Some("null".to_owned()),
                    2 => Some(self.junk(2)),
                    _ => {
                        let kind = self.one_of(&KINDS);
                        Some(format!(r#"{{"type":"{kind}","id":{child}}}"#))
                    }
                };
                if let Some(target) = target {
                    let target = format!(r#"{{"target":{{"data":{target}}}}}"#);
                    members.push(("\"relationships\"".to_owned(), target));
                }
                if self.once_in(8) {
                    members.reverse();
                }
                object(&members)
            }
        }
    }

    fn child(&mut self, id: &str) -> String {
        let is_payout = self.once_in(2);
        let attributes = self.members(if is_payout { PAYOUT } else { INVOICE });
        let kind = KINDS[usize::from(is_payout)];
        let mut members = vec![
            ("\"type\"".to_owned(), quoted(kind)),
            ("\"id\"".to_owned(), id.to_owned()),
            ("\"attributes\"".to_owned(), object(&attributes)),
        ];
        match self.roll(8) {
            6 => members.reverse(),
            7 => members.push((self.text(), self.junk(2))),
            _ => {}
        }
        object(&members)
    }

    /// A document of one link.
    pub fn document(&mut self, format: Format) -> String {
        let link = self.resource(format, "\"child\"");
        let text = match format {
            Format::Connect => link,
            Format::Txn => {
                let mut members = vec![("\"data\"".to_owned(), link)];
                if !self.once_in(3) {
                    let children: Vec<_> =
                        (0..=self.roll(2)).map(|_| self.child("\"child\"")).collect();
                    let included = format!("[{}]", children.join(","));
                    members.insert(self.roll(2), ("\"included\"".to_owned(), included));
                }
                if self.once_in(8) {
                    members.push((self.text(), self.junk(2)));
                }
                object(&members)
            }
        };
        self.respelt(text)
    }

    /// A list of links.
    pub fn links(&mut self, format: Format) -> String {
        let count = self.roll(5);
        let id = |index: usize| format!("\"child {index}\"");
        let links: Vec<_> = (0..count).map(|index| self.resource(format, &id(index))).collect();
        let links = format!("[{}]", links.join(","));
        let text = match format {
            Format::Connect => {
                let pages =
                    self.one_of(&["", r#","pagination":{"nextCursor":"x"}"#, r#","pagination":7"#]);
                format!(r#"{{"items":{links}{pages}}}"#)
            }
            Format::Txn => {
                let mut children: Vec<_> = (0..count).map(|index| self.child(&id(index))).collect();
                if self.once_in(2) {
                    children.reverse();
                }
                let mut members = vec![
                    ("\"data\"".to_owned(), links),
                    ("\"included\"".to_owned(), format!("[{}]", children.join(","))),
                    ("\"links\"".to_owned(), r#"{"next":"/x?page=2"}"#.to_owned()),
                ];
                let first = self.roll(3);
                members.rotate_left(first);
                object(&members)
            }
        };
        self.respelt(text)
    }

    /// In another spelling, if it is JSON at all.
    fn respelt(&mut self, text: String) -> String {
        if !self.once_in(4) {
            return text;
        }
        match tree(&text) {
            Ok(tree) => {
                let style = self.one_of(&STYLES);
                spelt(&tree, style, self)
            }
            Err(_) => text,
        }
    }

    /// A few bytes are otherwise.
    pub fn broken(&mut self, text: String) -> Vec<u8> {
        let mut bytes = text.into_bytes();
        while self.once_in(6) && !bytes.is_empty() {
            let at = self.roll(bytes.len());
            match self.roll(4) {
                0 => bytes[at] = self.one_of(b"\"\\{}[],: \n\t0-e.u\x00\x7f\x80\xff\xed\xa0"),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, self.one_of(b"\"\\{}[],: \n01\xe2\xc3\xa9")),
                _ => bytes.truncate(at),
            }
        }
        bytes
    }
}
