//! Documents of every provider, as the fuzzer likes them: mostly sound, and odd in every way that the
//! documents leave open, or forbid. What they are made of is the provider's JSON Schema. Written as text,
//! for what is odd may be the text itself: members twice, numbers in any spelling, halves of characters.

use paylink::model::Format;
use serde_json::Value;

use crate::dice::Dice;
use crate::oracle::tree;
use crate::providers::{self, Provider};
use crate::spelling::{STYLES, spelt};
use crate::words::{AMOUNTS, CURRENCIES, EPOCHS, IDS, INSTANTS, PAGES, TEXTS, TOKENS, UNITS, URLS};

type Members = Vec<(String, String)>;

/// Whose document it is, and its schema.
#[derive(Clone, Copy)]
struct Of<'s> {
    provider: &'s Provider,
    schema: &'s Value,
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn object(members: &[(String, String)]) -> String {
    let members: Vec<_> = members.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
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

    /// A kind of value that schemas have a name for.
    fn named(&mut self, name: &str) -> Option<String> {
        let pool = match name {
            "instant" => return Some(quoted(&self.instant())),
            "url" if self.once_in(12) => return Some(quoted(&self.raw_text(40))),
            "url" => return Some(quoted(self.one_of(URLS))),
            "amount" | "digits" => AMOUNTS,
            "currency" => CURRENCIES,
            "epoch" | "epochOrText" => EPOCHS,
            "minorUnits" | "unitsOrText" => UNITS,
            _ => return None,
        };
        let value = self.one_of(pool);
        let is_in_doubt = name.ends_with("OrText") && self.once_in(2) && !value.starts_with('"');
        Some(if is_in_doubt { quoted(value) } else { value.to_owned() })
    }

    /// A value of a member with this name and schema.
    fn value(&mut self, of: Of<'_>, name: &str, schema: &Value) -> String {
        if self.once_in(24) {
            return self.junk(2);
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let kind = reference.rsplit('/').next().unwrap_or_default();
            let inner = &of.schema["$defs"][kind];
            let is_object = inner["properties"].is_object();
            let named = if is_object { None } else { self.named(kind) };
            return named.unwrap_or_else(|| self.value(of, name, inner));
        }
        let either = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array());
        if let Some(either) = either.filter(|_| schema["properties"].is_null()) {
            // Null, which is the last, is rare: it takes the place of any value below.
            let index = self.roll(either.len() * 4) % either.len();
            return self.value(of, name, &either[index]);
        }
        if schema["properties"].is_object() {
            return object(&self.members(of, schema));
        }
        let words = [texts(&schema["enum"]), texts(&schema["examples"])].concat();
        if !words.is_empty() && !self.once_in(8) {
            let word = self.one_of(&words);
            return match self.roll(8) {
                6 => quoted(&word.to_ascii_uppercase()),
                7 => quoted(&word.to_ascii_lowercase()),
                _ => quoted(word),
            };
        }
        // What a schema says little of is in the examples.
        let samples = of.provider.samples(name);
        if !samples.is_empty() && self.roll(4) < 2 {
            return self.one_of(&samples).to_owned();
        }
        let kinds = match &schema["type"] {
            Value::String(kind) => vec![kind.as_str()],
            kinds => texts(kinds).into_iter().filter(|kind| *kind != "null").collect(),
        };
        let kind = if kinds.is_empty() { "" } else { self.one_of(&kinds) };
        match (kind, schema["maxLength"].as_u64().and_then(|most| usize::try_from(most).ok())) {
            ("string", Some(most)) if self.once_in(6) => quoted(&"é".repeat(most + self.roll(2))),
            ("string", _) => self.text(),
            ("boolean", _) => self.one_of(&["true", "false", "null"]).to_owned(),
            ("object", _) => self.pairs(2),
            ("array", _) => self.list(of, name, schema),
            _ => self.junk(2),
        }
    }

    fn list(&mut self, of: Of<'_>, name: &str, schema: &Value) -> String {
        let count = self.one_of(&[1, 2, 0, 3, 4]);
        let values: Vec<_> = (0..count).map(|_| self.value(of, name, &schema["items"])).collect();
        format!("[{}]", values.join(","))
    }

    /// Members in the order of the examples, or nearly.
    fn members(&mut self, of: Of<'_>, schema: &Value) -> Members {
        let required = texts(&schema["required"]);
        let properties = schema["properties"].as_object();
        let mut known: Vec<_> = properties.into_iter().flatten().collect();
        known.sort_by_key(|(name, _)| of.provider.rank(name));
        // Of several members one is there.
        let either = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
        if !either.is_empty() && !self.once_in(6) {
            let kept = self.roll(either.len());
            let is_other = |name: &str| {
                let all = either.iter().enumerate().filter(|(index, _)| *index != kept);
                all.flat_map(|(_, one)| texts(&one["required"])).any(|other| other == name)
            };
            known.retain(|(name, _)| !is_other(name));
        }
        let is_resource = ["id", "type"].iter().all(|name| required.contains(name));
        let mut members = Members::new();
        for (name, schema) in known {
            // Resources refer to each other by their ids.
            let value = if is_resource && name == "id" && !self.once_in(4) {
                self.one_of(IDS).to_owned()
            } else {
                self.value(of, name, schema)
            };
            let is_required = required.contains(&name.as_str());
            let name = quoted(name);
            match self.roll(24) {
                18 | 19 if !is_required => {}
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
        if self.once_in(12) {
            members.reverse();
        }
        members
    }

    /// A document of one link.
    pub fn document(&mut self, format: Format) -> String {
        let provider = providers::of(format);
        let members = self.members(Of { provider, schema: &provider.link }, &provider.link);
        self.respelt(object(&members))
    }

    /// A list of links.
    pub fn links(&mut self, format: Format) -> String {
        let provider = providers::of(format);
        let mut members = self.members(Of { provider, schema: &provider.list }, &provider.list);
        for (name, value) in &provider.around {
            let value = if self.once_in(4) { self.junk(1) } else { value.clone() };
            members.push((quoted(name), value));
        }
        if self.once_in(3) {
            let (name, value) = self.one_of(PAGES);
            members.push((quoted(name), value.to_owned()));
        }
        if !members.is_empty() {
            let first = self.roll(members.len());
            members.rotate_left(first);
        }
        self.respelt(object(&members))
    }

    /// A request to create a link.
    pub fn create(&mut self, format: Format) -> String {
        let provider = providers::of(format);
        object(&self.members(Of { provider, schema: &provider.create }, &provider.create))
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
